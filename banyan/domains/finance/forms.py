"""The forms of claims and advances: their unit is the project's, so nobody is asked for it."""

from __future__ import annotations

from django import forms

from banyan.core.registers.forms import RecordForm
from banyan.domains.finance.models import Advance, Claim


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class _OfProject(RecordForm):
    """Takes the unit from the project."""

    def _post_clean(self) -> None:
        project = self.cleaned_data.get("project")
        if project is not None:
            self.instance.unit = project.unit
        super()._post_clean()


class ClaimForm(_OfProject):
    """Time, place, reason, who was paid, and who saw it."""

    class Meta:
        model = Claim
        fields = (
            "project", "happened_on", "place", "reason", "payee", "payee_account", "payee_bank", "business", "witness",
            "advance", "explanation", "resolution",
        )  # fmt: skip
        widgets = {"happened_on": _day()}


class AdvanceForm(_OfProject):
    """How much, under which item, what for, and when it is needed."""

    class Meta:
        model = Advance
        fields = ("project", "budget_line", "amount", "reason", "business", "needed_on")
        widgets = {"needed_on": _day()}
