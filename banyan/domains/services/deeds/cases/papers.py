"""Writing the forms of a case, having them signed, correcting them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import clock
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals import flows
from banyan.core.approvals.outcomes import outcome
from banyan.core.approvals.resolving import StepPlan
from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.services.deeds.cases.following import follow
from banyan.domains.services.deeds.cases.staging import check_reads, check_writes, restage
from banyan.domains.services.deeds.cases.team import join
from banyan.domains.services.models import Case, CaseDocument, CaseGoal, CaseWorker
from banyan.domains.services.models.cases.reach import DIRECTOR
from banyan.domains.services.queries.cases.facts import facts_of
from banyan.domains.services.queries.cases.opinions import (
    has_served,
    person_named,
    satisfaction_told,
    worked_on,
)
from banyan.domains.services.queries.cases.team import named_signers
from banyan.domains.services.rules.cases import papers as rules
from banyan.domains.services.rules.cases import stages, team
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop

Kind, State = CaseDocument.Kind, CaseDocument.State
#: The answer of a form by which files are counted and staged: kept beside the sealed words.
OUTCOMES: Mapping[str, str] = {
    Kind.INTAKE: "decision", Kind.CLOSURE: "reason", Kind.FOLLOW_UP: "reopen", Kind.REVIEW: "next",
    Kind.CONSENT: "pictures", Kind.REFERRAL_IN: "consent", Kind.REFERRAL_OUT: "consent", Kind.REPORT: "duty",
}  # fmt: skip


@deed(CaseDocument, "add", new=True, label=_("Write a form"), icon="file-plus")
def begin(paper: CaseDocument, by: Any, now: datetime, answers: Mapping[str, str]) -> None:
    """Begin a form of the file; it is a draft until it is filed or submitted."""
    _check_hand(paper, by)
    last_edition = _last_edition(paper)
    stages.check_may_write(paper.kind, facts_of(paper.case))
    _check_rates_others(paper, by)
    _check_day(paper, now)
    _check_once(paper)
    paper.author, paper.entered_on = by.person, now.date()
    paper.edition = last_edition + 1
    paper.number = f"{paper.case.number}-{paper.mark}{paper.edition}"
    _fill(paper, answers)


@deed(CaseDocument, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(paper: CaseDocument, by: Any, now: datetime, answers: Mapping[str, str], happened_on: date,
         successor: Person | None = None) -> None:  # fmt: skip
    """Go on writing a draft."""
    _check_hand(paper, by)
    _check_rates_others(paper, by)
    paper.happened_on, paper.successor = happened_on, successor or paper.successor
    _check_day(paper, now)
    _fill(paper, answers)


@deed(CaseDocument, "file", frm=State.DRAFT, label=pgettext_lazy("form of a case", "File"), icon="file-check")
def file_paper(paper: CaseDocument, by: Any, now: datetime) -> None:
    """The form is complete and belongs to the file from now on."""
    _check_hand(paper, by)
    _check_rates_others(paper, by)
    if paper.kind in rules.SIGNED:
        raise Refused(
            {"": noop("This form is signed before it holds.")}, way_out=noop("Submit it."), code="state"
        )
    rules.check_paper(paper.kind, paper.answers)
    _check_who_asked(paper)
    paper.state, paper.settled_on = State.FILED, now.date()
    _put_in_force(paper, by, now)


@deed(CaseDocument, "submit", frm=State.DRAFT, to=State.WAITING, label=_("Submit for signature"), icon="send")
def submit(paper: CaseDocument, by: Any, now: datetime) -> None:
    """Ask for the signatures that this form needs; nobody signs their own."""
    _check_hand(paper, by)
    if paper.kind not in rules.SIGNED:
        raise Refused(
            {"": noop("This form is filed without signatures.")}, way_out=noop("File it."), code="state"
        )
    _answer_by_file(paper)
    rules.check_paper(paper.kind, paper.answers)
    _check_before_signing(paper)
    paper.save()
    _ask(paper, by, now)


@deed(
    CaseDocument,
    "approve",
    frm=State.WAITING,
    to=State.APPROVED,
    system=True,
    label=_("Paper of the file approved"),
)
def approved(paper: CaseDocument, by: Any, now: datetime) -> None:
    """All have signed: the form holds, and the case moves on by it."""
    paper.settled_on = now.date()
    _put_in_force(paper, by, now)


@deed(
    CaseDocument,
    "return",
    frm=(State.WAITING, State.APPROVED),
    to=State.DRAFT,
    system=True,
    label=_("Paper of the file sent back"),
)
def returned(paper: CaseDocument, by: Any, now: datetime, reason: str = "") -> None:
    """The form comes back with the reason; it can be mended and submitted again."""
    paper.settled_on = None
    paper.save()
    restage(paper.case, by, now)


@deed(
    CaseDocument,
    "replace",
    frm=(State.APPROVED, State.FILED),
    to=State.REPLACED,
    system=True,
    label=_("Paper of the file replaced"),
)
def replace(paper: CaseDocument, by: Any, now: datetime) -> None:
    """A later version holds in its place; these words stay to be read."""


def write(
    paper: CaseDocument, *, by: Any, answers: Mapping[str, str], now: datetime | None = None
) -> CaseDocument:
    """Write a form and finish it: filed at once, or submitted where it must be signed. All or nothing."""
    moment = now or clock.now()
    with transaction.atomic():
        begun = begin(paper, by=by, now=moment, answers=answers)
        return finish(begun, by=by, now=moment)


def finish(paper: CaseDocument, *, by: Any, now: datetime | None = None) -> CaseDocument:
    """File or submit a draft, as its kind asks."""
    return (submit if paper.kind in rules.SIGNED else file_paper)(paper, by=by, now=now)


def correct(former: CaseDocument, *, by: Any, reason: str, answers: Mapping[str, str], now: datetime | None = None,
            happened_on: date | None = None) -> CaseDocument:  # fmt: skip
    """A further version of a form, with the reason. The former holds until the new one does."""
    new = CaseDocument(case=former.case, kind=former.kind, happened_on=happened_on or former.happened_on,
                       follows=former, change_reason=reason, successor=former.successor)  # fmt: skip
    told = [rules.written(former.kind, each) for each in (answers, former.answers)]
    changed = told[0] != told[1] or new.happened_on != former.happened_on
    rules.check_correction(reason, changed)
    return write(new, by=by, now=now, answers=answers)


def _fill(paper: CaseDocument, answers: Mapping[str, str]) -> None:
    known = {ask.name for ask in rules.asks_of(paper.kind)}
    paper.answers = {name: text.strip() for name, text in answers.items() if name in known and text.strip()}
    paper.outcome = paper.answers.get(OUTCOMES.get(paper.kind, ""), "")


def _answer_by_file(paper: CaseDocument) -> None:
    """A closure tells how satisfied the client is, as somebody else asked it; the worker does not write that."""
    if paper.kind == Kind.CLOSURE:
        paper.answers = paper.answers | {"satisfaction": satisfaction_told(paper.case)}


def _check_hand(paper: CaseDocument, by: Any) -> None:
    """Those named write in a file; the report that the law demands is written by whoever reads, also through broken glass."""
    (check_reads if paper.kind == Kind.REPORT else check_writes)(paper.case, by)


def _check_rates_others(paper: CaseDocument, by: Any) -> None:
    if paper.kind == Kind.OPINION:
        rules.check_asks_for_others(worked_on(paper.case, by))


def _check_who_asked(paper: CaseDocument) -> None:
    if paper.kind == Kind.REVIEW:
        asked = person_named(paper.answers["asked_by"])
        rules.check_who_asked(asked is not None, asked is not None and has_served(paper.case, asked.pk))


def _check_day(paper: CaseDocument, now: datetime) -> None:
    if paper.happened_on > now.date():
        raise Refused({"happened_on": noop("The day lies in the future.")})
    if paper.happened_on < paper.case.inquired_on:
        raise Refused({"happened_on": noop("The day lies before the inquiry.")})


def _check_once(paper: CaseDocument) -> None:
    """A file holds one plan, one intake form: whoever writes another corrects the one that is there."""
    if paper.follows is not None:
        rules.check_newest(CaseDocument.everything.get(pk=paper.follows.pk).in_force)
        return
    if paper.kind not in rules.ONCE:
        return
    if (
        CaseDocument.everything.filter(case=paper.case, kind=paper.kind)
        .exclude(state=State.REPLACED)
        .exists()
    ):
        raise Refused(
            {"": noop("This form lies in the file already.")}, way_out=noop("Open it, and correct it with a reason."),
            code="state",
        )  # fmt: skip


def _last_edition(paper: CaseDocument) -> int:
    """Editions are counted while the row of the case is held."""
    Case.everything.select_for_update(of=("self",)).get(pk=paper.case_id)
    return CaseDocument.everything.filter(case=paper.case_id, kind=paper.kind).count()


def _check_before_signing(paper: CaseDocument) -> None:
    waits = CaseDocument.everything.filter(case=paper.case, kind=paper.kind, state=State.WAITING)
    rules.check_none_waits(waits.exclude(pk=paper.pk).exists())
    if paper.kind == Kind.PLAN and not CaseGoal.everything.filter(case=paper.case, state="open").exists():
        raise Refused(
            {"": noop("A plan names at least one goal with its five levels.")}, way_out=noop("Set a goal."),
            clause="R2.2.12",
        )  # fmt: skip
    if paper.kind == Kind.TRANSFER and (paper.successor is None or paper.successor == paper.case.key_worker):
        raise Refused({"successor": noop("Name the new key worker.")}, clause="P1.7")
    _check_leader(paper)
    if paper.kind == Kind.INTAKE:
        case = paper.case
        stages.check_acceptance(paper.outcome, case.client_id is not None, facts_of(case).is_crisis)
    if paper.kind == Kind.CLOSURE:
        stages.check_closure(paper.outcome, facts_of(paper.case), paper.answers.get("transition", ""))


def _check_leader(paper: CaseDocument) -> None:
    """Whoever takes a case in, or over, may lead one (R1.3.2)."""
    leader = paper.successor_id if paper.kind == Kind.TRANSFER else paper.case.key_worker_id
    if leader is not None and paper.kind in (Kind.INTAKE, Kind.TRANSFER):
        field = "successor" if paper.kind == Kind.TRANSFER else ""
        team.check_may_lead(field, staff.may_lead_cases([leader])(leader, paper.happened_on))


def _ask(paper: CaseDocument, by: Any, now: datetime) -> None:
    """The flow of the unit signs ordinary files; in a guarded file only those sign who are named in it."""
    kind, case = f"case_{paper.kind}", paper.case
    first = (StepPlan("person", paper.successor),) if paper.kind == Kind.TRANSFER else ()
    if paper.successor is not None:
        _let_in(case, paper.successor, by, now)
    if case.is_guarded:
        approvals.ask(paper, kind, (*first, *_named_steps(case)), by, now)
    elif first:
        approvals.ask(paper, kind, (*first, StepPlan("superior", otherwise=DIRECTOR)), by, now)
    else:
        flows.ask(paper, kind, by, now)


def _let_in(case: Case, successor: Person, by: Any, now: datetime) -> None:
    """Whoever is to take a case over reads it before signing."""
    if not CaseWorker.everything.filter(case=case, person=successor, until=None).exists():
        join(CaseWorker(case=case, person=successor, since=now.date()), by=by, now=now)


def _named_steps(case: Case) -> tuple[StepPlan, ...]:
    signers = named_signers(case)
    if case.confidentiality == Case.Confidentiality.L4:
        return (StepPlan("role", DIRECTOR),)
    if not signers:
        raise Refused(
            {"": noop("In a file at L3 only people sign who are named in it.")},
            way_out=noop("Name somebody who reads and signs."), code="nobody_named",
        )  # fmt: skip
    return tuple(StepPlan("person", person) for person in signers[:1])


def _put_in_force(paper: CaseDocument, by: Any, now: datetime) -> None:
    """The former version gives way, the stage follows, and what counts is offered to the ledger."""
    paper.save()
    if paper.follows is not None and paper.follows.in_force:
        replace(paper.follows, by=by, now=now)
    follow(paper, restage(paper.case, by, now), by, now)


def _goals_signed(paper: CaseDocument) -> list[list[str]]:
    """The goals that a plan's signatures stand for."""
    if paper.kind != Kind.PLAN:
        return []
    goals = CaseGoal.everything.filter(case=paper.case, state="open").order_by("position")
    return [[str(goal.public_id), str(goal.weight), str(goal.baseline)] for goal in goals]


_SUPERIOR = (StepPlan("superior", otherwise=DIRECTOR),)
_MATTERS = {
    Kind.INTAKE: _("intake of a case"),
    Kind.ASSESSMENT: _("assessment of a case"),
    Kind.PLAN: _("plan of a case"),
    Kind.CLOSURE: _("closure of a case"),
    Kind.TRANSFER: _("transfer of a case"),
}
for _kind, _label in _MATTERS.items():
    flows.declare(f"case_{_kind}", label=_label, steps=_SUPERIOR)
    outcome(
        CaseDocument, f"case_{_kind}", approved=approved, returned=returned, label=_label,
        fields=("body", "happened_on", "successor"), extra=_goals_signed,
    )  # fmt: skip
