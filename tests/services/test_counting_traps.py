"""The eight counting traps of the trade: each with the answer that a quick count gives, and the right one.

Plain tests ask the rules alone; the others lead records through the deeds of the rooms and read the ledger.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest

from banyan.core import door
from banyan.domains.projects import public
from banyan.domains.projects.deeds.months import freeze
from banyan.domains.projects.rules.conversion import Result, weighted
from banyan.domains.projects.rules.counting import read_rule
from banyan.domains.projects.rules.figures import Sums, figures_of
from banyan.domains.projects.rules.forecast import Figures, Thresholds, forecast
from banyan.domains.projects.rules.judging import Standing, Terms, judge
from banyan.domains.services.deeds import month_hours
from banyan.domains.services.deeds.activities import set_shares
from banyan.domains.services.deeds.counting import hand_in as count_activity
from banyan.domains.services.models import Attendance, HoursSheet
from banyan.domains.services.queries.hours import spent
from banyan.domains.services.rules.hours.counting import countable
from banyan.foundation.refusal import Refused
from tests.projects.makers import (
    booked,
    evidence,
    figures,
    make_indicator,
    make_persons_indicator,
    make_project,
    reasons,
)
from tests.services.cases.makers import Station, on
from tests.services.hours_makers import employed, worked

YEAR = (date(2025, 4, 1), date(2026, 3, 31))
RIGHT = ("services.hourssheet.*", "services.*.view", "services.workentry.review", "projects.*.view")


def rule_of(service_type, name, unit, counting):
    return read_rule(service_type, name, unit, counting).rule


def counted(rule, *pieces, code="K", **terms):
    """What the pieces of work add up to under a rule: counted and everything handed in."""
    asked = replace(Terms(code, *YEAR, rule), **terms)
    lines = [line for each in pieces for line in judge(asked, each)]
    return (
        sum(line.amount for line in lines if line.standing is Standing.COUNTED),
        sum(line.amount for line in lines),
    )


def piece(kind, **told):
    whole = public.Evidence(
        project=uuid4(), source_model="x.y", source_public_id=uuid4(), source_number="N", kind=kind,
        happened_on=date(2025, 10, 18), shares={"K": 100}, complete=True, approved=True,
    )  # fmt: skip
    return replace(whole, **told)


# 1 opened, carried over, closed


def test_trap_1_a_case_carried_over_closes_in_this_year_and_opened_in_the_last(north):
    """Wrong: two cases, two opened, one closed. Right: opened here 1, closed here 2 of which one was carried over."""
    station = Station(north)
    project = make_project(station.department)
    for code, name, wording in (("O", "个案开案", "个案"), ("C", "个案结案", "个案")):
        make_indicator(project, code, service_type="个案", name=name, counted_in="个", wording=wording)
    make_persons_indicator(project)
    case = station.led(station.case(project=project), "closed")
    assert figures(project) == {"O": (1, 0, 0), "C": (1, 0, 0), "P1": (1, 0, 0)}
    carried = evidence(
        project, kind=public.Kind.CASE_OPENED, source_model="services.case", happened_on=date(2025, 3, 3),
        persons=("old",), shares={"O": 100},
    )  # fmt: skip
    public.offer(carried)
    public.offer(
        replace(carried, kind=public.Kind.CASE_CLOSED, happened_on=date(2025, 6, 2), shares={"C": 100})
    )
    assert figures(project)["O"] == (1, 0, 1) and reasons(project, "O") == ["outside_contract"]
    assert figures(project)["C"] == (2, 0, 0)
    assert case.closed_on == on(21)


def test_trap_1_the_client_of_a_carried_over_case_is_served_by_the_contacts_of_this_year(north):
    project = make_project(north)
    make_persons_indicator(project)
    before = {"persons": ("old",), "shares": {}}
    public.offer(evidence(project, kind=public.Kind.CASE_OPENED, happened_on=date(2025, 3, 3), **before))
    assert figures(project)["P1"] == (0, 0, 1)
    public.offer(evidence(project, kind=public.Kind.CONTACT, happened_on=date(2025, 4, 7), **before))
    assert figures(project)["P1"][0] == 1


# 2 person-times, persons, households, sessions


def test_trap_2_four_figures_of_the_same_group_never_share_a_column():
    """Wrong: 小组 52, whatever the unit. Right: 1 group, 6 sessions, 52 person-times, 10 persons, 7 households."""
    group = piece(
        public.Kind.GROUP, person_times=52, persons=tuple("abcdefghij"), households=tuple("tuvwxyz"), sessions=6,
        least_sessions=4, evaluated=True,
    )  # fmt: skip
    told = {"个": 1, "节": 6, "人次": 52, "人": 10, "户": 7}
    for unit, wanted in told.items():
        wording = "小组活动" if unit != "人" else "全年去重"
        assert counted(rule_of("小组", "支持小组", unit, wording), group)[0] == wanted, unit


def test_trap_2_meetings_of_a_case_are_no_cases():
    """Wrong: twelve talks are twelve cases. Right: twelve 节次, twelve 人次, ten hours, and no case at all."""
    talks = [
        piece(public.Kind.CONTACT, person_times=1, persons=("a",), hours=Decimal("0.83")) for _ in range(12)
    ]
    assert counted(rule_of("个案", "个案面谈", "节次", "服务节次"), *talks)[0] == 12
    assert counted(rule_of("个案", "个案服务", "人次", "服务人次"), *talks)[0] == 12
    assert counted(rule_of("个案", "个案面谈时数", "小时", "实际时数"), *talks)[0] == Decimal("9.96")
    assert counted(rule_of("个案", "个案开案", "个", "个案"), *talks) == (0, 12)


# 3 one event, two areas


def test_trap_3_one_event_of_two_areas_is_one_event(north):
    """Wrong: K04 + K26 = 2 events. Right: 0.6 + 0.4 = 1; shares that make more or less than 100 % are refused."""
    project = make_project(north)
    make_indicator(project, "K04"), make_indicator(project, "K26")
    for shares in ({"K04": 100, "K26": 100}, {"K04": 60, "K26": 30}, {"K04": 60, "K99": 40}):
        with pytest.raises(Refused):
            public.offer(evidence(project, shares=shares))
    public.offer(evidence(project, shares={"K04": 60, "K26": 40}))
    assert [figures(project)[code][0] for code in ("K04", "K26")] == [0.6, 0.4]


# 4 complete, approved, in time


def test_trap_4_only_what_is_complete_approved_and_in_time_counts():
    """Wrong: three activities were held, three count. Right: one counts, one waits, one came after the cut-off."""
    rule = rule_of("活动", "社区活动", "场", "签到≥15人")
    held = piece(public.Kind.ACTIVITY, person_times=20, approved_at=datetime(2026, 4, 10, 9, tzinfo=UTC))
    waits = replace(held, complete=False, missing=("summary_missing",), approved_at=None)
    late = replace(held, approved_at=datetime(2026, 4, 16, 9, tzinfo=UTC))
    assert counted(rule, held, waits, late, cut_off_on=date(2026, 4, 15)) == (1, 3)
    lines = [judge(Terms("K", *YEAR, rule, date(2026, 4, 15)), each)[0] for each in (waits, late)]
    assert [line.reason.code for line in lines] == ["summary_missing", "after_cut_off"]


def test_trap_4_a_sample_is_large_enough_as_a_whole():
    """Wrong: no sheet of 200 answers reaches 300, so satisfaction is unknown. Right: 400 answers, 90 %."""
    rule = rule_of("满意度", "服务对象满意度", "%", "4-5分占比，样本≥300")
    sheets = [piece(public.Kind.SATISFACTION, answers=200, satisfied=180) for _ in range(2)]
    assert counted(rule, *sheets)[0] == 360
    sums = {n: Sums(Decimal(9 * n // 10), base=Decimal(n)) for n in (400, 200)}
    enough, short = (figures_of(rule, Decimal(85), sums[n], None) for n in (400, 200))
    assert (enough.counted, enough.measured) == (Decimal("90.0"), True)
    assert (short.counted, short.measured) == (Decimal("90.0"), False)


# 5 joint work; 6 volunteers


@pytest.fixture
def morning(north):
    """An activity from eight to twelve under a contract: two workers, two volunteers, one of them left unseen."""
    project = make_project(north)
    for code, kind, unit, wording in (
        ("E", "活动", "场", "签到≥1人"), ("H", "工时", "小时", "可计工时"), ("V", "志愿者", "小时", "审核通过时数"),
    ):  # fmt: skip
        make_indicator(project, code, service_type=kind, name=kind, counted_in=unit, wording=wording)
    ana, bo = employed(north, "样甲", *RIGHT), employed(north, "样乙", *RIGHT)
    sheet = worked(ana)
    lines = (
        ("样乙", "staff", time(8), time(10)), ("志愿甲", "volunteer", time(8), time(11, 30)),
        ("志愿乙", "volunteer", time(8), None), ("居民", "resident", time(8), time(12)),
    )  # fmt: skip
    with door.opened("test"):
        sheet.activity.project = project
        sheet.activity.save()
        set_shares(sheet.activity, {"E": 100})
        sheet.lines = len(lines)
        sheet.save()
        for position, (name, role, came, went) in enumerate(lines, 1):
            reason = {"resident": ""}.get(role, role)
            Attendance.everything.create(
                sheet=sheet, position=position, name=name, role=role, reason=reason, arrived_at=came, left_at=went
            )  # fmt: skip
    return project, sheet.activity, ana, bo


def handed_in(project, by, month=date(2025, 10, 1)):
    return month_hours.hand_in(
        HoursSheet(unit=by.person.unit, project=project, month=month), by=by, now=datetime(2025, 11, 1, 9, tzinfo=UTC)
    )  # fmt: skip


def test_trap_5_joint_work_is_one_service_and_hours_for_both(morning):
    """Wrong: two workers, two events and 16 hours. Right: one event, its 8 hours shared 4 : 2 by time."""
    project, activity, ana, bo = morning
    with door.opened("test"):
        count_activity(activity)
    sheets = [handed_in(project, by) for by in (ana, bo)]
    assert [sheet.countable_minutes for sheet in sheets] == [320, 160]
    assert figures(project)["H"] == (0, 8, 0) and figures(project)["E"][1] == 1
    head = employed(project.unit, "样丙", *RIGHT)
    for sheet in sheets:
        month_hours.accept(sheet, by=head, now=datetime(2025, 11, 2, 9, tzinfo=UTC))
    assert figures(project)["H"] == (8, 0, 0)


def test_trap_6_hours_of_volunteers_are_no_hours_of_workers(morning):
    """Wrong: 3.5 volunteer hours among the workers' 8. Right: each under its own indicator; unsigned leaving counts none."""
    project, activity, ana, bo = morning
    with door.opened("test"):
        count_activity(activity)
    [handed_in(project, by) for by in (ana, bo)]
    assert figures(project)["H"] == (0, 8, 0)
    assert figures(project)["V"][:2] == (0, 3.5)
    assert reasons(project, "V")[-1] == "signout_missing"


