"""The forms of group work that a list of fields cannot say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.domains.services.forms import PlanForm
from banyan.domains.services.models import Group, GroupSession

ROWS_OFFERED = 6
_LONG = (
    "theory", "need", "goals", "recruitment", "screening", "difficulties", "evaluation_design", "ethics",
)  # fmt: skip


def day_input() -> forms.DateInput:
    """A day, as browsers ask for it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    """A time of day, as browsers ask for it."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class GroupForm(PlanForm):
    """The plan of a group, as the paper form asks it; the session table has a page of its own."""

    class Meta:
        model = Group
        fields = (
            "unit", "title", "kind", "openness", "project", "responsible", "co_worker", "target_group", "theory",
            "need", "goals", "least_members", "most_members", "recruitment", "recruits_until", "screening", "place",
            "budget", "budget_item", "difficulties", "evaluation_design", "instrument", "instrument_version",
            "higher_is_better", "ethics",
        )  # fmt: skip
        widgets = {
            "recruits_until": day_input(),
            **{name: forms.Textarea({"rows": 3}) for name in _LONG},
        }


class SessionRow(forms.Form):
    """One line of the session table."""

    planned_on = forms.DateField(label=_("Day"), widget=day_input())
    starts_at = forms.TimeField(label=_("From"), widget=time_input(), required=False)
    ends_at = forms.TimeField(label=_("Until"), widget=time_input(), required=False)
    theme = forms.CharField(label=_("Theme"), max_length=120)
    goal = forms.CharField(label=_("Goal"), max_length=300)
    procedure = forms.CharField(label=_("Procedure"), widget=forms.Textarea({"rows": 2}))
    materials = forms.CharField(label=_("Materials"), max_length=300, required=False)
    led_by = forms.CharField(label=_("Person in charge"), max_length=80, required=False)


SessionTable = forms.formset_factory(SessionRow, extra=0, max_num=24, validate_max=True, can_delete=True)


def session_table(data: Any = None, kept: list[dict[str, Any]] | None = None) -> Any:
    """The table with what is planned already and some empty lines below."""
    table = SessionTable(data, initial=kept or [], prefix="s")
    table.extra = max(ROWS_OFFERED - len(kept or []), 2)
    return table


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The lines that were filled in and not struck out, in the order of their days."""
    filled = [row for row in table.cleaned_data if row and not row.get("DELETE")]
    return sorted(filled, key=lambda row: row["planned_on"])


class RecordForm(forms.ModelForm):
    """What happened at a session."""

    class Meta:
        model = GroupSession
        fields = (
            "began_at", "ended_at", "actual", "interaction", "cohesion", "progress", "feedback", "adjustment",
            "reflection", "following", "preparation_minutes", "record_minutes",
        )  # fmt: skip
        widgets = {
            "began_at": time_input(),
            "ended_at": time_input(),
            **{
                name: forms.Textarea({"rows": 3})
                for name in ("actual", "interaction", "cohesion", "progress", "feedback", "adjustment", "reflection",
                             "following")
            },
        }  # fmt: skip


class EvaluationForm(forms.Form):
    """What became of a group."""

    results = forms.CharField(label=_("Goals reached"), widget=forms.Textarea({"rows": 4}))
    process = forms.CharField(label=_("How the group went"), widget=forms.Textarea({"rows": 5}))
    recommendations = forms.CharField(label=_("Recommendations"), widget=forms.Textarea({"rows": 3}))
    follow_up = forms.CharField(
        label=_("Members who need more"), widget=forms.Textarea({"rows": 2}), required=False,
        help_text=_("By their resident number; the case that follows stands with the member."),
    )  # fmt: skip
    actual_cost = forms.DecimalField(label=_("Actual cost"), max_digits=12, decimal_places=2, min_value=0)


class ScoresForm(forms.Form):
    """The day of a test; the scores stand beside the members."""

    taken_on = forms.DateField(label=_("Taken on"), widget=day_input())


class HeldForm(forms.Form):
    """The day on which a session was held."""

    held_on = forms.DateField(label=_("Held on"), widget=day_input())
