"""What a study, a goal, a task and a scheme must say before anybody builds on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

SECTIONS = ("content", "methods", "workflow", "team", "resources")
FEATURES = ("theory", "innovation")
FINDINGS = ("situation", "problem", "expectation")
STRATEGY = ("mission", "vision", "strategic")
MISSING = {
    "content": noop("The scheme does not say which services there are."),
    "methods": noop("The scheme does not say by which methods."),
    "workflow": noop("The scheme does not say in which order the work goes."),
    "team": noop("The scheme does not say who does it."),
    "resources": noop("The scheme does not say with which resources."),
    "theory": noop("The scheme names no theory or professional method."),
    "innovation": noop("The scheme does not say what is new in it."),
}


@dataclass(frozen=True)
class Planned:
    """A task as the scheme's check sees it."""

    number: str
    title: str
    owner: Any
    due_on: date | None
    cost: Decimal
    no_cost: bool


def check_goal(level: str, said: Mapping[str, Any]) -> None:
    """A specific goal can be measured and ends on a day (R3.1.4). `said` holds the fields of the goal."""
    if level != "specific":
        return
    wanted = {
        "indicator": noop("A specific goal says by what it is measured."),
        "target": noop("A specific goal says how much is to be reached."),
        "measured_in": noop("A specific goal says in which unit it is measured."),
        "deadline": noop("A specific goal says until when."),
    }
    problems = {name: text for name, text in wanted.items() if said.get(name) in (None, "")}
    if problems:
        raise Refused(
            problems,
            clause="R3.1.4",
            way_out=noop("What cannot be measured is an overall goal; choose that level."),
        )


def check_above(level: str, above: str | None) -> None:
    """A goal serves one of its own level or a higher one."""
    order = (*STRATEGY, "overall", "specific")
    if above is not None and order.index(above) > order.index(level):
        raise Refused({"above": noop("A goal cannot serve one that stands below it.")}, clause="P3.2")


def check_cost(said: Mapping[str, Any]) -> None:
    """A task has a price times a number, a lump sum with its reason, or no cost; never two of them (R3.1.7, R3.1.8)."""
    by_price = said.get("unit_price") is not None or said.get("quantity") is not None
    lump = said.get("lump_sum") is not None
    if said.get("no_cost") and (by_price or lump):
        raise Refused(
            {"no_cost": noop("This task costs nothing and has a price; only one can be true.")},
            clause="R3.1.7",
        )
    if by_price and (said.get("unit_price") is None or said.get("quantity") is None):
        raise Refused({"quantity": noop("A price needs a number, and a number a price.")}, clause="R3.1.8")
    if by_price and lump:
        raise Refused({"lump_sum": noop("Either a price and a number, or a lump sum.")}, clause="R3.1.8")
    if lump and not str(said.get("price_basis") or "").strip():
        raise Refused(
            {"price_basis": noop("A lump sum needs its reason.")},
            clause="R3.1.8",
            way_out=noop("Write price and number, or say why it is a lump sum."),
        )


def check_scheme(said: Mapping[str, Any], levels: Sequence[str], tasks: Sequence[Planned]) -> None:
    """A scheme is whole: sections, features, goals, tasks with owner, day and cost, and a sum that ties (R3.1.5–3.1.7)."""
    problems: dict[str, str | Sentence] = {
        name: MISSING[name] for name in (*SECTIONS, *FEATURES) if not str(said.get(name) or "").strip()
    }
    clause = "R3.1.5" if any(name in problems for name in SECTIONS) else "R3.1.6"
    if not problems:
        problems, clause = _of_tasks(levels, tasks)
    if not problems:
        total = sum((task.cost for task in tasks), Decimal(0))
        if total != said["budget"]:
            words = noop("The tasks cost ¥%(total)s, the scheme says ¥%(budget)s.")
            problems = {"budget": sentence(words, total=f"{total:,.2f}", budget=f"{said['budget']:,.2f}")}
            clause = "R3.1.7"
    if problems:
        raise Refused(problems, clause=clause, way_out=noop("Complete it, then submit it again."))


def _of_tasks(levels: Sequence[str], tasks: Sequence[Planned]) -> tuple[dict[str, str | Sentence], str]:
    if "overall" not in levels or "specific" not in levels:
        return {"": noop("The plan needs an overall goal and at least one specific goal.")}, "R3.1.4"
    if not tasks:
        return {"": noop("The plan has no task yet.")}, "R2.2.5"
    lacking = unplanned(tasks)
    if lacking:
        words = noop("These tasks have no owner or no day: %(tasks)s.")
        return {"": sentence(words, tasks=_named(lacking))}, "R2.2.5"
    free = [task for task in tasks if not task.cost and not task.no_cost]
    if free:
        words = noop("These tasks have no cost and are not marked as costing nothing: %(tasks)s.")
        return {"": sentence(words, tasks=_named(free))}, "R3.1.7"
    return {}, ""


def unplanned(tasks: Iterable[Planned]) -> list[Planned]:
    """Tasks that nobody owns or that have no day (R2.2.5)."""
    return [task for task in tasks if task.owner is None or task.due_on is None]


def _named(tasks: Iterable[Planned]) -> str:
    return "、".join(task.title for task in tasks)


def check_year_plan(goals: Mapping[str, int]) -> None:
    """A yearly plan has goals, and each cites at least one source (P3.1). `goals` counts sources by goal."""
    if not goals:
        raise Refused(
            noop("The yearly plan has no goal yet."),
            clause="P3.1",
            way_out=noop("Add goals and name this plan in them."),
        )
    bare = [title for title, sources in goals.items() if not sources]
    if bare:
        raise Refused(
            sentence(noop("These goals cite no source: %(goals)s."), goals="、".join(bare)),
            clause="P3.1",
            way_out=noop("Cite the contract, home visits or a finding of the needs research."),
        )


def is_indicator_only(kinds: Iterable[str], serves_strategy: bool) -> bool:
    """Whether a goal exists because the contract counts it and for nothing else (P3.2)."""
    found = set(kinds)
    return found == {"contract"} and not serves_strategy


def check_study_end(finished_on: date, starts_on: date, kinds: Iterable[str], methods: int) -> None:
    """A study ends after it began, with at least one method and all three kinds of finding (R3.1.1, R3.1.2)."""
    if finished_on < starts_on:
        raise Refused({"finished_on": noop("The last day lies before the first.")})
    if not methods:
        raise Refused(
            noop("No method has been recorded yet: how were people asked?"),
            clause="R3.1.1",
            way_out=noop("Record each questionnaire, interview or focus group first."),
        )
    missing = missing_kinds(kinds)
    if missing:
        raise Refused(
            noop(
                "A study tells how things are, what is wrong, and what people expect; one of them is missing."
            ),
            clause="R3.1.2",
            way_out=noop("Add the missing findings first."),
        )


def missing_kinds(kinds: Iterable[str]) -> list[str]:
    """The kinds of finding that a study lacks."""
    found = set(kinds)
    return [kind for kind in FINDINGS if kind not in found]


def check_measure(behind: int, measure: str) -> None:
    """A progress check that finds something behind says what is done about it (R2.2.8)."""
    if behind and not measure.strip():
        words = noop("%(count)s things are behind; say what is done about them.")
        raise Refused({"measure": sentence(words, count=behind)}, clause="R2.2.8")


def check_answerer(by: Any, asked_by: Any) -> None:
    """Nobody grants themselves what they asked for."""
    if by is not None and by == asked_by:
        raise Refused(
            noop("You asked for this yourself; somebody else answers."), clause="R2.2.7", code="own_request"
        )
