"""Raising a crisis, calling down the tree, lifting it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.approvals.resolving import holders_of_roles
from banyan.core.deeds import deed
from banyan.core.identity.models import User
from banyan.core.notices.telling import tell
from banyan.domains.services.case_settings import crisis_clock
from banyan.domains.services.deeds.cases.staging import check_reads, check_writes, restage
from banyan.domains.services.models import Case, CaseCall, CaseCrisis
from banyan.domains.services.models.cases.reach import DIRECTOR
from banyan.domains.services.queries.cases.team import people_in_line
from banyan.domains.services.rules.cases import crisis as rules
from banyan.foundation.refusal import Refused, noop, sentence

_WITHOUT_PAPERS = (Case.Crisis.RED, Case.Crisis.ORANGE)
_TOLD = {
    Case.Crisis.RED: noop("Red crisis in %(number)s: you are on the call tree."),
    Case.Crisis.ORANGE: noop("Orange crisis in %(number)s: you are on the call tree."),
    Case.Crisis.YELLOW: noop("Yellow crisis in %(number)s: you are on the call tree."),
    Case.Crisis.BLUE: noop("Blue crisis in %(number)s: you are on the call tree."),
}


@deed(CaseCrisis, "raise", new=True, label=_("Raise a crisis"), icon="alarm")
def raise_crisis(crisis: CaseCrisis, by: Any, now: datetime) -> None:
    """Say how grave it is; the clock starts and those who must hear are called in order. Nothing waits for approval."""
    check_reads(crisis.case, by)
    rules.check_level(crisis.level, crisis.signs, crisis.first_step)
    crisis.raised_at, crisis.raised_by = now, by.person
    crisis.save()
    calls = rules.calls(crisis.level, crisis_clock(now.date(), crisis.case.unit))
    for position, call in enumerate(calls, start=1):
        CaseCall(case=crisis.case, crisis=crisis, position=position, role=call.role, is_written=call.is_written,
                 due_at=rules.due_at(now, call)).save()  # fmt: skip
    _tell(crisis, {call.role for call in calls}, now)
    keep_level(crisis.case, by=by, now=now, level=crisis.level)
    restage(crisis.case, by, now)


@deed(CaseCrisis, "lift", label=_("Lift the crisis"), icon="alarm-off")
def lift(crisis: CaseCrisis, by: Any, now: datetime, because: str) -> None:
    """The crisis is over, or another level takes its place; the reason stands in the file."""
    check_writes(crisis.case, by)
    if crisis.lifted_at is not None:
        raise Refused({"": noop("This crisis was lifted already.")}, code="state")
    if not because.strip():
        raise Refused({"because": noop("Say by what one sees that it is over.")})
    crisis.lifted_at, crisis.lifted_because = now, because.strip()
    crisis.save()
    standing = CaseCrisis.everything.filter(case=crisis.case, lifted_at=None).order_by("-raised_at").first()
    keep_level(crisis.case, by=by, now=now, level=standing.level if standing else Case.Crisis.NONE)


@deed(CaseCall, "tell", label=_("Was told"), icon="phone-check")
def told(call: CaseCall, by: Any, now: datetime, whom: str) -> None:
    """Somebody of the call tree has heard of the crisis, or has it in writing."""
    check_reads(call.case, by)
    if call.told_at is not None:
        raise Refused({"": noop("This call was made already.")}, code="state")
    if not whom.strip():
        raise Refused({"whom": noop("Say who was told.")})
    call.told_at, call.told = now, whom.strip()[:80]


@deed(Case, "keep_level", system=True, label=_("Crisis level kept in the file"))
def keep_level(case: Case, by: Any, now: datetime, level: str) -> None:
    """The level of the case; the first grave one lets intervention begin before its papers."""
    case.crisis = level
    if level in _WITHOUT_PAPERS and case.crisis_at is None:
        case.crisis_at = now


def _tell(crisis: CaseCrisis, roles: set[str], now: datetime) -> None:
    """Number and level only; whoever is not named breaks the glass to read more.

    Those who answer for the unit hear, not the heads of other departments; where such a post is vacant, the director.
    """
    unit = crisis.case.unit
    found = holders_of_roles(roles | {DIRECTOR}, unit, None, now.date()) if roles else {}
    line = people_in_line(unit)
    people = {
        person for role in roles for person in (found.get(role, set()) & line or found.get(DIRECTOR, set()))
    }
    said = sentence(_TOLD[Case.Crisis(crisis.level)], number=crisis.case.number)
    tell(
        User.objects.filter(person__in=people, is_active=True),
        "services.crisis",
        said,
        about=crisis,
        now=now,
    )
