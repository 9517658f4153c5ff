"""A project from preparing to closed: what must be there before it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@dataclass(frozen=True)
class Facts:
    """What is known of a project when it wants to go on."""

    has_contract: bool = False
    has_legal_basis: bool = False
    has_lead: bool = False
    has_scheme: bool = False
    has_kick_off: bool = False
    has_final_report: bool = False
    open_problems: int = 0


@dataclass(frozen=True)
class Guard:
    """One thing that must be there: its name, whether it is, the clause, and what to do when it is not.

    `kind` names the record that is wanted, for the address of the way out.
    """

    kind: str
    label: str
    is_met: bool
    clause: str
    missing: Sentence
    way_out: str


def guards_of_start(facts: Facts) -> list[Guard]:
    """What a project needs before its work begins."""
    return [
        _guard(
            "contract", noop("Contract"), facts.has_contract, "R1.3.1",
            noop("No contract has been entered for this project."), noop("Enter the contract first."),
        ),
        _guard(
            "legal_basis", noop("Legal basis"), facts.has_legal_basis, "R1.3.1",
            noop("The project has no legal basis yet."), noop("Write it into the project (Edit)."),
        ),
        _guard(
            "lead", noop("Project lead"), facts.has_lead, "R2.1.3",
            noop("Nobody answers for the project today."), noop("Appoint a project lead first."),
        ),
        _guard(
            "scheme", noop("Approved scheme"), facts.has_scheme, "R2.2.1",
            noop("The service scheme is not approved."), noop("Submit the scheme and have it signed first."),
        ),
        _guard(
            "kick_off", noop("Kick-off meeting"), facts.has_kick_off, "R3.2.1",
            noop("The kick-off meeting has not been held."), noop("Hold the kick-off and record it first."),
        ),
    ]  # fmt: skip


def guards_of_close(facts: Facts) -> list[Guard]:
    """What a project needs before it is closed for good."""
    problems = sentence(
        noop("%(count)s problems of this project are not closed yet."), count=facts.open_problems
    )
    return [
        _guard(
            "final_report", noop("Accepted final report"), facts.has_final_report, "R2.2.11",
            noop("The final report of the project has not been accepted."),
            noop("Write the final report and have it accepted first."),
        ),
        Guard(
            "problems", noop("No problem left open"), not facts.open_problems, "R2.2.8", problems,
            noop("Close each problem with its result first."),
        ),
    ]  # fmt: skip


def _guard(kind: str, label: str, is_met: bool, clause: str, missing: str, way_out: str) -> Guard:
    return Guard(kind, label, is_met, clause, sentence(missing), way_out)


def check_all(guards: list[Guard]) -> None:
    """Refuse with everything that is missing; clause and way out are those of the first."""
    missing = [guard for guard in guards if not guard.is_met]
    if missing:
        problems = {guard.kind if place else "": guard.missing for place, guard in enumerate(missing)}
        raise Refused(problems, clause=missing[0].clause, way_out=missing[0].way_out, code="guard")


def next_guards(state: str, facts: Facts) -> list[Guard]:
    """What stands before the next state."""
    if state == "preparing":
        return guards_of_start(facts)
    return guards_of_close(facts) if state in ("running", "summing_up") else []


def states() -> Iterator[tuple[str, str]]:
    """The states of a project in their order, with their words."""
    yield "preparing", noop("preparing")
    yield "running", noop("running")
    yield "summing_up", noop("summing up")
    yield "closed", noop("closed")
