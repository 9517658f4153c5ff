"""When a voucher may be posted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence


def check_sums(debit: Decimal, credit: Decimal, lines: Sequence[tuple[Decimal, Decimal]]) -> None:
    """Its lines come to what its head says, and both sides are equal."""
    debits = sum((line[0] for line in lines), ZERO)
    credited = sum((line[1] for line in lines), ZERO)
    if not lines or debits != credited or (debits, credited) != (debit, credit):
        words = noop("The voucher is not balanced: debit %(debit)s, credit %(credit)s.")
        raise Refused({"": sentence(words, debit=debits, credit=credited)}, clause="P4.4", code="unbalanced")


def check_poster(entered_by: int | None, poster: int | None) -> None:
    """Two people see every voucher."""
    if entered_by is not None and entered_by == poster:
        raise Refused(
            {"": noop("You entered this voucher; somebody else posts it.")},
            clause="R5.3.4",
            way_out=noop("Ask another member of the finance team."),
            code="own",
        )
