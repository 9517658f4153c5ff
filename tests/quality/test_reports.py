"""Reports of breaches: sealed, read by few, each opening written down, the reporter protected."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.notices.models import Notice
from banyan.domains.quality.deeds import reports as deeds
from banyan.domains.quality.models import BreachReport, ProtectionCheck
from banyan.domains.quality.queries.reports import looks_due, own_reports, report_of_code
from banyan.foundation.refusal import Refused
from tests.controls import outcome, verdict
from tests.makers import make_grant
from tests.projects.makers import make_project
from tests.quality.makers import NOW, at, fresh, member

WORDS = "十月八日下午，有人在办公室代居民签字"


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def reader(agency):
    made = member(agency, "未受理")
    make_grant(made.user, agency, "quality.*", role="programme-director")
    return made


@pytest.fixture
def worker(north):
    return member(north, "申社工", "quality.breachreport.add", "identity.*.view")


@pytest.fixture
def named(north):
    return member(north, "酉被举报")


def handed_in(north, worker, *named, anonymous=False, code=""):
    report = BreachReport(unit=north, matter=WORDS, clause="R5.3.1", code=code)
    people = [each.person for each in named]
    return deeds.report_breach(report, people, by=worker, now=NOW, anonymous=anonymous)


def seen_by(actor):
    return list(BreachReport.objects.visible_to(actor))


@pytest.mark.clause("R10.1.2")
def test_only_its_readers_see_a_report_whatever_others_may(north, agency, worker, named, reader):
    report = handed_in(north, worker, named)
    assert seen_by(reader) == [report]
    for other in (worker, named, member(agency, "管理员", "*")):
        assert seen_by(other) == []


@pytest.mark.clause("R10.1.2")
def test_whom_it_names_is_locked_out_even_as_a_reader_by_role(agency, north, worker, reader):
    second = member(agency, "戌管理")
    make_grant(second.user, agency, "quality.*", role="administrator")
    report = handed_in(north, worker, reader)
    assert (seen_by(reader), seen_by(second)) == ([], [report])


@pytest.mark.clause("R10.1.2")
def test_a_report_that_nobody_free_could_read_is_refused(north, worker, reader):
    with pytest.raises(Refused, match="named in it"):
        handed_in(north, worker, reader)


@pytest.mark.clause("R10.1.2")
def test_an_anonymous_report_leaves_no_name_anywhere_and_its_code_leads_to_the_answer(north, worker, reader):
    report = handed_in(north, worker, anonymous=True, code="abc123def456")
    assert report.reporter is None
    assert {event.actor for event in Event.objects.filter(object_id=str(report.public_id))} == {
        "anonymous report"
    }
    assert report_of_code("abc123def456") == report
    assert report_of_code("000000") is None
    assert report_of_code("") is None


def test_the_words_are_sealed_and_notices_carry_the_number_alone(north, worker, reader):
    report = handed_in(north, worker)
    with connection.cursor() as cursor:
        cursor.execute("select matter from quality_breachreport")
        assert "代居民签字" not in cursor.fetchone()[0]
    notice = Notice.everything.get(user=reader.user)
    assert notice.params == {"number": report.number}


@pytest.mark.clause("R10.1.2")
def test_each_opening_is_written_down(client, north, worker, reader):
    report = handed_in(north, worker)
    client.force_login(reader.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("quality.breachreport.detail", args=[report.public_id])).status_code == 200
    answer = client.get(reverse("quality.breachreport.panel", args=[report.public_id, "file"]))
    assert "代居民签字" in answer.content.decode()
    assert (
        Event.objects.filter(verb="quality.breachreport.read", object_id=str(report.public_id)).count() == 2
    )
    client.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("quality.breachreport.detail", args=[report.public_id]))
    assert answer.status_code in (403, 404)


@pytest.mark.clause("R10.1.2")
def test_anybody_hands_one_in_and_sees_what_became_of_it(client, north, worker, reader):
    client.force_login(worker.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("quality.report")
    assert client.post(address, {"matter": WORDS, "anonymous": "on"}).status_code == 200
    assert "回执码" in client.get(address).content.decode()
    assert client.post(address, {"matter": WORDS}).status_code == 200
    assert [each.reporter_id for each in BreachReport.everything.order_by("pk")] == [None, worker.person_id]
    (mine,) = own_reports(worker)
    assert mine.number in client.get(address).content.decode()
    assert client.post(address, {"matter": "短"}).status_code == 409


def closed(report, reader, now=NOW):
    deeds.inquire(report, by=reader, now=now)
    answers = {"outcome": "confirmed", "inquiry": "调阅监控和签到表", "answer": "属实，已处理"}
    return deeds.close_report(fresh(report), by=reader, now=now, **answers)


@pytest.mark.clause("R10.1.2")
def test_the_reporters_protection_is_looked_at_after_months(north, worker, reader):
    report = closed(handed_in(north, worker), reader)
    days = list(ProtectionCheck.everything.values_list("due_on", flat=True))
    assert days == [date(2026, 1, 8), date(2026, 4, 8), date(2026, 10, 8)]
    for _each in days:
        deeds.look_after(report, by=reader, now=at(date(2026, 10, 9)), note="岗位与绩效无变化")
    with pytest.raises(Refused, match="was made"):
        deeds.look_after(report, by=reader, now=at(date(2026, 10, 9)), note="再看一次")


@pytest.mark.clause("R10.1.2")
def test_a_look_before_its_time_is_refused_and_lies_on_the_desk_when_it_comes(north, worker, reader):
    report = closed(handed_in(north, worker), reader)
    with pytest.raises(Refused, match="2026-01-08"):
        deeds.look_after(report, by=reader, now=NOW, note="无变化")
    assert [list(looks_due(reader, day)) for day in (NOW.date(), date(2025, 12, 24))] == [[], []]
    (due,) = looks_due(reader, date(2025, 12, 25))
    assert (due.number, due.due) == (report.number, date(2026, 1, 22))
    assert list(looks_due(worker, date(2025, 12, 25))) == []
    deeds.look_after(report, by=reader, now=at(date(2025, 12, 25)), note="岗位与绩效无变化")
    assert list(looks_due(reader, date(2025, 12, 25))) == []


@pytest.mark.clause("R10.1.2")
def test_reports_are_judged_for_the_whole_agency_and_none_is_named(north, south, worker, reader):
    project, elsewhere = make_project(north), make_project(south)
    assert verdict("R10.1.2", project) == "not_applicable"
    report = handed_in(north, worker)
    assert verdict("R10.1.2", project) == verdict("R10.1.2", elsewhere) == "breached"
    (told,) = outcome("R10.1.2", project).faults
    assert (told.number, told.record, told.on) == ("", None, date(2025, 12, 31))
    report = closed(report, reader, at(date(2025, 10, 30)))
    assert verdict("R10.1.2", project) == verdict("R10.1.2", elsewhere) == "met"
    first_quarter = ("R10.1.2", project, "2026-Q1", date(2026, 3, 31))
    assert verdict(*first_quarter) == "attention", "nobody looked at the end of January"
    deeds.look_after(report, by=reader, now=at(date(2026, 1, 28)), note="岗位与绩效无变化")
    assert verdict(*first_quarter) == "met"
    report.closed_on = NOW.date() + timedelta(days=60)
    report.save()
    assert verdict("R10.1.2", project) == "attention"
