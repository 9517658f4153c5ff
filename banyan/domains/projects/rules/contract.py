"""The contract itself: its years, instalments, weights, legal basis."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from banyan.domains.projects.rules.measures import HUNDRED
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

CENT = Decimal("0.01")
BETWEEN_SHARES = re.compile(r"[/:、,;|\s]+|-")


def read_instalments(text: str) -> tuple[Decimal, ...]:
    """55/40/5, 55%/40%/5%, 55:40:5, 100: the percent of each instalment in order."""
    parts = [
        part for part in BETWEEN_SHARES.split(unicodedata.normalize("NFKC", text).replace("%", "")) if part
    ]
    if not parts or not all(re.fullmatch(r"\d+(\.\d+)?", part) for part in parts):
        raise Refused(
            {
                "instalments": sentence(
                    noop("“%(found)s” is not a list of percentages such as 55/40/5."), found=text
                )
            }
        )
    shares = tuple(Decimal(part) for part in parts)
    if sum(shares) != HUNDRED:
        raise Refused(
            {
                "instalments": sentence(
                    noop("The instalments sum to %(total)s percent, not to 100."), total=sum(shares)
                )
            }
        )
    return shares


def instalment_amounts(amount: Decimal, shares: Iterable[Decimal]) -> list[Decimal]:
    """Yuan of each instalment to the cent; the last takes the rounding, so that all sum to the contract."""
    amounts = [(amount * share / HUNDRED).quantize(CENT, ROUND_HALF_UP) for share in shares]
    amounts[-1] += amount - sum(amounts)
    return amounts


def check_days(starts_on: date, ends_on: date) -> None:
    """Refuse a contract that ends before it begins."""
    if ends_on < starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")})


def check_number_is_free(taken: bool) -> None:
    """Two records of one kind never share a number."""
    if taken:
        raise Refused({"number": noop("This number is taken already.")}, code="not_unique")


def contract_years(starts_on: date, ends_on: date) -> list[tuple[date, date]]:
    """First and last day of each contract year; the last may be shorter."""
    years, start = [], starts_on
    while start <= ends_on:
        following = _a_year_after(start)
        years.append((start, min(following - timedelta(days=1), ends_on)))
        start = following
    return years


def _a_year_after(day: date) -> date:
    """The same day next year; after 29 February comes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def check_weights(weights: Iterable[Decimal]) -> Sentence | None:
    """What is wrong with the weights of a contract's indicators, or None when they sum to 100."""
    total = sum(weights, Decimal(0))
    if total == HUNDRED:
        return None
    return sentence(noop("The weights sum to %(total)s, not to 100."), total=total.normalize())


@dataclass(frozen=True)
class Alert:
    """Something about the project's right to exist, and whether it is a breach or a warning (R1.3.1)."""

    code: str
    sentence: Sentence
    is_breach: bool


def legal_alerts(legal_basis: str, registered_until: date | None, on: date, warn_days: int) -> list[Alert]:
    """A missing basis or an expired registration is a breach, one that ends within ``warn_days`` a warning."""
    alerts = []
    if not legal_basis.strip():
        alerts.append(Alert("legal_basis_missing", sentence(noop("The project has no legal basis.")), True))
    if registered_until and registered_until < on:
        alerts.append(
            _alert(
                "registration_expired",
                noop("The agency's registration ended on %(day)s."),
                registered_until,
                True,
            )
        )
    elif registered_until and registered_until <= on + timedelta(days=warn_days):
        alerts.append(
            _alert(
                "registration_ending",
                noop("The agency's registration ends on %(day)s."),
                registered_until,
                False,
            )
        )
    return alerts


def _alert(code: str, text: str, day: date, is_breach: bool) -> Alert:
    return Alert(code, sentence(text, day=day.isoformat()), is_breach)
