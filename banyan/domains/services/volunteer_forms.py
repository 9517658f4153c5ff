"""The forms of volunteers: the register, insurance, honours, needs of families."""

from __future__ import annotations

from django import forms

from banyan.core.registers.forms import RecordForm
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input
from banyan.domains.services.models import FamilyNeed, Volunteer, VolunteerCover, VolunteerHonour

_DAYS = ("born_on", "registered_on", "agreed_on", "guardian_agreed_on")


class VolunteerForm(UnitOnceForm):
    """Who serves, what they can do, and what they agreed to."""

    class Meta:
        model = Volunteer
        fields = (
            "unit", "name", "sex", "born_on", "id_number", "phone", "community", "occupation", "employer", "skills",
            "wishes", "free_at", "channel", "project", "national_number", "registered_on", "agreed_on", "guardian_name",
            "guardian_agreed_on", "hours_before",
        )  # fmt: skip
        widgets = {
            **{name: day_input() for name in _DAYS},
            **{name: forms.TextInput({"autocomplete": "off"}) for name in ("id_number", "phone")},
        }


class CoverForm(RecordForm):
    """Insurance from day to day."""

    class Meta:
        model = VolunteerCover
        fields = ("volunteer", "policy", "starts_on", "ends_on")
        widgets = {"starts_on": day_input(), "ends_on": day_input()}


class HonourForm(RecordForm):
    """A commendation."""

    class Meta:
        model = VolunteerHonour
        fields = ("volunteer", "kind", "given_on", "reason")
        widgets = {"given_on": day_input()}


class NeedForm(UnitOnceForm):
    """What a family could use."""

    class Meta:
        model = FamilyNeed
        fields = ("unit", "user", "project", "housing", "family", "skill", "wanted", "asked_on")
        widgets = {"asked_on": day_input()}
