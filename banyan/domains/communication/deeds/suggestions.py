"""The letter box of the staff, its answers, and votes."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from banyan.core.audit.trail import request_id
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.actor import nameless, system_actor
from banyan.domains.communication.deeds.beginning import begin, today_of
from banyan.domains.communication.deeds.finding import find_suggestion
from banyan.domains.communication.models import Ballot, Suggestion, Support, Voter
from banyan.domains.communication.rules import suggestions as rules
from banyan.domains.communication.rules.clocks import due_after
from banyan.domains.communication.settings import QUORUM, SUGGESTION, number
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import Refused, noop

State = Suggestion.State
Outcome = Suggestion.Outcome
LETTER_BOX = nameless("letter-box")


@deed(Suggestion, "add", new=True, label=_("Put in a suggestion"), icon="bulb")
def put_in(suggestion: Suggestion, by: Any, now: datetime) -> None:
    """A suggestion falls into the box; its answer is due within the set working days (R9.1.8)."""
    rules.check_words(suggestion.title, suggestion.words)
    today = today_of(now)
    suggestion.given_on = today
    days = number(SUGGESTION, today, suggestion.unit)
    suggestion.due_on = due_after(today, days, calendar_around(today))
    begin(suggestion, now, today.year)
    find_suggestion(suggestion)


def put_in_by_name(suggestion: Suggestion, by: Any, now: datetime) -> Suggestion:
    """With the author's name and department; it belongs to the centre's box."""
    suggestion.author, suggestion.department = by.person, by.person.unit if by.person else None
    suggestion.anonymous = False
    return put_in(suggestion, by=by, now=now)  # type: ignore[no-any-return]


def put_in_without_a_name(suggestion: Suggestion, now: datetime) -> Suggestion:
    """Nothing leads back: no author, no department, the letter box in the trail, the day without its "
    "hour, no request."""
    suggestion.author = suggestion.department = None
    suggestion.anonymous = True
    midnight = make_aware(datetime.combine(localtime(now).date(), time()))
    token = request_id.set("")
    try:
        return put_in(suggestion, by=system_actor(LETTER_BOX), now=midnight)  # type: ignore[no-any-return]
    finally:
        request_id.reset(token)


@deed(Suggestion, "answer", frm=State.OPEN, to=State.ANSWERED, label=_("Answer"), icon="message-reply")
def answer(suggestion: Suggestion, by: Any, now: datetime, outcome: Outcome, answer: str) -> None:
    """Say what becomes of it; everybody who reads the box reads the answer."""
    rules.check_answer(answer, by.person_id, suggestion.author_id)
    suggestion.answer, suggestion.outcome = answer.strip(), outcome
    suggestion.answered_on, suggestion.answered_by = today_of(now), by.person


@deed(Suggestion, "support", frm=State.OPEN, label=_("Support"), icon="thumb-up")
def support(suggestion: Suggestion, by: Any, now: datetime) -> None:
    """Stand behind a suggestion; once each, and with one's name."""
    if by.person is None:
        raise Refused({"": noop("Only people support a suggestion.")})
    if Support.everything.filter(suggestion=suggestion, person=by.person).exists():
        raise Refused({"": noop("You support this suggestion already.")})
    Support.everything.create(suggestion=suggestion, person=by.person)


@deed(Ballot, "add", new=True, system=True, label=_("Vote opened"))
def open_ballot(ballot: Ballot, by: Any, now: datetime) -> None:
    """A vote begins."""


@deed(Suggestion, "put_to_vote", frm=State.OPEN, label=_("Put to the vote"), icon="checkbox")
def put_to_vote(
    suggestion: Suggestion, by: Any, now: datetime, question: str, opens_on: date, closes_on: date
) -> None:
    """Let the whole staff decide; who is employed on the first day is entitled to vote (P2.6)."""
    if Ballot.everything.filter(suggestion=suggestion).exists():
        raise Refused({"": noop("This suggestion was put to the vote already.")}, clause="P2.6")
    eligible = len(staff.incumbents(suggestion.unit.centre, opens_on))
    rules.check_ballot(opens_on, closes_on, today_of(now), eligible)
    ballot = Ballot(suggestion=suggestion, question=question, opens_on=opens_on, closes_on=closes_on)
    ballot.eligible = eligible
    open_ballot(ballot, by=by, now=now)


@deed(Ballot, "vote", frm=Ballot.State.OPEN, label=_("Vote"), icon="checkbox")
def vote(ballot: Ballot, by: Any, now: datetime, choice: Ballot.Choice) -> None:
    """One vote each. That somebody voted is written down, how is added to the count and to nothing else."""
    centre = ballot.suggestion.unit.centre
    entitled = by.person_id in staff.incumbents(centre, ballot.opens_on)
    voted = by.person is not None and Voter.everything.filter(ballot=ballot, person=by.person).exists()
    rules.check_may_vote(today_of(now), ballot.opens_on, ballot.closes_on, entitled, voted)
    if choice not in Ballot.Choice.values:
        raise Refused({"choice": noop("Choose in favour, against or abstention.")}, clause="P2.6")
    Voter.everything.create(ballot=ballot, person=by.person)
    Ballot.everything.filter(pk=ballot.pk).update(**{choice: F(choice) + 1})
    ballot.refresh_from_db(fields=[str(choice)])


@deed(Ballot, "count", frm=Ballot.State.OPEN, label=_("Count the votes"), icon="sum")
def count(ballot: Ballot, by: Any, now: datetime) -> None:
    """The vote is over: carried, not carried, or too few took part."""
    rules.check_may_close(ballot.closes_on, today_of(now), ballot.given, ballot.eligible)
    quorum = number(QUORUM, ballot.opens_on, ballot.suggestion.unit)
    ballot.state = rules.outcome(ballot.yes, ballot.no, ballot.abstain, ballot.eligible, quorum)
