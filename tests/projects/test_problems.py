"""Problems from raising to closing, with the clock that passes them upwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.notices.models import Notice
from banyan.core.todo import waiting_for
from banyan.domains.projects import jobs
from banyan.domains.projects.deeds import problems as deeds
from banyan.domains.projects.models import Problem, ProblemStep
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_appointment, make_person, make_post, make_user
from tests.projects.makers import SYSTEM, make_project

MONDAY = datetime(2025, 11, 3, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def people(north):
    """A worker below a head, and the lead of the project."""
    head_post = make_post(north, "部门主管")
    post = make_post(north, "社工", superior=head_post)
    worker, head, lead = (make_person(north, name) for name in ("样工", "样管", "样责"))
    make_appointment(worker, post)
    make_appointment(head, head_post)
    return {"worker": worker, "head": head, "lead": lead}


@pytest.fixture
def problem(north, people):
    project = make_project(north, lead=people["lead"])
    return deeds.raise_problem(
        project, "两部门抢用活动室", "周六上午同时排了活动", owner=people["worker"], by=SYSTEM, now=MONDAY
    )


def fresh(problem):
    with door.opened("test"):
        return Problem.everything.select_related("holder", "owner").get(pk=problem.pk)


def steps(problem):
    with door.opened("test"):
        return list(
            ProblemStep.everything.filter(problem=problem).values_list("stage", "holder__name", "answer_by")
        )


def actor_for_person(person, unit, *permissions):
    return make_actor(unit, *permissions, user=make_user(unit, person=person))


@pytest.mark.clause("R9.3.1")
def test_a_problem_begins_with_the_parties_and_has_three_working_days(problem):
    assert (problem.number, problem.stage) == ("PB-2025-0001", "parties")
    assert steps(problem) == [("parties", "样工", date(2025, 11, 6))]


@pytest.mark.clause("R9.3.1")
def test_the_clock_passes_an_unanswered_problem_from_stage_to_stage_up_to_the_committee(problem):
    assert deeds.escalate_overdue(MONDAY + 3 * DAY) == []
    for days in (4, 12, 30, 60):
        deeds.escalate_overdue(MONDAY + days * DAY)
    assert [(stage, name) for stage, name, _due in steps(problem)] == [
        ("parties", "样工"),
        ("department", "样管"),
        ("lead", "样责"),
        ("committee", None),
    ]
    assert fresh(problem).stage == "committee"


@pytest.mark.clause("R2.2.8")
def test_the_scheduled_job_escalates_and_tells_the_next(problem, people, monkeypatch):
    make_user(problem.unit, person=people["head"])
    monkeypatch.setattr(jobs.clock, "now", lambda: MONDAY + 4 * DAY)

    class Context:
        def progress(self, done, total):
            self.told = (done, total)

    assert jobs.pass_problems_up(Context()) == {"problems": ["PB-2025-0001"]}
    assert fresh(problem).holder == people["head"]
    with door.opened("test"):
        assert Notice.everything.get(user__person=people["head"]).params["number"] == "PB-2025-0001"


def test_an_answered_problem_does_not_rise(problem):
    deeds.decide(
        problem,
        by=SYSTEM,
        now=MONDAY,
        cause="排期表两份",
        decision="合为一份",
        carried_out_by=date(2025, 11, 14),
    )
    assert deeds.escalate_overdue(MONDAY + 30 * DAY) == []
    assert fresh(problem).state == "decided"


@pytest.mark.clause("R2.2.3")
def test_a_party_does_not_decide_once_it_has_gone_up(problem, people):
    deeds.escalate_overdue(MONDAY + 4 * DAY)
    worker = actor_for_person(people["worker"], problem.unit, "projects.problem.*")
    given = {"cause": "排期", "decision": "听我的", "carried_out_by": date(2025, 12, 1)}
    with pytest.raises(Refused) as refused:
        deeds.decide(problem, by=worker, now=MONDAY + 5 * DAY, **given)
    assert refused.value.clause == "R9.3.1"
    head = actor_for_person(people["head"], problem.unit, "projects.problem.*")
    deeds.decide(problem, by=head, now=MONDAY + 5 * DAY, **given)
    assert fresh(problem).decided_by == people["head"]


@pytest.mark.clause("R2.2.3")
def test_cause_decision_and_result_make_a_closed_problem(problem):
    with pytest.raises(Refused):
        deeds.close(problem, by=SYSTEM, now=MONDAY, result="好了")
    deeds.decide(
        problem,
        by=SYSTEM,
        now=MONDAY,
        cause="排期表两份",
        decision="合为一份",
        carried_out_by=date(2025, 11, 14),
    )
    with pytest.raises(Refused):
        deeds.close(problem, by=SYSTEM, now=MONDAY, result=" ")
    deeds.close(problem, by=SYSTEM, now=MONDAY + 7 * DAY, result="再未冲突")
    assert fresh(problem).closed_on == date(2025, 11, 10)


def test_a_decision_that_did_not_hold_puts_the_clock_on_again(problem):
    deeds.decide(
        problem,
        by=SYSTEM,
        now=MONDAY,
        cause="排期表两份",
        decision="合为一份",
        carried_out_by=date(2025, 11, 14),
    )
    deeds.reopen(problem, by=SYSTEM, now=MONDAY + 14 * DAY, reason="又冲突")
    assert fresh(problem).answer_by == date(2025, 11, 20)
    assert [stage for stage, _who, _due in steps(problem)] == ["parties", "parties"]


def test_passing_on_by_hand_says_why(problem):
    deeds.pass_on(problem, by=SYSTEM, now=MONDAY, reason="涉及两个部门")
    with door.opened("test"):
        assert ProblemStep.everything.get(position=1).answer == "涉及两个部门"
    assert fresh(problem).stage == "department"


def test_one_record_raises_one_open_problem(problem, people):
    again = {"owner": people["worker"], "by": SYSTEM, "now": MONDAY, "source": problem.project}
    first = deeds.raise_problem(problem.project, "一", "二", **again)
    assert deeds.raise_problem(problem.project, "一", "二", **again) == first
    assert first.source_number == problem.project.number


def test_only_who_may_raises_a_problem_and_other_stations_do_not_see_it(problem, people, south):
    stranger = make_actor(south, "projects.*")
    with pytest.raises(PermissionDenied):
        deeds.raise_problem(problem.project, "一", "二", owner=people["worker"], by=stranger, now=MONDAY)
    assert not Problem.objects.visible_to(stranger).exists()


def test_the_desk_of_whoever_must_answer_names_it(problem, people):
    worker = actor_for_person(people["worker"], problem.unit, "projects.problem.*")
    head = actor_for_person(people["head"], problem.unit, "projects.problem.*")
    assert [todo.number for todo in waiting_for(worker, MONDAY.date())] == ["PB-2025-0001"]
    assert list(waiting_for(head, MONDAY.date())) == []
