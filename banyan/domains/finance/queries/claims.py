"""A claim as plain facts: what the rules look at before anybody is asked to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.core import attachments, keys
from banyan.core.calendar.workdays import calendar_around
from banyan.core.dated import value
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import Advance, Claim, ClaimLine, InvoiceUse, VoucherLine
from banyan.domains.finance.queries import spending
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.rules import claims as rules
from banyan.domains.services import public as services
from banyan.foundation.refusal import Sentence, noop

_ALIVE = (Claim.State.WAITING, Claim.State.APPROVED, Claim.State.PAID)


def lines_of(claim: Claim) -> list[ClaimLine]:
    """Its lines in order, with their items."""
    found = ClaimLine.everything.filter(claim=claim).select_related("budget_line")
    return list(found.order_by("position"))


def digest_of(line: ClaimLine) -> str:
    """By what the whole house knows an invoice, without saying what stands on it; empty where there is none."""
    if not line.invoice_number:
        return ""
    return keys.keyed_hash(rules.invoice_key(line.invoice_code, line.invoice_number), "invoice")


def terms_on(unit: Any, on: date) -> rules.Terms:
    """What the settings ask on a day."""

    def plain(setting: Any) -> Any:
        return value(setting.key, on, unit)

    papers = {kind: tuple(text.split("|")) for kind, text in plain(settings.CLAIM_PAPERS)}
    return rules.Terms(
        claim_days=int(plain(settings.CLAIM_DAYS)),
        purchase_limit=Decimal(str(plain(settings.PURCHASE_LIMIT))),
        split_days=int(plain(settings.SPLIT_DAYS)),
        committee_above=Decimal(str(plain(settings.COMMITTEE_ABOVE))),
        papers=papers,
    )


def first_paper(claim: Claim, kind: str) -> str:
    """The paper that a kind of expense asks for first: what somebody takes a picture of."""
    wanted = terms_on(claim.unit, claim.happened_on).papers.get(kind, ())
    return wanted[0] if wanted else rules.INVOICE


def facts_of(claim: Claim, by: Actor, today: date, *, hold: bool = False) -> rules.Facts:
    """The claim as it would be handed in today; `hold` keeps the lines of the budget until the transaction ends."""
    lines, terms = lines_of(claim), terms_on(claim.unit, claim.happened_on)
    codes = sorted({line.budget_line.code for line in lines})
    find = spending.held_lines if hold else spending.lines_in_force
    left = spending.left_of(find(claim.project, codes), claim.project, claim.happened_on, claim)
    used = _used(claim, lines, by)
    return rules.Facts(
        today=today,
        happened_on=claim.happened_on,
        place=claim.place,
        reason=claim.reason,
        payee=claim.payee,
        lines=tuple(_plain(line, left, used) for line in lines),
        terms=terms,
        claimant=claim.claimant_id,
        witness=claim.witness_id,
        is_witnessed=claim.witnessed_at is not None,
        files=frozenset(attachments.attachments_of(claim).values_list("purpose", flat=True)),
        work=work_of(claim),
        alike=_alike(claim, terms),
        year=year_of(claim.project, claim.happened_on),
        is_workday=calendar_around(claim.happened_on).is_workday(claim.happened_on),
        explanation=claim.explanation,
        resolution=claim.resolution,
        advance_fits=_advance_fits(claim),
    )


def _plain(line: ClaimLine, left: Mapping[str, Decimal], used: Mapping[int, Sentence]) -> rules.Line:
    code = line.budget_line.code
    return rules.Line(
        line.position, code, line.kind, line.counted, line.invoice, left.get(code), used.get(line.position)
    )


def work_of(claim: Claim) -> rules.Work:
    """The activity that the claim names, if it is one of the same centre."""
    number = claim.business.strip()
    if not number:
        return rules.Work("")
    found = services.activity_by_number(number, system_actor("claims"))
    if found is None or not found.unit.path.startswith(claim.unit.centre.path):
        return rules.Work(number)
    approved = found.plan_approved_at is not None
    return rules.Work(number, True, approved, found.person_times, found.budget)


def _alike(claim: Claim, terms: rules.Terms) -> tuple[Decimal, ...]:
    """Other claims that pay the same supplier within the window, in yuan."""
    if not claim.payee:
        return ()
    window = rules.within_window(claim.happened_on, terms.split_days)
    others = Claim.everything.filter(
        project=claim.project, payee=claim.payee, state__in=_ALIVE, happened_on__range=window
    )
    return tuple(others.exclude(pk=claim.pk).values_list("payable", flat=True))


def _advance_fits(claim: Claim) -> bool:
    advance = claim.advance
    if advance is None:
        return True
    mine = advance.holder_id == claim.claimant_id and advance.project_id == claim.project_id
    return mine and advance.state == Advance.State.PAID


def _used(claim: Claim, lines: Sequence[ClaimLine], by: Actor) -> dict[int, Sentence]:
    """Line → where its invoice was used before, as far as the reader may know."""
    digests = {line.position: digest for line in lines if (digest := digest_of(line))}
    found: dict[int, Sentence] = {}
    for line in lines:
        digest = digests.get(line.position)
        if digest is None:
            continue
        if digest in [digests.get(other.position) for other in lines if other.position < line.position]:
            words = noop("Invoice %(invoice)s stands on this claim twice; take one line off.")
            found[line.position] = Sentence(words, {"invoice": line.invoice})
        elif said := (_in_a_claim(claim, line, digest, by) or _in_the_books(line, by)):
            found[line.position] = said
    return found


def _in_a_claim(claim: Claim, line: ClaimLine, digest: str, by: Actor) -> Sentence | None:
    use = InvoiceUse.objects.filter(digest=digest).exclude(line__claim=claim).select_related("line").first()
    if use is None:
        return None
    seen = Claim.objects.visible_to(by).filter(pk=use.line.claim_id)
    return _told(line, seen.values_list("number", flat=True).first())


def _in_the_books(line: ClaimLine, by: Actor) -> Sentence | None:
    booked = VoucherLine.everything.filter(invoice_number=line.invoice_number, voucher__payment__isnull=True)
    if not rules.is_fully_digital(line.invoice_number):
        booked = booked.filter(invoice_code=line.invoice_code)
    if not booked.exists():
        return None
    seen = VoucherLine.objects.visible_to(by).filter(pk__in=booked.values("pk"))
    return _told(line, seen.values_list("voucher__number", flat=True).first())


def _told(line: ClaimLine, number: str | None) -> Sentence:
    if number:
        words = noop(
            "Invoice %(invoice)s was used already in %(number)s. "
            "If the seller numbered it wrongly, have it made anew; if the wrong file was attached, attach the right one."
        )
        return Sentence(words, {"invoice": line.invoice, "number": number})
    words = noop(
        "Invoice %(invoice)s was used already, in a record that you may not read. "
        "If the seller numbered it wrongly, have it made anew; if the wrong file was attached, attach the right one."
    )
    return Sentence(words, {"invoice": line.invoice})
