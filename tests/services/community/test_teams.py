"""A team from its founding to its filing, by its deeds; members and women once each."""

from datetime import date, time, timedelta

import pytest
from django.http import QueryDict

from banyan.core.registers.declaration import register_for
from banyan.core.registers.listing import Listing
from banyan.domains.services.deeds import teams as deeds
from banyan.domains.services.models import ResidentTeam, TeamMeeting, TeamPlace
from banyan.domains.services.queries import teams as asked
from banyan.domains.services.queries.community import map_of
from banyan.domains.services.rules.hours.spent import Category
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.services.community.test_communities import resource
from tests.services.makers import HELD_ON, TODAY, at, make_activity, make_sheet, make_user

FOUNDED = date(2025, 4, 10)
NOW = at(9, on=date(2025, 12, 20))


def founded(project, worker, area=None, title="榕荫健身队", **fields):
    made = ResidentTeam(
        unit=project.unit,
        project=project,
        title=title,
        kind="fitness",
        area=area,
        founded_on=FOUNDED,
        **fields,
    )
    return deeds.found(made, by=worker, now=NOW)


def joined(team, worker, *users):
    return [deeds.join(TeamPlace(team=team, user=user, since=FOUNDED), by=worker, now=NOW) for user in users]


def met(team, worker, kind="talk", on=date(2025, 12, 1), present=1):
    meeting = TeamMeeting(
        team=team,
        kind=kind,
        held_on=on,
        began_at=time(9),
        ended_at=time(10),
        present=present,
        matter="排练与分工",
    )
    return deeds.meet(meeting, by=worker, now=NOW)


def stage(team):
    team.refresh_from_db()
    return team.stage


@pytest.mark.clause("W4.2")
def test_a_team_grows_by_dated_facts_and_falls_back_when_its_leader_goes(project, worker):
    team = founded(project, worker)
    places = joined(team, worker, *(make_user(project.unit, f"队员{place}") for place in range(5)))
    assert stage(team) == "seed"
    deeds.lead(places[0], by=worker, now=NOW, on=date(2025, 4, 20))
    assert stage(team) == "formed"
    for day in (1, 2, 3):
        met(team, worker, "own_work", date(2025, 6, day), present=5)
    team.refresh_from_db()
    team = deeds.adopt_rules(team, by=worker, now=NOW, on=date(2025, 5, 1))
    with pytest.raises(Refused):
        deeds.adopt_rules(team, by=worker, now=NOW, on=date(2025, 5, 2))
    assert deeds.adopt_rules.possible(team, worker).code == "state", (
        "the button is gone once they are adopted"
    )
    assert stage(team) == "self_run"
    deeds.file(team, by=worker, now=NOW, on=date(2025, 9, 1), number="备 3")
    assert stage(team) == "filed" and team.stage == asked.stage_of(team, TODAY)
    assert list(asked.disagreements()) == []
    ResidentTeam.everything.update(stage="formed")
    assert [each.params["number"] for each in asked.disagreements()] == [team.number]
    ResidentTeam.everything.update(stage="filed")
    second = TeamPlace.everything.get(pk=places[1].pk)
    deeds.lead(second, by=worker, now=NOW, on=date(2025, 10, 1))
    assert list(TeamPlace.everything.filter(leads=True)) == [second]
    deeds.leave(TeamPlace.everything.get(pk=second.pk), by=worker, now=NOW)
    assert (stage(team), team.members, team.leader_on) == ("seed", 4, None)


@pytest.mark.clause("W4.2")
def test_members_are_counted_once_across_teams_and_nobody_joins_twice(project, worker):
    one, other = founded(project, worker), founded(project, worker, title="合唱队")
    both, alone = make_user(project.unit, "两队都去"), make_user(project.unit, "只去一队")
    joined(one, worker, both, alone)
    joined(other, worker, both)
    size = asked.size_of([one.pk, other.pk], worker)
    assert (size.teams, size.places, size.persons, str(size.average)) == (2, 3, 2, "1.5")
    with pytest.raises(Refused):
        joined(one, worker, both)
    deeds.dissolve(ResidentTeam.everything.get(pk=one.pk), by=worker, now=NOW, reason="队员迁走")
    with pytest.raises(Refused):
        joined(ResidentTeam.everything.get(pk=one.pk), worker, make_user(project.unit, "来晚了"))


@pytest.mark.clause("W4.2")
def test_the_control_flips_when_nobody_sat_with_the_team_and_the_talk_is_worktime(project, worker):
    team = founded(project, worker)
    joined(team, worker, make_user(project.unit, "队员"))
    assert (verdict("W4.2", project), faults("W4.2", project)) == ("attention", [team.number])
    met(team, worker, "own_meeting")
    assert verdict("W4.2", project) == "attention", "its own meeting is no talk with the worker"
    talk = met(team, worker)
    assert verdict("W4.2", project) == "met"
    told = [(each.minutes, each.category) for each in asked.meeting_minutes(None, FOUNDED, TODAY)]
    assert told == ([(60, Category.ACTIVITY)] if talk.worker_id else [])


@pytest.mark.clause("W6.6")
def test_ten_sign_ins_of_one_woman_count_once_and_strangers_do_not_count(project, worker, area):
    team = founded(project, worker, area, women_target=2)
    woman = make_user(project.unit, "甲", sex="female", community=area.name)
    others = (
        make_user(project.unit, "乙", sex="male", community=area.name),
        make_user(project.unit, "丙", sex="female", community="别处社区"),
    )
    for place in range(10):
        day = HELD_ON + timedelta(days=place)
        sheet = make_sheet(make_activity(project.unit, project=project, team=team, held_on=day), day)
        for position, user in enumerate((woman, *others), 1):
            sheet.entries.create(position=position, user=user, name=user.name, role="resident")
    part = asked.taking_part([team], TODAY)[team.pk]
    assert (part.women, part.sign_ins, part.events, part.living) == (1, 10, 10, 100)
    assert verdict("W6.6", project) == "attention"
    sheet.entries.create(position=9, name="丁", sex="female", community=area.name, role="resident")
    assert asked.taking_part([team], TODAY)[team.pk].women == 2
    assert verdict("W6.6", project) == "met"
    sheet.entries.filter(position=9).update(reason="to_clarify")
    assert verdict("W6.6", project) == "attention"


def test_every_figure_of_the_map_opens_a_list_of_exactly_so_many(project, area, worker):
    first, _other = founded(project, worker, area), founded(project, worker, area, title="书画社")
    founded(project, worker, title="不分社区的队")
    joined(first, worker, make_user(project.unit, name="甲"), make_user(project.unit, name="乙"))
    resource(project, area, worker)
    shown = map_of(worker, "", NOW.date())
    (row,) = shown["rows"]

    def listed(url):
        name, query = url.split("/")[2], url.partition("?")[2]
        return Listing(register_for(f"services.{name}"), worker, QueryDict(query), NOW.date()).total

    assert (shown["size"].teams, listed(shown["teams_url"])) == (2, 2)
    assert (shown["size"].places, listed(shown["places_url"])) == (2, 2)
    counts = [cell.count for cell in row.cells]
    assert [listed(cell.url) for cell in row.cells] == counts and sum(counts) == 1
