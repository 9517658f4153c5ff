"""Who signed: nobody alone, nobody twice, nobody beyond their limit, headquarters last (R5.3.3, R5.3.4, P4.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from banyan.domains.finance.rules.entries import Paper, written_plainly
from banyan.domains.finance.rules.findings.finding import Finding, about
from banyan.domains.finance.rules.findings.papers import claimed
from banyan.domains.finance.rules.limits import Authority, hand_and_principal
from banyan.foundation.refusal import noop


def own_approval(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Who claims does not approve, neither as somebody's deputy nor by a deputy of their own."""
    for paper in papers:
        handler, approver = paper.said("handler"), paper.said("approver")
        hand, principal = hand_and_principal(approver)
        if not handler or not any(_same(handler, each) for each in (hand, principal)):
            continue
        words = noop("%(who)s claimed and approved it alone.")
        if hand != principal:
            words = noop("%(who)s claimed it, and it was approved as “%(approver)s”.")
        yield about(paper, "R5.3.4", "own_approval", words, who=handler, approver=approver)


def _same(one: str, other: str) -> bool:
    """Whether two people are meant to be one, however their name or number is spaced."""
    return written_plainly(one) == written_plainly(other)


def nobody_twice(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Witness, checker and claimant are three people."""
    for paper in papers:
        handler, witness, checker = (paper.said(name) for name in ("handler", "witness", "checker"))
        if claimed(paper) and not witness:
            yield about(paper, "R5.3.3", "witness_missing", noop("Nobody witnessed or received it."))
        if witness and _same(witness, checker):
            yield about(
                paper, "R5.3.3", "witness_is_checker", noop("%(who)s is witness and checker."), who=witness
            )
        if handler and _same(handler, checker):
            yield about(
                paper, "R5.3.3", "claimant_is_checker", noop("%(who)s is claimant and checker."), who=handler
            )
        if handler and _same(handler, witness):
            yield about(
                paper, "R5.3.3", "claimant_is_witness", noop("%(who)s is claimant and witness."), who=handler
            )


def within_limits(papers: Iterable[Paper], authority: Authority) -> Iterator[Finding]:
    """A payment is carried by somebody whose limit reaches it; above the highest limit by the committee."""
    for paper in (each for each in papers if each.is_payment):
        approver = paper.said("approver")
        if not approver:
            words = noop("Nobody approved the payment.")
            yield about(paper, "R5.3.4", "approver_missing", words, amount=paper.paid)
        elif not authority.is_enough(approver, paper.paid):
            yield _beyond(paper, approver, authority)


def _beyond(paper: Paper, approver: str, authority: Authority) -> Finding:
    limit = authority.limit_of(approver)
    if limit == authority.highest:
        words = noop("Above %(limit)s the project committee decides; no resolution is named.")
        return about(paper, "R5.3.4", "committee_missing", words, amount=paper.paid, limit=limit)
    words = noop("%(who)s may approve up to %(limit)s; this is %(paid)s.")
    return about(paper, "R5.3.4", "limit_exceeded", words, amount=paper.paid,
                 who=_named(authority, approver), limit=limit, paid=paper.paid)  # fmt: skip


def head_office_last(papers: Iterable[Paper], authority: Authority) -> Iterator[Finding]:
    """Every payment ends at headquarters (P4.1)."""
    for paper in (each for each in papers if each.is_payment):
        approver = paper.said("approver")
        if approver and not authority.signer(approver).is_head_office:
            words = noop("The last word was %(who)s's; headquarters did not approve the payment.")
            yield about(
                paper,
                "P4.1",
                "head_office_missing",
                words,
                amount=paper.paid,
                who=_named(authority, approver),
            )


def _named(authority: Authority, written: str) -> str:
    title = authority.signer(written).title
    return f"{written} {title}" if title and title != written else written
