"""One event serving several indicators counts once: its shares sum to 100 percent."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from banyan.domains.projects.rules.measures import ADDED_ONCE, HUNDRED, Measure
from banyan.foundation.refusal import Refused, noop, sentence


def check_shares(shares: Mapping[str, Decimal | int], measures: Mapping[str, Measure]) -> None:
    """Refuse shares that name no indicator, are not above zero, or do not sum to 100 within a measure.

    ``shares`` is percent by indicator code, ``measures`` the measure of every indicator of the project.
    Persons are not divided: each is one person under every indicator that counts people.
    """
    unknown = sorted(set(shares) - set(measures))
    if unknown:
        raise Refused(
            {"shares": sentence(noop("The contract has no indicator %(codes)s."), codes="、".join(unknown))}
        )
    if any(Decimal(share) <= 0 for share in shares.values()):
        raise Refused({"shares": noop("A share is more than 0 percent.")})
    for total in _totals(shares, measures).values():
        if total != HUNDRED:
            raise Refused(
                {
                    "shares": sentence(
                        noop("The shares sum to %(total)s percent; they must sum to 100."), total=total
                    )
                }
            )


def _totals(shares: Mapping[str, Decimal | int], measures: Mapping[str, Measure]) -> dict[Measure, Decimal]:
    totals: dict[Measure, Decimal] = defaultdict(Decimal)
    for code, share in shares.items():
        if measures[code] in ADDED_ONCE:
            totals[measures[code]] += Decimal(share)
    return totals
