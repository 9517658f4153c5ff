"""What the deeds of this room refuse by themselves: each guard seen refusing, with its field and its clause."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.core import door
from banyan.domains.quality.deeds import circulars, conduct, inspections, monitoring, rectifications, reports
from banyan.domains.quality.models import (
    BreachReport,
    Circular,
    CircularReading,
    ConductDecision,
    Inspection,
    MonitoringItem,
    QualityYear,
    Rectification,
    Relief,
    TeamAppraisal,
)
from tests.guards import refused
from tests.makers import make_grant
from tests.projects.makers import make_project
from tests.quality.makers import NOW, OPERATOR, analysed, at, done, fresh, member, opened, planned

TOMORROW = date(2025, 10, 9)
BY_OPERATOR = {"by": OPERATOR, "now": NOW}


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def worker(north):
    return member(north, "甲社工")


def test_a_hearing_and_a_grade_are_asked_again_at_each_step(north, worker):
    proposed = ConductDecision(
        unit=north, kind="sanction", person=worker.person, grade="书面警告", facts="单人入户"
    )
    decision = conduct.propose(proposed, **BY_OPERATOR)
    refused(
        conduct.hear, decision, "heard_on", "R10.1.3", heard_on=TOMORROW, hearing="愿意改正", **BY_OPERATOR
    )
    refused(conduct.edit_decision, decision, "grade", "R10.1.3", grade="记大过", **BY_OPERATOR)


def test_a_year_and_a_relief_that_have_not_begun_are_not_entered(north):
    project = make_project(north)
    refused(conduct.sum_up, QualityYear(unit=north, year=2026), "year", "R4.4.4", **BY_OPERATOR)
    relief = Relief(unit=north, project=project, before_on=TOMORROW, before_value=Decimal(3))
    refused(conduct.begin_relief, relief, "before_on", "P2.5", **BY_OPERATOR)


def test_an_appraisal_is_decided_by_a_resolution(north):
    made = TeamAppraisal(
        unit=north, project=make_project(north), starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30)
    )
    appraisal = conduct.appraise(made, **BY_OPERATOR)
    refused(conduct.decide_appraisal, appraisal, "resolution", "R2.2.4", resolution=" ", **BY_OPERATOR)
    assert conduct.decide_appraisal(appraisal, resolution="决议 1", **BY_OPERATOR).state == "decided"


def test_a_look_has_a_name_words_and_a_day_that_has_come(north, worker):
    told = {"unit": north, "title": "抽查", "rhythm": "month", "starts_on": NOW.date()}
    refused(monitoring.add_item, MonitoringItem(**told), "checker", "R3.2.6", **BY_OPERATOR)
    item = monitoring.add_item(MonitoringItem(**told, checker=worker.person), **BY_OPERATOR)
    seen = {"checked_on": NOW.date(), "seen": "抽查十份", "by": worker, "now": NOW}
    refused(monitoring.write_check, item, "checked_on", "R3.2.6", **seen | {"checked_on": TOMORROW})
    refused(monitoring.write_check, item, "seen", "R3.2.6", **seen | {"seen": " "})


def test_a_half_year_to_come_is_not_inspected_and_a_new_lead_does_not_sign(north, worker):
    ahead = Inspection(unit=north, year=2026, half=1)
    refused(inspections.begin, ahead, "half", "R10.1.1", by=worker, now=NOW)
    sheet = inspections.begin(Inspection(unit=north, year=2025, half=1), by=worker, now=NOW)
    make_project(north, lead=worker.person)
    assert "leads" in refused(inspections.sign, sheet, "", "R10.1.1", by=worker, now=NOW)


def test_everybody_confirms_their_own_reading_and_an_own_circular_needs_no_inspection(north, worker):
    circular = circulars.add_circular(Circular(unit=north, title="通报", body="请各站自查"), **BY_OPERATOR)
    circulars.publish(circular, **BY_OPERATOR)
    reading = CircularReading.everything.get()
    refused(circulars.confirm_reading, reading, "", "R10.1.1", **BY_OPERATOR)


def test_each_step_of_a_rectification_says_something(north, worker):
    silent = Rectification(unit=north, source_kind="monitoring", finding=" ")
    refused(rectifications.open_one, silent, "finding", **BY_OPERATOR)
    refused(rectifications.analyse, opened(north), "cause", "R4.4.1", cause="忙", **BY_OPERATOR)
    late = {"measure": "排定代理主持人", "owner": worker.person, "due_on": date(2025, 10, 1)}
    refused(rectifications.plan, analysed(north), "due_on", "R4.4.2", **late, **BY_OPERATOR)
    verifier = member(north, "戊核实")
    refused(rectifications.confirm, done(north, worker), "effect", "R4.4.3", effect=" ", by=verifier, now=NOW)


def test_a_measure_goes_to_another_person_and_has_its_day(north, worker):
    record = planned(north, worker)
    refused(
        rectifications.hand_over, record, "owner", "R4.4.2", owner=worker.person, reason="换人", **BY_OPERATOR
    )
    Rectification.everything.filter(pk=record.pk).update(due_on=None)
    more = {"due_on": date(2025, 11, 30), "reason": "等场地", "agreed_by": member(north, "乙").person}
    refused(rectifications.extend, fresh(record), "due_on", "R4.4.2", **more, **BY_OPERATOR)


def test_only_its_readers_work_on_a_report_and_each_look_is_made_once(north, agency, worker):
    reader = member(agency, "丙受理")
    make_grant(reader.user, agency, "quality.*", role="programme-director")
    stranger = member(agency, "丁旁人")
    made = BreachReport(unit=north, matter="十月八日有人代居民签字", clause="R5.3.1")
    report = reports.report_breach(made, [], by=worker, now=NOW, anonymous=False)
    refused(reports.inquire, report, "", "R10.1.2", by=stranger, now=NOW)
    report = reports.inquire(report, by=reader, now=NOW)
    ending = {"outcome": "confirmed", "inquiry": "查了记录", "answer": "属实"}
    refused(reports.close_report, report, "", "R10.1.2", by=stranger, now=NOW, **ending)
    report = reports.close_report(report, by=reader, now=NOW, **ending)
    refused(reports.look_after, report, "", "R10.1.2", by=stranger, now=NOW, note="无异常")
    refused(reports.look_after, report, "", "R10.1.2", by=reader, now=NOW, note="三次一起写")
    for look in list(report.protection_checks.all()):
        reports.look_after(report, by=reader, now=at(look.due_on), note="无异常")
    refused(reports.look_after, report, "", "R10.1.2", by=reader, now=NOW, note="再看一次")
