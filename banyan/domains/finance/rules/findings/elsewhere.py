"""What a voucher says beside what other records say: the volunteers' register, sign-in sheets, other projects' books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from banyan.domains.finance.rules.entries import Paper
from banyan.domains.finance.rules.findings.finding import Finding, about
from banyan.domains.finance.rules.heads import Heads, Register, heads_in
from banyan.foundation.refusal import noop


@dataclass(frozen=True)
class Records:
    """What other rooms know: the volunteers' register by day, who was there by number of the activity, and invoices
    that other projects of the agency booked, with the numbers of those projects.
    """

    registers: Mapping[date, Register] = field(default_factory=dict)
    present: Mapping[str, int] = field(default_factory=dict)
    invoices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def heads_of(paper: Paper) -> Heads | None:
    """For how many people a voucher paid, by what it says."""
    said = [text for entry in paper.spending for text in (entry.summary, entry.purpose)]
    return heads_in(" ".join(dict.fromkeys(said)))


def day_of(paper: Paper) -> date:
    """When the people were insured, fed or driven."""
    return paper.spending[0].event_day


def heads_agree(papers: Iterable[Paper], records: Records) -> Iterator[Finding]:
    """Nobody is paid for who is neither in the register nor on the sign-in sheet (R5.3.2)."""
    for paper in papers:
        heads = heads_of(paper)
        if heads is None:
            continue
        if heads.of_register and (register := records.registers.get(day_of(paper))):
            yield from _insured(paper, heads, register)
        elif not heads.of_register and paper.said("business") in records.present:
            yield from _was_there(paper, heads, records.present[paper.said("business")])


def _insured(paper: Paper, heads: Heads, register: Register) -> Iterator[Finding]:
    if register.entered and heads.count > register.still:
        words = noop(
            "Insurance for %(heads)s people; the volunteers' register has %(entered)s, %(still)s of them active on %(day)s."
        )
        known = register.entered if heads.count > register.entered else register.still
        yield about(
            paper, "R5.3.2", "insured_not_in_register", words, is_breach=heads.count > register.entered,
            amount=(heads.count - known) * heads.price, heads=heads.count, entered=register.entered,
            still=register.still, day=register.on.isoformat(),
        )  # fmt: skip


def _was_there(paper: Paper, heads: Heads, present: int) -> Iterator[Finding]:
    if heads.count > present:
        words = noop("Paid for %(heads)s people; %(present)s signed in at %(number)s.")
        yield about(
            paper, "R5.3.2", "more_than_signed_in", words, amount=(heads.count - present) * heads.price,
            heads=heads.count, present=present, number=paper.said("business"),
        )  # fmt: skip


def invoices_of_others(papers: Iterable[Paper], records: Records) -> Iterator[Finding]:
    """An invoice is used once in the whole agency, also across its centres (R5.3.2)."""
    for paper in papers:
        for invoice in dict.fromkeys(entry.invoice for entry in paper.spending if entry.invoice):
            if invoice in records.invoices:
                words = noop("Invoice %(invoice)s is booked in another project too: %(projects)s.")
                yield about(
                    paper, "R5.3.2", "invoice_reused", words, invoice=invoice,
                    projects="、".join(records.invoices[invoice]),
                )  # fmt: skip
