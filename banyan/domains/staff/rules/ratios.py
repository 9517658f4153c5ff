"""Workers and residents (P2.1): every ratio names what stands above and below the line, and as of which day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.refusal import noop

PER = 10_000
HUNDREDTH = Decimal("0.01")
TENTH = Decimal("0.1")

BASES: dict[str, str] = {
    "established": noop("established posts"),
    "contract": noop("head count of the contract"),
    "incumbents": noop("incumbents"),
    "social_workers": noop("social workers"),
    "licensed": noop("licensed social workers"),
    "frontline": noop("front-line workers"),
    "licensed_frontline": noop("licensed front-line workers"),
}

DENOMINATORS: dict[str, str] = {
    "resident": noop("usual residents"),
    "registered": noop("registered residents"),
    "served": noop("residents served"),
}


@dataclass(frozen=True)
class Worker:
    """What the ratio needs to know of somebody in office on the day; external advisers are left out before."""

    key: object
    social_worker: bool = False
    licensed: bool = False
    frontline: bool = False


@dataclass(frozen=True)
class Residents:
    """A dated number of residents: which kind, as of which day, said by whom."""

    kind: str
    number: int
    counted_on: date
    source: str = ""


@dataclass(frozen=True)
class Ratio:
    """One numerator over one denominator, read in both directions; nothing where a side is empty."""

    basis: str
    workers: int | None
    residents: Residents | None

    @property
    def residents_per_worker(self) -> int | None:
        """The N of 1 : N, to the nearest resident."""
        if not self.workers or self.residents is None:
            return None
        return int((Decimal(self.residents.number) / self.workers).to_integral_value(ROUND_HALF_UP))

    @property
    def per_ten_thousand(self) -> Decimal | None:
        """Workers for every 10,000 residents, two places."""
        if self.workers is None or self.residents is None or not self.residents.number:
            return None
        return (Decimal(self.workers) * PER / self.residents.number).quantize(HUNDREDTH, ROUND_HALF_UP)

    def gap(self, target_per_ten_thousand: Decimal) -> Decimal | None:
        """Workers still missing to the target, one place; negative when there are more than asked."""
        if self.workers is None or self.residents is None:
            return None
        wanted = target_per_ten_thousand * self.residents.number / PER
        return (wanted - self.workers).quantize(TENTH, ROUND_HALF_UP)


def members(basis: str, workers: Collection[Worker]) -> tuple[Worker, ...]:
    """The people a basis counts; the two bases that count posts and places have none."""
    return tuple(worker for worker in workers if _counts(basis, worker))


def ratios(
    established: int, contract: int | None, workers: Collection[Worker], residents: Residents | None
) -> tuple[Ratio, ...]:
    """All seven readings of the same centre, in the order of BASES; an unknown contract stays unknown."""
    numbers: dict[str, int | None] = {basis: len(members(basis, workers)) for basis in BASES}
    numbers["established"] = established
    numbers["contract"] = contract
    return tuple(Ratio(basis, numbers[basis], residents) for basis in BASES)


def _counts(basis: str, worker: Worker) -> bool:
    match basis:
        case "incumbents":
            return True
        case "social_workers":
            return worker.social_worker
        case "licensed":
            return worker.licensed
        case "frontline":
            return worker.frontline
        case "licensed_frontline":
            return worker.frontline and worker.licensed
    return False
