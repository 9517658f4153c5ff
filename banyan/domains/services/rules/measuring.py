"""What sums over services prove: who was reached, and whether each purpose of the rulebook has its figure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
ENOUGH_ANSWERS = 30
PERCENT = 100
CENT = Decimal("0.01")
Judged = tuple[str, Sentence]


def reached(lines: int, unknown: int, parts: dict[str, int], most_percent: int) -> Judged:
    """Reach counts persons, not sign-ins; with too many nobody knows, it cannot be told (P2.2)."""
    percent = round(PERCENT * unknown / lines)
    if percent > most_percent:
        words = noop("%(percent)s %% of the sign-ins belong to nobody known: reach cannot be told")
        return ATTENTION, sentence(words, percent=percent)
    words = noop(
        "%(persons)s persons from %(communities)s communities, %(ordinary)s of them in no special group"
    )
    return GOOD, sentence(words, **parts)


def quality(answers: int, mean: Decimal | None) -> Judged:
    """Quality is what those served say, once enough of them did (R1.1.2)."""
    if answers < ENOUGH_ANSWERS or mean is None:
        words = noop("Quality: not measured, %(answers)s of %(wanted)s answers")
        return ATTENTION, sentence(words, answers=answers, wanted=ENOUGH_ANSWERS)
    return GOOD, sentence(
        noop("Quality: satisfaction %(mean)s of 5, %(answers)s answers"), mean=f"{mean}", answers=answers
    )


def needs(answered: int, held: int) -> Judged:
    """A need is met when an activity that names it was held and its summary accepted (R1.1.2)."""
    if not held:
        return ATTENTION, sentence(noop("Needs: not measured, no activity was held"))
    words = noop("Needs: %(answered)s of %(held)s activities answered a stated need and were accepted")
    return GOOD, sentence(words, answered=answered, held=held)


def load(person_times: int, workers: int) -> Judged:
    """The load of the team is the person-times each social worker served (R1.1.2)."""
    if not workers or not person_times:
        return ATTENTION, sentence(noop("Load of the team: not measured, no service or no social worker"))
    each = (Decimal(person_times) / workers).quantize(Decimal(1), ROUND_HALF_UP)
    words = noop("Load of the team: %(each)s person-times for each of %(workers)s social workers")
    return GOOD, sentence(words, each=f"{each}", workers=workers)


def cost(spent: Decimal | None, person_times: int) -> Judged:
    """The cost of a result is what accepted activities cost for each person-time (R1.1.2)."""
    if spent is None or not person_times:
        return ATTENTION, sentence(noop("Cost of a result: not measured, no summary names its cost"))
    each = (spent / person_times).quantize(CENT, ROUND_HALF_UP)
    return GOOD, sentence(noop("Cost of a result: ¥%(each)s a person-time"), each=f"{each}")


def team(social: int, others: int, volunteers: int) -> list[Judged]:
    """A team has social workers, administrative staff and volunteers (R2.1.4)."""
    return [
        (GOOD, sentence(noop("%(count)s social workers"), count=social))
        if social
        else (BREACH, sentence(noop("no social worker belongs to the team"))),
        (GOOD, sentence(noop("%(count)s other staff"), count=others))
        if others
        else (ATTENTION, sentence(noop("nobody of the team does administrative work"))),
        (GOOD, sentence(noop("volunteers signed in %(count)s times"), count=volunteers))
        if volunteers
        else (ATTENTION, sentence(noop("no volunteer took part in this period"))),
    ]
