"""The steps of a flow as a form: one row a step, and the moves between rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.approvals.flows import queries, rules, wording
from banyan.core.approvals.flows.declaring import Matter
from banyan.core.approvals.resolving import StepPlan

_HOW = (
    ("", _("no step")),
    ("superior", _("the superior of who asks")),
    ("role", _("a role")),
    ("person", _("a named person")),
)
_MODES = (("any", _("any one of them")), ("all", _("all of them")))
_EMPTY: dict[str, Any] = {"how": ""}


class StepForm(forms.Form):
    """One step: who signs, how many of them, and when it is wanted."""

    how = forms.ChoiceField(label=_("Who signs"), choices=_HOW, required=False)
    role = forms.ChoiceField(label=pgettext_lazy("of a sign-in", "Role"), required=False)
    person = forms.CharField(label=_("Name or sign-in name"), max_length=80, required=False)
    mode = forms.ChoiceField(label=_("How many of them"), choices=_MODES, required=False)
    otherwise = forms.ChoiceField(label=_("Where nobody is found"), required=False)
    above = forms.ChoiceField(label=_("Only above"), required=False)
    further = forms.BooleanField(label=_("only where that is somebody else"), required=False)

    def __init__(self, *args: Any, told: Matter, unit: Any, roles: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        named = [(code, wording.role_name(code)) for code in roles]
        self.fields["role"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.fields["otherwise"].choices = [("", _("refuse")), *named]  # type: ignore[attr-defined]
        limits = [(limit.key, limit.label) for limit in told.limits]
        self.fields["above"].choices = [("", _("whatever the amount")), *limits]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role or a person is named where the step asks for one."""
        given = self.cleaned_data
        if given.get("how") == "role" and not given.get("role"):
            self.add_error("role", _("Name a role."))
        if given.get("how") == "person":
            self.found = queries.person_called(given.get("person", ""), self.unit)
            if self.found is None:
                self.add_error("person", _("Name exactly one person of the agency."))
        return given

    def step(self) -> StepPlan:
        """The step that the row says."""
        given = self.cleaned_data
        who = given["role"] if given["how"] == "role" else ""
        if given["how"] == "person" and self.found:
            who = str(self.found.public_id)
        return StepPlan(
            given["how"], who, given["mode"] or "any", given["above"], given["otherwise"], given["further"]
        )


def initial_rows(steps: Sequence[StepPlan]) -> list[dict[str, Any]]:
    """Steps as rows, with one empty row below."""
    return [_row(step) for step in steps] + [dict(_EMPTY)] * (len(steps) < rules.MOST_STEPS)


def _row(step: StepPlan) -> dict[str, Any]:
    return {
        "how": step.how,
        "role": step.who if step.how == "role" else "",
        "person": queries.name_of(step.who) if step.how == "person" else "",
        "mode": step.mode,
        "otherwise": step.otherwise,
        "above": step.above,
        "further": step.further,
    }


def given_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was typed into the rows, in their order."""
    count = min(_number(data.get("rows", "0")), rules.MOST_STEPS)
    return [_typed(data, number) for number in range(count)]


def _typed(data: Mapping[str, Any], number: int) -> dict[str, Any]:
    names = ("how", "role", "person", "mode", "otherwise", "above")
    typed: dict[str, Any] = {name: data.get(f"{number}-{name}", "") for name in names}
    return typed | {"further": f"{number}-further" in data}


def moved(rows: list[dict[str, Any]], move: str) -> list[dict[str, Any]]:
    """The rows after a move such as "up:2", "down:0" or "drop:1"; an unknown move changes nothing."""
    what, _colon, place = move.partition(":")
    at = _number(place, -1)
    if not 0 <= at < len(rows):
        return rows
    kept = list(rows)
    if what == "drop":
        del kept[at]
    else:
        to = min(max(at + {"up": -1, "down": 1}.get(what, 0), 0), len(kept) - 1)
        kept.insert(to, kept.pop(at))
    return kept


def filled_up(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without gaps, with one empty row below as long as there may be more."""
    kept = [row for row in rows if row.get("how")]
    return kept + [dict(_EMPTY)] * (len(kept) < rules.MOST_STEPS)


def _number(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() else otherwise
