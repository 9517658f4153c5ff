"""Groups: stages and phases from dated facts, what plan and evaluation must hold, and when something counts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from banyan.domains.services.rules import group_sessions as sessions
from banyan.domains.services.rules import groups as rules
from banyan.domains.services.rules.group_members import Agreed, Recruiting, check_admission, check_may_sign_up
from banyan.domains.services.rules.groups import Meeting, Papers, Phase, Stage
from banyan.foundation.refusal import Refused

TODAY = date(2025, 6, 2)
ENDS = date(2025, 6, 9)
DAYS = tuple(date(2025, 6, 10) + timedelta(days=7 * week) for week in range(6))
TEXTS = {name: "写明" for name, _words in rules.REQUIRED_TEXTS}
PLAN = rules.Plan(TEXTS, 6, 12, ENDS, Decimal(0), DAYS)


def meetings(held, planned=6):
    """A session table of which the first `held` were held on their day and written up."""
    return tuple(
        Meeting(
            place + 1,
            day,
            day if place < held else None,
            present=6,
            recorded_on=day if place < held else None,
        )
        for place, day in enumerate(DAYS[:planned])
    )


def now(papers):
    return next(each.phase for each in rules.phases(papers, 25, 50) if each.is_now)


def problems(call, *given):
    with pytest.raises(Refused) as refused:
        call(*given)
    return refused.value.problems


@pytest.mark.parametrize(
    ("papers", "stage"),
    [
        (Papers(), Stage.DRAFT),
        (Papers(plan_submitted=True), Stage.WAITING),
        (Papers(plan_approved_on=TODAY, meetings=meetings(0)), Stage.APPROVED),
        (Papers(plan_approved_on=TODAY, meetings=meetings(1)), Stage.RUNNING),
        (Papers(plan_approved_on=TODAY, meetings=meetings(6)), Stage.ENDED),
        (Papers(plan_approved_on=TODAY, meetings=meetings(6), evaluation_submitted_on=TODAY),
         Stage.EVALUATION_WAITING),
        (Papers(plan_approved_on=TODAY, meetings=meetings(6), evaluation_accepted_on=TODAY), Stage.ACCEPTED),
        (Papers(meetings=meetings(6), evaluation_accepted_on=TODAY), Stage.DRAFT),
        (Papers(cancelled_on=TODAY), Stage.CANCELLED),
    ],
)  # fmt: skip
def test_the_stage_follows_from_the_papers(papers, stage):
    assert rules.stage(papers) is stage


def test_a_group_is_over_when_its_last_session_was_held_or_called_off():
    open_one = (*meetings(5, planned=5), Meeting(6, DAYS[5]))
    assert rules.stage(Papers(plan_approved_on=TODAY, meetings=open_one)) is Stage.RUNNING
    fell_out = (*meetings(5, planned=5), Meeting(6, DAYS[5], called_off=True))
    assert rules.stage(Papers(plan_approved_on=TODAY, meetings=fell_out)) is Stage.ENDED
    none_held = tuple(Meeting(place, day, called_off=True) for place, day in enumerate(DAYS, start=1))
    assert rules.stage(Papers(plan_approved_on=TODAY, meetings=none_held)) is Stage.APPROVED


@pytest.mark.parametrize(
    ("held", "phase"),
    [(0, Phase.PREPARATION), (1, Phase.FORMATION), (2, Phase.FORMATION), (3, Phase.TRANSITION), (4, Phase.MATURITY),
     (5, Phase.MATURITY), (6, Phase.ENDING)],
)  # fmt: skip
def test_the_phase_follows_from_the_sessions_that_were_held(held, phase):
    assert now(Papers(plan_approved_on=TODAY, meetings=meetings(held))) is phase


def test_each_phase_says_when_it_began_and_for_when_it_is_planned():
    found = rules.phases(Papers(plan_approved_on=TODAY, meetings=meetings(3)), 25, 50)
    assert [each.phase for each in found] == list(Phase)
    assert [each.began_on for each in found] == [TODAY, DAYS[0], DAYS[2], None, None]
    assert [each.planned_on for each in found] == [None, DAYS[0], DAYS[2], DAYS[3], DAYS[5]]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 12])
def test_phases_follow_each_other_whatever_the_length_of_the_table(count):
    days = [date(2025, 6, 1) + timedelta(days=7 * week) for week in range(count)]
    table = tuple(Meeting(place, day, day) for place, day in enumerate(days, start=1))
    begun = [
        each.began_on
        for each in rules.phases(Papers(plan_approved_on=date(2025, 5, 1), meetings=table), 25, 50)
    ]
    told = [day for day in begun if day]
    assert told == sorted(told) and begun[0] and begun[1] == days[0] and begun[4] == days[-1]


def test_a_complete_plan_goes_to_signature():
    rules.check_plan(PLAN, TODAY, 4)


@pytest.mark.parametrize("name", list(TEXTS))
def test_every_text_of_the_plan_is_wanted(name):
    assert set(problems(rules.check_plan, replace(PLAN, texts=TEXTS | {name: " "}), TODAY, 4)) == {name}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"least_members": None}, "least_members"),
        ({"recruits_until": None}, "recruits_until"),
        ({"recruits_until": TODAY - timedelta(days=1)}, "recruits_until"),
        ({"recruits_until": DAYS[1]}, "recruits_until"),
        ({"budget": None}, "budget"),
        ({"sessions": DAYS[:3]}, ""),
        ({"has_responsible": False}, "responsible"),
    ],
)
def test_a_plan_that_lacks_something_stays_a_draft(changes, field):
    assert set(problems(rules.check_plan, replace(PLAN, **changes), TODAY, 4)) == {field}


@pytest.mark.clause("R3.2.2")
def test_a_plan_is_approved_before_recruitment_ends():
    rules.check_approved_in_time(ENDS, ENDS)
    with pytest.raises(Refused) as refused:
        rules.check_approved_in_time(ENDS, ENDS + timedelta(days=1))
    assert refused.value.clause == "R3.2.2" and refused.value.way_out


def test_sessions_of_a_table_follow_each_other():
    rules.check_table(DAYS)
    assert problems(rules.check_table, [DAYS[1], DAYS[0]])


RECRUITING = Recruiting(True, ENDS, None, 12, 5)


def test_people_sign_up_while_the_group_takes_members():
    check_may_sign_up(RECRUITING, ENDS)
    check_may_sign_up(replace(RECRUITING, is_closed_group=False, first_held_on=DAYS[0]), DAYS[1])


@pytest.mark.parametrize(
    ("changes", "today"),
    [
        ({}, ENDS + timedelta(days=1)),
        ({"first_held_on": DAYS[0]}, TODAY),
        ({"members": 12}, TODAY),
        ({"is_over": True, "is_closed_group": False}, TODAY),
    ],
)
def test_nobody_signs_up_too_late_or_beyond_the_places(changes, today):
    assert problems(check_may_sign_up, replace(RECRUITING, **changes), today)


def test_a_member_is_admitted_with_consent_and_a_minor_with_that_of_the_guardian():
    check_admission(Agreed(TODAY, None, False), TODAY)
    check_admission(Agreed(TODAY, TODAY, True), TODAY)
    assert set(problems(check_admission, Agreed(None, None, False), TODAY)) == {"consent_on"}
    assert set(problems(check_admission, Agreed(TODAY, None, True), TODAY)) == {"guardian_consent_on"}
    tomorrow = TODAY + timedelta(days=1)
    assert set(problems(check_admission, Agreed(tomorrow, tomorrow, True), TODAY)) == {
        "consent_on", "guardian_consent_on",
    }  # fmt: skip


def came(session, *marks):
    return [sessions.Came(session, person, sessions.Mark(mark)) for person, mark in marks]


def test_a_session_below_the_minimum_counts_neither_as_session_nor_as_person_times():
    marks = [
        *came(1, ("甲", "present"), ("乙", "late"), ("丙", "present")),
        *came(2, ("甲", "present"), ("丁", "present"), ("丙", "absent")),
        *came(3, ("甲", "present"), ("乙", "present"), ("丙", "present"), ("丁", "absent")),
    ]
    found = sessions.attended(marks, [1, 2, 3], {1: 3, 2: 3, 3: 3})
    assert (found.sessions, found.too_small) == ((1, 3), (2,))
    assert found.person_times == 6, "three and three; the two of the small session are not added"
    assert found.persons == ("甲", "乙", "丙"), "丁 came to the small session only"


def test_person_times_and_persons_are_two_figures():
    marks = [*came(1, ("甲", "present"), ("乙", "present")), *came(2, ("甲", "present"), ("乙", "late"))]
    found = sessions.attended(marks, [1, 2], {1: 2, 2: 2})
    assert (found.person_times, len(found.persons)) == (4, 2)


def test_what_does_not_count_says_so():
    assert sessions.too_small(3, 3) is None and sessions.too_few(4, 4) is None
    assert sessions.too_small(2, 3).params == {"found": 2, "least": 3}
    assert sessions.too_few(3, 4).params == {"found": 3, "least": 4}


def test_everybody_on_the_list_is_marked_and_an_absence_has_its_reason():
    sessions.check_marks({"a": ("present", ""), "b": ("absent", "生病")}, ["a", "b"])
    assert "" in problems(sessions.check_marks, {"a": ("present", "")}, ["a", "b"])
    assert "" in problems(sessions.check_marks, {"a": ("present", ""), "x": ("late", "")}, ["a"])
    assert set(problems(sessions.check_marks, {"a": ("absent", " ")}, ["a"])) == {"a"}


def test_a_session_is_held_under_an_approved_plan_with_members_and_not_ahead():
    sessions.check_may_hold(True, TODAY, TODAY, 5)
    for given in ((False, TODAY, TODAY, 5), (True, ENDS, TODAY, 5), (True, TODAY, TODAY, 0)):
        assert problems(sessions.check_may_hold, *given)


RECORD = {"actual": "按计划", "interaction": "互相提醒", "progress": "三人说出担心"}


def test_a_record_says_when_what_and_how():
    from datetime import time

    sessions.check_record(RECORD, time(14), time(15, 30))
    wanted = problems(sessions.check_record, {}, None, None)
    assert set(wanted) == {"actual", "interaction", "progress", "began_at", "ended_at"}
    assert set(problems(sessions.check_record, RECORD, time(15), time(15))) == {"ended_at"}


@pytest.mark.clause("R3.2.3")
def test_what_members_say_midway_is_followed_by_what_is_changed():
    from datetime import time

    said = RECORD | {"feedback": "想多些练习"}
    assert set(problems(sessions.check_record, said, time(14), time(15))) == {"adjustment"}
    sessions.check_record(said | {"adjustment": "下节加十分钟"}, time(14), time(15))


def test_evidence_is_complete_when_every_paper_lies_there():
    papers = Papers(plan_approved_on=TODAY, meetings=meetings(6), evaluation_submitted_on=TODAY,
                    evaluation_accepted_on=TODAY)  # fmt: skip
    assert rules.missing_evidence(papers, 14) == []
    codes = [each.code for each in rules.missing_evidence(Papers(), 14)]
    assert codes == [
        "plan_not_approved",
        "sessions_missing",
        "sessions_open",
        "group_evaluation_missing",
        "not_evaluated",
    ]


def test_a_session_without_its_record_keeps_the_group_from_counting():
    bare = (*meetings(5, planned=5), Meeting(6, DAYS[5], DAYS[5], present=6))
    papers = Papers(
        plan_approved_on=TODAY, meetings=bare, evaluation_submitted_on=TODAY, evaluation_accepted_on=TODAY
    )
    assert [each.code for each in rules.missing_evidence(papers, 14)] == ["record_missing"]
    texts = {"results": "x", "process": "x", "recommendations": "x"}
    assert problems(rules.check_evaluation, texts, papers)[""].params == {"numbers": "6"}


def test_the_evaluation_is_due_so_many_days_after_the_last_session():
    missing = rules.missing_evidence(Papers(plan_approved_on=TODAY, meetings=meetings(6)), 14)
    assert missing[0].due_on == DAYS[5] + timedelta(days=14)
    running = rules.missing_evidence(Papers(plan_approved_on=TODAY, meetings=meetings(3)), 14)
    assert {each.due_on for each in running} == {None}


def test_an_evaluation_comes_after_the_last_session_and_tells_what_was_reached():
    over = Papers(plan_approved_on=TODAY, meetings=meetings(6))
    assert set(problems(rules.check_evaluation, {}, over)) == {"results", "process", "recommendations"}
    texts = {"results": "x", "process": "x", "recommendations": "x"}
    rules.check_evaluation(texts, over)
    assert "" in problems(rules.check_evaluation, texts, replace(over, meetings=meetings(5)))
