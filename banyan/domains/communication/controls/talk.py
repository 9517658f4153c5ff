"""How the house talks: plan, suggestions, participation, notices, the yearly evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core.controls import BREACH, Finding, Scope, control
from banyan.domains.communication import settings
from banyan.domains.communication.models import FeedbackItem, PublicNotice, Suggestion
from banyan.domains.communication.queries import proof
from banyan.domains.communication.rules import judging
from banyan.domains.staff import public as staff
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

LETTERS_NAMED = 5


@control(
    "R9.1.1",
    kind="duty",
    title=noop("A communication plan in force"),
    judged=noop(
        "On every day a plan is in force that says with whom, about what, by which channel, how often "
        "and in which manner the house talks. Days without one want attention."
    ),
    absent=noop("No communication plan was in force in this period."),
)
def plan_in_force(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """A plan holds on every day; one of the agency holds for its centres (R9.1.1)."""
    plans = proof.plans(period)
    for scope in scopes:
        mine = [plan for plan in plans if scope in proof.fitting(plan, [scope], inherits=True)]
        covering = [plan for plan in mine if _meets(plan, scope.period)]
        for plan in covering:
            words = sentence(noop("In force from %(day)s."), day=plan.valid_from)
            yield Finding(scope.id, judging.GOOD, words, plan, plan.valid_from)
        gap = judging.uncovered([(plan.valid_from, plan.valid_until) for plan in covering], scope.period)
        if covering and gap is not None:
            words = sentence(
                noop("No plan was in force from %(first)s to %(last)s."), first=gap.start, last=gap.end
            )
            yield Finding(scope.id, judging.ATTENTION, words, on=gap.start, mend=PLANS)


PLANS = "communication.communicationplan.list"


def _meets(plan: Any, period: Period) -> bool:
    return plan.valid_from <= period.end and (plan.valid_until is None or plan.valid_until >= period.start)


@control(
    "R9.1.8",
    kind="quality",
    title=noop("Suggestions answered in time"),
    judged=noop(
        "Each suggestion is answered within %(suggestion_workdays)s working days. A late answer wants "
        "attention, a missing one is a breach."
    ),
    settings=(settings.SUGGESTION,),
)
def suggestions_answered(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every suggestion of the centre got its answer in time (R9.1.8)."""
    for letter in proof.suggestions(period):
        verdict = judging.answered(letter.due_on or letter.given_on, letter.answered_on, today)
        for scope in _heard_in(letter, letter.given_on, scopes):
            yield from proof.said(scope, letter, verdict, letter.given_on)


