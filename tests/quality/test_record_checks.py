"""A quarter's records of service: drawn, called back, judged, compared, signed."""

from datetime import date, time

import pytest
from django.urls import reverse

from banyan.core import door
from banyan.core.identity.actor import actor_for
from banyan.core.identity.models import User
from banyan.core.jobs.running import run_now
from banyan.domains.quality.deeds import record_checks as deeds
from banyan.domains.quality.deeds import rectifications
from banyan.domains.quality.models import CheckedRecord, LikeRecords, RecordCheck, Rectification
from banyan.domains.quality.queries import record_checks as queries
from banyan.domains.services import public as services
from banyan.domains.services.deeds.cases.contacts import correct_contact
from banyan.domains.services.models import Case, CaseContact
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.makers import make_grant
from tests.projects.makers import make_project
from tests.quality.makers import at, fresh, member, prove
from tests.services.cases.makers import BEGAN, Station, on

JANUARY = at(date(2026, 1, 12))
OPINION = "记录总体真实，个别过程记录照抄，须重写。"
LONG = "今天到家里看望，母女二人均在家，谈到孩子上学迟到，约定每天早上由母亲叫醒，下周再看出勤情况如何"


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def station(north):
    return Station(north)


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def case(station, project):
    """A case with seven contacts of the worker, two of them nearly the same, and one at an hour that is taken."""
    made = station.led(station.case(project=project), "agreement")
    for days in range(8, 13):
        station.contact(made, days, happened=f"第{days}次面谈，谈到{days * 7}件事")
    station.contact(made, 14, happened=LONG)
    station.contact(made, 20, happened=LONG.replace("下周", "下月"))
    station.contact(made, 12, began_at=time(14, 30), ended_at=time(15, 30), happened="又谈一次")
    return made


def draw(project, by, year=2025, quarter=4, now=JANUARY):
    sheet = deeds.draw(
        RecordCheck(project=project, unit=project.unit, year=year, quarter=quarter), by=by, now=now
    )
    run_now(deeds.COMPARE, by=by, unit=sheet.unit, sheet=str(sheet.public_id))
    return fresh(sheet)


def judged(sheet, by, answer="confirmed", complete="yes", accurate="yes", remark=""):
    for line in sheet.lines.all():
        deeds.call_back(line, by=by, now=JANUARY, answer=answer, consented=answer == "confirmed")
        deeds.judge(line, by=by, now=JANUARY, complete=complete, accurate=accurate, remark=remark)
    return sheet


@pytest.fixture
def head(north):
    return member(north, "壬主管")


@pytest.mark.clause("R4.2.2")
def test_a_sample_is_drawn_by_the_system_and_holds_when_drawn_again(project, case, head):
    sheet = draw(project, head)
    assert (sheet.number, len(sheet.seed), len(sheet.frame), sheet.lines.count()) == ("CC-2026-001", 16, 8, 3)
    kept = [line.source_number for line in sheet.lines.order_by("position")]
    station_frame = queries.frame_of(sheet, JANUARY.date())
    from_now = queries.rules.drawn(
        [queries.rules.Drawable(each.worker, each.number) for each in station_frame], sheet.seed, 5, 3
    )
    assert kept == from_now and queries.page(sheet, head)["holds"]
    CheckedRecord.everything.filter(pk=sheet.lines.first().pk).update(source_number="GA-0-0")
    assert not queries.page(sheet, head)["holds"]
    with pytest.raises(Refused, match="drawn once"):
        draw(project, head)
    with pytest.raises(Refused, match="not over"):
        draw(project, head, now=at(date(2025, 12, 31)))


@pytest.mark.clause("R4.2.2")
def test_guarded_files_are_never_drawn(project, case, head):
    Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    with pytest.raises(Refused, match="No process record"):
        draw(project, head)


@pytest.mark.clause("R4.2.2")
def test_a_correction_after_the_drawing_leaves_the_frame_as_it_was(project, case, station, head):
    sheet = draw(project, head)
    first = CaseContact.everything.get(case=case, position=1)
    correct_contact(first, by=station.worker, reason="补写", changes={"happened": "补写之后"}, now=JANUARY)
    again = queries.rules.fingerprint(each.number for each in queries.frame_of(sheet, JANUARY.date()))
    assert again == sheet.frame_hash


@pytest.mark.clause("R4.2.2")
def test_the_house_sees_gaps_overlaps_and_late_entries(project, case, station, head):
    late = CaseContact.everything.get(case=case, position=3)
    CaseContact.everything.filter(pk=late.pk).update(entered_on=date(2025, 12, 1))
    sheet = draw(project, head)
    every = queries.frame_of(sheet, JANUARY.date())
    looked = services.looked_at(every, JANUARY.date())
    by_number = {each.number: (each, looked[each.public_id]) for each in every}
    _drawn, seen = by_number[f"{case.number}-08"]
    assert any("another record" in str(told) for told in seen.contradictions)
    assert any("aim" in str(told) for told in seen.gaps)
    assert not by_number[f"{case.number}-01"][1].contradictions
    assert by_number[f"{case.number}-03"][0].late == (date(2025, 12, 1) - on(10)).days - 7
    assert queries.page(sheet, head)["late"] == 1


