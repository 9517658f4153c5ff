"""The papers of money as the trade knows them: claim form, payment slip, the month's budget on one sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.approvals import rail
from banyan.core.approvals.stops import Stop
from banyan.core.attachments import attachments_of
from banyan.core.documents import a4
from banyan.core.gate import needs
from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import find
from banyan.core.ui.wording import amount, say
from banyan.domains.finance.deeds.advances import ADVANCE
from banyan.domains.finance.deeds.claims import CLAIM
from banyan.domains.finance.deeds.monthly import KIND
from banyan.domains.finance.models import Claim, MonthlyBudget, Payment
from banyan.domains.finance.queries import month_board
from banyan.domains.finance.queries.claim_page import ClaimPage, claim_page
from banyan.foundation.money import capital_amount

CLAIM_CODE, SLIP_CODE, MONTH_CODE = "BY-CW-02", "BY-CW-03", "BY-CW-04"
_LEAST_LINES = 4


@require_GET
@needs("finance.claim.view")
def claim_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The claim form, as it is bound with its vouchers."""
    claim = find(register_for(Claim), request.actor, public_id)  # type: ignore
    shown = claim_page(claim, request.actor, clock.today())  # type: ignore[attr-defined]
    form = a4.Form(_("Claim form"), CLAIM_CODE, claim.unit, claim.number, tuple(_claim(shown)))
    return a4.answer(form, by=request.actor, now=clock.now())  # type: ignore[attr-defined]


def _claim(shown: ClaimPage) -> Iterator[a4.Block]:
    claim = shown.claim
    handed_in = localtime(claim.submitted_at).date() if claim.submitted_at else None
    yield a4.fields(
        (_("Department"), shown.department),
        (_("Claimed by"), claim.claimant or ""),
        (_("Claimed on"), handed_in),
        (_("Project"), claim.project.name),
        (_("Activity or case"), claim.business),
        (_("Papers attached"), pgettext("papers of a claim", "%(n)s sheets") % {"n": len(shown.files)}),
        (pgettext("claim", "Day"), claim.happened_on),
        (pgettext("claim", "Place"), claim.place),
        (_("Paid to"), claim.payee),
        per_row=3,
        spans=(9, 7, 8),
    )
    yield a4.words(pgettext("claim", "Reason"), claim.reason)
    heads = (
        _("No."),
        _("budget item"),
        pgettext("claim form", "particulars"),
        _("invoice number"),
        _("Amount"),
    )
    yield a4.lines(heads, _lines(shown), widths=(3, 10, 11, 10, 6), right=(4,))
    yield _in_capitals(claim.payable)
    if claim.advance:
        yield a4.fields((_("Settles the advance"), claim.advance.number), (_("advance handed out"), claim.advance.amount))  # fmt: skip
    if claim.explanation:
        yield a4.words(_("Why it is late or out of the ordinary"), claim.explanation)
    yield a4.signatures(*_first_hands(claim))
    yield from _signers(rail(claim, CLAIM, clock.today())[1:])


def _in_capitals(yuan: Decimal) -> a4.Block:
    """The amount twice, as vouchers demand it."""
    return a4.fields(
        (pgettext("paper form", "RMB in capitals"), capital_amount(yuan)),
        (_("In figures"), f"¥{amount(yuan)}"),
        spans=(16, 8),
    )


def _lines(shown: ClaimPage) -> list[tuple[Any, ...]]:
    told = [
        (place, f"{line.budget_line.code} {line.budget_line.name}", _told(line), line.invoice, amount(line.counted))
        for place, line in enumerate(shown.lines, start=1)
    ]  # fmt: skip
    return told + [("", "", "", "", "")] * (_LEAST_LINES - len(told))


def _told(line: Any) -> str:
    if line.sanctioned is None:
        return f"{line.what} · {line.seller}" if line.seller else str(line.what)
    cut = _("claimed %(amount)s; %(reason)s")
    return f"{line.what} ({cut % {'amount': amount(line.amount), 'reason': line.cut_reason}})"


def _first_hands(claim: Claim) -> tuple[a4.Hand, ...]:
    """Whoever spent it and whoever received it; each signs once (R5.3.3)."""
    handed_in = localtime(claim.submitted_at).date() if claim.submitted_at else None
    seen = localtime(claim.witnessed_at).date() if claim.witnessed_at else None
    return (
        a4.Hand(_("handled by"), name=claim.claimant.name if claim.claimant and handed_in else "", day=handed_in),
        a4.Hand(_("received or witnessed by"), name=claim.witness.name if claim.witness and seen else "", day=seen),
    )  # fmt: skip


def _signers(stops: list[Stop]) -> Iterator[a4.Block]:
    """Everybody on the way up; vacant posts are said."""
    return _beside(
        3,
        [
            a4.Hand(
                stop.post or stop.who, " ".join(filter(None, (stop.comment, stop.note))), stop.mark, stop.on
            )
            for stop in stops
        ],
    )


