"""What is done to projects, contracts, instalments, milestones and indicators, and by whom."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.search.finding import find
from banyan.core.todo import waiting_for
from banyan.domains.projects import public
from banyan.domains.projects.deeds import contracts, indicators
from banyan.domains.projects.models import (
    Contract,
    CountingVersion,
    Indicator,
    Instalment,
    Milestone,
    Project,
)
from banyan.foundation.refusal import Refused
from tests.projects.makers import NOW, SYSTEM, evidence, figures, make_indicator, make_project

TODAY = date(2025, 12, 31)


@pytest.fixture
def project(north):
    return make_project(north, number="XM-7")


@pytest.fixture
def contract(project):
    with door.opened("test"):
        return Contract.everything.get(project=project)


def amounts(contract):
    with door.opened("test"):
        return list(
            Instalment.everything.filter(contract=contract)
            .order_by("position")
            .values_list("amount", flat=True)
        )


@pytest.mark.clause("R1.2.1")
def test_a_project_of_a_type_nobody_has_heard_of_gets_a_number_and_the_same_rules(north):
    project = make_project(north, number="", type="太空社工")
    assert project.number == "PRJ-2025-001"
    make_indicator(project)
    public.offer(evidence(project))
    assert figures(project)["A1"] == (1, 0, 0)


def test_only_who_may_takes_on_a_project_and_the_trail_says_who(north, south, actor_with):
    wanted = {"number": "XM-8", "name": "项目", "type": "社区", "purchaser": "街道"}
    with pytest.raises(PermissionDenied):
        contracts.make_project(Project(unit=north, **wanted), by=actor_with(south, "projects.*"))
    director = actor_with(north, "projects.project.make")
    made = contracts.make_project(Project(unit=north, **wanted), by=director)
    event = Event.objects.get(verb="projects.project.make", object_id=str(made.public_id))
    assert event.actor == director.name


def test_instalments_follow_the_amount_of_the_contract(contract):
    assert amounts(contract) == [1100000, 800000, 100000]
    contracts.edit_contract(contract, by=SYSTEM, amount=Decimal("100.01"))
    assert sum(amounts(contract)) == Decimal("100.01")
    contracts.agree_instalments(contract, by=SYSTEM, percentages="100")
    assert amounts(contract) == [Decimal("100.01")]


def test_instalments_that_make_no_whole_are_refused_and_change_nothing(contract):
    with pytest.raises(Refused):
        contracts.agree_instalments(contract, by=SYSTEM, percentages="50/40")
    assert len(amounts(contract)) == 3


def test_money_that_came_stays_when_instalments_are_agreed_anew(contract):
    with door.opened("test"):
        third = Instalment.everything.get(contract=contract, position=3)
    contracts.receive_instalment(third, by=SYSTEM, received_on=TODAY)
    contracts.agree_instalments(contract, by=SYSTEM, percentages="60/40")
    with door.opened("test"):
        assert Instalment.everything.filter(contract=contract, position=3, received_on=TODAY).exists()


def test_a_contract_that_ends_before_it_begins_is_refused(contract):
    with pytest.raises(Refused):
        contracts.edit_contract(contract, by=SYSTEM, ends_on=date(2025, 3, 1))


def test_a_rule_put_into_words_by_a_person_makes_an_unread_indicator_count(project):
    indicator = make_indicator(project, wording="视情况")
    public.offer(evidence(project))
    assert figures(project)["A1"] == (0, 0, 1)
    indicators.set_rule(
        indicator, by=SYSTEM, now=NOW, wording="签到≥15人", valid_from=date(2025, 4, 1), reason="与购买方确认"
    )
    assert figures(project)["A1"] == (1, 0, 0)


def test_a_service_type_of_the_contracts_own_is_named_with_one_that_is_known(project):
    indicator = make_indicator(project, service_type="党建", name="党员下沉", wording="签到≥15人")
    with pytest.raises(Refused):
        indicators.set_rule(indicator, by=SYSTEM, wording="签到≥15人", valid_from=date(2025, 4, 1), reason="")
    indicators.set_rule(
        indicator,
        by=SYSTEM,
        wording="签到≥15人",
        valid_from=date(2025, 4, 1),
        reason="确认",
        counts_as="活动",
    )
    with door.opened("test"):
        assert CountingVersion.everything.get().rule.kind is public.Kind.ACTIVITY


def test_words_that_are_not_understood_are_refused_with_the_words(project):
    indicator = make_indicator(project)
    with pytest.raises(Refused) as refused:
        indicators.set_rule(indicator, by=SYSTEM, wording="人多就算", valid_from=date(2025, 4, 1), reason="")
    assert "人多就算" in str(refused.value)


def test_a_rule_from_a_later_day_leaves_the_earlier_months_as_they_were(project):
    indicator = make_indicator(project)
    public.offer(evidence(project, happened_on=date(2025, 9, 30)))
    public.offer(evidence(project, happened_on=date(2025, 10, 18), persons=("a",) * 16))
    indicators.set_rule(
        indicator, by=SYSTEM, now=NOW, wording="签到≥30人", valid_from=date(2025, 10, 1), reason="补充协议"
    )
    assert figures(project)["A1"] == (1, 0, 1)
    assert public.disagreements() == []


def test_a_corrected_indicator_is_counted_by_its_new_words(project):
    indicator = make_indicator(project)
    public.offer(evidence(project))
    indicators.edit_indicator(indicator, by=SYSTEM, now=NOW, wording="签到≥50人")
    assert figures(project)["A1"] == (0, 0, 1)
    indicators.edit_indicator(indicator, by=SYSTEM, now=NOW, wording="签到≥20人", target=Decimal(40))
    assert figures(project)["A1"] == (1, 0, 0)


def test_a_milestone_takes_a_number_and_is_reached_once(project):
    milestone = contracts.make_milestone(
        Milestone(project=project, unit=project.unit, name="末期评估", due_on=date(2026, 3, 10)),
        by=SYSTEM,
        now=NOW,
    )
    assert milestone.number == "MS-2025-001"
    contracts.reach_milestone(milestone, by=SYSTEM, done_on=date(2026, 3, 9), note="良好")
    with door.opened("test"):
        assert Milestone.everything.get().done_on == date(2026, 3, 9)


@pytest.mark.clause("R1.3.1")
def test_the_desk_shows_what_waits_in_this_room(project, actor_with, north, south):
    make_indicator(project, wording="视情况")
    contracts.make_milestone(
        Milestone(project=project, unit=north, name="末期评估", due_on=date(2026, 1, 5)), by=SYSTEM, now=NOW
    )
    kinds = [todo.kind for todo in waiting_for(actor_with(north, "projects.*"), TODAY)]
    assert sorted(kinds) == ["counting_rule", "legality", "milestone"]
    assert list(waiting_for(actor_with(south, "projects.*"), TODAY)) == []
    assert list(waiting_for(actor_with(north, "projects.*.view"), TODAY)) == []


def test_projects_and_indicators_are_found_by_those_who_may_see_them(project, actor_with, north, south):
    make_indicator(project, name="长者健康讲座")
    assert [hit.number for hit in find("健康讲座", actor_with(north, "projects.*"))] == ["A1"]
    assert list(find("健康讲座", actor_with(south, "projects.*"))) == []


def test_two_indicators_of_one_number_are_refused(project):
    make_indicator(project)
    with pytest.raises(Refused):
        make_indicator(project)
    with door.opened("test"):
        assert Indicator.everything.count() == 1
