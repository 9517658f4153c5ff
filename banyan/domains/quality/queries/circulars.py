"""Who a circular goes to, who has read it, and what a draft of it says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from banyan.core.identity.models import Grant, User
from banyan.core.todo import Todo
from banyan.domains.quality.models import Circular, CircularReading, Inspection
from banyan.domains.quality.queries.inspections import sheet
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
            number=reading.circular.document_number,
            clause="R10.1.1",
            kind="circular",
        )


def drafted(inspection: Inspection, by: Any) -> dict[str, Any]:
    """What a circular about this inspection begins with: title, and the result in words."""
    made = sheet(inspection, by)
    half = inspection.get_half_display()
    lines = [
        _("%(met)s met, %(attention)s attention, %(breached)s breached, in %(projects)s projects.")
        % {**made.counts, "projects": len(made.projects)},
        *(
            _("%(clause)s %(project)s: %(remark)s")
            % {"clause": cell.line.clause, "project": cell.line.project.name, "remark": (*cell.told, cell.line.remark)[0]}
            for cell in made.trouble
            if cell.line is not None and cell.line.own == "breached" and (cell.line.remark or cell.told)
        ),
        inspection.opinion,
    ]  # fmt: skip
    title = _("Result of the inspection of compliance, %(year)s %(half)s") % {
        "year": inspection.year,
        "half": half,
    }
    return {
        "title": title,
        "body": "\n".join(filter(None, lines)),
        "inspection": inspection,
        "kind": "inspection",
    }
