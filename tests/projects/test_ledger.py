"""Evidence comes into the ledger, changes, and leaves it; every unit points to its record."""

import random
from dataclasses import replace
from datetime import date

import pytest

from banyan.core import door
from banyan.core.tallies import sums
from banyan.core.tallies.models import Tally
from banyan.domains.projects import public
from banyan.domains.projects.deeds.months import freeze
from banyan.domains.projects.models import Evidence, LedgerEntry, LedgerLine, Project
from banyan.domains.projects.queries import sources
from banyan.domains.projects.rules.freeze import month_after
from banyan.foundation.refusal import Refused
from tests.projects.makers import (
    NOW,
    SYSTEM,
    evidence,
    figures,
    make_indicator,
    make_persons_indicator,
    make_project,
    make_visits_indicator,
    reasons,
    same_source,
    visit,
)

OCTOBER = date(2025, 10, 18)


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(made)
    make_persons_indicator(made)
    make_visits_indicator(made)
    return made


def test_an_activity_waits_until_its_papers_are_complete_and_then_counts(project):
    waiting = evidence(
        project, complete=False, approved=False, missing=("plan_not_approved", "summary_missing")
    )
    public.offer(waiting)
    assert figures(project) == {"A1": (0, 1, 0), "P1": (0, 20, 0), "V1": (0, 0, 0)}
    assert reasons(project, "A1") == ["plan_not_approved"]
    public.offer(replace(waiting, complete=True, approved=True, missing=()))
    assert figures(project) == {"A1": (1, 0, 0), "P1": (20, 0, 0), "V1": (0, 0, 0)}


def test_handing_in_the_same_record_twice_changes_nothing(project):
    activity = evidence(project)
    public.offer(activity)
    public.offer(activity)
    assert figures(project)["P1"] == (20, 0, 0)
    with door.opened("test"):
        assert Evidence.everything.count() == 1
        assert LedgerLine.everything.count() == LedgerEntry.everything.count() == 21


def test_a_person_met_at_two_activities_is_one_person(project):
    public.offer(evidence(project))
    public.offer(
        evidence(project, persons=("p0", "p1", "new"), person_times=16, happened_on=date(2025, 11, 2))
    )
    assert figures(project)["P1"] == (21, 0, 0)
    assert figures(project)["A1"] == (2, 0, 0)


def test_a_person_who_waits_at_one_activity_and_counts_at_another_does_not_wait(project):
    public.offer(evidence(project, approved=False))
    assert figures(project)["P1"] == (0, 20, 0)
    public.offer(evidence(project, persons=("p0",), person_times=15))
    assert figures(project)["P1"] == (1, 19, 0)


def test_when_an_activity_is_withdrawn_the_next_one_keeps_the_person(project):
    first = evidence(project)
    public.offer(first)
    public.offer(evidence(project, persons=("p0", "p1"), person_times=15, happened_on=date(2025, 11, 2)))
    public.withdraw(project.public_id, first.source_model, first.source_public_id)
    assert figures(project)["P1"] == (2, 0, 0)
    assert figures(project)["A1"] == (1, 0, 0)
    with door.opened("test"):
        assert Evidence.everything.count() == 1


def test_a_second_visit_in_a_month_does_not_count_and_says_why(project):
    public.offer(visit(project, "a", date(2025, 10, 20)))
    public.offer(visit(project, "a", date(2025, 10, 3)))
    public.offer(visit(project, "a", date(2025, 11, 3)))
    assert figures(project)["V1"] == (2, 0, 1)
    assert reasons(project, "V1") == ["above_limit"]


def test_too_few_people_do_not_count_as_an_activity_but_are_people_all_the_same(project):
    public.offer(evidence(project, persons=("a", "b")))
    assert figures(project)["A1"] == (0, 0, 1)
    assert figures(project)["P1"] == (2, 0, 0)
    assert reasons(project, "A1") == ["too_few_attendances"]


def test_a_person_struck_off_the_sheet_leaves_the_ledger(project):
    activity = evidence(project)
    public.offer(activity)
    public.offer(replace(activity, persons=activity.persons[:15], person_times=15))
    assert figures(project)["P1"] == (15, 0, 0)


def test_an_event_of_two_indicators_counts_once(project):
    make_indicator(project, "A2", name="大型活动", wording="签到≥20人")
    public.offer(evidence(project, shares={"A1": 60, "A2": 40}))
    found = figures(project)
    assert (found["A1"][0], found["A2"][0]) == (0.6, 0.4)


def test_shares_that_do_not_make_one_event_are_refused_and_nothing_is_kept(project):
    with pytest.raises(Refused):
        public.offer(evidence(project, shares={"A1": 60}))
    with door.opened("test"):
        assert not Evidence.everything.exists()


def test_lines_of_the_sheet_that_do_not_count_say_why(project):
    nameless = public.LeftOut("51", "without_name", (public.Measure.PERSONS,))
    public.offer(evidence(project, left_out=(nameless,)))
    answers = public.ledger(project.number, by=SYSTEM, on=OCTOBER)
    persons = next(each for each in answers if each["code"] == "P1")
    assert [each["source"].split(" ")[1] for each in persons["not_counted"]] == ["51"]


