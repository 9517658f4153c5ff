"""The cockpit and the indicator ledger: every figure leads to exactly its records, and nobody sees another centre's."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banyan.core import door
from banyan.domains.projects import public
from banyan.domains.projects.models import LedgerLine
from banyan.domains.projects.views import side_panel
from tests.makers import make_grant, make_user
from tests.projects.makers import (
    evidence,
    make_indicator,
    make_persons_indicator,
    make_project,
    make_visits_indicator,
    visit,
)

PAGES = ("projects.cockpit.of", "projects.ledger.of", "projects.cockpit.team", "projects.cockpit.waiting")


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(made)
    make_persons_indicator(made)
    make_visits_indicator(made)
    return made


@pytest.fixture
def signed_in():
    def sign(unit, *permissions):
        user = make_user(unit)
        make_grant(user, unit, *permissions)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


@pytest.fixture
def reader(signed_in, north):
    return signed_in(north, "projects.*", "staff.*")


def address(name, project, **more):
    return reverse(name, kwargs={"public_id": project.public_id} | more)


def records_on(response):
    """The records that the side panel lists."""
    side = response.content.decode().split('id="side"')[1]
    return re.findall(r" data-record ", side)


def test_each_figure_of_the_ledger_opens_exactly_that_many_records(project, reader):
    public.offer(evidence(project))
    public.offer(evidence(project, persons=("p0", "p1")))
    public.offer(evidence(project, persons=("p0", "new"), person_times=16, approved=False))
    public.offer(visit(project, "a", date(2025, 10, 3)))
    public.offer(visit(project, "a", date(2025, 10, 9)))
    page = reader.get(address("projects.ledger.of", project)).context["page"]
    for line in page.lines:
        for figure, url in (
            (line.counted, line.url),
            (line.pending, line.pending_url),
            (line.against, line.against_url),
        ):
            assert len(records_on(reader.get(url))) == figure, (line.code, url)


def test_the_figures_of_a_month_and_of_a_day_open_their_records(project, reader):
    public.offer(evidence(project))
    public.offer(evidence(project, happened_on=date(2025, 11, 2), persons=("x",), person_times=15))
    url = address("projects.ledger.panel", project, code="A1", state="counted")
    assert len(records_on(reader.get(url))) == 2
    assert len(records_on(reader.get(f"{url}?month=2025-10"))) == 1
    assert len(records_on(reader.get(f"{url}?until=2025-10-31"))) == 1


def test_a_panel_that_shows_the_newest_alone_still_tells_how_many_there_are(project, reader, monkeypatch):
    monkeypatch.setattr(side_panel, "SHOWN", 3)
    public.offer(evidence(project))
    answer = reader.get(address("projects.ledger.panel", project, code="P1", state="counted"))
    assert len(records_on(answer)) == 3
    assert answer.context["side"].summed == (20, 20)
    assert "20 条记录，合计 20" in answer.content.decode()


def test_each_judgement_told_on_cockpit_and_ledger_opens_exactly_these_indicators(project, reader):
    public.offer(evidence(project))
    for name in ("projects.cockpit.of", "projects.ledger.of"):
        verdicts = reader.get(address(name, project)).context["page"].verdicts
        assert sum(each.count for each in verdicts) == 3
        for each in verdicts:
            assert reader.get(each.url).context["page"].shown_count == each.count


def test_the_list_of_ledger_lines_has_as_many_lines_as_the_figure(project, reader):
    public.offer(evidence(project))
    with door.opened("test"):
        indicator = project.indicators.get(number="P1")
    found = reader.get(
        reverse("projects.ledgerline.list"), {"indicator": str(indicator.public_id), "state": "counted"}
    )
    assert found.context["listing"].total == 20


def test_the_panel_says_why_a_record_does_not_count(project, reader):
    public.offer(evidence(project, persons=("a", "b")))
    page = reader.get(address("projects.ledger.panel", project, code="A1", state="not_counted"))
    ((because, count, bundles),) = page.context["side"].groups
    assert (str(because), count, len(bundles)) == ("2 signed in, 15 are needed.", 1, 1)


@pytest.mark.parametrize("name", PAGES)
def test_another_centre_finds_nothing_here(project, signed_in, south, name):
    assert signed_in(south, "projects.*", "staff.*").get(address(name, project)).status_code == 404


def test_another_centre_finds_no_panel_either(project, signed_in, south):
    public.offer(evidence(project))
    stranger = signed_in(south, "projects.*")
    assert (
        stranger.get(address("projects.ledger.panel", project, code="A1", state="counted")).status_code == 404
    )


def test_without_the_right_to_lines_figures_are_plain_and_the_panel_is_closed(project, signed_in, north):
    public.offer(evidence(project))
    purchaser = signed_in(north, "projects.project.view", "projects.indicator.view")
    page = purchaser.get(address("projects.ledger.of", project))
    assert page.status_code == 200
    assert {line.url for line in page.context["page"].lines} == {""}
    assert (
        purchaser.get(address("projects.ledger.panel", project, code="A1", state="counted")).status_code
        == 403
    )


def test_a_panel_of_an_indicator_or_state_that_is_not_there_is_not_found(project, reader):
    assert (
        reader.get(address("projects.ledger.panel", project, code="ZZ", state="counted")).status_code == 404
    )
    assert (
        reader.get(address("projects.ledger.panel", project, code="A1", state="guessed")).status_code == 404
    )


def test_the_addresses_without_a_project_lead_to_the_one_with_indicators(project, north, reader):
    make_project(north, number="Z-empty")
    for name in ("projects.cockpit", "projects.ledger"):
        answer = reader.get(reverse(name))
        assert answer.url == reverse(f"{name}.of", kwargs={"public_id": project.public_id})


def test_without_any_project_the_pages_say_what_belongs_here(reader):
    assert "projects/nothing.html" in [t.name for t in reader.get(reverse("projects.cockpit")).templates]
    assert reader.get(reverse("projects.ledger")).status_code == 200


def test_filters_stand_in_the_address(project, reader):
    make_indicator(project, "A2", department="家庭部", field="家庭")
    page = reader.get(address("projects.ledger.of", project), {"department": "家庭部"}).context["page"]
    assert [group["name"] for group in page.groups] == ["家庭"]
    nothing = reader.get(address("projects.ledger.of", project), {"against": "1"})
    assert nothing.context["page"].shown_count == 0


FRAME = ("django_session", "identity_")  # who asks, and what is remembered of the tree and the clock


def statements(client, url) -> int:
    """How many statements a page costs beside those of the frame around it."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    sources = (re.search(r'FROM "(\w+)"', query["sql"]) for query in caught)
    return len([source for source in sources if source and not source[1].startswith(FRAME)])


