"""The same person, household or case counts only so often: who has the place and who is one too many."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from banyan.domains.projects.rules.judging import Standing
from banyan.domains.projects.rules.measures import CountingRule, Measure
from banyan.domains.projects.rules.reasons import Reason

COUNTED_ONCE = frozenset({Measure.PERSONS, Measure.HOUSEHOLDS, Measure.COVERAGE})


@dataclass(frozen=True)
class Claim:
    """One record that would count for a person: its own standing, and its state in the ledger now.

    ``guarded``: it lies in a file that few may read.
    """

    line: Hashable
    standing: Standing
    happened_on: date
    source_number: str
    now: Standing | None = None
    guarded: bool = False


def surplus_state(rule: CountingRule) -> Standing:
    """A distinct person is simply met again; a visit above the limit is work that does not count."""
    return Standing.REPEATED if rule.measure in COUNTED_ONCE else Standing.NOT_COUNTED


def why(standing: Standing, state: Standing, own: Reason | None) -> Reason | None:
    """The reason to show: the limit where it changed the record's own standing, else the record's own."""
    if state is standing:
        return own
    return Reason("repeated") if state is Standing.REPEATED else Reason("above_limit")


def settle(claims: Iterable[Claim], rule: CountingRule) -> dict[Hashable, Standing]:
    """The state of every claim on one person within one period, by line.

    Approved goes before waiting evidence; a guarded file stands back, lest the record that everybody reads say that the
    person was counted elsewhere; who has the place keeps it; then the earlier event goes first.
    """
    claims = list(claims)
    at_most, surplus = rule.at_most or 1, surplus_state(rule)
    counted = _in_order(claims, Standing.COUNTED)
    pending = _in_order(claims, Standing.PENDING)
    free = max(at_most - len(counted), 0)
    places = {claim.line: Standing.COUNTED for claim in counted[:at_most]}
    places |= {claim.line: Standing.PENDING for claim in pending[:free]}
    places |= {claim.line: surplus for claim in counted[at_most:] + pending[free:]}
    return places


def _in_order(claims: list[Claim], standing: Standing) -> list[Claim]:
    wanted = [claim for claim in claims if claim.standing is standing]
    return sorted(wanted, key=lambda claim: _rank(claim, standing))


def _rank(claim: Claim, standing: Standing) -> tuple[bool, bool, date, str]:
    return claim.guarded, claim.now is not standing, claim.happened_on, claim.source_number