@pytest.mark.clause("R4.2.2")
def test_alike_records_are_found_and_read_by_a_person(project, case, station, head):
    sheet = draw(project, head)
    (pair,) = LikeRecords.everything.all()
    assert (pair.first, pair.second) == (f"{case.number}-06", f"{case.number}-07")
    assert sheet.compared == 8
    with pytest.raises(Refused, match="took part"):
        deeds.read_pair(pair, by=_rights(station.worker), now=JANUARY, verdict="rightly", words="同一件事")
    judged(sheet, head)
    with pytest.raises(Refused, match="pairs"):
        deeds.sign(sheet, by=head, now=JANUARY, opinion=OPINION)


def _rights(actor):
    """The same person with every right of the room: what stops them is the rule."""

    make_grant(actor.user, actor.person.unit.root, "*")
    return actor_for(User.objects.select_related("person").get(pk=actor.user.pk), BEGAN)


@pytest.mark.clause("R4.2.2")
def test_what_is_at_fault_becomes_a_rectification_that_the_worker_does_not_verify(
    project, case, station, head, north
):
    sheet = draw(project, head)
    (pair,) = LikeRecords.everything.all()
    deeds.read_pair(pair, by=head, now=JANUARY, verdict="copied", words="第七次照抄第六次")
    judged(sheet, head)
    line = sheet.lines.order_by("position").first()
    with pytest.raises(Refused, match="took part"):
        deeds.judge(line, by=_rights(station.worker), now=JANUARY, complete="yes", accurate="yes")
    deeds.judge(line, by=head, now=JANUARY, complete="no", accurate="yes", remark="缺下一步")
    sheet = deeds.sign(sheet, by=head, now=JANUARY, opinion=OPINION)
    made = list(Rectification.everything.order_by("pk"))
    assert [(each.source_kind, each.clause, each.source_number) for each in made] == [
        ("records", "R4.2.2", sheet.number)
    ]
    assert line.source_number in made[0].finding and pair.second in made[0].finding
    assert fresh(line).rectification == fresh(pair).rectification == made[0]
    with pytest.raises(Refused, match="signed"):
        deeds.judge(line, by=head, now=JANUARY, complete="yes", accurate="yes")
    _mended(made[0], head, member(north, "癸改"), station)


def _mended(record, head, owner, station):
    record = rectifications.analyse(record, by=head, now=JANUARY, cause="外出时匆忙写成")
    record = rectifications.plan(
        record, by=head, now=JANUARY, measure="补写下一步", owner=owner.person, due_on=date(2026, 1, 30)
    )
    prove(record, owner)
    record = rectifications.report_done(record, by=owner, now=JANUARY, outcome="已补写下一步并附扫描件")
    with pytest.raises(Refused, match="Whose record"):
        rectifications.confirm(record, by=_rights(station.worker), now=JANUARY, effect="已看过补写")
    assert rectifications.confirm(record, by=head, now=JANUARY, effect="已看过补写").state == "effective"


@pytest.mark.clause("R4.2.2")
def test_the_control_wants_a_signed_check_of_the_last_quarter_in_time(project, case, station, head):
    def said():
        return verdict("R4.2.2", project, "2026-Q1", date(2026, 3, 31))

    assert said() == "breached"
    sheet = draw(project, head)
    assert (said(), faults("R4.2.2", project, "2026-Q1", date(2026, 3, 31))) == ("breached", [sheet.number])
    deeds.read_pair(LikeRecords.everything.get(), by=head, now=JANUARY, verdict="rightly", words="同一约定")
    sheet = deeds.sign(judged(sheet, head), by=head, now=JANUARY, opinion=OPINION)
    assert said() == "met"
    other = make_project(station.centre)
    assert verdict("R4.2.2", other, "2026-Q1", date(2026, 3, 31)) == "not_applicable"
    RecordCheck.everything.filter(pk=sheet.pk).update(signed_on=date(2026, 3, 1))
    assert said() == "attention"
    RecordCheck.everything.filter(pk=sheet.pk).update(quarter=3)
    assert said() == "breached"


@pytest.mark.clause("R4.2.2")
def test_the_page_shows_the_sample_and_anybody_takes_the_frame_along(client, project, case, head):
    sheet = draw(project, head)
    client.force_login(head.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(reverse("quality.recordcheck.detail", args=[sheet.public_id])).content.decode()
    assert shown.count("<h1") == 1 and sheet.seed in shown and shown.count('class="drawn"') == 4
    table = client.get(reverse("quality.recordcheck.frame", args=[sheet.public_id])).content.decode()
    assert len(table.strip().splitlines()) == 9 and table.count(f"{case.number}-") == 8
    line = sheet.lines.first()
    deed = reverse("quality.checkedrecord.deed", args=[line.public_id, "call_back"])
    answer = client.post(deed, {"answer": "confirmed"})
    assert answer.status_code == 409
    client.post(deed, {"answer": "confirmed", "consented": "on", "words": "来过"})
    assert fresh(line).answer == "confirmed"
