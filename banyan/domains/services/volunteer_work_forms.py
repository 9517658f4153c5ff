"""The forms of how volunteers are kept, and of a survey."""

from __future__ import annotations

from django import forms

from banyan.core.registers.forms import RecordForm
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input
from banyan.domains.services.models import (
    SurveyReport,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class RulesForm(UnitOnceForm):
    """Rules of volunteering."""

    class Meta:
        model = VolunteerRules
        fields = ("unit", "title", "since", "rights", "conduct", "appraisal")
        widgets = {"since": day_input(), "rights": _long(5), "conduct": _long(5), "appraisal": _long(4)}


class PostForm(UnitOnceForm):
    """A post."""

    class Meta:
        model = VolunteerPost
        fields = ("unit", "title", "does", "needs_training")


class CourseForm(UnitOnceForm):
    """A training or an exchange."""

    class Meta:
        model = VolunteerCourse
        fields = ("unit", "kind", "form", "post", "held_on", "minutes", "led_by", "topic", "said")
        widgets = {
            "kind": forms.RadioSelect,
            "form": forms.RadioSelect,
            "held_on": day_input(),
            "said": _long(4),
        }


class ReviewForm(RecordForm):
    """The service of a volunteer, talked over."""

    class Meta:
        model = VolunteerReview
        fields = ("volunteer", "held_on", "attitude", "ability", "reliance", "words", "agreed")
        widgets = {"held_on": day_input(), "words": _long(), "agreed": _long(2)}


class CertificateForm(UnitOnceForm):
    """For whom, up to which day, and what for."""

    class Meta:
        model = VolunteerCertificate
        fields = ("unit", "volunteer", "until", "purpose")
        widgets = {"until": day_input()}


class YearForm(UnitOnceForm):
    """A year of volunteering, in four parts."""

    class Meta:
        model = VolunteerYear
        fields = ("unit", "project", "starts_on", "ends_on", "worked", "lacked", "lesson", "next_steps")
        widgets = {
            "starts_on": day_input(), "ends_on": day_input(),
            **{name: _long(4) for name in ("worked", "lacked", "lesson", "next_steps")},
        }  # fmt: skip


class SurveyForm(UnitOnceForm):
    """A survey that is over."""

    class Meta:
        model = SurveyReport
        fields = (
            "unit", "project", "title", "asked_about", "method", "starts_on", "finished_on", "handed_out", "returned", "valid",
            "conclusion",
        )  # fmt: skip
        widgets = {"starts_on": day_input(), "finished_on": day_input(), "conclusion": _long(4)}
