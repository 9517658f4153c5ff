"""Looking through the books of a project for everything that speaks against the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO, Entry
from banyan.domains.finance.rules.entries import papers as papers_of
from banyan.domains.finance.rules.findings import elsewhere, signatures, spending
from banyan.domains.finance.rules.findings import papers as said
from banyan.domains.finance.rules.findings.elsewhere import Records
from banyan.domains.finance.rules.findings.finding import Finding
from banyan.domains.finance.rules.limits import Authority
from banyan.domains.finance.rules.rush import rush
from banyan.foundation.periods import Period


@dataclass(frozen=True)
class Frame:
    """What the books are judged by: the budget (item → yuan), the year, the limits of the day.

    `activity_items` are the items whose spending follows activities; those that fall due at the end of the year by
    plan are not among them. `purchase_limit` in yuan, `split_days` and `claim_days` in days; `early` times the pace so far.
    """

    year: Period
    until: date
    budget: Mapping[str, Decimal]
    activity_items: Collection[str]
    authority: Authority
    purchase_limit: Decimal
    split_days: int
    claim_days: int
    tail_months: int
    rush_amber: Decimal
    rush_red: Decimal
    early: Decimal


def look(entries: Sequence[Entry], frame: Frame, records: Records | None = None) -> list[Finding]:
    """Every finding, by clause and voucher; `records` is what other rooms and projects know."""
    found = _found(entries, frame, records or Records())
    return sorted(found, key=lambda each: (each.clause, each.kind, each.vouchers))


def _found(entries: Sequence[Entry], frame: Frame, records: Records) -> Iterator[Finding]:
    vouchers = papers_of(entries)
    yield from elsewhere.heads_agree(vouchers, records)
    yield from elsewhere.invoices_of_others(vouchers, records)
    yield from said.four_facts(vouchers)
    yield from said.invoices(vouchers)
    yield from said.invoices_used_again(vouchers)
    yield from said.claimed_in_time(vouchers, frame.claim_days)
    yield from said.split_purchases(vouchers, frame.purchase_limit, frame.split_days)
    yield from signatures.own_approval(vouchers)
    yield from signatures.nobody_twice(vouchers)
    yield from signatures.within_limits(vouchers, frame.authority)
    yield from signatures.head_office_last(vouchers, frame.authority)
    yield from spending.restriction_kept(vouchers)
    yield from spending.custody_apart(vouchers)
    if frame.budget:
        yield from _against_budget(entries, frame)


def _against_budget(entries: Sequence[Entry], frame: Frame) -> Iterator[Finding]:
    vouchers = papers_of(entries)
    by_item: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.spent:
            by_item.setdefault(entry.item, []).append(entry)
    for_activities = [entry for entry in entries if entry.item in frame.activity_items]
    measured = rush(for_activities, frame.year, frame.until, frame.tail_months)
    yield from spending.in_the_budget(vouchers, frame.budget)
    yield from spending.within_items(by_item, dict(frame.budget))
    yield from spending.activity_is_named(vouchers, frame.activity_items, frame.purchase_limit)
    yield from spending.rushed(measured, for_activities, frame.rush_amber, frame.rush_red, frame.tail_months)
    planned = sum((frame.budget[item] for item in frame.activity_items), ZERO)
    yield from spending.left_over(measured, planned, frame.year, frame.early)
