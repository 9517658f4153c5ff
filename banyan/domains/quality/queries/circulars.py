"""Who a circular goes to, who has read it, and what a draft of it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.controls.models import as_sentence
from banyan.core.identity.models import Grant, User
from banyan.core.todo import Todo
from banyan.core.ui.wording import say
from banyan.domains.quality.models import Circular, CircularReading, Inspection, InspectionLine
from banyan.domains.quality.queries.inspections import Chapter, ClauseRow, sheet
from banyan.domains.quality.rules import circulars as rules
from banyan.foundation.refusal import noop, sentence

MOST = 20
OWN_SHOWN = 100


def readers_of(unit: Any, by: Any, on: date) -> list[tuple[User, Any]]:
    """Everybody with an open sign-in who works in the unit or below, each with the place; who writes is left out."""
    granted = Grant.everything.filter(
        Grant.on(on), unit__path__startswith=unit.path, user__is_active=True, user__person__isnull=False
    ).exclude(user=by.user)
    places: dict[int, tuple[User, Any]] = {}
    for grant in granted.select_related("user__person", "unit").order_by("user_id", "unit__path"):
        places.setdefault(grant.user_id, (grant.user, grant.unit))
    return list(places.values())


def own_readings(by: Any) -> Any:
    """The circulars that were sent to the actor, those not read yet first."""
    found = CircularReading.objects.visible_to(by).filter(user=by.user, user__isnull=False)
    newest = F("circular__published_on").desc()
    return found.select_related("circular__unit").order_by(F("read_at").asc(nulls_first=True), newest, "-pk")[
        :OWN_SHOWN
    ]


def own_reading(public_id: UUID, by: Any) -> CircularReading | None:
    """One circular as it was sent to the actor."""
    found = CircularReading.objects.visible_to(by).filter(
        public_id=public_id, user=by.user, user__isnull=False
    )
    return found.select_related("circular__unit", "circular__corrects").first()


def receipts(circular: Circular, by: Any) -> dict[str, Any]:
    """Who has read a circular and who has not."""
    readings = list(
        CircularReading.objects.visible_to(by)
        .filter(circular=circular)
        .select_related("user__person__unit")
        .order_by("read_at", "user__person__name_key")
    )
    read = [each for each in readings if each.read_at]
    return {
        "read": read,
        "unread": [each for each in readings if not each.read_at],
        "share": rules.share_read(len(read), len(readings)),
        "mine": next(
            (each for each in readings if by.user and each.user_id == by.user.pk and not each.read_at), None
        ),
    }


def to_read(actor: Any, today: date) -> Iterator[Todo]:
    """Circulars that somebody has not read yet."""
    if not actor.user:
        return
    found = CircularReading.objects.visible_to(actor, "confirm").filter(user=actor.user, read_at=None)
    for reading in found.select_related("circular__unit").order_by("circular__published_on")[:MOST]:
        yield Todo(
            title=sentence(noop("Circular to read")),
            why=sentence(noop("“%(title)s”"), title=reading.circular.title),
            url=reverse("quality.circularreading.detail", args=[reading.public_id]),
            deed=noop("Read it"),
            unit_id=reading.circular.unit_id,
            number=reading.circular.document_number,
            clause="R10.1.1",
            kind="circular",
        )


def drafted(inspection: Inspection, by: Any) -> dict[str, Any]:
    """What a circular about this inspection begins with: title, and the result chapter by chapter."""
    made = sheet(inspection, by)
    whole = _("%(met)s met, %(attention)s attention, %(breached)s breached, in %(projects)s projects.")
    lines = [whole % {**made.counts, "projects": len(made.projects)}]
    for part in made.chapters:
        lines += _chapter_told(part)
    title = _("Result of the inspection of compliance, %(year)s %(half)s")
    return {
        "title": title % {"year": inspection.year, "half": inspection.get_half_display()},
        "body": "\n\n".join(filter(None, [*lines, inspection.opinion])),
        "inspection": inspection,
        "kind": "inspection",
    }


def _chapter_told(part: Chapter) -> list[str]:
    """A chapter's heading with the number of its breaches, and each breach with the projects that share it."""
    found = rules.gathered(_told(row, line) for row in part.rows for line in row.breached if _words(line))
    if not found:
        return []
    heading = _("[%(chapter)s %(name)s] breached in %(count)s places")
    count = sum(len(row.breached) for row in part.rows)
    told = _("%(clause)s %(title)s: %(words)s (%(projects)s)")
    said = [
        told % {"clause": g.clause, "title": g.title, "words": g.words.rstrip("。."), "projects": "、".join(g.projects)}
        for g in found
    ]  # fmt: skip
    return [heading % {"chapter": part.code, "name": say(part.name), "count": count}, "\n".join(said)]


def _told(row: ClauseRow, line: InspectionLine) -> rules.Told:
    return rules.Told(row.clause, say(row.title), _words(line), line.project.name)


def _words(line: InspectionLine) -> str:
    """What the records say first, without the number of the record; else what the inspector wrote."""
    return say(as_sentence(line.told[0]["said"])) if line.told else line.remark.strip()
