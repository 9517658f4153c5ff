"""The monitoring calendar, the half-yearly inspection and the circular about it."""

from datetime import date

import pytest

from banyan.core import door
from banyan.core.identity.models import User
from banyan.core.todo import waiting_for
from banyan.domains.quality.deeds import circulars, inspections, monitoring
from banyan.domains.quality.models import (
    Circular,
    CircularReading,
    Inspection,
    InspectionLine,
    MonitoringItem,
    Rectification,
)
from banyan.domains.quality.queries.circulars import drafted, receipts
from banyan.domains.quality.queries.inspections import inspection_page
from banyan.domains.quality.queries.monitoring import calendar
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.projects.makers import make_project
from tests.quality.makers import OPERATOR, at, fresh, member, opened

AUGUST = at(date(2025, 8, 20))
OPINION = "两个站例会制度松动，须由主任抓。"


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def inspector(agency):
    return member(agency, "壬检查")


@pytest.fixture
def project(north):
    return make_project(north)


def item(unit, checker, rhythm="month", **fields):
    given = {
        "title": "抽查服务记录",
        "rhythm": rhythm,
        "checker": checker.person,
        "starts_on": date(2025, 10, 1),
        **fields,
    }
    return monitoring.add_item(MonitoringItem(unit=unit, **given), by=OPERATOR, now=at(date(2025, 10, 1)))


def look(made, day, by, in_order=True):
    return monitoring.write_check(
        made, by=by, now=at(day), checked_on=day, seen="抽查十份记录", in_order=in_order
    )


def drawn(unit, by, year=2025, half=1, now=AUGUST):
    return inspections.begin(Inspection(unit=unit, year=year, half=half), by=by, now=now)


def remarked(inspection, by):
    remarks = {str(line.public_id): (line.own, "现场所见与记录一致") for line in inspection.lines.all()}
    return inspections.write(inspection, by=by, now=AUGUST, remarks=remarks, opinion=OPINION)


def breached_lines(inspection):
    with door.opened("test"):
        return list(inspection.lines.filter(own="breached"))


def signed(unit, by):
    return inspections.sign(remarked(drawn(unit, by), by), by=by, now=AUGUST)


@pytest.mark.clause("R3.2.6")
def test_a_project_whose_calendar_was_kept_is_met_and_a_missed_look_flips_it(north, inspector, project):
    made = item(north, inspector, project=project)
    assert verdict("R3.2.6", project) == "breached"
    for day in (date(2025, 10, 20), date(2025, 11, 20), date(2025, 12, 20)):
        look(made, day, inspector)
    assert verdict("R3.2.6", project) == "met"
    made.checks.filter(checked_on=date(2025, 11, 20)).delete()
    assert (verdict("R3.2.6", project), faults("R3.2.6", project)) == ("breached", [made.number])


@pytest.mark.clause("R3.2.6")
def test_a_look_at_another_project_or_span_changes_nothing(north, south, inspector, project):
    kept = item(north, inspector, "quarter")
    look(kept, date(2025, 11, 5), inspector)
    item(north, inspector, project=make_project(north))
    item(south, inspector)
    item(north, inspector, project=project, starts_on=date(2026, 1, 1))
    assert verdict("R3.2.6", project) == "met"


def test_a_week_that_runs_over_the_quarter_is_looked_at_once(north, inspector, project):
    made = item(north, inspector, "week", project=project, starts_on=date(2025, 9, 29), title="周检")
    look(made, date(2025, 9, 30), inspector)
    monitoring.finish_item(made, by=inspector, now=at(date(2025, 10, 6)), reason="改为月检")
    assert verdict("R3.2.6", project) == "met"


def test_the_calendar_shows_what_was_missed_and_the_desk_what_is_due(north, inspector):
    made = item(north, inspector)
    look(made, date(2025, 10, 20), inspector)
    (row,) = calendar(inspector, 2025, date(2025, 12, 10))
    assert [month.state for month in row.months[9:]] == ["done", "missed", "due"]
    assert row.missed == 1
    assert [each.number for each in waiting_for(inspector, date(2025, 12, 10))] == [made.number]
    look(made, date(2025, 12, 9), inspector)
    assert list(waiting_for(inspector, date(2025, 12, 10))) == []


