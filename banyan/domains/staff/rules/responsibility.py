"""Who answers for what (P1.4): two leads on one field are an overlap, a needed field without a lead is a void."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from banyan.foundation.refusal import Refused, noop

LEAD = "lead"
SUPPORT = "support"

OVERLAP = "overlap"
VOID = "void"
CLEAR = "clear"
UNNEEDED = "unneeded"


@dataclass(frozen=True)
class Duty:
    """A department leads or supports a field (a target group, a need or a service line)."""

    department: Any
    field: Any
    part: str


@dataclass(frozen=True)
class FieldVerdict:
    """A field of work, the departments that lead and support it, and what that means."""

    field: Any
    leads: tuple[Any, ...]
    supports: tuple[Any, ...]
    verdict: str


def check_period(starts_on: date, ends_on: date | None) -> None:
    """A responsibility ends on or after its first day."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")}, clause="P1.5", code="period")


def judge_fields(fields: Mapping[Any, bool], duties: Collection[Duty]) -> tuple[FieldVerdict, ...]:
    """Judge every field, in the order given; the mapping says whether anybody needs it.

    A field that duties speak of but nobody listed is judged as needed: somebody thought it worth a duty.
    """
    wanted = {**fields, **{duty.field: True for duty in duties if duty.field not in fields}}
    return tuple(_judge(field, needed, duties) for field, needed in wanted.items())


def _judge(field: Any, needed: bool, duties: Collection[Duty]) -> FieldVerdict:
    leads = _departments(field, LEAD, duties)
    return FieldVerdict(field, leads, _departments(field, SUPPORT, duties), _verdict(len(leads), needed))


def _departments(field: Any, part: str, duties: Collection[Duty]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(d.department for d in duties if d.field == field and d.part == part))


def _verdict(leads: int, needed: bool) -> str:
    if leads >= 2:
        return OVERLAP
    if leads == 1:
        return CLEAR
    return VOID if needed else UNNEEDED
