"""The forms of the after-school class."""

from __future__ import annotations

from django import forms

from banyan.core.registers.forms import RecordForm
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input, time_input
from banyan.domains.services.models import ClassDay, ClassNote, DayClass, Fetcher, Pupil


class ClassForm(UnitOnceForm):
    """The class, its three parties and its hours."""

    class Meta:
        model = DayClass
        fields = (
            "unit", "title", "project", "responsible", "organiser", "school", "place", "starts_at", "closes_at",
            "capacity", "opened_on",
        )  # fmt: skip
        widgets = {"starts_at": time_input(), "closes_at": time_input(), "opened_on": day_input()}


class PupilForm(RecordForm):
    """The enrolment sheet of a child, as guardians know it on paper."""

    class Meta:
        model = Pupil
        fields = (
            "day_class", "user", "grade", "guardian", "guardian_phone", "second_phone", "allergies", "consent_on",
            "consent_version", "photo_consent", "may_go_alone",
        )  # fmt: skip
        widgets = {
            "consent_on": day_input(),
            "guardian_phone": forms.TextInput({"inputmode": "tel"}),
            "second_phone": forms.TextInput({"inputmode": "tel"}),
            "allergies": forms.Textarea({"rows": 2}),
        }


class FetcherForm(RecordForm):
    """Somebody who may fetch a child."""

    class Meta:
        model = Fetcher
        fields = ("pupil", "name", "relation", "phone", "id_tail", "starts_on", "ends_on")
        widgets = {
            "starts_on": day_input(), "ends_on": day_input(), "phone": forms.TextInput({"inputmode": "tel"}),
        }  # fmt: skip


class DayForm(RecordForm):
    """What is said of an afternoon beside its lines."""

    class Meta:
        model = ClassDay
        fields = ("day_class", "held_on", "volunteers", "supervised_by", "supervision")
        widgets = {"held_on": day_input()}


class NoteOnChildForm(RecordForm):
    """A note on a child, or an incident."""

    class Meta:
        model = ClassNote
        fields = ("pupil", "kind", "noted_on", "noted_at", "text", "measures")
        widgets = {
            "noted_on": day_input(), "noted_at": time_input(), "text": forms.Textarea({"rows": 4}),
            "measures": forms.Textarea({"rows": 2}),
        }  # fmt: skip
