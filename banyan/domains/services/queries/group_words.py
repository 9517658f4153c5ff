"""Forms of a group in Word, from the agency's own templates: what their placeholders may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import door
from banyan.core.documents import words
from banyan.core.documents.words import Placeholder, Rows
from banyan.domains.services.models import Group, GroupEvaluation, GroupSession

_PLAN = (
    "number", "title", "target_group", "need", "theory", "goals", "recruitment", "recruits_until", "screening", "place",
    "least_members", "most_members", "budget", "difficulties", "evaluation_design", "instrument", "ethics", "responsible",
    "co_worker", "first_on", "last_on",
)  # fmt: skip
_TABLE = ("position", "planned_on", "theme", "goal", "procedure", "materials", "led_by")
_HELD = (
    "position",
    "held_on",
    "theme",
    "present",
    "absent",
    "actual",
    "interaction",
    "progress",
    "reflection",
)
_EVALUATED = ("results", "process", "recommendations", "actual_cost")


def reads_inside_of(group: Group, by: Any) -> bool:
    """Records of sessions are written for those who read them."""
    return GroupSession.objects.visible_to(by).filter(group=group).exists()


def declare() -> None:
    """Let a group be written as its plan, as its session records, and as its evaluation."""
    plan = {**_OF_THE_GROUP, **{name: _field(name) for name in _PLAN}, "sessions": _rows(_TABLE, _planned)}
    words.declare(Group, "services.group_plan", label=_("Plan of the group"), placeholders=plan)
    held = {
        **_OF_THE_GROUP,
        "number": _field("number"),
        "title": _field("title"),
        "sessions": _rows(_HELD, _held),
    }
    words.declare(
        Group, "services.group_sessions", label=_("Session records"), placeholders=held, may=reads_inside_of
    )
    figures = {
        name: _field(name)
        for name in ("number", "title", "sessions_held", "person_times", "persons", "budget")
    }
    said = {
        name: Placeholder(GroupEvaluation._meta.get_field(name).verbose_name, _said(name))
        for name in _EVALUATED
    }
    words.declare(
        Group, "services.group_evaluation", label=_("Evaluation of the group"), placeholders={**_OF_THE_GROUP, **figures, **said}
    )  # fmt: skip


def _field(name: str) -> Placeholder:
    return Placeholder(Group._meta.get_field(name).verbose_name, lambda group: getattr(group, name))


def _rows(names: tuple[str, ...], rows: Any) -> Rows:
    columns = {name: GroupSession._meta.get_field(name).verbose_name for name in names}
    return Rows(
        pgettext_lazy("placeholder", "sessions of the group"), columns, lambda group: rows(group, names)
    )


def _planned(group: Group, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    with door.opened("group in Word"):
        kept = list(GroupSession.everything.filter(group=group).order_by("position"))
    return ({name: getattr(each, name) for name in names} for each in kept)


def _held(group: Group, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    with door.opened("group in Word"):
        kept = list(GroupSession.everything.filter(group=group, held_on__isnull=False).order_by("position"))
    return ({name: getattr(each, name) for name in names} for each in kept)


def _said(name: str) -> Any:
    def value(group: Group) -> Any:
        with door.opened("group in Word"):
            kept = GroupEvaluation.everything.filter(group=group).first()
        return getattr(kept, name, "")

    return value


_OF_THE_GROUP = {
    "kind": Placeholder(_("kind of group"), lambda group: group.get_kind_display()),
    "openness": Placeholder(_("closed or open"), lambda group: group.get_openness_display()),
    "station": Placeholder(_("unit"), lambda group: group.unit),
    "project": Placeholder(_("project"), lambda group: group.project and group.project.name),
}