def test_the_ledger_until_a_day_takes_only_what_happened_by_then(project):
    public.offer(evidence(project))
    public.offer(evidence(project, happened_on=date(2025, 11, 2), persons=("x",), person_times=15))
    assert figures(project, until=date(2025, 10, 17))["A1"] == (0, 0, 0)
    assert figures(project, until=OCTOBER)["A1"] == (1, 0, 0)
    assert figures(project, until=date(2025, 12, 31)) == figures(project)


def test_an_indicator_entered_later_finds_the_evidence_that_is_there(north):
    project = make_project(north)
    make_indicator(project)
    public.offer(evidence(project))
    make_persons_indicator(project)
    assert figures(project)["P1"] == (20, 0, 0)


def test_the_tallies_are_what_the_bookings_say(project):
    public.offer(evidence(project))
    public.offer(visit(project, "a", OCTOBER))
    assert sums.recount() == []
    with door.opened("test"):
        row = Tally.objects.filter(measure="projects.counted").first()
        Tally.objects.filter(pk=row.pk).update(amount=row.amount + 1)
    (difference,) = sums.recount()
    assert (difference.measure, difference.kept - difference.counted) == ("projects.counted", 1)


def test_the_ledger_is_what_the_rules_say_and_a_falsified_line_is_found(project):
    public.offer(evidence(project))
    public.offer(evidence(project, persons=("p0",), person_times=15, approved=False))
    public.offer(visit(project, "a", OCTOBER))
    public.offer(visit(project, "a", date(2025, 10, 20)))
    assert public.disagreements() == []
    with door.opened("test"):
        LedgerLine.everything.filter(indicator__number="V1", state="not_counted").update(state="counted")
    assert public.disagreements() != []


def test_standing_of_a_record_tells_what_it_is_worth(project, actor_with, north):
    activity = evidence(project, approved=False)
    public.offer(activity)
    by = actor_with(north, "projects.*.view")
    worth = {
        each.code: each for each in public.standing_of(activity.source_model, activity.source_public_id, by)
    }
    assert (worth["A1"].pending, worth["P1"].pending) == (1, 20)
    assert str(worth["A1"].because) == "It waits for approval."


def test_a_changed_number_of_the_record_is_followed(project):
    activity = evidence(project)
    public.offer(activity)
    public.offer(evidence(project, **same_source(activity) | {"source_number": "N-new"}))
    with door.opened("test"):
        assert Evidence.everything.get().number == "N-new"


def test_an_indicator_nobody_can_hand_in_for_has_no_source_and_is_not_late(
    project, monkeypatch, actor_with, north
):
    monkeypatch.setattr(sources, "_handed_in", {public.Kind.ACTIVITY})
    by = actor_with(north, "projects.*.view")
    bars = public.bars_for(by, date(2025, 12, 31))
    assert [row["code"] for row in bars["rows"]] == ["A1", "P1"]
    monkeypatch.setattr(sources, "_handed_in", set())
    assert "V1" in [row["code"] for row in public.bars_for(by, date(2025, 12, 31))["rows"]]


def test_the_desk_of_another_station_shows_no_bars_and_no_year(project, actor_with, south, north):
    stranger = actor_with(south, "projects.*")
    assert public.bars_for(stranger, OCTOBER) is None
    assert public.year_of(stranger, OCTOBER) is None
    assert "2025-2026" in public.year_of(actor_with(north, "projects.*"), OCTOBER)[1]


def test_a_changed_reason_leaves_repeated_persons_where_they_count(project):
    public.offer(evidence(project))
    again = evidence(project, approved=False, complete=False, missing=("summary_missing",))
    public.offer(again)
    public.offer(replace(again, missing=("summary_not_approved",)))
    assert figures(project)["P1"] == (20, 0, 0)
    assert set(reasons(project, "P1")) == {"repeated"}
    assert public.disagreements() == []


def test_after_any_mix_of_changes_rules_bookings_and_tallies_agree(project):
    chance = random.Random(7)
    sheets = [evidence(project, happened_on=date(2025, 4 + n % 8, 1 + n)) for n in range(12)]
    for _turn in range(60):
        sheet = chance.choice(sheets)
        people = tuple(f"p{chance.randrange(30)}" for _ in range(chance.randrange(5, 25)))
        approved = chance.random() < 0.5
        if chance.random() < 0.2:
            public.withdraw(project.public_id, sheet.source_model, sheet.source_public_id)
        else:
            public.offer(replace(sheet, persons=people, person_times=len(people), approved=approved))
        if chance.random() < 0.05:
            with door.opened("test"):
                through = Project.everything.get().frozen_through
            month = date(2025, 4, 1) if through is None else month_after(through)
            freeze(project, by=SYSTEM, now=NOW, through=month)
    assert public.disagreements() == []
    assert sums.recount() == []


def test_a_room_that_hands_in_closed_records_says_so_before(project, monkeypatch):
    monkeypatch.setattr(sources, "can_be_closed", lambda model: model == "services.activity")
    with pytest.raises(LookupError):
        public.offer(evidence(project))
