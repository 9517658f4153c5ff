"""What of the money waits for whom: receipts, claims, advances, months and instalments, each with its deed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from banyan.core.calendar.workdays import calendar_around
from banyan.core.dated import value
from banyan.core.identity.actor import Actor
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.finance import settings
from banyan.domains.finance.models import Advance, Claim, MonthlyBudget, MonthlyForm, Receivable
from banyan.domains.finance.queries.turns import CASHIER, CLERK, DIRECTOR, FINANCE, turn_of
from banyan.foundation.periods import add_months
from banyan.foundation.refusal import noop, sentence

_OPEN = (Claim.State.DRAFT, Claim.State.RETURNED)
_UNSENT = (MonthlyForm.State.DRAFT, MonthlyForm.State.RETURNED)
_DAY = timedelta(days=1)


def receipts_to_confirm(actor: Actor, today: date) -> Iterator[Todo]:
    """Claims that name the actor as the one who received or saw it, and are not confirmed (R5.3.3)."""
    if actor.person_id is None:
        return
    rows = Claim.objects.visible_to(actor).filter(
        witness=actor.person_id, witnessed_at=None, state__in=_OPEN, amount__gt=0
    )
    for claim in rows.select_related("claimant", "unit").order_by("happened_on"):
        words = noop("%(who)s names you as the one who received it: %(what)s, %(amount)s.")
        yield Todo(
            title=sentence(noop("Receipt to confirm")),
            why=sentence(words, who=str(claim.claimant or ""), what=claim.reason, amount=claim.amount),
            url=page_of(claim),
            deed=noop("Confirm the receipt"),
            unit_id=claim.unit_id,
            number=claim.number,
            due=_claim_by(claim),
            clause="R5.3.3",
            kind="receipt",
        )


def claims_to_mend(actor: Actor, today: date) -> Iterator[Todo]:
    """The actor's own claims that came back."""
    if actor.person_id is None:
        return
    rows = Claim.objects.visible_to(actor).filter(claimant=actor.person_id, state=Claim.State.RETURNED)
    for claim in rows.select_related("unit").order_by("happened_on"):
        yield Todo(
            title=sentence(noop("Claim sent back")),
            why=sentence(noop("%(what)s, %(amount)s; the reason stands beside the signatures."), what=claim.reason, amount=claim.payable),
            url=page_of(claim),
            deed=noop("Mend the claim"),
            unit_id=claim.unit_id, number=claim.number,
            due=_claim_by(claim),
            clause="R5.3.1",
            kind="claim",
        )  # fmt: skip


def _claim_by(claim: Claim) -> date:
    days = int(value(settings.CLAIM_DAYS.key, claim.happened_on, claim.unit))
    return claim.happened_on + days * _DAY


def money_to_pay(actor: Actor, today: date) -> Iterator[Todo]:
    """What is approved and not paid lies on the desk of the cashier (R5.3.5)."""
    turn = turn_of(actor, Claim.permission("pay"), CASHIER, today)
    if not actor.may(Claim.permission("pay")):
        return
    claims = Claim.objects.visible_to(actor, "pay").filter(state=Claim.State.APPROVED)
    for claim in claims.select_related("unit").order_by("approved_at"):
        if turn(claim.unit) and claim.claimant_id != actor.person_id and claim.approved_at:
            approved = localtime(claim.approved_at).date()
            days = int(value(settings.PAY_DAYS.key, approved, claim.unit))
            yield Todo(
                title=sentence(noop("Claim to pay")),
                why=sentence(noop("%(payee)s, %(amount)s; approved on %(day)s."), payee=claim.payee, amount=claim.payable, day=approved),
                url=reverse("finance.claim.deed", args=(claim.public_id, "pay")),
                deed=noop("Pay this claim"),
                unit_id=claim.unit_id, number=claim.number,
                due=calendar_around(approved).add_workdays(approved, days),
                clause="R5.3.5",
                kind="payment",
            )  # fmt: skip
    yield from _advances_to_hand_out(actor, today)


