"""Who answers for a project on which days, and who may serve in it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused, noop, sentence

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """One person answers from a day on, until a last day or for the time being."""

    person: Hashable
    starts_on: date
    ends_on: date | None = None
    acting: bool = False

    def covers(self, day: date) -> bool:
        """Whether the term is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Trouble:
    """Days on which nobody, or more than one, is answerable (R2.1.3)."""

    kind: str
    period: Period


def troubles(terms: Iterable[Term], period: Period) -> list[Trouble]:
    """Every stretch of days of the period without exactly one lead, in order.

    Someone acting stands in for the lead, so the two together are one: an acting term over a lead's is no overlap.
    """
    known = list(terms)
    found: list[Trouble] = []
    for first, last in _stretches(known, period):
        standing = [term for term in known if term.covers(first)]
        acting = [term for term in standing if term.acting]
        answering = acting or standing
        if len(answering) != 1:
            _add(found, "gap" if not answering else "overlap", Period(first, last))
    return found


def _stretches(terms: Sequence[Term], period: Period) -> list[tuple[date, date]]:
    """The period cut at every day on which a term begins or has ended."""
    cuts = {period.start}
    for term in terms:
        cuts.add(term.starts_on)
        if term.ends_on is not None:
            cuts.add(term.ends_on + DAY)
    firsts = sorted(cut for cut in cuts if period.start <= cut <= period.end)
    lasts = [following - DAY for following in firsts[1:]] + [period.end]
    return list(zip(firsts, lasts, strict=True))


def _add(found: list[Trouble], kind: str, period: Period) -> None:
    """Stretches of the same kind that touch are one."""
    if found and found[-1].kind == kind and found[-1].period.end + DAY == period.start:
        found[-1] = Trouble(kind, Period(found[-1].period.start, period.end))
    else:
        found.append(Trouble(kind, period))


def check_term(new: Term, others: Iterable[Term]) -> None:
    """A term ends after it starts, and no two people answer on one day unless one is acting (R2.1.3)."""
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise Refused({"ends_on": noop("The last day lies before the first.")})
    for other in others:
        last = min(new.ends_on or date.max, other.ends_on or date.max)
        first = max(new.starts_on, other.starts_on)
        if first <= last and new.acting == other.acting:
            raise Refused(
                {
                    "starts_on": sentence(
                        noop("Somebody else answers for the project on %(day)s already."),
                        day=first.isoformat(),
                    )
                },
                clause="R2.1.3",
                way_out=noop("End the other term the day before, or record this one as acting."),
            )


def answerable(terms: Iterable[Term], day: date) -> Term | None:
    """Who answers on a day: whoever acts, else the lead; None when nobody or more than one does."""
    standing = [term for term in terms if term.covers(day)]
    chosen = [term for term in standing if term.acting] or standing
    return chosen[0] if len(chosen) == 1 else None


def check_letter(duties: str, role: str) -> None:
    """An assignment letter says what the person is there for and what they do (R2.2.6)."""
    problems = {}
    if not role.strip():
        problems["role"] = noop("Name the role in the project.")
    if not duties.strip():
        problems["duties"] = noop("Write down what the person does; the letter is handed out with it.")
    if problems:
        raise Refused(problems, clause="R2.2.6")


def check_inductor(inductor: Hashable | None, member: Hashable | None) -> None:
    """Nobody inducts themselves."""
    if inductor is not None and inductor == member:
        raise Refused(
            noop("Nobody gives the induction to themselves."),
            clause="R2.2.6",
            way_out=noop("Ask the person who assigned you."),
            code="own_request",
        )


def check_acknowledger(by: Hashable | None, member: Hashable | None) -> None:
    """An induction is acknowledged by the person who had it, with their own sign-in."""
    if member is None or by != member:
        raise Refused(
            noop("Only the person who was inducted says that they understood."),
            clause="R2.2.6",
            way_out=noop("They sign in and acknowledge it, or sign the letter on paper."),
            code="own_request",
        )


def served_too_early(acknowledged_on: date | None, first_service: date | None) -> bool:
    """Whether somebody served before the acknowledged induction (R2.2.6)."""
    return first_service is not None and (acknowledged_on is None or acknowledged_on > first_service)
