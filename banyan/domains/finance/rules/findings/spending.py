"""Whether money went where it was meant: into the budget, to its activity, through the year, under its restriction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from banyan.domains.finance.rules.entries import RESTRICTED, UNRESTRICTED, ZERO, Entry, Paper
from banyan.domains.finance.rules.findings.finding import Finding, about
from banyan.domains.finance.rules.rush import Rush, first_days, warns_early
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence


def in_the_budget(papers: Iterable[Paper], items: Collection[str]) -> Iterator[Finding]:
    """Nothing is spent on a line that the budget does not have (R5.1.4)."""
    for paper in papers:
        for entry in paper.spending:
            if entry.item not in items:
                words = (
                    noop("Item %(item)s is not in the budget.")
                    if entry.item
                    else noop("No budget item is named.")
                )
                yield about(paper, "R5.1.4", "item_not_in_budget", words, amount=entry.debit, item=entry.item)


def within_items(spent: dict[str, list[Entry]], budget: dict[str, Decimal]) -> Iterator[Finding]:
    """No line of the budget is overspent (R5.1.4)."""
    for item, entries in spent.items():
        total = sum((entry.spent for entry in entries), ZERO)
        if item in budget and total > budget[item]:
            why = sentence(
                noop("Item %(item)s: %(spent)s spent of %(budget)s."),
                item=item,
                spent=total,
                budget=budget[item],
            )
            vouchers = tuple(dict.fromkeys(entry.voucher for entry in entries))
            yield Finding("R5.1.4", "item_overspent", vouchers, total - budget[item], why)


def activity_is_named(papers: Iterable[Paper], items: Collection[str], limit: Decimal) -> Iterator[Finding]:
    """A large purchase for activities names its activity (P4.9)."""
    for paper in papers:
        for entry in paper.spending:
            if entry.item in items and entry.debit >= limit and not entry.business:
                words = noop("%(spent)s for activities, used on %(day)s, names no activity.")
                yield about(paper, "P4.9", "activity_missing", words, amount=entry.debit,
                            spent=entry.debit, day=entry.event_day.isoformat())  # fmt: skip


def releases(papers: Sequence[Paper]) -> Iterator[tuple[Paper, Decimal, tuple[Paper, ...]]]:
    """Restricted money set free: the voucher, how much, and the spending of that source since that it rests on."""
    for paper in papers:
        freed = sum((entry.debit for entry in paper.entries if entry.account.startswith(RESTRICTED)), ZERO)
        if freed and any(entry.account.startswith(UNRESTRICTED) and entry.credit for entry in paper.entries):
            source = paper.said("source")
            spent = [p for p in papers if p.on <= paper.on and any(e.source == source for e in p.spending)]
            yield paper, freed, tuple(spent)


def restriction_kept(papers: Sequence[Paper]) -> Iterator[Finding]:
    """Restricted money is set free as far as it was spent for its purpose, and no further."""
    freed_before: dict[str, Decimal] = {}
    for paper, freed, spent in releases(papers):
        source = paper.said("source")
        used = sum((e.debit for p in spent for e in p.spending if e.source == source), ZERO)
        freed_before[source] = freed_before.get(source, ZERO) + freed
        if freed_before[source] > used:
            words = noop("%(freed)s of “%(source)s” was set free, %(used)s was spent for it.")
            yield about(paper, "R5.1.3", "release_without_spending", words,
                        amount=freed_before[source] - used, freed=freed_before[source], source=source, used=used)  # fmt: skip


def custody_apart(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Goods that only pass through are neither income nor cost."""
    for paper in papers:
        kinds = {entry.kind for entry in paper.entries if not entry.is_custody}
        if any(entry.is_custody for entry in paper.entries) and kinds & {"income", "expense"}:
            words = noop("Goods in custody were booked together with income or cost.")
            yield about(paper, "R5.1.3", "custody_mixed", words)


def rushed(found: Rush, used: Iterable[Entry], amber: Decimal, red: Decimal, tail: int) -> Iterator[Finding]:
    """The last months took more than their share (P4.9)."""
    if found.index is None or found.index <= amber:
        return
    months = {month for month, _amount in found.by_month[-tail:]}
    vouchers = dict.fromkeys(
        e.voucher for e in used if e.is_spending and e.event_day.replace(day=1) in months
    )
    why = sentence(
        noop("The last %(months)s months took %(share)s %% of %(total)s, the last week %(week)s %%: %(index)s times an even year."),
        months=tail, share=found.tail_share, total=found.total, week=found.week_share, index=found.index,
    )  # fmt: skip
    yield Finding("P4.9", "year_end_rush", tuple(vouchers), found.tail, why, is_breach=found.index > red)


def left_over(found: Rush, planned: Decimal, year: Period, limit: Decimal) -> Iterator[Finding]:
    """At two thirds of the year: what is left could only be spent in a rush (P4.9)."""
    elapsed, months = len(found.by_month), len(first_days(year.start, year.end))
    if warns_early(found.total, planned, elapsed, months, limit):
        why = sentence(
            noop("After %(elapsed)s of %(months)s months %(spent)s of %(planned)s is spent; the rest would be a rush."),
            elapsed=elapsed, months=months, spent=found.total, planned=planned,
        )  # fmt: skip
        yield Finding("P4.9", "early_warning", (), planned - found.total, why, is_breach=False)
