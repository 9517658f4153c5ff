"""An inspection from the sheet to the receipt of its circular, as people click it."""

from datetime import date

import pytest
from django.urls import reverse

from banyan.core import door
from banyan.domains.quality.deeds import inspections, monitoring
from banyan.domains.quality.models import Circular, CircularReading, Inspection, MonitoringItem
from tests.projects.makers import make_project
from tests.quality.makers import OPERATOR, at, member

AUGUST = at(date(2025, 8, 20))


def enter(client, actor):
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")


def page(client, name, *args, status=200, data=None):
    address = reverse(name, args=args)
    answer = client.post(address, data) if data is not None else client.get(address)
    assert answer.status_code == status, answer.content[:800]
    return answer.content


def only(model):
    with door.opened("test"):
        return model.everything.get()


@pytest.fixture
def inspector(agency):
    return member(agency, "壬检查")


@pytest.fixture
def inspection(agency, north, inspector):
    make_project(north)
    made = Inspection(unit=agency, year=2025, half=1)
    with door.opened("test"):
        return inspections.begin(made, by=inspector, now=AUGUST)


def test_an_empty_list_tells_nobody_to_begin_what_is_not_theirs_to_begin(client, north, inspector):
    step = "开始上半年或下半年的检查。"
    enter(client, inspector)
    assert step in page(client, "quality.inspection.list").decode()
    enter(client, member(north, "子主任", "quality.inspection.view"))
    shown = page(client, "quality.inspection.list").decode()
    assert "还没有记录" in shown and step not in shown


def breached_lines(inspection):
    with door.opened("test"):
        return list(inspection.lines.filter(own="breached"))


@pytest.mark.clause("R10.1.1")
def test_an_inspection_runs_from_the_sheet_to_the_receipt(client, north, inspector, inspection):
    reader = member(north, "丑读者")
    enter(client, inspector)
    shown = page(client, "quality.inspection.detail", inspection.public_id).decode()
    assert shown.count("<h1") == 1 and inspection.number in shown
    told = page(client, "quality.inspection.deed", inspection.public_id, "sign", status=409, data={}).decode()
    assert "还有" in told and "缺检查人意见" in told
    remarks = {f"remark-{line.public_id}": "现场所见与记录一致" for line in breached_lines(inspection)}
    owned = {f"own-{line.public_id}": "breached" for line in breached_lines(inspection)}
    written = {**remarks, **owned, "opinion": "例会制度松动，须由主任抓。"}
    page(client, "quality.inspection.write", inspection.public_id, status=302, data=written)
    page(client, "quality.inspection.deed", inspection.public_id, "sign", status=302, data={})
    page(client, "quality.inspection.deed", inspection.public_id, "mend", status=302, data={})
    page(client, "quality.inspection.circular", inspection.public_id, status=302, data={})
    page(client, "quality.circular.deed", only(Circular).public_id, "publish", status=302, data={})
    assert "丑读者" in page(client, "quality.circular.detail", only(Circular).public_id).decode()
    enter(client, reader)
    assert only(Circular).title in page(client, "quality.circulars").decode()
    reading = only(CircularReading)
    assert "须由主任抓" in page(client, "quality.circularreading.detail", reading.public_id).decode()
    page(client, "quality.circularreading.confirm_reading", reading.public_id, status=302, data={})
    assert only(CircularReading).read_at is not None


def test_the_sheet_comes_as_paper(client, inspector, inspection):
    enter(client, inspector)
    assert page(client, "quality.inspection.sheet", inspection.public_id)[:5] == b"%PDF-"


def test_nobody_reads_what_was_sent_to_another(client, north, south, agency, inspector):
    with door.opened("test"):
        circular = Circular.everything.create(
            unit=agency, kind="quality", title="年度", body="正文", state="published"
        )
        reader = member(north, "丑读者")
        reading = CircularReading.everything.create(circular=circular, user=reader.user, unit=north)
    enter(client, member(north, "卯别人"))
    page(client, "quality.circularreading.detail", reading.public_id, status=404)
    page(client, "quality.circular.detail", circular.public_id, status=404)


def test_the_calendar_of_a_year_shows_each_item(client, north, inspector):
    with door.opened("test"):
        made = monitoring.add_item(
            MonitoringItem(
                unit=north,
                title="抽查服务记录",
                rhythm="month",
                checker=inspector.person,
                starts_on=date(2025, 10, 1),
            ),
            by=OPERATOR,
            now=AUGUST,
        )
    enter(client, inspector)
    assert made.title in page(client, "quality.monitoring").decode()
    page(client, "quality.monitoringitem.detail", made.public_id)
    page(client, "quality.monitoringitem.panel", made.public_id, "looks")