def test_hours_are_handed_in_by_oneself_accepted_by_another_and_only_as_the_records_tell(morning):
    project, _activity, ana, bo = morning
    sheet = handed_in(project, ana)
    with pytest.raises(Refused):
        handed_in(project, ana)
    with pytest.raises(Refused):
        handed_in(project, bo, date(2025, 11, 1))
    for refused in (
        lambda: month_hours.accept(sheet, by=ana),
        lambda: month_hours.hand_in_again(sheet, by=bo),
    ):
        with pytest.raises(Refused):
            refused()
    with door.opened("test"):
        Attendance.everything.filter(name="样乙").delete()
    with pytest.raises(Refused):
        month_hours.accept(sheet, by=bo)
    sheet = month_hours.hand_in_again(month_hours.send_back(sheet, by=bo, reason="样乙未到"), by=ana)
    assert (month_hours.accept(sheet, by=bo).countable_minutes, figures(project)["H"]) == (480, (8, 0, 0))


# 7 conversion, 8 over 100 %


def test_trap_7_surplus_covers_what_is_lacking_only_where_the_contract_allows_and_to_its_cap():
    """Wrong: 150 % and 50 % are 100 % together. Right: 10 % of the surplus helps where allowed, nothing elsewhere."""
    over = Result(Decimal(50), Decimal(10), Decimal(15), convertible=True, cap_percent=Decimal(10))
    under = Result(Decimal(50), Decimal(10), Decimal(5))
    assert (weighted([over, under]).points, weighted([over, under]).total) == (75, 80)
    assert weighted([replace(over, convertible=False), under]).total == 75


