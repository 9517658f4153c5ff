"""Who may read a report of a breach, and what its reporter learns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from banyan.core import door
from banyan.core.approvals.resolving import role_holders
from banyan.core.identity.models import Person, User
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.quality.models import BreachParty, BreachReport, ProtectionCheck
from banyan.domains.quality.settings import PROTECTION_LOOK_DAYS, REPORT_READERS, number, several
from banyan.foundation.refusal import noop, sentence

State = BreachReport.State


def circles_of_readers(unit: Any, on: date) -> Iterator[set[int]]:
    """The people of each role that may read reports at a unit, in the order of the setting."""
    for role in several(REPORT_READERS, on, unit):
        yield role_holders(str(role), unit, None, on)


def users_of(people: Iterable[int]) -> list[User]:
    """The open sign-ins of people."""
    return list(User.objects.filter(person_id__in=list(people), is_active=True))


def people_named(by: Any) -> Any:
    """The people whom a report may name."""
    return Person.objects.visible_to(by).order_by("name_key", "pk")


def file_of(report: BreachReport, by: Any) -> dict[str, Any]:
    """What the readers see beside the report itself."""
    checks = ProtectionCheck.objects.visible_to(by).filter(report=report)
    parties = BreachParty.objects.visible_to(by).filter(report=report).select_related("person")
    return {"checks": list(checks), "parties": list(parties.order_by("role", "pk")), "report": report}


def own_reports(by: Any) -> list[BreachReport]:
    """The reports that the actor made under their name: number, state and answer."""
    if by.person_id is None:
        return []
    with door.opened("quality.own_reports"):
        found = BreachReport.everything.filter(reporter=by.person_id)
        return list(found.only(*_TOLD).order_by("-received_on", "-pk"))


def report_of_code(code: str) -> BreachReport | None:
    """The report that a receipt's code leads to; its state and answer, nothing else."""
    field: Any = BreachReport._meta.get_field("code_hash")
    with door.opened("quality.report_of_code"):
        found = BreachReport.everything.filter(code_hash=field.digest(code.strip()))
        return found.only(*_TOLD).first() if code.strip() else None


_TOLD = ("pk", "public_id", "number", "state", "answer", "received_on", "closed_on", "outcome")


def waiting_reports(actor: Any, today: date) -> Iterator[Todo]:
    """Reports that wait for a reader, by number alone."""
    found = BreachReport.objects.visible_to(actor, "inquire").exclude(state=State.CLOSED)
    for report in found.order_by("received_on")[:20]:
        yield Todo(
            title=sentence(noop("Report of a breach")),
            why=sentence(noop("Only its readers see what it says.")),
            url=page_of(report),
            deed=noop("Look into it"),
            unit_id=report.unit_id,
            number=report.number,
            clause="R10.1.2",
            kind="breach_report",
        )


def looks_due(actor: Any, today: date) -> Iterator[Todo]:
    """Looks at a reporter's protection whose time has come, for the readers of the report."""
    if not actor.may("quality.breachreport.look_after"):
        return
    found = ProtectionCheck.objects.visible_to(actor).filter(done_on=None).select_related("report__unit")
    told: set[int] = set()
    for look in found.order_by("due_on"):
        around = timedelta(days=number(PROTECTION_LOOK_DAYS, look.due_on, look.report.unit))
        if look.due_on - around <= today and look.report_id not in told:
            told.add(look.report_id)
            yield Todo(
                title=sentence(noop("Look after whoever reported")),
                why=sentence(noop("Whether they came to harm is asked months after the answer.")),
                url=page_of(look.report),
                deed=noop("Look after the reporter"),
                unit_id=look.report.unit_id,
                number=look.report.number,
                due=look.due_on + around,
                clause="R10.1.2",
                kind="breach_report",
            )