@pytest.mark.parametrize("state", ["", "counted", "pending", "not_counted", "adjustments"])
def test_the_ledger_costs_the_same_few_statements_whatever_it_holds(project, reader, state):
    name, more = (
        ("projects.ledger.panel", {"code": "A1", "state": state}) if state else ("projects.ledger.of", {})
    )
    url = address(name, project, **more)
    few = statements(reader, url)
    assert few <= 8
    for number in range(27):
        make_indicator(project, f"B{number}", weight=Decimal(1))
    public.offer(evidence(project, persons=tuple(f"q{n}" for n in range(60))))
    assert statements(reader, url) == few


def test_the_cockpit_costs_at_most_eight_statements(project, reader):
    public.offer(evidence(project))
    assert statements(reader, address("projects.cockpit.of", project)) <= 8


def test_a_far_behind_indicator_and_a_missing_basis_want_a_decision(project, reader):
    page = reader.get(address("projects.cockpit.of", project)).context["page"]
    said = " ".join(str(matter.sentence) for matter, _url in page.matters)
    assert "no legal basis" in said
    assert "A1" in said
    opened = [reader.get(url).context["side"].line.code for matter, url in page.matters if matter.code]
    assert opened == [matter.code for matter, _url in page.matters if matter.code]


def test_lines_point_to_the_record_they_come_from(project, reader):
    public.offer(evidence(project))
    with door.opened("test"):
        line = LedgerLine.everything.filter(indicator__number="A1").get()
    page = reader.get(reverse("projects.ledgerline.detail", kwargs={"public_id": line.public_id}))
    assert line.evidence.number in page.content.decode()


def test_the_import_of_indicators_asks_for_the_project_and_offers_those_of_the_station_alone(
    project, south, signed_in, north
):
    client = signed_in(north, "projects.*", "identity.unit.view")
    mine, theirs = project, make_project(south)
    page = reverse("projects.indicator.import")
    offered = client.get(page).content.decode()
    assert str(mine.public_id) in offered
    assert str(theirs.public_id) not in offered
    table = "指标编号,服务领域,服务类型,指标名称,单位,年度目标,截止日\nK1,长者,个案,个案开案,个,5,2026-03-31\n".encode()

    def send(project):
        file = SimpleUploadedFile("k.csv", table)
        return client.post(page, {"unit": north.code, "project": project, "file": file}, follow=True)

    for wrong in ("", str(theirs.public_id)):
        assert send(wrong).status_code == 422
    staged = send(str(mine.public_id))
    assert staged.status_code == 200
    made = staged.context["made"]
    assert (made.rows, made.good, made.project_id) == (1, 1, mine.public_id)
