"""Forms of meetings, papers and reports: the unit is the project's, so nobody is asked for it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.core.registers.forms import RecordForm
from banyan.domains.projects.forms import ProjectPartForm
from banyan.domains.projects.models import ActionItem, Exemption, Meeting, Paper, Post, Report

_DAY = {"type": "date"}
_TIME = {"type": "time"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=_DAY)


def _time() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs=_TIME)


class MeetingForm(ProjectPartForm):
    """A meeting as it is called."""

    class Meta:
        model = Meeting
        fields = (
            "project", "kind", "other_kind", "title", "held_on", "starts_at", "ends_at", "place", "agenda", "guests",
            "lead_department", "chair",
        )  # fmt: skip
        widgets = {
            "held_on": _day(), "starts_at": _time(), "ends_at": _time(), "agenda": forms.Textarea({"rows": 4}),
        }  # fmt: skip


class ItemForm(RecordForm):
    """An action item; it belongs where its meeting belongs."""

    class Meta:
        model = ActionItem
        fields = ("meeting", "what", "owner", "due_on", "department", "supporting")
        widgets = {"due_on": _day()}

    def _post_clean(self) -> None:
        meeting = self.cleaned_data.get("meeting")
        if meeting is not None:
            self.instance.unit, self.instance.project = meeting.unit, meeting.project
        super()._post_clean()


class ExemptionForm(ProjectPartForm):
    """Why a meeting is not held."""

    class Meta:
        model = Exemption
        fields = ("project", "kind", "starts_on", "reason")
        widgets = {"starts_on": _day(), "reason": forms.Textarea({"rows": 3})}


class PaperForm(RecordForm):
    """Which paper is begun: for a department, or one's own."""

    own = forms.BooleanField(label=_("My own paper"), required=False)

    class Meta:
        model = Paper
        fields = ("project", "unit", "kind", "starts_on")
        widgets = {"starts_on": _day()}

    def _post_clean(self) -> None:
        if self.cleaned_data.get("own"):
            self.instance.person = self.by.person
        super()._post_clean()


class ReportForm(ProjectPartForm):
    """A report as it is begun."""

    class Meta:
        model = Report
        fields = ("project", "kind", "addressee", "title", "month", "happened_at", "words", "measures")
        widgets = {
            "month": _day(),
            "happened_at": forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
            "words": forms.Textarea({"rows": 5}),
            "measures": forms.Textarea({"rows": 3}),
        }


class PostForm(ProjectPartForm):
    """Something to share."""

    class Meta:
        model = Post
        fields = ("project", "kind", "grade", "title", "words", "meeting")
        widgets = {"words": forms.Textarea({"rows": 5})}