def _advances_to_hand_out(actor: Actor, today: date) -> Iterator[Todo]:
    turn = turn_of(actor, Advance.permission("hand_out"), CASHIER, today)
    rows = Advance.objects.visible_to(actor, "hand_out").filter(state=Advance.State.APPROVED)
    for advance in rows.select_related("unit", "holder").order_by("needed_on"):
        if turn(advance.unit) and advance.holder_id != actor.person_id:
            yield Todo(
                title=sentence(noop("Advance to hand out")),
                why=sentence(
                    noop("%(who)s, %(amount)s for %(what)s."),
                    who=str(advance.holder or ""), amount=advance.amount, what=advance.reason,
                ),
                url=reverse("finance.advance.deed", args=(advance.public_id, "hand_out")),
                deed=noop("Hand out"),
                unit_id=advance.unit_id, number=advance.number,
                due=advance.needed_on,
                kind="payment",
            )  # fmt: skip


def advances_to_settle(actor: Actor, today: date) -> Iterator[Todo]:
    """Money that the actor holds and has not accounted for (R5.3.1)."""
    if actor.person_id is None:
        return
    rows = Advance.objects.visible_to(actor).filter(holder=actor.person_id, state=Advance.State.PAID)
    for advance in rows.select_related("project").order_by("due_on"):
        yield Todo(
            title=sentence(noop("Advance to settle")),
            why=sentence(noop("%(open)s of %(amount)s is open."), open=advance.open, amount=advance.amount),
            url=f"{reverse('finance.claim.new')}?advance={advance.public_id}&project={advance.project.public_id}",
            deed=noop("Write the claim that settles it"),
            unit_id=advance.unit_id,
            number=advance.number,
            due=advance.due_on,
            clause="R5.3.1",
            kind="advance",
        )


def month_forms_due(actor: Actor, today: date) -> Iterator[Todo]:
    """The form of the actor's own department that is begun or came back (P4.2)."""
    if actor.person_id is None or not actor.may(MonthlyForm.permission("submit")):
        return
    rows = MonthlyForm.objects.visible_to(actor, "submit").filter(state__in=_UNSENT)
    for form in rows.filter(unit=actor.person.unit_id).select_related("unit").order_by("due_on"):
        is_back = form.state == MonthlyForm.State.RETURNED
        back = sentence(noop("It came back: %(reason)s"), reason=form.remark)
        yield Todo(
            title=sentence(noop("Monthly form of %(unit)s for %(month)s"), unit=form.unit.name, month=f"{form.month:%Y-%m}"),
            why=back if is_back else sentence(noop("What is not asked for and released is not spent.")),
            url=page_of(form),
            deed=noop("Write the form"),
            unit_id=form.unit_id, number=form.number,
            due=form.due_on,
            clause="P4.2",
            kind="month",
        )  # fmt: skip


def months_to_merge(actor: Actor, today: date) -> Iterator[Todo]:
    """Forms that were handed in wait for whoever keeps the station's papers; then the paper goes to the director."""
    permission = MonthlyBudget.permission("merge")
    turn = turn_of(actor, permission, CLERK, today, near=True)
    if not actor.may(permission):
        return
    forms = MonthlyForm.objects.visible_to(actor).filter(state=MonthlyForm.State.SUBMITTED)
    yield from _to_merge(form for form in forms.select_related("project__unit") if turn(form.project.unit))
    papers = MonthlyBudget.objects.visible_to(actor, "merge").filter(
        state__in=(MonthlyBudget.State.MERGED, MonthlyBudget.State.RELEASED)
    )
    for paper in papers.select_related("unit").order_by("month", "round"):
        if turn(paper.unit) and (told := _of_paper(paper, today)):
            yield told


def _to_merge(forms: Iterable[MonthlyForm]) -> Iterator[Todo]:
    """One line a month and project, however many departments handed in."""
    found: dict[tuple[Any, date], list[MonthlyForm]] = {}
    for form in forms:
        found.setdefault((form.project, form.month), []).append(form)
    for (project, month), handed_in in sorted(found.items(), key=lambda each: (each[0][1], each[0][0].pk)):
        yield Todo(
            title=sentence(noop("Month to merge: %(month)s"), month=f"{month:%Y-%m}"),
            why=sentence(
                noop("%(n)s departments handed in, %(amount)s in all; nothing is typed again."),
                n=len(handed_in), amount=sum(form.total for form in handed_in),
            ),
            url=f"{reverse('finance.months.of', args=(project.public_id,))}?month={month:%Y-%m}",
            deed=noop("Merge the forms"),
            unit_id=project.unit_id, number=project.number,
            due=month - _DAY,
            clause="P4.2",
            kind="month",
        )  # fmt: skip


