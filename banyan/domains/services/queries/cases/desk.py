"""What cases want of somebody today, and their days on the calendar: by number, never by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core import door
from banyan.core.calendar import Entry
from banyan.core.calendar.workdays import add_workdays
from banyan.core.identity.tree import give_units
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.case_settings import limits
from banyan.domains.services.models import Case, CaseCall, CaseContact, CaseDocument
from banyan.domains.services.models.cases.reach import OVERSEE
from banyan.domains.services.queries.cases.facts import facts_of_all
from banyan.domains.services.queries.cases.load import too_heavy
from banyan.domains.services.queries.cases.reading import own_department
from banyan.domains.services.rules.cases import deadlines
from banyan.domains.services.rules.cases.stages import OVER, Stage
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_OVER = [str(stage) for stage in OVER]
_MOST = 60
_PAPER_DEEDS = {
    "intake": noop("Write the intake form"), "assessment": noop("Write the assessment"), "plan": noop("Write the plan"),
    "consent": noop("File the consent"), "agreement": noop("Write the agreement"), "review": noop("Write the review"),
}  # fmt: skip


def case_work(actor: Any, today: date) -> Iterator[Todo]:
    """Contacts and papers due in the cases of which somebody is key worker. Three statements."""
    if actor.person_id is None:
        return
    own = Case.objects.visible_to(actor).filter(key_worker_id=actor.person_id)
    cases = list(own.exclude(state__in=_OVER).order_by("pk")[:_MOST])
    give_units(cases)
    with door.opened("case desk"):
        facts = facts_of_all(cases) if cases else {}
    heavy = too_heavy(cases, today, reverse("services.load"))
    if heavy is not None:
        yield heavy
    of_units = {case.unit_id: case.unit for case in cases}
    every = {pk: limits(today, unit) for pk, unit in of_units.items()}
    for case in cases:
        said = every[case.unit_id]
        for due in deadlines.next_papers(facts[case.pk], said, add_workdays, case.crisis_at):
            place = reverse("services.case.paper", args=[case.public_id, due.kind])
            yield _todo(case, noop("Form of a case"), _PAPER_DEEDS[due.kind], due.on, due.since, place)
        if facts[case.pk].evaluated_on and not facts[case.pk].heard_on:
            yield _unheard(case)
        since = case.last_contact_on or case.opened_on
        met_by = deadlines.contact_due(since, case.grade, said) if since else None
        if met_by is not None and met_by <= today + timedelta(days=3):
            place = reverse("services.case.contact", args=[case.public_id])
            yield _todo(case, noop("Contact of a case"), noop("Write a contact record"), met_by, since, place)


def _unheard(case: Case) -> Todo:
    """The worker hears, too, that the client is to be asked; somebody else does it."""
    return Todo(
        title=sentence(noop("Nobody has asked the client yet")),
        why=sentence(noop("The head or the supervisor asks, by telephone; you may close the case, its form then says so.")),
        url=page_of(case), deed=noop("Open the file"), number=case.number, clause="R4.2.3", kind="case",
    )  # fmt: skip


def follow_ups(actor: Any, today: date) -> Iterator[Todo]:
    """Follow-ups of closed cases that are due within a week. One statement."""
    if actor.person_id is None:
        return
    for case, day in _follow_ups(Case.objects.visible_to(actor).filter(key_worker_id=actor.person_id), today):
        if day <= today + timedelta(days=7):
            title, deed = noop("Follow-up of a closed case"), noop("Write the follow-up")
            place = reverse("services.case.paper", args=[case.public_id, CaseDocument.Kind.FOLLOW_UP])
            yield _todo(case, title, deed, day, case.closed_on, place)


def opinions_wanted(actor: Any, today: date) -> Iterator[Todo]:
    """Evaluated cases of one's own department whose clients nobody asked yet; for whoever oversees it. Two statements."""
    department = own_department(actor, today) if actor.unit_ids(OVERSEE) else None
    if department is None:
        return
    asked = CaseDocument.everything.filter(case=OuterRef("pk"), kind=CaseDocument.Kind.OPINION, state="filed")
    over = Q(state=str(Stage.EVALUATION)) | Q(
        closed_on__gte=today - timedelta(days=184), last_contact_on__isnull=False
    )
    found = (
        Case.objects.visible_to(actor).filter(over, unit=department).exclude(key_worker_id=actor.person_id)
    )
    with door.opened("case desk"):
        cases = list(found.exclude(Exists(asked)).order_by("pk")[:_MOST])
    if cases:
        first = reverse("services.case.paper", args=[cases[0].public_id, CaseDocument.Kind.OPINION])
        yield Todo(
            title=sentence(noop("%(count)s clients to be asked how satisfied they are"), count=len(cases)),
            why=sentence(noop("Somebody asks who did not work on the case; so far nobody did.")),
            url=first, deed=noop("Ask the client"), number=cases[0].number, clause="R4.2.3", kind="case",
            unit_id=department.pk,
        )  # fmt: skip


