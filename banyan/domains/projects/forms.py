"""The forms of what belongs to a project: its unit is the project's, so nobody is asked for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.forms.models import ModelForm, modelform_factory
from django.utils.translation import gettext_lazy as _

from banyan.core.registers.forms import RecordForm, drawn
from banyan.domains.projects.models import Contract, Indicator, Milestone, StudyFinding

DAY = {"type": "date"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=DAY)


class ProjectPartForm(RecordForm):
    """Takes the unit from the project."""

    def _post_clean(self) -> None:
        project = self.cleaned_data.get("project")
        if project is not None:
            self.instance.unit = project.unit
        super()._post_clean()


class ContractForm(ProjectPartForm):
    """What was signed, and in which parts it is paid."""

    percentages = forms.CharField(
        label=_("Instalments in percent"), required=False, max_length=60, help_text=_("such as 55/40/5")
    )

    class Meta:
        model = Contract
        fields = ("project", "number", "starts_on", "ends_on", "evidence_until", "amount", "places")
        widgets = {name: _day() for name in ("starts_on", "ends_on", "evidence_until")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            del self.fields["percentages"]

    def _post_clean(self) -> None:
        super()._post_clean()
        self.instance.percentages = self.cleaned_data.get("percentages", "")


class IndicatorForm(ProjectPartForm):
    """One line of the contract's table of indicators."""

    class Meta:
        model = Indicator
        fields = (
            "project", "number", "field", "department", "helping_department", "service_type", "name", "counted_in",
            "wording", "target", "mid_target", "weight", "convertible", "cap_percent", "proof", "out_of",
            "starts_on", "ends_on",
        )  # fmt: skip
        widgets = {name: _day() for name in ("starts_on", "ends_on")}


class MilestoneForm(ProjectPartForm):
    """A day on the project's ruler."""

    class Meta:
        model = Milestone
        fields = ("project", "name", "due_on", "done_on", "note")
        widgets = {name: _day() for name in ("due_on", "done_on")}


def part_form(model: type[models.Model], *names: str) -> type[ModelForm]:
    """The form of something that belongs to a project, with these fields."""
    return modelform_factory(model, form=ProjectPartForm, fields=names, formfield_callback=drawn)


class FindingForm(RecordForm):
    """A finding belongs to its study's project."""

    class Meta:
        model = StudyFinding
        fields = ("study", "kind", "text", "left_open")

    def _post_clean(self) -> None:
        study = self.cleaned_data.get("study")
        if study is not None:
            self.instance.project, self.instance.unit = study.project, study.unit
        super()._post_clean()