def _of_paper(paper: MonthlyBudget, today: date) -> Todo | None:
    """A merged paper goes to the director; a released month that is over is settled."""
    if paper.state == MonthlyBudget.State.MERGED:
        return _paper(
            paper,
            noop("Month to send to the director"),
            noop("Send to the director"),
            page_of(paper),
            paper.month - _DAY,
        )
    after = add_months(paper.month, 1)
    if today < after:
        return None
    url, days = reverse("finance.months.settle", args=(paper.public_id,)), _days(settings.SETTLE_DAYS, paper)
    return _paper(paper, noop("Month to settle"), noop("Settle the month"), url, after + (days - 1) * _DAY)  # fmt: skip


def months_to_release(actor: Actor, today: date) -> Iterator[Todo]:
    """Months that everybody signed wait for headquarters' finance (P4.1, P4.2)."""
    permission = MonthlyBudget.permission("release")
    turn = turn_of(actor, permission, FINANCE, today)
    if not actor.may(permission):
        return
    rows = MonthlyBudget.objects.visible_to(actor, "release").filter(state=MonthlyBudget.State.APPROVED)
    for paper in rows.exclude(merged_by=actor.person_id).select_related("unit").order_by("month", "round"):
        if turn(paper.unit):
            yield _paper(paper, noop("Month to release"), noop("Release the money"), page_of(paper), paper.month - _DAY)  # fmt: skip


def _paper(paper: MonthlyBudget, title: str, deed: str, url: str, due: date) -> Todo:
    words = noop("%(unit)s, %(month)s: %(amount)s.")
    return Todo(
        title=sentence(title),
        why=sentence(words, unit=paper.unit.name, month=f"{paper.month:%Y-%m}", amount=paper.total),
        url=url,
        deed=deed,
        unit_id=paper.unit_id,
        number=paper.number,
        due=due,
        clause="P4.2",
        kind="month",
    )


_NEXT: dict[str, tuple[str, str, str]] = {
    Receivable.State.PLANNED: ("meet", DIRECTOR, noop("The condition is met")),
    Receivable.State.MET: ("invoice", FINANCE, noop("Invoice it")),
    Receivable.State.INVOICED: ("receive", FINANCE, noop("The money came")),
}


def instalments_due(actor: Actor, today: date) -> Iterator[Todo]:
    """Instalments that fall due soon or are late: the director proves the condition, headquarters' finance the money."""
    if not any(actor.may(Receivable.permission(verb)) for verb, _role, _deed in _NEXT.values()):
        return
    turns = {
        state: turn_of(actor, Receivable.permission(verb), role, today)
        for state, (verb, role, _deed) in _NEXT.items()
    }
    rows = Receivable.objects.visible_to(actor).exclude(state=Receivable.State.RECEIVED)
    for each in rows.select_related("unit", "project").order_by("due_on"):
        verb, _role, deed = _NEXT[each.state]
        ahead = _days(settings.INSTALMENT_NOTICE_DAYS, each) * _DAY
        if each.due_on <= today + ahead and turns[each.state](each.unit):
            yield Todo(
                title=sentence(noop("Instalment due: %(name)s"), name=each.name),
                why=sentence(
                    noop("%(project)s, %(amount)s; %(condition)s"),
                    project=each.project.name, amount=each.amount, condition=each.condition,
                ),
                url=reverse("finance.receivable.deed", args=(each.public_id, verb)),
                deed=deed,
                unit_id=each.unit_id, number=each.number,
                due=each.due_on,
                clause="R5.2.2",
                kind="instalment",
            )  # fmt: skip


def _days(setting: Any, record: Any) -> int:
    on = getattr(record, "month", None) or record.due_on
    return int(value(setting.key, on, record.unit))
