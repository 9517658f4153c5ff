"""Whether a voucher says what it must: time, place, reason, amount, and who saw it (R5.3.2, R5.3.3)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from banyan.domains.finance.rules.entries import TAX, ZERO, Paper
from banyan.domains.finance.rules.findings.finding import Finding, about, about_all
from banyan.domains.finance.rules.suppliers import core_of, supplier_key
from banyan.foundation.refusal import noop, sentence

FOUR = ("incurred_on", "place", "purpose")
_NAMES = {"incurred_on": noop("time"), "place": noop("place"), "purpose": noop("reason")}
_FEE = re.compile("讲师|课酬|讲课|专家|劳务|讲座费")


def claimed(paper: Paper) -> bool:
    """Whether it repays or pays for something bought: a cost with a supplier, an invoice or a day of use.

    Wages and other sums that a table computes have none of these.
    """
    return bool(paper.spending) and any(paper.said(name) for name in ("supplier", "invoice", "incurred_on"))


def four_facts(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Time, place and reason stand on every claim; the amount always does."""
    for paper in filter(claimed, papers):
        for name in FOUR:
            if not paper.said(name):
                words = noop("The voucher does not say its %(missing)s.")
                yield about(paper, "R5.3.2", f"missing_{name}", words, missing=sentence(_NAMES[name]))


def invoices(papers: Sequence[Paper]) -> Iterator[Finding]:
    """A supplier gives an invoice; a fee to a person without one needs its tax withheld. What was claimed in the house
    had its papers looked at by kind of expense: a ride has its trip list.
    """
    for paper in papers:
        if not paper.spending or paper.said("invoice") or not paper.said("supplier"):
            continue
        words = " ".join(filter(None, (paper.said(name) for name in ("summary", "purpose", "supplier"))))
        taxed = any(entry.account.startswith(TAX) and entry.credit > ZERO for entry in paper.entries)
        if _FEE.search(words) and not taxed:
            yield about(paper, "R5.3.2", "fee_without_invoice_or_tax",
                        noop("A fee to a person has neither an invoice nor tax withheld."))  # fmt: skip
        elif not _FEE.search(words) and paper.entries[0].payment is None:
            yield about(paper, "R5.3.2", "invoice_missing",
                        noop("%(supplier)s was paid without an invoice."), supplier=paper.said("supplier"))  # fmt: skip


def invoices_used_again(papers: Iterable[Paper]) -> Iterator[Finding]:
    """An invoice is spent once; what was taken back may be spent again, and paying what is owed is no second use."""
    used: dict[str, list[Paper]] = {}
    back: dict[str, int] = {}
    for paper in papers:
        for invoice in dict.fromkeys(entry.invoice for entry in paper.entries if entry.invoice):
            if paper.spending:
                used.setdefault(invoice, []).append(paper)
            elif paper.is_taken_back:
                back[invoice] = back.get(invoice, 0) + 1
    for invoice, found in used.items():
        if len(found) - back.get(invoice, 0) > 1:
            days = "、".join(paper.on.isoformat() for paper in found)
            why = sentence(
                noop("Invoice %(invoice)s was used %(times)s times: %(days)s."),
                invoice=invoice,
                times=len(found),
                days=days,
            )
            yield Finding("R5.3.2", "invoice_reused", tuple(p.number for p in found),
                          max(paper.amount for paper in found), why)  # fmt: skip


def claimed_in_time(papers: Iterable[Paper], window: int) -> Iterator[Finding]:
    """What was spent is claimed within the window, and nothing before it was spent (R5.3.1)."""
    for paper in papers:
        late = [e for e in paper.spending if e.incurred_on and paper.on - e.incurred_on > timedelta(window)]
        early = [e for e in paper.spending if e.incurred_on and e.incurred_on > paper.on]
        if late:
            days = max((paper.on - each.event_day).days for each in late)
            yield about(paper, "R5.3.1", "claimed_late", noop("Claimed after %(days)s days; %(window)s are allowed."),
                        is_breach=False, days=days, window=window)  # fmt: skip
        if early:
            yield about(
                paper, "R5.3.2", "booked_before_event", noop("Booked before the day on which it was spent.")
            )


def split_purchases(papers: Sequence[Paper], limit: Decimal, days: int) -> Iterator[Finding]:
    """Purchases from one supplier within a few days, each below the limit and together not, look split (R5.3.4).

    What was given back in full was no purchase. Names that are probably one supplier are told as such, for somebody to look.
    """
    back = _given_back(papers)
    small = [paper for paper in papers if paper.said("supplier") and ZERO < _kept(paper, back) < limit]
    for run in _large_together(small, supplier_key, limit, days):
        words = noop("%(count)s purchases from %(supplier)s within %(days)s days, each below %(limit)s.")
        yield _split(run, "split_purchase", words, limit, supplier=run[0].said("supplier"))
    for run in _large_together(small, core_of, limit, days):
        names = list(
            {supplier_key(name): name for name in (paper.said("supplier") for paper in run)}.values()
        )
        if len(names) > 1:
            words = noop(
                "%(count)s purchases within %(days)s days, each below %(limit)s, from %(suppliers)s: probably one supplier "
                "under several names. Look whether they belong together."
            )
            yield _split(run, "split_purchase_probable", words, limit, suppliers="、".join(names))


def _large_together(
    small: Iterable[Paper], key: Callable[[str], str], limit: Decimal, days: int
) -> Iterator[list[Paper]]:
    """Runs of purchases that one key holds together and that come to a large one."""
    by_supplier: dict[str, list[Paper]] = {}
    for paper in small:
        by_supplier.setdefault(key(paper.said("supplier")), []).append(paper)
    for bought in by_supplier.values():
        for run in _runs(bought, days):
            if len(run) > 1 and sum(paper.amount for paper in run) >= limit:
                yield run


def _split(run: list[Paper], kind: str, words: str, limit: Decimal, **said: object) -> Finding:
    apart = (run[-1].on - run[0].on).days + 1
    why = sentence(words, count=len(run), days=apart, limit=limit, **said)
    return about_all(run, "R5.3.4", kind, why, is_breach=kind == "split_purchase")


def _given_back(papers: Iterable[Paper]) -> dict[str, Decimal]:
    """Invoice → what was taken back of it, yuan."""
    back: dict[str, Decimal] = {}
    for paper in papers:
        if paper.is_taken_back and (invoice := paper.said("invoice")):
            back[invoice] = back.get(invoice, ZERO) - sum((entry.spent for entry in paper.entries), ZERO)
    return back


def _kept(paper: Paper, back: Mapping[str, Decimal]) -> Decimal:
    """What a purchase came to; nothing where it was given back in full."""
    if not paper.spending or (
        paper.said("invoice") and back.get(paper.said("invoice"), ZERO) >= paper.amount
    ):
        return ZERO
    return paper.amount


def _runs(bought: list[Paper], days: int) -> Iterator[list[Paper]]:
    """Purchases of which the last lies at most `days` after the first; none that another one holds already."""
    ordered = sorted(bought, key=lambda each: each.on)
    reached = 0
    for start, first in enumerate(ordered):
        end = start + sum(paper.on - first.on <= timedelta(days) for paper in ordered[start:])
        if end > reached:
            yield ordered[start:end]
        reached = max(reached, end)
