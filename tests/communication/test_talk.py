"""Plans, notices, suggestions, votes, and the yearly evaluation: who may, who may not, and what is kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.registers.models import Draft
from banyan.domains.communication.deeds import plans, reviews, suggestions
from banyan.domains.communication.models import (
    Ballot,
    CommunicationPlan,
    CommunicationReview,
    PublicNotice,
    Suggestion,
    Voter,
)
from banyan.domains.communication.queries import boxes, panels
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused
from tests.communication.makers import NOW, OPERATOR, at, make_plan, make_suggestion, make_worker

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.clause("R9.1.1")
def test_a_plan_in_force_ends_the_day_before_the_next_begins(north):
    first = make_plan(north)
    second = make_plan(north, starts_on=date(2025, 7, 1))
    with door.opened("test"):
        first.refresh_from_db()
    assert (first.state, first.valid_until) == ("replaced", date(2025, 6, 30))
    assert second.state == "in_force"


def test_a_plan_needs_the_right_to_put_it_in_force(north, actor_with):
    plan = plans.draw_up(CommunicationPlan(unit=north, title="计划"), by=OPERATOR, now=NOW)
    with pytest.raises(PermissionDenied):
        plans.adopt(plan, by=actor_with(north, "communication.communicationplan.add"), starts_on=DAY)


@pytest.mark.clause("R9.2.3")
def test_a_notice_hangs_somewhere_and_not_tomorrow(north):
    def posted(**fields):
        made = PublicNotice(unit=north, kind="complaints", title="投诉渠道", **fields)
        return plans.post(made, by=OPERATOR, now=at(DAY))

    assert posted(place="大厅", posted_on=DAY).number == "GSL-2025-01"
    with pytest.raises(Refused):
        posted(place=" ", posted_on=DAY)
    with pytest.raises(Refused):
        posted(place="大厅", posted_on=DAY + timedelta(days=1))


@pytest.mark.clause("R9.1.8")
def test_a_suggestion_is_due_ten_working_days_later_and_answered_by_somebody_else(north):
    worker, director = make_worker(north), make_worker(north)
    made = make_suggestion(north, worker)
    assert made.due_on == date(2025, 11, 17)
    with pytest.raises(Refused, match="own suggestion"):
        suggestions.answer(made, by=worker, now=at(DAY), outcome="adopted", answer="好")
    done = suggestions.answer(
        made, by=director, now=at(date(2025, 11, 10)), outcome="adopted", answer="下月起两周前公布"
    )
    assert (done.state, done.answered_on) == ("answered", date(2025, 11, 10))


@pytest.mark.clause("R9.1.8")
def test_without_a_name_nothing_leads_to_the_author(north):
    worker = make_worker(north)
    made = Suggestion(unit=north, about="own", title="餐补", words="想恢复餐补")
    suggestions.put_in_without_a_name(made, at(DAY, 14, 37))
    with door.opened("test"):
        made.refresh_from_db()
    assert (made.author, made.department, made.anonymous) == (None, None, True)
    assert made.created_at == at(DAY, 0)
    line = Event.objects.get(object_id=str(made.public_id))
    assert (line.actor, line.actor_id, line.request_id) == (suggestions.LETTER_BOX, None, "")
    assert line.day == at(DAY, 0)
    assert worker.name not in line.changes
    assert not Draft.objects.exists()


@pytest.mark.clause("R9.1.8")
def test_an_anonymous_suggestion_cannot_be_given_an_author(north):
    worker = make_worker(north)
    made = Suggestion(unit=north, about="own", title="餐补", words="想恢复餐补")
    suggestions.put_in_without_a_name(made, at(DAY))
    made.author = worker.person
    from django.db import IntegrityError, transaction

    with door.opened("test"), pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_somebody_supports_a_suggestion_once(north):
    made, supporter = make_suggestion(north, make_worker(north)), make_worker(north)
    suggestions.support(made, by=supporter, now=at(DAY))
    with pytest.raises(Refused):
        suggestions.support(made, by=supporter, now=at(DAY))


def ballot_of(unit, people, closes=DAY + timedelta(days=5)):
    """A suggestion put to the vote."""
    made = make_suggestion(unit, people[0])
    suggestions.put_to_vote(
        made, by=OPERATOR, now=at(DAY), question="实行弹性排班？", opens_on=DAY, closes_on=closes
    )
    return Ballot.everything.get(suggestion=made)


@pytest.mark.clause("P2.6")
def test_everybody_has_one_vote_and_how_they_voted_is_written_nowhere(north):
    people = [make_worker(north) for _ in range(4)]
    ballot = ballot_of(north, people)
    assert ballot.eligible == 4
    suggestions.vote(ballot, by=people[0], now=at(DAY), choice="yes")
    with pytest.raises(Refused, match="one vote"):
        suggestions.vote(ballot, by=people[0], now=at(DAY), choice="no")
    with door.opened("test"):
        ballot.refresh_from_db()
        assert (ballot.yes, ballot.no) == (1, 0)
        assert Voter.everything.filter(ballot=ballot).count() == 1
    line = Event.objects.get(verb="communication.ballot.vote")
    assert line.changes == "{}"


@pytest.mark.clause("P2.6")
def test_only_the_staff_of_the_first_day_votes(north, south):
    ballot = ballot_of(north, [make_worker(north)])
    stranger = make_worker(north, "communication.*")
    with door.opened("test"):
        stranger.person.employee.hired_on = DAY + timedelta(days=1)
        stranger.person.employee.save()
    with pytest.raises(Refused, match="Only the staff"):
        suggestions.vote(ballot, by=stranger, now=at(DAY), choice="yes")


@pytest.mark.clause("P2.6")
def test_a_vote_is_counted_when_it_is_over(north):
    people = [make_worker(north) for _ in range(4)]
    ballot = ballot_of(north, people)
    for each in people[:2]:
        suggestions.vote(ballot, by=each, now=at(DAY), choice="yes")
    with pytest.raises(Refused):
        suggestions.count(ballot, by=OPERATOR, now=at(DAY))
    assert suggestions.count(ballot, by=OPERATOR, now=at(DAY + timedelta(days=6))).state == "carried"
    with pytest.raises(Refused):
        suggestions.vote(ballot, by=people[2], now=at(DAY), choice="no")


@pytest.mark.clause("P2.6")
def test_participation_splits_own_department_and_whole_centre_and_hides_few(north, actor_with):
    people = [make_worker(north) for _ in range(12)]
    for each in people[:6]:
        make_suggestion(north, each, about="own")
    for each in people[:5]:
        make_suggestion(north, each, about="whole")
    make_suggestion(north, people[0], about="own")
    reader = actor_with(north, "communication.*.view")
    shown = boxes.participation(north, reader, YEAR)
    assert (shown.staff, shown.own, shown.whole, shown.named) == (12, 6, 5, 6)
    make_suggestion(north, make_worker(north), about="own")
    with door.opened("test"):
        Suggestion.everything.filter(about="whole", author=people[0].person).delete()
    shown = boxes.participation(north, reader, YEAR)
    assert (shown.own, shown.whole) == (None, None), "four would be told by the difference"


@pytest.mark.clause("R9.3.3")
def test_an_evaluation_shows_no_mean_of_few(north, actor_with):
    review = reviews.begin_review(
        CommunicationReview(unit=north, year=2025, title="年度沟通评估"), by=OPERATOR, now=NOW
    )
    for group, answers in (("staff", 12), ("partners", 3)):
        reviews.enter_answers(
            review,
            by=OPERATOR,
            now=NOW,
            group=group,
            question="信息及时",
            people=answers,
            mean=Decimal("4.2"),
        )
    rows = panels.answers(review, actor_with(north, "communication.*"))["rows"]
    assert [(row["answer"].group, row["mean"]) for row in rows] == [
        ("partners", None),
        ("staff", Decimal("4.20")),
    ]
    with pytest.raises(Refused):
        reviews.finish(review, by=OPERATOR, now=NOW)
    review = reviews.edit(review, by=OPERATOR, now=NOW, findings="跨部门慢", measures="每周简报")
    assert reviews.finish(review, by=OPERATOR, now=NOW).done_on == NOW.date()
