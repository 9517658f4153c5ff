"""Reading and signing a version, and stamping what begins under it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.approvals.models import Request
from banyan.core.deeds import deed
from banyan.core.records import new_public_id
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.models import Acknowledgement, Stamp, Version
from banyan.domains.rulebook.queries.books import version_on
from banyan.domains.rulebook.rules import signing as rules
from banyan.domains.rulebook.rules.versions import Term
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop


@deed(Acknowledgement, "sign", new=True, label=_("Read and sign"), icon="writing-sign")
def sign(paper: Acknowledgement, by: Any, now: datetime, has_read: bool = False) -> None:
    """Sign for having read a version. Everybody signs for themselves (R10.2.5)."""
    if paper.person_id != by.person_id:
        raise Refused(noop("Everybody signs for themselves."), clause=rules.CLAUSE)
    edition = paper.edition
    signed = Acknowledgement.objects.filter(edition=edition, person=paper.person).exists()
    rules.check_may_sign(edition.state == Version.State.ADOPTED, has_read, signed)
    paper.due_on = due_for(edition, paper.person_id, now.date())
    paper.signed_at, paper.signed_on = now, now.date()
    paper.text_hash = rules.text_hash(edition.text)
    paper.number = numbering.take(Acknowledgement.number_pattern, paper.unit, now.year)


def due_for(edition: Version, person_id: int, today: date) -> date:
    """Until when somebody has to sign a version: counted from its adoption, or from when they were hired."""
    adopted = edition.adopted_on or today
    hired = staff.hired_on(person_id) or adopted
    days = settings.number_on("rulebook.sign_days", adopted, edition.unit)
    return rules.due_on(adopted, hired, days)


def stamp_what_began(edition: Version) -> int:
    """Stamp requests that were asked on days of a version which was written down only afterwards; answers how many."""
    stamped = Stamp.objects.filter(model=Request._meta.label_lower).values("record_id")
    asked = Request.objects.filter(unit__path__startswith=edition.unit.path).exclude(public_id__in=stamped)
    begun = [(each, timezone.localtime(each.asked_at).date()) for each in asked]
    rows = [
        _stamp(each, each.unit, each.scope_id, each.number, day, edition)
        for each, day in begun
        if _covers(edition, day)
    ]
    return len(Stamp.objects.bulk_create(rows, batch_size=500))


def _covers(edition: Version, day: date) -> bool:
    return edition.in_force_on is not None and Term(
        edition.name, edition.in_force_on, edition.repealed_on
    ).covers(day)


def stamp(record: Any, unit: Any, scope: UUID | None, number: str, begun_on: date) -> Stamp | None:
    """Write down under which version a matter began; nothing where no rules are in force (R10.2.6)."""
    edition = version_on(unit, begun_on)
    if edition is None:
        return None
    made = _stamp(record, unit, scope, number, begun_on, edition)
    made.save()
    return made


def _stamp(record: Any, unit: Any, scope: UUID | None, number: str, *began: Any) -> Stamp:
    begun_on, edition = began
    return Stamp(
        public_id=new_public_id(),
        unit=unit,
        scope_id=scope,
        model=record._meta.label_lower,
        record_id=record.public_id,
        number=number[:80],
        edition=edition,
        begun_on=begun_on,
    )
