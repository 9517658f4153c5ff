"""A claim as plain facts: what the rules look at before anybody is asked to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Value

from banyan.core import attachments, keys
from banyan.core.calendar.workdays import calendar_around
from banyan.core.dated import value
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.finance import settings
from banyan.domains.finance.models import Advance, Claim, ClaimLine, InvoiceUse, VoucherLine
from banyan.domains.finance.queries import spending
from banyan.domains.finance.queries.frames import year_of
from banyan.domains.finance.queries.grants import fund_of
from banyan.domains.finance.rules import claims as rules
from banyan.domains.finance.rules import invoices
from banyan.domains.finance.rules.heads import Heads, heads_in
from banyan.domains.finance.rules.suppliers import are_probably_one, supplier_key, within_window
from banyan.domains.services import public as services
from banyan.foundation.periods import Period
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
    return keys.keyed_hash(invoices.invoice_key(line.invoice_code, line.invoice_number), "invoice")


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


@dataclass(frozen=True)
class Seen:
    """What the house knows of a claim, read once: its lines, its files, the terms and the year of its day, the sums."""

    lines: list[ClaimLine]
    files: list[Any]
    terms: rules.Terms
    year: Period
    sums: spending.Sums


def look_at(claim: Claim, *, hold: bool = False) -> Seen:
    """Read a claim; `hold` keeps the lines of the budget until the transaction ends. Four statements, five to hold."""
    lines, terms = lines_of(claim), terms_on(claim.unit, claim.happened_on)
    codes = sorted({line.budget_line.code for line in lines})
    if hold:
        spending.held_lines(claim.project, codes)
    year = year_of(claim.project, claim.happened_on)
    sums = spending.sums_of(claim.project, codes, year, claim, _alike(claim, terms))
    return Seen(lines, list(attachments.attachments_of(claim)), terms, year, sums)


def facts_of(claim: Claim, by: Actor, today: date, *, hold: bool = False) -> rules.Facts:
    """The claim as it would be handed in today; `hold` keeps the lines of the budget until the transaction ends."""
    return facts_from(claim, look_at(claim, hold=hold), by, today)


def facts_from(claim: Claim, seen: Seen, by: Actor, today: date) -> rules.Facts:
    """What the rules look at, from what was read."""
    used = _used(claim, seen.lines, by)
    heads = heads_in(" ".join([claim.reason, *(line.what for line in seen.lines)]))
    return rules.Facts(
        today=today,
        happened_on=claim.happened_on,
        place=claim.place,
        reason=claim.reason,
        payee=claim.payee,
        lines=tuple(_plain(line, seen.sums, used) for line in seen.lines),
        terms=seen.terms,
        claimant=claim.claimant_id,
        witness=claim.witness_id,
        is_witnessed=claim.witnessed_at is not None,
        files=frozenset(file.purpose for file in seen.files),
        work=work_of(claim),
        alike=tuple(
            yuan for name, yuan in seen.sums.alike if supplier_key(name) == supplier_key(claim.payee)
        ),
        probable=tuple(each for each in seen.sums.alike if are_probably_one(each[0], claim.payee)),
        year=seen.year,
        is_workday=calendar_around(claim.happened_on).is_workday(claim.happened_on),
        explanation=claim.explanation,
        resolution=claim.resolution,
        advance_fits=_advance_fits(claim),
        heads=heads,
        known_heads=_known_heads(claim, heads),
        fund=fund_of(claim),
    )


def _known_heads(claim: Claim, heads: Heads | None) -> int | None:
    """Active volunteers on the day where volunteers are insured, else who signed in at the activity; None if unknown."""
    if heads is None:
        return None
    if heads.of_register:
        unit, day = claim.unit.centre.pk, claim.happened_on
        entered, still = services.volunteers_on({unit}, {day})[unit, day]
        return still if entered else None
    place = (claim.project.public_id, claim.business.strip())
    return services.present_at({place[0]}, {place[1]}).get(place)


def _plain(line: ClaimLine, sums: spending.Sums, used: Mapping[int, Sentence]) -> rules.Line:
    code = line.budget_line.code
    return rules.Line(
        line.position, code, line.kind, line.counted, line.invoice, sums.left(code), used.get(line.position)
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


def _alike(claim: Claim, terms: rules.Terms) -> Any:
    """Other claims of the project within the window; None where no supplier is named."""
    if not claim.payee:
        return None
    window = within_window(claim.happened_on, terms.split_days)
    others = Claim.everything.filter(project=claim.project, state__in=_ALIVE, happened_on__range=window)
    return others.exclude(pk=claim.pk)


def _advance_fits(claim: Claim) -> bool:
    advance = claim.advance
    if advance is None:
        return True
    mine = advance.holder_id == claim.claimant_id and advance.project_id == claim.project_id
    return mine and advance.state == Advance.State.PAID


def _used(claim: Claim, lines: Sequence[ClaimLine], by: Actor) -> dict[int, Sentence]:
    """Line → where its invoice was used before, as far as the reader may know."""
    digests = {line.position: digest for line in lines if (digest := digest_of(line))}
    uses = _uses(claim, [line for line in lines if line.position in digests], list(digests.values()))
    found: dict[int, Sentence] = {}
    for line in lines:
        digest = digests.get(line.position)
        if digest is None:
            continue
        if digest in [digests.get(other.position) for other in lines if other.position < line.position]:
            words = noop("Invoice %(invoice)s stands on this claim twice; take one line off.")
            found[line.position] = Sentence(words, {"invoice": line.invoice})
        elif used := uses.in_claims(line, digest):
            found[line.position] = _told(line, _claim_seen(used, by))
        elif booked := uses.in_books(line):
            found[line.position] = _told(line, _voucher_seen(booked, by))
    return found


@dataclass(frozen=True)
class Uses:
    """Where invoices stand already: claims by digest, and claims and lines of vouchers by code and number."""

    claims: dict[str, int]
    plainly: dict[tuple[str, str], int]
    books: dict[tuple[str, str], list[int]]

    def in_claims(self, line: ClaimLine, digest: str) -> int | None:
        """The claim that used the invoice of a line."""
        same = (claim for named, claim in self.plainly.items() if _is_of(line, named))
        return self.claims.get(digest) or next(same, None)

    def in_books(self, line: ClaimLine) -> list[int]:
        """The lines of vouchers that book the invoice of a line."""
        return [pk for named, pks in self.books.items() if _is_of(line, named) for pk in pks]


def _is_of(line: ClaimLine, named: tuple[str, str]) -> bool:
    return invoices.is_same((line.invoice_code, line.invoice_number), named)


def _uses(claim: Claim, lines: Sequence[ClaimLine], digests: Sequence[str]) -> Uses:
    """Other claims and vouchers without a payment that name these invoices. One statement."""
    uses = Uses({}, {}, {})
    if not digests:
        return uses
    numbers = [line.invoice_number for line in lines]
    claimed = InvoiceUse.objects.filter(Q(digest__in=digests) | Q(line__invoice_number__in=numbers))
    claimed = claimed.exclude(line__claim=claim)
    booked = VoucherLine.everything.filter(invoice_number__in=numbers, voucher__payment__isnull=True)
    asked = claimed.annotate(
        at=F("digest"), code=F("line__invoice_code"), by_claim=Value(1), record=F("line__claim"), number=F("line__invoice_number")
    )  # fmt: skip
    beside = booked.annotate(
        at=Value(""), code=F("invoice_code"), by_claim=Value(0), record=F("pk"), number=F("invoice_number")
    )
    names = ("at", "code", "number", "by_claim", "record")
    rows = asked.values_list(*names).union(beside.order_by().values_list(*names), all=True)
    for at, code, number, by_claim, record in rows:
        if by_claim:
            uses.claims[at] = uses.plainly[code, number] = record
        else:
            uses.books.setdefault((code, number), []).append(record)
    return uses


def _claim_seen(pk: int, by: Actor) -> str | None:
    return Claim.objects.visible_to(by).filter(pk=pk).values_list("number", flat=True).first()


def _voucher_seen(pks: Sequence[int], by: Actor) -> str | None:
    seen = VoucherLine.objects.visible_to(by).filter(pk__in=pks)
    return seen.values_list("voucher__number", flat=True).first()


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