@pytest.mark.clause("R10.1.1")
def test_the_sheet_holds_every_clause_of_every_project(agency, north, south, inspector, project):
    make_project(south)
    inspection = drawn(agency, inspector)
    lines = list(InspectionLine.everything.filter(inspection=inspection))
    assert len({line.project_id for line in lines}) == 2
    assert len(lines) == 2 * len({line.clause for line in lines})
    assert inspection.number == "ZDJC-2025-001"
    with pytest.raises(Refused, match="already"):
        drawn(agency, inspector)


@pytest.mark.clause("R10.1.1")
def test_who_leads_a_project_does_not_inspect_it(north, project):
    lead = member(north, "癸负责")
    project.lead = lead.person
    project.save()
    with pytest.raises(Refused, match="leads"):
        drawn(north, lead)


@pytest.mark.clause("R10.1.1")
def test_signing_wants_a_remark_on_every_breach_and_an_opinion(agency, inspector, project):
    inspection = drawn(agency, inspector)
    assert inspection.lines.filter(own="breached").exists()
    with pytest.raises(Refused, match="remark"):
        inspections.sign(inspection, by=inspector, now=AUGUST)
    inspection = inspections.sign(remarked(inspection, inspector), by=inspector, now=AUGUST)
    assert (inspection.state, inspection.signed_on) == ("signed", AUGUST.date())


def test_only_who_inspected_signs(agency, inspector, project):
    other = member(agency, "子同事")
    with pytest.raises(Refused, match="Only who inspected"):
        inspections.sign(remarked(drawn(agency, inspector), inspector), by=other, now=AUGUST)


def test_reading_the_records_again_keeps_the_remarks(agency, inspector, project):
    inspection = remarked(drawn(agency, inspector), inspector)
    before = inspection.lines.count()
    inspections.redraw(inspection, by=inspector, now=AUGUST)
    assert inspection.lines.exclude(remark="").count() == before


@pytest.mark.clause("R10.1.1", "R4.4.1")
def test_every_breach_becomes_a_rectification_once(agency, north, south, inspector, project):
    make_project(south)
    inspection = signed(agency, inspector)
    breaches = inspection.lines.filter(own="breached")
    here = breaches.filter(project=project)
    already = opened(north, project=project, clause=here[0].clause)
    inspections.mend(inspection, by=inspector, now=AUGUST)
    assert fresh(here[0]).rectification == already
    made = Rectification.everything.filter(source_kind="inspection")
    assert made.count() == breaches.count() - 1 > 0
    assert {each.source_number for each in made} == {inspection.number}
    with pytest.raises(Refused, match="already"):
        inspections.mend(inspection, by=inspector, now=AUGUST)


def told(inspection, by):
    circular = Circular(unit=inspection.unit, **drafted(inspection, by))
    made = circulars.add_circular(circular, by=by, now=AUGUST)
    return circulars.publish(made, by=by, now=AUGUST)


@pytest.mark.clause("R10.1.1")
def test_the_circular_bears_a_number_and_keeps_who_has_read_it(agency, north, inspector, project):
    reader = member(north, "丑读者")
    circular = told(signed(agency, inspector), inspector)
    assert circular.document_number == "通报〔2025〕1号"
    assert OPINION in circular.body
    assert {(each.user, each.unit) for each in CircularReading.everything.all()} == {(reader.user, north)}
    reading = CircularReading.everything.get()
    with pytest.raises(Refused, match="their own"):
        circulars.confirm_reading(reading, by=inspector, now=AUGUST)
    assert "circular" in [each.kind for each in waiting_for(reader, AUGUST.date())]
    circulars.confirm_reading(reading, by=reader, now=AUGUST)
    assert receipts(circular, inspector)["share"] == 100


def test_only_a_signed_inspection_is_told_and_what_is_out_stands(agency, inspector, project):
    inspection = drawn(agency, inspector)
    with pytest.raises(Refused, match="signed"):
        told(inspection, inspector)
    circular = told(inspections.sign(remarked(inspection, inspector), by=inspector, now=AUGUST), inspector)
    with pytest.raises(Refused):
        circulars.edit_circular(circular, by=inspector, now=AUGUST, body="改一改")


