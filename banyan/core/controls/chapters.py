"""The chapters of the rulebook and its companions, in their order."""

from __future__ import annotations

from collections.abc import Iterable

from banyan.foundation.refusal import noop

CHAPTERS: dict[str, str] = {
    "R1": noop("General"),
    "R2": noop("Organisation and duties"),
    "R3": noop("Planning and delivery"),
    "R4": noop("Quality of service"),
    "R5": noop("Finance"),
    "R6": noop("Human resources"),
    "R7": noop("Volunteers"),
    "R8": noop("Archives"),
    "R9": noop("Communication and coordination"),
    "R10": noop("Carrying out and keeping the rules"),
    "P1": noop("How a centre is organised"),
    "P2": noop("Staff and reach"),
    "P3": noop("Planning, meetings, decisions"),
    "P4": noop("Money of a centre"),
    "P5": noop("Trust and evaluation"),
    "W": noop("Women's homes"),
    "A": noop("Internal control and audit"),
    "S": noop("Supervision"),
}


def chapter_of(clause: str) -> str:
    """R3.2.7 belongs to R3, W2.1 to W."""
    whole = clause.split(".")[0]
    return whole if whole in CHAPTERS else clause[:1]


def by_chapter(clauses: Iterable[str]) -> dict[str, list[str]]:
    """Clauses under their chapters, both in the order of the rulebook."""
    wanted = list(clauses)
    parted = {chapter: [each for each in wanted if chapter_of(each) == chapter] for chapter in CHAPTERS}
    return {chapter: some for chapter, some in parted.items() if some}