def _beside(count: int, hands: Sequence[a4.Hand]) -> Iterator[a4.Block]:
    """Signature cells, so many beside one another that a name and its day have room."""
    for start in range(0, len(hands), count):
        yield a4.signatures(*hands[start : start + count])


@require_GET
@needs("finance.payment.view")
def payment_slip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The slip of one payment: to whom, how, under which claim, and who paid."""
    payment = find(register_for(Payment), request.actor, public_id)  # type: ignore
    form = a4.Form(_("Payment slip"), SLIP_CODE, payment.unit, payment.number, tuple(_slip(payment)))
    return a4.answer(form, by=request.actor, now=clock.now())  # type: ignore[attr-defined]


def _slip(payment: Payment) -> Iterator[a4.Block]:
    claim, advance = payment.claim, payment.advance
    cause = claim or advance
    account = claim.payee_account if claim else ""
    yield a4.fields(
        (_("Paid to"), payment.payee or (str(advance.holder) if advance and advance.holder else "")),
        (_("paid on"), payment.paid_on),
        (_("account of the payee"), account),
        (_("bank of the payee"), claim.payee_bank if claim else ""),
        (_("Project"), payment.project.name),
        (_("way of payment"), payment.get_way_display()),
        (_("for the claim or advance"), cause.number if cause else ""),
        (_("bank reference"), payment.bank_reference),
        (_("voucher"), payment.voucher or ""),
        (_("Papers attached"), _sheets(cause)),
        spans=(14, 10),
    )
    yield a4.words(pgettext("claim", "Reason"), cause.reason if cause else "")
    yield _in_capitals(payment.amount)
    if payment.cleared:
        yield a4.fields((_("taken from the advance"), payment.cleared))
    yield from _beside(2, _hands_of_slip(payment, cause))
    if payment.control:
        yield a4.words(_("compensating control"), payment.control)


def _sheets(cause: Any) -> str:
    return pgettext("papers of a claim", "%(n)s sheets") % {"n": len(attachments_of(cause))} if cause else ""


def _hands_of_slip(payment: Payment, cause: Any) -> list[a4.Hand]:
    """Who agreed at headquarters, who paid, who booked it, and whoever takes the money."""
    agreed = cause.head_office_by if cause else None
    stops = rail(cause, CLAIM if payment.claim else ADVANCE, clock.today()) if cause else []
    day = max((stop.on for stop in stops if stop.on), default=None)
    voucher = payment.voucher
    booked = voucher.entered_by if voucher else None
    return [
        a4.Hand(_("Headquarters' approval"), name=agreed.name if agreed else "", day=day if agreed else None),
        a4.Hand(_("cashier"), name=payment.paid_by.name if payment.paid_by else "", day=payment.paid_on),
        a4.Hand(
            _("accountant"),
            name=booked.name if booked else "",
            day=voucher.dated if voucher and booked else None,
        ),
        a4.Hand(_("received by the payee")),
    ]


@require_GET
@needs("finance.monthlybudget.view")
def month_sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The month's budget as one sheet: every line of every department, the year's rest, the signatures."""
    paper = find(register_for(MonthlyBudget), request.actor, public_id)  # type: ignore
    form = a4.Form(
        _("Monthly budget sheet"), MONTH_CODE, paper.unit, paper.number, tuple(_month(paper, request.actor)), wide=True  # type: ignore[attr-defined]
    )  # fmt: skip
    return a4.answer(form, by=request.actor, now=clock.now())  # type: ignore[attr-defined]


def _month(paper: MonthlyBudget, by: Any) -> Iterator[a4.Block]:
    lines = month_board.lines_of_paper(paper, by)
    names = month_board.names_of_items(paper.project, by)
    yield a4.fields(
        (_("Project"), paper.project.name),
        (_("month"), f"{paper.month:%Y-%m}"),
        (_("round"), paper.round),
        (_("state"), say(paper.get_state_display())),
        per_row=4,
    )
    heads = (_("Department"), _("Item"), _("name"), _("what for and why"), _("activity or case"), _("needed on"), _("Amount"))  # fmt: skip
    rows = [
        (line.form.unit.name, line.item, names.get(line.item, ""), line.reason, line.activity, line.needed_on, amount(line.amount))
        for line in lines
    ]  # fmt: skip
    rows.append((_("together"), "", "", "", "", "", amount(paper.total)))
    yield a4.lines(heads, rows, widths=(3, 2, 4, 7, 3, 3, 3), right=(6,))
    yield _in_capitals(paper.total)
    merged = paper.merged_by.name if paper.merged_by else ""
    yield from _beside(3, [a4.Hand(_("merged by"), name=merged, day=paper.merged_on), *_hands(paper)])


def _hands(paper: MonthlyBudget) -> list[a4.Hand]:
    found = [
        a4.Hand(stop.post or stop.who, stop.comment, stop.mark, stop.on)
        for stop in rail(paper, KIND, clock.today())[1:]
    ]
    return [*found, a4.Hand(_("released on"), day=paper.released_on)] if paper.released_on else found