@pytest.mark.clause("R10.1.1")
def test_the_half_year_is_met_once_it_is_inspected_and_told(agency, south, inspector, project):
    assert verdict("R10.1.1", project) == "breached"
    inspection = signed(agency, inspector)
    assert verdict("R10.1.1", project) == "attention"
    told(inspection, inspector)
    assert verdict("R10.1.1", project) == "met"
    inspection.signed_on = date(2025, 9, 15)
    inspection.save()
    assert verdict("R10.1.1", project) == "attention"


@pytest.mark.clause("R10.1.1")
def test_the_inspection_of_another_unit_or_half_proves_nothing(agency, south, inspector, project):
    make_project(south)
    told(signed(south, inspector), inspector)
    told(
        inspections.sign(remarked(drawn(agency, inspector, 2024, 2), inspector), by=inspector, now=AUGUST),
        inspector,
    )
    assert verdict("R10.1.1", project) == "breached"


def test_readers_are_people_with_an_open_sign_in(agency, north, inspector, project):
    gone = member(north, "寅离开")
    User.objects.filter(pk=gone.user.pk).update(is_active=False)
    circular = told(signed(agency, inspector), inspector)
    assert not CircularReading.everything.filter(circular=circular, user=gone.user).exists()


@pytest.mark.clause("R10.1.1")
def test_a_circular_tells_a_breach_of_several_projects_once_and_names_them_all(
    agency, north, south, inspector, project
):
    other = make_project(south, name="乙站项目")
    inspection = signed(agency, inspector)
    body = drafted(inspection, inspector)["body"]
    shared = {
        clause
        for clause in inspection.lines.filter(own="breached", project=project).values_list(
            "clause", flat=True
        )
        if inspection.lines.filter(own="breached", project=other, clause=clause).exists()
    }
    assert shared
    for line in (line for line in body.splitlines() if line.split(" ")[0] in shared):
        assert project.name in line and other.name in line
    assert body.count("\n" + min(shared) + " ") == 1


def test_the_sheet_stands_by_chapter_and_opens_where_a_remark_is_wanted(agency, inspector, project):
    inspection = drawn(agency, inspector)
    page = inspection_page(inspection, inspector)
    parts = page["parts"]
    assert sum(count for part in parts for _verdict, count in part.counts) == len(page["sheet"].trouble)
    first = next(part for part in parts if part.is_silent)
    assert page["unfolded"] == first.code
    for row in first.rows:
        for cell in row.cells:
            inspection.lines.filter(pk=cell.line.pk).update(remark="现场所见与记录一致")
    assert inspection_page(inspection, inspector)["unfolded"] != first.code


@pytest.mark.clause("R10.1.1")
def test_one_remark_serves_a_clause_or_what_its_chapter_still_lacks(agency, inspector, project):
    sheet = drawn(agency, inspector)
    lines = [line for line in breached_lines(sheet) if line.clause.startswith("R3.")]
    mine, clause = lines[0], lines[1].clause
    given = {str(line.public_id): (line.own, "自己所见" if line == mine else "") for line in lines}
    shared = {clause: "本条同一原因", "R3": "本章同一原因"}
    inspections.write(sheet, by=inspector, now=AUGUST, remarks=given, opinion=OPINION, shared=shared)
    told = {line.clause: line.remark for line in breached_lines(sheet)}
    assert (told[mine.clause], told[clause], told[lines[2].clause]) == (
        "自己所见",
        "本条同一原因",
        "本章同一原因",
    )
    assert not any(remark for other, remark in told.items() if not other.startswith("R3."))
    with pytest.raises(Refused, match="500"):
        inspections.write(
            sheet, by=inspector, now=AUGUST, remarks={}, opinion=OPINION, shared={"R3": "长" * 501}
        )
    with pytest.raises(Refused, match="4000"):
        inspections.write(sheet, by=inspector, now=AUGUST, remarks={}, opinion="长" * 4001)
