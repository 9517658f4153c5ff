"""When money may leave, and who may let it go."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.refusal import Refused, noop, sentence


def check_left(left: Mapping[str, Decimal], wanted: Mapping[str, Decimal]) -> None:
    """No line of the budget pays more than it has (R5.1.4). Both by item, in yuan."""
    for item, amount in wanted.items():
        if amount > left.get(item, ZERO):
            words = noop("Item %(item)s has %(left)s left; %(amount)s are asked for.")
            raise Refused(
                {"": sentence(words, item=item, left=left.get(item, ZERO), amount=amount)},
                clause="R5.1.4",
                way_out=noop("Move money inside the budget first, or take something off the claim."),
                code="no_budget_left",
            )


def check_as_signed(signed: str, present: str) -> None:
    """What is paid is what was signed, to the letter (R5.3.4)."""
    if not signed or signed != present:
        raise Refused(
            noop("What stands in the claim is not what was signed."),
            clause="R5.3.4",
            way_out=noop("Send it back, and let it be signed as it stands now."),
            code="changed",
        )


@dataclass(frozen=True)
class Hands:
    """Who had a hand in a claim: ids of people, None where nobody did."""

    claimant: Hashable = None
    checker: Hashable = None
    cashier: Hashable = None
    accountant: Hashable = None


def check_cashier(hands: Hands, control: str) -> str:
    """The cashier neither claimed nor checked what is paid. Returns the compensating control that is shown, or "".

    An agency too small for two people names a compensating control in its settings; it stands on the payment.
    """
    if hands.cashier is not None and hands.cashier == hands.claimant:
        raise Refused(
            noop("Nobody pays themselves."),
            clause="R5.3.4",
            way_out=noop("Let a colleague in finance pay this claim."),
            code="own",
        )
    return _apart(hands.cashier == hands.checker and hands.cashier is not None, control)


def check_accountant(hands: Hands, control: str) -> str:
    """Whoever keeps the cash does not write the books. Returns the compensating control that is shown, or ""."""
    return _apart(hands.accountant == hands.cashier and hands.cashier is not None, control)


def _apart(is_one_person: bool, control: str) -> str:
    if not is_one_person:
        return ""
    if control.strip():
        return control.strip()
    raise Refused(
        noop("Cashier, checker and accountant are different people; you did the other part yourself."),
        clause="R5.1.2",
        way_out=noop("Ask a colleague, or let the agency name a compensating control under Settings."),
        code="incompatible",
    )


def share_of_advance(payable: Decimal, open_advance: Decimal) -> tuple[Decimal, Decimal]:
    """What a claim takes from its advance and what is paid out beside it, in yuan: (cleared, paid out)."""
    cleared = min(payable, max(open_advance, ZERO))
    return cleared, payable - cleared


def check_give_back(amount: Decimal, open_advance: Decimal) -> None:
    """No more comes back than is open, and something does."""
    if amount <= ZERO or amount > open_advance:
        words = noop("%(open)s are open of this advance; %(amount)s cannot come back.")
        raise Refused({"amount": sentence(words, open=open_advance, amount=amount)}, clause="R5.3.4")
