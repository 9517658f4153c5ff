"""Of one piece of evidence: what counts for one indicator, what waits, what does not count, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from banyan.domains.projects.rules.evidence import Evidence, LeftOut
from banyan.domains.projects.rules.measures import HUNDRED, ONE, CountingRule, Kind, Measure, Minimum, Within
from banyan.domains.projects.rules.reasons import Reason


class Standing(StrEnum):
    """已计入, 待计入, 不计; or the person is counted by another record, or the record was taken back."""

    COUNTED = "counted"
    PENDING = "pending"
    NOT_COUNTED = "not_counted"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Terms:
    """One indicator as it stands on the day of the event; no rule when nobody has understood it yet."""

    code: str
    starts_on: date
    ends_on: date
    rule: CountingRule | None
    cut_off_on: date | None = None


@dataclass(frozen=True)
class Line:
    """One unit of the ledger: how much, of what, and how it stands by itself.

    ``unit_key`` names the person, household or case when each has its own line, and the time within which the
    limit holds; it is empty when the record is one line. ``base`` is the number of answers under a rate.
    """

    unit_key: str
    label: str
    amount: Decimal
    base: Decimal
    standing: Standing
    reason: Reason | None = None


TOO_FEW = {
    Minimum.ATTENDANCE: "too_few_attendances",
    Minimum.SESSIONS: "too_few_sessions",
    Minimum.MINUTES: "too_short",
    Minimum.ANSWERS: "too_few_answers",
}
NOBODY_CAME_YET = frozenset({"signin_missing", "sessions_missing"})
NOT_YET_HELD = NOBODY_CAME_YET | {"signin_open", "sessions_open"}
NOTHING = Decimal(0)
CENT = Decimal("0.01")


def concerns(terms: Terms, evidence: Evidence) -> bool:
    """The work was planned for this indicator, or the indicator gathers all work with people.

    What has no sign-in sheet and no session yet is a plan; it comes into the ledger when somebody has come.
    """
    if NOBODY_CAME_YET & set(evidence.missing) and not evidence.person_times:
        return False
    if terms.rule and terms.rule.is_cross_cutting:
        return terms.rule.accepts(evidence.kind) and _has_people(terms.rule, evidence)
    return bool(evidence.shares.get(terms.code))


def _has_people(rule: CountingRule, evidence: Evidence) -> bool:
    if rule.women_only:
        return bool(evidence.women)
    return bool(evidence.persons or evidence.person_times)


def judge(terms: Terms, evidence: Evidence) -> list[Line]:
    """All lines of one record under one indicator; the limit on repeated persons is applied afterwards."""
    if terms.rule is None:
        return [_whole(evidence, ONE, Standing.NOT_COUNTED, Reason("rule_missing"))]
    standing, reason = _standing(terms, terms.rule, evidence)
    lines = list(_units(terms, terms.rule, evidence, standing, reason))
    return lines + [_left_out(left) for left in evidence.left_out if terms.rule.measure in left.measures]


def _standing(terms: Terms, rule: CountingRule, evidence: Evidence) -> tuple[Standing, Reason | None]:
    """What never counts comes before what only waits."""
    against = _never(terms, rule, evidence)
    if against:
        return Standing.NOT_COUNTED, against
    waiting = _waiting(rule, evidence)
    return (Standing.PENDING, waiting) if waiting else (Standing.COUNTED, None)


def _never(terms: Terms, rule: CountingRule, evidence: Evidence) -> Reason | None:
    if not rule.accepts(evidence.kind):
        return Reason("kind_differs")
    if evidence.void:
        return Reason(evidence.void)
    if not terms.starts_on <= evidence.happened_on <= terms.ends_on:
        return _outside(terms, evidence.happened_on)
    if terms.cut_off_on and evidence.approved_at and evidence.approved_at.date() > terms.cut_off_on:
        return Reason("after_cut_off", {"cut_off_on": terms.cut_off_on.isoformat()})
    return _below(rule, evidence)


def _outside(terms: Terms, happened_on: date) -> Reason:
    days = {"happened_on": happened_on, "starts_on": terms.starts_on, "ends_on": terms.ends_on}
    return Reason("outside_contract", {name: day.isoformat() for name, day in days.items()})


def _below(rule: CountingRule, evidence: Evidence) -> Reason | None:
    """The first minimum that is not reached; what nobody has recorded yet is not below it."""
    if NOT_YET_HELD & set(evidence.missing):
        return None
    for minimum, least in _minimums(rule, evidence).items():
        found = _found(minimum, rule, evidence)
        if found is not None and found < least:
            return Reason(TOO_FEW[minimum], {"found": found, "least": least})
    return None


def _minimums(rule: CountingRule, evidence: Evidence) -> dict[Minimum, int]:
    """What the contract asks; a group that it says nothing of stands under the minimum of the trade.

    Sessions count each by itself, and a sample of answers is large enough or not as a whole (`figures_of`).
    """
    if rule.measure is Measure.RATE:
        return {each: least for each, least in rule.minimums.items() if each is not Minimum.ANSWERS}
    if evidence.least_sessions is None or rule.measure is Measure.SESSIONS:
        return dict(rule.minimums)
    return {Minimum.SESSIONS: evidence.least_sessions} | dict(rule.minimums)


def _found(minimum: Minimum, rule: CountingRule, evidence: Evidence) -> int | None:
    return {
        Minimum.ATTENDANCE: _attended(rule, evidence),
        Minimum.SESSIONS: evidence.sessions,
        Minimum.MINUTES: evidence.minutes,
        Minimum.ANSWERS: evidence.answers,
    }[minimum]


def _waiting(rule: CountingRule, evidence: Evidence) -> Reason | None:
    """The first thing still missing; evidence must be complete and approved before anything counts."""
    if evidence.missing:
        return Reason(evidence.missing[0], {"others": len(evidence.missing) - 1})
    if not evidence.complete or any(_found(minimum, rule, evidence) is None for minimum in rule.minimums):
        return Reason("not_complete")
    if rule.evaluated and not evidence.evaluated:
        return Reason("not_evaluated")
    return None if evidence.approved else Reason("not_approved")


def _units(
    terms: Terms, rule: CountingRule, evidence: Evidence, standing: Standing, reason: Reason | None
) -> Iterator[Line]:
    if not rule.one_line_each:
        amount = _amount(terms, rule, evidence)
        yield Line("", "", amount, Decimal(evidence.answers or 0), standing, reason)
        return
    keys = _keys(rule, evidence)
    if not keys:
        yield _whole(evidence, ONE, Standing.NOT_COUNTED, Reason("nobody_named"))
    each = _share(terms, evidence) / len(keys) if keys and rule.measure is Measure.EVENTS else ONE
    for key in keys:
        unit_key = f"{key}@{_span(rule.within, evidence.happened_on)}"
        yield Line(unit_key, evidence.labels.get(key, ""), each, NOTHING, standing, reason)


def _keys(rule: CountingRule, evidence: Evidence) -> tuple[str, ...]:
    """Whose lines they are, each once: women, households, all persons; a case stands on its first person."""
    if rule.women_only:
        return tuple(dict.fromkeys(evidence.women))
    if rule.measure is Measure.EVENTS:
        return (evidence.households if rule.by_household else evidence.persons)[:1]
    if rule.measure in (Measure.HOUSEHOLDS, Measure.HOUSEHOLD_TIMES):
        return tuple(dict.fromkeys(evidence.households))
    return tuple(dict.fromkeys(evidence.persons))


def _span(within: Within | None, day: date) -> str:
    """The month, quarter or contract year inside which a person counts only so often."""
    if within is Within.MONTH:
        return f"{day:%Y-%m}"
    if within is Within.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return "year"


def _amount(terms: Terms, rule: CountingRule, evidence: Evidence) -> Decimal:
    """How much the whole record adds: its share of one event, of its attendances, of its hours."""
    whole = {
        Measure.EVENTS: ONE,
        Measure.SESSIONS: Decimal(evidence.sessions or 0),
        Measure.PERSON_TIMES: Decimal(_attended(rule, evidence)),
        Measure.HOURS: Decimal(evidence.hours or 0),
        Measure.RATE: Decimal(evidence.satisfied or 0),
    }[rule.measure]
    return (
        whole
        if rule.measure is Measure.RATE
        else (whole * _share(terms, evidence)).quantize(CENT, ROUND_HALF_UP)
    )


def _attended(rule: CountingRule, evidence: Evidence) -> int:
    """Who attended: those served; at a training of volunteers the volunteers, for they are the trained."""
    return evidence.person_times + (evidence.volunteers if rule.kind is Kind.TRAINING else 0)


def _share(terms: Terms, evidence: Evidence) -> Decimal:
    return Decimal(evidence.shares.get(terms.code, HUNDRED)) / HUNDRED


def _whole(evidence: Evidence, amount: Decimal, standing: Standing, reason: Reason) -> Line:
    return Line("", "", amount, NOTHING, standing, reason)


def _left_out(left: LeftOut) -> Line:
    return Line(f"left:{left.label}", left.label, ONE, NOTHING, Standing.NOT_COUNTED, Reason(left.reason))
