"""Naming who reads the exact figures of a contract, and opening them for a reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.domains.projects.models import FiguresReader
from banyan.domains.projects.rules import exact as rules
from banyan.foundation.refusal import noop, sentence

State = FiguresReader.State
_NAMED = noop("%(number)s: you were named to read the exact figures of %(project)s.")
_OPENED = noop("%(number)s: the exact figures of %(project)s were opened; the reason stands on its page.")


@deed(FiguresReader, "name", new=True, label=_("Name a reader of the exact figures"), icon="user-check")
def name_reader(row: FiguresReader, by: Actor, now: datetime) -> None:
    """Headquarters says who answers to the purchaser for the figures to the last record, from when, and what for."""
    project = row.project
    root = project.unit.root.pk
    above = bool(by.system) or root in by.unit_ids(FiguresReader.permission("name"))
    rules.check_named(row.person_id, by.person_id, above)
    rules.check_days(row.starts_on, row.ends_on)
    row.unit, row.named_by = project.unit, by.person
    row.number = numbering.take(FiguresReader.number_pattern, row.unit, now.year)
    row.created_at = row.changed_at = now
    row.save()
    told = sentence(_NAMED, number=row.number, project=project.number)
    tell(_sign_ins(row.person_id), "projects.figures", told, about=row, now=now)


@deed(FiguresReader, "end", frm=State.NAMED, to=State.ENDED, label=_("End the naming…"), danger=True,
      icon="calendar-off")  # fmt: skip
def end_naming(row: FiguresReader, by: Actor, now: datetime, ends_on: date, reason: str) -> None:
    """Say the last day; what was opened until then stays in the trail."""
    rules.check_days(row.starts_on, ends_on)
    row.ends_on = ends_on


@deed(FiguresReader, "open", frm=State.NAMED, label=_("Open the exact figures"), icon="lock-open",
      offered=lambda row, by: row.person_id == by.person_id)  # fmt: skip
def open_figures(row: FiguresReader, by: Actor, now: datetime, reason: str) -> None:
    """Read for a limited time what closed months hold; whoever named the reader is told."""
    holds = rules.holds_on(now.date(), row.starts_on, row.ends_on)
    rules.check_opening(row.person_id == by.person_id, holds, reason, row.project.frozen_through)
    row.opened_at = now
    told = sentence(_OPENED, number=row.number, project=row.project.number)
    tell(_sign_ins(row.named_by_id), "projects.figures", told, about=row, now=now)


def _sign_ins(person: int | None) -> Any:
    return User.objects.filter(person=person, is_active=True) if person else User.objects.none()
