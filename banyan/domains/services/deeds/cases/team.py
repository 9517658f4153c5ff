"""The team of a case: who joins, who leaves, and the key worker handed on without a gap."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.services.deeds.cases.staging import check_writes
from banyan.domains.services.models import Case, CaseWorker
from banyan.domains.services.queries.cases.team import place_of, places_of
from banyan.domains.services.rules.cases import team
from banyan.foundation.refusal import Refused, noop


@deed(CaseWorker, "join", new=True, label=_("Name somebody for the case"), icon="user-plus")
def join(place: CaseWorker, by: Any, now: datetime) -> None:
    """Take somebody into the team, or name them as reader; from then on they read the file."""
    if not place.is_key:
        check_writes(place.case, by)
    team.check_joins(place_of(place), places_of(place.case))


@deed(CaseWorker, "leave", label=_("Leave the team"), icon="user-minus", danger=True)
def leave(place: CaseWorker, by: Any, now: datetime) -> None:
    """Somebody works on the case no longer; they do not read it any more."""
    if place.until is not None:
        raise Refused({"": noop("This person left the team already.")}, code="state")
    team.check_leaves(place_of(place), now.date())
    place.until = now.date()


def hand_over(case: Case, successor: Person, *, by: Any, now: datetime, day: date) -> None:
    """The old key worker's place ends and the new one's begins: one key worker on every date (P1.7)."""
    old = CaseWorker.everything.select_related("case__unit").get(case=case, is_key=True, until=None)
    standing = CaseWorker.everything.filter(case=case, person=successor, until=None).first()
    for ended in filter(None, (old, standing)):
        end_place(ended, by=by, now=now, day=day)
    new = CaseWorker(case=case, person=successor, is_key=True, since=day)
    begin_place(new, by=by, now=now)
    take_over(case, by=by, now=now, successor=successor)


@deed(CaseWorker, "end", system=True, label=_("Leaves the case team"))
def end_place(place: CaseWorker, by: Any, now: datetime, day: date) -> None:
    """A place ends on the eve of what follows it, or at the earliest on its first day."""
    place.until = max(place.since, date.fromordinal(day.toordinal() - 1))


@deed(CaseWorker, "begin", new=True, system=True, label=_("Joins the case team"))
def begin_place(place: CaseWorker, by: Any, now: datetime) -> None:
    """The new key worker stands in the team."""


@deed(Case, "take_over", system=True, label=_("Case taken over"))
def take_over(case: Case, by: Any, now: datetime, successor: Person) -> None:
    """The case has a new key worker."""
    case.key_worker = successor
