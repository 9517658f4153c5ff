"""The forms of public life: lectures, results, visitors, mediations."""

from __future__ import annotations

from typing import Any

from django import forms

from banyan.core import clock
from banyan.core.registers.forms import RecordForm
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input
from banyan.domains.services.models import Lecture, Mediation, Reception, Showing


class LectureForm(RecordForm):
    """An expert at an activity."""

    class Meta:
        model = Lecture
        fields = ("activity", "field", "lecturer", "comes_from", "topic")
        widgets = {"field": forms.RadioSelect}


class ShowingForm(UnitOnceForm):
    """A public result under a brand."""

    class Meta:
        model = Showing
        fields = (
            "unit",
            "project",
            "brand",
            "kind",
            "title",
            "shown_on",
            "where",
            "activity",
            "team",
            "link",
        )
        widgets = {"shown_on": day_input()}


class ReceptionForm(UnitOnceForm):
    """A visitor, in the order in which it is told."""

    class Meta:
        model = Reception
        fields = ("unit", "came_on", "matter", "asked", "law", "advice", "visitor", "user", "project")
        widgets = {
            "came_on": day_input(), "asked": forms.Textarea({"rows": 3}), "advice": forms.Textarea({"rows": 3}),
            "visitor": forms.TextInput({"autocomplete": "off"}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["came_on"] = self.initial.get("came_on") or clock.today()


class MediationForm(RecordForm):
    """The parties at one table."""

    class Meta:
        model = Mediation
        fields = ("reception", "held_on", "mediators", "parties", "course", "outcome", "agreed")
        widgets = {
            "held_on": day_input(), "parties": forms.TextInput({"autocomplete": "off"}),
            "course": forms.Textarea({"rows": 3}), "agreed": forms.Textarea({"rows": 3}),
        }  # fmt: skip
