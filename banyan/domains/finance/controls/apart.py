"""No project lives on another one's money (R5.1.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from banyan.core.controls import BREACH, GOOD, Finding, Scope, control
from banyan.core.identity import tree
from banyan.domains.finance.models import Voucher
from banyan.domains.finance.queries.apart import Apart, apart_of
from banyan.domains.finance.rules import funds as rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_VOUCHER = Voucher._meta.label_lower


@control(
    "R5.1.3",
    kind="quality",
    title=noop("No use of another project's money"),
    judged=noop(
        "No project spends more than it received while the bank still holds other projects' money, and no voucher moves "
        "money between projects, unless a loan of at least that amount was agreed for those days."
    ),
)
def own_money(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Each project pays from its own money (R5.1.3)."""
    units, agencies = tree.current().units, apart_of(scopes, today)
    for scope in scopes:
        until = min(scope.period.end, today)
        known = agencies[units[scope.unit_id].root.pk].until(until)
        found = [*_short(scope, known, until), *_crossed(scope, known)]
        yield from found
        if not found and any(
            move.owner == scope.id and scope.period.start <= move.on for move in known.moves
        ):
            yield Finding(
                scope.id, GOOD, sentence(noop("Paid from its own money on every day.")), on=until, mend="finance.funds"
            )  # fmt: skip


def _short(scope: Scope, known: Apart, until: date) -> Iterator[Finding]:
    for short in rules.shortfalls(known.moves, known.loans, until):
        if short.owner == scope.id and short.last >= scope.period.start:
            words = noop(
                "From %(first)s to %(last)s up to %(deepest)s more was spent than had come in, while the bank held other money."
            )
            told = sentence(words, first=short.first, last=short.last, deepest=-short.deepest)
            said = GOOD if short.is_agreed else BREACH
            yield Finding(scope.id, said, told, on=short.last, mend="finance.funds")


def _crossed(scope: Scope, known: Apart) -> Iterator[Finding]:
    for each in rules.crossings(known.moves, known.loans):
        if scope.id in (each.giver, each.taker) and scope.period.start <= each.on:
            words = noop("%(amount)s went from one project to another.")
            yield Finding.of(
                scope.id, GOOD if each.is_agreed else BREACH, sentence(words, amount=each.amount), model=_VOUCHER,
                public_id=known.pages[each.voucher, each.on], number=each.voucher, on=each.on,
            )  # fmt: skip
