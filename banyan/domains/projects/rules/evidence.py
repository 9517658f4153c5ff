"""What a room above hands in: one piece of work, what it reached and how far its papers are."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from banyan.domains.projects.rules.measures import Kind, Measure


@dataclass(frozen=True)
class LeftOut:
    """A line of the record that is no counted unit: which line, and the reason's code."""

    label: str
    reason: str
    measures: tuple[Measure, ...] = (Measure.PERSONS, Measure.PERSON_TIMES)


@dataclass(frozen=True)
class Evidence:
    """One record of a room above, as the ledger needs it.

    ``shares`` gives percent by indicator code; they sum to 100 within each measure that adds up. ``persons``,
    ``women`` and ``households`` are stable keys, never names; ``person_times`` counts attendances with and without
    a known person, ``volunteers`` those who came as volunteers: trained at a training, served nowhere. ``missing``
    are codes of ``reasons.REASONS``, ``void`` the one for which the record never counts, such as nobody at home.
    ``minutes`` is the length of one contact, ``hours`` what a worker or volunteer may count, ``satisfied`` the answers
    of 4 or 5 among ``answers``; ``least_sessions`` is what the trade asks of a group where the contract says nothing.
    """

    project: UUID
    source_model: str
    source_public_id: UUID
    source_number: str
    kind: Kind
    happened_on: date
    shares: Mapping[str, Decimal | int]
    source_title: str = ""
    person_times: int = 0
    volunteers: int = 0
    persons: tuple[str, ...] = ()
    households: tuple[str, ...] = ()
    women: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    sessions: int | None = None
    least_sessions: int | None = None
    minutes: int | None = None
    hours: Decimal | None = None
    answers: int | None = None
    satisfied: int | None = None
    evaluated: bool = False
    complete: bool = False
    approved: bool = False
    missing: tuple[str, ...] = ()
    void: str = ""
    approved_at: datetime | None = None


IN_FACTS = (
    "person_times", "volunteers", "persons", "households", "women", "sessions", "least_sessions", "minutes", "answers", "satisfied",
    "evaluated", "complete", "approved", "missing", "void",
)  # fmt: skip
LISTS = ("persons", "households", "women", "missing")


def facts_of(evidence: Evidence) -> dict[str, Any]:
    """What the ledger keeps of the evidence beside its number and day, in words that JSON can hold."""
    facts = {name: getattr(evidence, name) for name in IN_FACTS}
    facts |= {name: list(facts[name]) for name in LISTS}
    return facts | {
        "shares": {code: str(share) for code, share in evidence.shares.items()},
        "labels": dict(evidence.labels),
        "left_out": [
            [left.label, left.reason, [str(each) for each in left.measures]] for left in evidence.left_out
        ],
        "hours": None if evidence.hours is None else str(evidence.hours),
    }


def with_facts(bare: Evidence, facts: Mapping[str, Any]) -> Evidence:
    """The evidence whole again: ``bare`` knows project, record, kind and days, ``facts`` the rest."""
    known: dict[str, Any] = {name: facts.get(name) for name in IN_FACTS}
    known |= {name: tuple(facts[name]) for name in LISTS} | {"volunteers": facts.get("volunteers") or 0}
    left_out = (LeftOut(label, why, tuple(map(Measure, each))) for label, why, each in facts["left_out"])
    return replace(
        bare,
        **known,
        shares={code: Decimal(share) for code, share in facts["shares"].items()},
        labels=facts["labels"],
        left_out=tuple(left_out),
        hours=None if facts["hours"] is None else Decimal(facts["hours"]),
    )
