"""The duty desk, owners without a gap, and the calls of a crisis."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from banyan.core import door
from banyan.domains.communication.deeds import crises, duty
from banyan.domains.communication.models import CallTree, Crisis, CrisisCall, Matter, OwnerStep, Shift
from banyan.domains.communication.queries import alarms, todo
from banyan.domains.communication.rules.duty import Owned, gaps
from banyan.foundation.refusal import Refused
from tests.communication.makers import (
    OPERATOR,
    TODAY,
    at,
    make_crisis,
    make_matter,
    make_shift,
    make_tree,
    make_worker,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 11, 3)


def chain(matter):
    """The owners of a matter as the rule reads them."""
    with door.opened("test"):
        steps = OwnerStep.everything.filter(matter=matter).order_by("since")
        return [Owned(each.person_id, each.since, each.until) for each in steps]


@pytest.mark.clause("A4.2")
def test_whoever_is_asked_first_owns_it_until_another_accepts(north):
    first, second, third = (make_worker(north) for _ in range(3))
    matter = make_matter(north, first)
    assert (matter.owner, matter.first_asked) == (first.person, first.person)
    matter = duty.offer(matter, by=first, now=at(DAY, 11), to=second.person, reason="属家庭部")
    assert matter.owner == first.person, "offered is not accepted"
    with pytest.raises(Refused):
        duty.accept(matter, by=third, now=at(DAY, 11))
    matter = duty.accept(matter, by=second, now=at(DAY, 14))
    assert matter.owner == second.person
    done = duty.finish(matter, by=second, now=at(DAY, 16), answer="已转办")
    assert gaps(chain(done), at(DAY, 10), done.done_at) == []
    assert [each.person for each in chain(done)] == [first.person_id, second.person_id]


@pytest.mark.clause("A4.2")
def test_the_third_bounce_is_blocked_and_the_director_may_assign(north):
    people = [make_worker(north) for _ in range(4)]
    matter = make_matter(north, people[0])
    for giver, taker in pairwise(people[:3]):
        matter = duty.offer(matter, by=giver, now=at(DAY, 11), to=taker.person, reason="转")
        matter = duty.accept(matter, by=taker, now=at(DAY, 12))
    with pytest.raises(Refused, match="passed on 2 times"):
        duty.offer(matter, by=people[2], now=at(DAY, 13), to=people[3].person, reason="再转")
    matter = duty.assign(matter, by=OPERATOR, now=at(DAY, 13), to=people[3].person, reason="主任指定")
    assert matter.owner == people[3].person
    assert gaps(chain(matter), at(DAY, 10), None) == []


@pytest.mark.clause("A4.2")
def test_declining_leaves_it_with_its_owner_and_counts_as_passed_on(north):
    first, second = make_worker(north), make_worker(north)
    matter = duty.offer(make_matter(north, first), by=first, now=at(DAY), to=second.person, reason="转")
    assert [each.number for each in todo.matters_in_hand(second, TODAY)] == [matter.number]
    matter = duty.decline(matter, by=second, now=at(DAY), reason="不属我部")
    assert (matter.owner, matter.offered_to, matter.bounces) == (first.person, None, 1)


@pytest.mark.clause("R9.1.9")
def test_a_shift_is_handed_over_in_writing_and_its_matters_go_along_when_read(north):
    on_duty, following = make_worker(north), make_worker(north)
    shift = make_shift(north, on_duty.person)
    matter = make_matter(north, on_duty, shift=shift, urgent=True)
    with pytest.raises(Refused, match="urgent matters"):
        duty.hand_over(shift, by=on_duty, now=at(DAY, 12), to=following.person, nothing_urgent=True)
    shift = duty.hand_over(shift, by=on_duty, now=at(DAY, 12), to=following.person, urgent="低保家庭待回电")
    with door.opened("test"):
        matter.refresh_from_db()
    assert matter.owner == on_duty.person, "nobody has read it yet"
    assert [each.number for each in todo.handovers_to_read(following, TODAY)] == [shift.number]
    with pytest.raises(Refused):
        duty.take_over(shift, by=on_duty, now=at(DAY, 12))
    duty.take_over(shift, by=following, now=at(DAY, 13))
    with door.opened("test"):
        matter.refresh_from_db()
    assert matter.owner == following.person
    assert gaps(chain(matter), at(DAY, 10), None) == []


@pytest.mark.clause("R9.1.9")
def test_a_shift_with_open_matters_is_not_just_closed(north):
    worker = make_worker(north)
    shift = make_shift(north, worker.person)
    make_matter(north, worker, shift=shift)
    with pytest.raises(Refused):
        duty.close_shift(shift, by=worker, now=at(DAY, 18))
    assert (
        duty.close_shift(make_shift(north, worker.person), by=worker, now=at(DAY, 18)).state
        == Shift.State.CLOSED
    )


def test_one_owner_at_a_time_is_held_by_the_database(north):
    from django.db import IntegrityError, transaction

    matter = make_matter(north, make_worker(north))
    another = OwnerStep(matter=matter, person=make_worker(north).person, since=at(DAY, 11))
    with door.opened("test"), pytest.raises(IntegrityError), transaction.atomic():
        another.save()


def test_a_matter_is_personal_and_its_words_are_shredded_with_it():
    assert {"caller", "words"} <= set(Matter.personal_fields)


@pytest.mark.clause("R9.3.2")
def test_an_alarm_lays_out_the_calls_of_the_tree_in_force_with_their_times(north):
    make_tree(north)
    crisis = make_crisis(north)
    with door.opened("test"):
        calls = list(CrisisCall.everything.filter(crisis=crisis))
    assert [call.due_at for call in calls] == [at(DAY, 9, 30), at(DAY, 11), at(DAY, 9) + timedelta(days=1)]


@pytest.mark.clause("R9.3.2")
def test_one_press_keeps_the_moment_and_the_delay_is_measured(north, actor_with):
    make_tree(north)
    crisis, worker = make_crisis(north), make_worker(north)
    with door.opened("test"):
        first, second, last = CrisisCall.everything.filter(crisis=crisis).order_by("position")
    crises.inform(first, by=worker, now=at(DAY, 9, 41))
    with pytest.raises(Refused):
        crises.inform(first, by=worker, now=at(DAY, 9, 50))
    shown = alarms.calls(crisis, actor_with(north, "communication.*"), at(DAY, 9), at(DAY, 10))
    assert [(each.late, each.minutes) for each in shown] == [(11, 41), (0, None), (0, None)]
    with pytest.raises(Refused):
        crises.close(crisis, by=worker, now=at(DAY, 12), lessons="加备用电话")
    for call in (second, last):
        crises.inform(call, by=worker, now=at(DAY, 10))
    assert crises.close(crisis, by=worker, now=at(DAY, 12), lessons="加备用电话").state == "closed"


@pytest.mark.clause("R9.3.2")
def test_without_a_tree_in_force_the_alarm_says_so(north):
    make_tree(north, starts_on=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="No call tree"):
        make_crisis(north)


def test_a_legal_report_waits_for_nobody(north):
    make_tree(north)
    worker = make_worker(north)
    reported = crises.report(
        make_crisis(north), by=worker, now=at(DAY, 9, 6), reported_to="派出所", receipt="110-7"
    )
    assert (reported.reported_at, reported.receipt) == (at(DAY, 9, 6), "110-7")


@pytest.mark.clause("R9.3.2")
def test_a_tree_without_a_wave_is_not_put_in_force(north):
    with pytest.raises(Refused):
        make_tree(north, waves=("first", "last"))
    assert not CallTree.everything.filter(state="in_force").exists()


def test_a_crisis_is_not_noticed_in_the_future(north):
    make_tree(north)
    made = Crisis(unit=north, title="演练", level="red", words="…", noticed_on=DAY, noticed_time=time(9, 10))
    with pytest.raises(Refused):
        crises.raise_alarm(made, by=OPERATOR, now=at(DAY, 9, 5))