@control(
    "P2.6",
    kind="quality",
    title=noop("The staff has a say about the whole centre"),
    judged=noop(
        "At least %(participation_percent)s%% of the staff put their name to a suggestion about the "
        "whole centre in the year so far, each person counted once. Votes are counted when they are "
        "over. Numbers below %(smallest_cell)s are not told."
    ),
    settings=(settings.PARTICIPATION, settings.SMALLEST),
)
def staff_takes_part(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """People, not letters: who spoke up about the whole centre since January (P2.6)."""
    last = min(period.end, today)
    letters = [each for each in proof.suggestions(Period(date(last.year, 1, 1), last)) if each.author_id]
    placed = staff.places_of_staff(last)
    for scope in scopes:
        people = {person for person, path in placed if path.startswith(scope.unit_path)}
        whole = [each for each in letters if _is_mine(each, scope) and each.about == Suggestion.About.WHOLE]
        yield from _participation(scope, people, [each for each in whole if each.author_id in people], last)
    for ballot in proof.ballots(period):
        verdict = judging.ballot(ballot.state, ballot.closes_on, today)
        for scope in _heard_in(ballot, ballot.closes_on, scopes):
            yield from proof.said(scope, ballot.suggestion, verdict, ballot.closes_on)


def _participation(scope: Scope, people: set[int], whole: list[Suggestion], on: date) -> Iterator[Finding]:
    unit = whole[0].unit if whole else None
    wanted, smallest = (
        settings.number(each, on, unit) for each in (settings.PARTICIPATION, settings.SMALLEST)
    )
    verdict = judging.participation(len({each.author_id for each in whole}), len(people), wanted, smallest)
    if verdict is None:
        return
    if verdict[0] != judging.GOOD:
        yield Finding(scope.id, verdict[0], verdict[1], on=on, mend="communication.participation")
        return
    for letter in whole[:LETTERS_NAMED]:
        yield Finding(scope.id, verdict[0], verdict[1], letter, letter.given_on)


def _is_mine(letter: Suggestion, scope: Scope) -> bool:
    return bool(proof.fitting(letter, [scope]))


def _heard_in(record: Any, day: date, scopes: Sequence[Scope]) -> list[Scope]:
    return [scope for scope in proof.fitting(record, scopes) if day in scope.period]


@control(
    "R9.2.3",
    kind="duty",
    title=noop("Users are told their rights, the services and where to complain, and are answered"),
    judged=noop(
        "On the last day of the period a notice of each of the three kinds hangs at the centre; what users said in "
        "the period is answered within %(feedback_workdays)s working days. A kind without a notice or no answer is a "
        "breach; a notice without a photo or a late answer wants attention."
    ),
    settings=(settings.FEEDBACK,),
    absent=noop("No notice hung at the centre."),
)
def users_informed(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Rights, services and complaint channels hang where users can read them, and users are answered (R9.2.3)."""
    hanging = proof.notices(period)
    heard = [item for item in proof.feedback_given(period) if item.source == FeedbackItem.Source.USER]
    shown = proof.with_files(hanging, PublicNotice._meta.label_lower)
    for scope in scopes:
        mine = [each for each in hanging if proof.fitting(each, [scope])]
        own = [item for item in heard if proof.fitting(item, [scope]) and item.given_on in scope.period]
        for item in own:
            verdict = judging.feedback(item.due_on or item.given_on, item.settled_on, today)
            yield from proof.said(scope, item, verdict, item.given_on)
        for each in mine:
            yield from proof.said(scope, each, judging.notice(each.public_id in shown), each.posted_on)
        for kind in PublicNotice.Kind:
            if (mine or own) and kind not in {each.kind for each in mine}:
                words = sentence(_MISSING_NOTICES[kind])
                yield Finding(
                    scope.id, BREACH, words, on=scope.period.end, mend="communication.publicnotice.list"
                )


_MISSING_NOTICES = {
    PublicNotice.Kind.RIGHTS: noop("No notice tells users their rights."),
    PublicNotice.Kind.SERVICES: noop("No notice tells users the services and fees."),
    PublicNotice.Kind.COMPLAINTS: noop("No notice tells users where to complain."),
}


@control(
    "R9.3.3",
    kind="quality",
    title=noop("Communication evaluated every year"),
    judged=noop(
        "For each year that is over, and on its last day, an evaluation that heard staff and partners "
        "is finished. Before the year is over the one of the year before speaks, when the project ran then."
    ),
)
def evaluated_yearly(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Staff and partners were asked how well we talk (R9.3.3)."""
    years = {scope.period.end.year for scope in scopes}
    done = proof.reviews(years | {year - 1 for year in years})
    begun = proof.begun_on(scopes)
    for scope in scopes:
        mine = [each for each in done if proof.fitting(each, [scope], inherits=True)]
        yield from _evaluations(scope, mine, begun.get(scope.id, scope.period.start))


def _evaluations(scope: Scope, done: list[Any], begun: date) -> Iterator[Finding]:
    end = scope.period.end
    over = end.year if (end.month, end.day) == (12, 31) else end.year - 1
    if begun <= date(over, 12, 31) and over not in {each.year for each in done}:
        verdict = judging.evaluation(False, over, True)
        if verdict is not None:
            yield Finding(
                scope.id, verdict[0], verdict[1], on=end, mend="communication.communicationreview.list"
            )
        return
    for each in done:
        yield from proof.said(scope, each, judging.evaluation(True, each.year, True), each.done_on)