def crisis_calls(actor: Any, today: date) -> Iterator[Todo]:
    """Calls about crises that were not made yet. One statement."""
    open_calls = CaseCall.objects.visible_to(actor, "tell").filter(told_at=None, crisis__lifted_at=None)
    for call in open_calls.select_related("case__unit").order_by("due_at")[:_MOST]:
        yield Todo(
            title=sentence(noop("Call about a crisis")), why=sentence(noop("Somebody of the call tree was not told yet.")),
            url=page_of(call.case), deed=noop("Make the call"), number=call.case.number, due=call.due_at.date(), kind="case",
        )  # fmt: skip


def case_days(actor: Any, period: Period) -> Iterator[Entry]:
    """Contacts of the period and follow-ups due in it. Two statements."""
    met = CaseContact.objects.visible_to(actor).filter(
        held_on__range=(period.start, period.end), state="filed"
    )
    for contact in met.select_related("case__unit"):
        yield _entry(
            contact.case,
            contact.held_on,
            _("case contact"),
            (contact.worker_id,),
            contact.began_at,
            contact.ended_at,
        )
    for case, day in _follow_ups(Case.objects.visible_to(actor), period.end):
        if period.start <= day <= period.end:
            yield _entry(case, day, _("follow-up of a case"), (case.key_worker_id,))


def _entry(
    case: Case, on: date, kind: Any, people: tuple[int | None, ...], starts: Any = None, ends: Any = None
) -> Entry:
    return Entry(
        on=on, kind=kind, number=case.number, url=page_of(case), public_id=case.public_id, starts_at=starts, ends_at=ends,
        unit_id=case.unit_id, people=frozenset(filter(None, people)),
    )  # fmt: skip


def _follow_ups(cases: Any, today: date) -> Iterator[tuple[Case, date]]:
    """Closed cases with the next follow-up that was not made, within half a year of closing; what was reopened goes on."""
    cases = cases.filter(reopened_as=None)
    done = Count(
        "casedocuments",
        filter=Q(casedocuments__kind=CaseDocument.Kind.FOLLOW_UP, casedocuments__state="filed"),
    )
    closed = cases.filter(closed_on__gte=today - timedelta(days=184), closed_on__lte=today).select_related(
        "unit"
    )
    for case in closed.annotate(followed=done):
        months = limits(today, case.unit).follow_up_months
        for day in deadlines.follow_ups_due(case.closed_on, case.followed, months)[:1]:
            yield case, day


def _todo(case: Case, title: str, deed: str, due: date, since: date | None, url: str) -> Todo:
    return Todo(
        title=sentence(title), why=sentence(noop("Counted from %(day)s."), day=since.isoformat() if since else ""),
        url=url, deed=deed, number=case.number, due=due, clause="R2.2.12", kind="case",
    )  # fmt: skip
