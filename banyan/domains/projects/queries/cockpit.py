"""What the cockpit shows beside the indicators: money, milestones, and what wants a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from banyan.domains.projects.models import Contract, Instalment, LedgerLine, Milestone, Project
from banyan.domains.projects.queries.ledger import Ledger
from banyan.domains.projects.queries.numbers import Numbers
from banyan.domains.projects.rules.contract import legal_alerts
from banyan.domains.projects.rules.figures import plain
from banyan.domains.projects.rules.forecast import Judgement, mid_term
from banyan.domains.projects.rules.reasons import Reason
from banyan.foundation.refusal import Sentence, noop, sentence


@dataclass(frozen=True)
class Matter:
    """Something that wants a decision: said in a sentence; ``code`` names the indicator or is empty."""

    sentence: Sentence
    is_breach: bool
    code: str = ""


@dataclass(frozen=True)
class Stage:
    """One station of the project's year."""

    label: str
    on: date
    note: str
    state: str
    is_late: bool = False


@dataclass(frozen=True)
class Held:
    """Records that wait or do not count for one reason under one indicator."""

    code: str
    name: str
    counted_in: str
    amount: Decimal
    records: int
    because: Sentence


def contract_on(contracts: Iterable[Contract], on: date) -> Contract | None:
    """The contract in force on a day; else the last one begun, else the first."""
    known = sorted(contracts, key=lambda contract: contract.starts_on)
    begun = [contract for contract in known if contract.starts_on <= on]
    return begun[-1] if begun else (known[0] if known else None)


def matters(
    project: Project, ledger: Ledger, instalments: Iterable[Instalment], on: date, numbers: Numbers
) -> Iterator[Matter]:
    """What wants a decision, the gravest first."""
    for alert in legal_alerts(
        project.legal_basis, project.registered_until, on, numbers.registration_warning_days
    ):
        yield Matter(alert.sentence, alert.is_breach)
    for instalment in instalments:
        if instalment.received_on is None and instalment.due_on and instalment.due_on < on:
            yield Matter(_late_money(instalment, on), is_breach=True)
    for row in ledger.judged(Judgement.FAR_BEHIND):
        if row.rule is not None:
            yield Matter(_far_behind(row), is_breach=True, code=row.indicator.number)
    for row in ledger.rows:
        if row.rule is None:
            text = noop("%(code)s counts nothing: its counting rule is not understood.")
            yield Matter(
                sentence(text, code=row.indicator.number), is_breach=False, code=row.indicator.number
            )


def _late_money(instalment: Instalment, on: date) -> Sentence:
    return sentence(
        noop("Instalment %(position)s of ¥%(amount)s is %(days)s days late."),
        position=instalment.position,
        amount=f"{instalment.amount:,.2f}",
        days=(on - instalment.due_on).days,  # type: ignore[operator]
    )


def _far_behind(row: Any) -> Sentence:
    return sentence(
        noop("%(code)s %(name)s: %(counted)s of %(target)s, %(due)s were due by now."),
        code=row.indicator.number,
        name=row.indicator.name,
        counted=plain(row.figures.counted),
        target=plain(row.figures.target),
        due=plain(
            row.forecast.due.quantize(Decimal(1), ROUND_HALF_UP) if row.figures.grows else row.forecast.due
        ),
    )


def stages(days: tuple[date, date], milestones: Iterable[Milestone], on: date) -> list[Stage]:
    """The project's year from the first day to the last, with the milestones between."""
    found = [_of_milestone(milestone, on) for milestone in milestones]
    starts_on, ends_on = days
    fixed = (
        (noop("contract begins"), starts_on),
        (noop("mid-term"), mid_term(starts_on, ends_on)),
        (noop("contract ends"), ends_on),
    )
    found += [Stage(label, day, "", "done" if day <= on else "next") for label, day in fixed]
    return sorted(found, key=lambda stage: stage.on)


def _of_milestone(milestone: Milestone, on: date) -> Stage:
    if milestone.done_on:
        return Stage(milestone.name, milestone.done_on, milestone.note, "done")
    return Stage(milestone.name, milestone.due_on, milestone.note, "next", is_late=milestone.due_on < on)


def held(lines: QuerySet[LedgerLine], state: str) -> list[Held]:
    """How much waits or does not count, by indicator and reason, the most records first; one statement.

    ``lines`` came through the door.
    """
    of_state = lines.filter(state=state).order_by()
    groups = of_state.values_list(
        "indicator__number", "indicator__name", "indicator__counted_in", "reason_code", "standing"
    ).annotate(amount=Sum("amount"), records=Count("pk"))
    found = [
        Held(code, name, counted_in, amount, records, _why(reason, standing, state))
        for code, name, counted_in, reason, standing, amount, records in groups
    ]
    return sorted(found, key=lambda each: (-each.records, each.code))


def _why(code: str, standing: str, state: str) -> Sentence:
    """The reason without the figures of a single record."""
    if standing != state:
        return Reason("above_limit").sentence
    return GENERAL.get(code) or Reason(code).sentence


GENERAL = {
    "too_few_attendances": sentence(noop("Fewer people signed in than are needed.")),
    "too_few_sessions": sentence(noop("Fewer sessions were held than are needed.")),
    "too_short": sentence(noop("It was shorter than is needed.")),
    "too_few_answers": sentence(noop("There are fewer valid answers than are needed.")),
    "outside_contract": sentence(noop("It happened outside the days on which the indicator counts.")),
    "after_cut_off": sentence(noop("The papers were approved after the last day for late evidence.")),
}