def test_trap_8_over_delivery_is_capped_in_the_score_and_shown_as_it_is():
    """Wrong: 150 % gives 75 of 50 points, or the page says 100 %. Right: 50 points, and the page says 150 %."""
    assert weighted([Result(Decimal(50), Decimal(10), Decimal(15))]).points == 50
    shown = forecast(
        Figures(Decimal(10), Decimal(15), Decimal(0)), *YEAR, date(2026, 3, 31), Thresholds(Decimal("0.9"), Decimal("0.7"))
    )  # fmt: skip
    assert shown.completion == 150


# beside the eight: a month that was reported stays reported


def test_a_reported_month_stays_and_what_comes_late_is_an_adjustment(north, actor_with):
    """Wrong: October says 2 after December. Right: October says 1 for ever, December books +1 as an adjustment."""
    project = make_project(north)
    make_indicator(project)
    public.offer(evidence(project))
    freeze(project, by=actor_with(north, "projects.project.freeze"), through=date(2025, 11, 1))
    project.refresh_from_db()
    public.offer(evidence(project, happened_on=date(2025, 10, 20)))
    assert booked(project, "A1") == [("2025-10", "counted", 1, False), ("2025-12", "counted", 1, True)]


def test_a_home_visit_of_a_case_is_no_visit_on_the_roster(north):
    """Wrong: an hour, as for any visit. Right: 60 minutes, 20 on the way and 30 for the record: 110."""
    station = Station(north)
    case = station.led(station.case(), "agreement")
    station.contact(case, 7, kind="visit", travel_minutes=20)
    rows = spent([station.worker.person_id], on(7), on(7))
    assert [each.countable for each in countable(rows)] == [110]
