"""No figure of the ledger lets a guarded case be told apart: neither its month nor that there is one more."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import clock
from banyan.core.identity.actor import system_actor
from banyan.domains.projects import public as projects
from banyan.domains.projects.models import LedgerLine
from banyan.domains.projects.queries.desk import bars_for
from banyan.domains.projects.queries.reports import figures_for
from banyan.domains.services.deeds.cases import files
from banyan.domains.services.models import Case, CaseWorker
from tests.makers import make_post
from tests.projects.makers import evidence, make_indicator, make_project
from tests.services.cases.makers import at, on
from tests.services.makers import make_user as make_client

CODE = "K1"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: at(on(40)))
    monkeypatch.setattr(clock, "today", lambda: on(40))


@pytest.fixture
def project(station):
    made = make_project(station.centre)
    family = {"field": "家庭", "department": "家庭部", "service_type": "个案", "counted_in": "个"}
    make_indicator(made, CODE, name="家庭个案开案", wording="个案", **family)
    make_indicator(
        made, "K2", service_type="去重", name="服务覆盖人数", counted_in="人", wording="全年去重自然人"
    )
    return made


@pytest.fixture
def reader(station):
    """Somebody who reads the ledger of the station and answers for no contract."""
    return station.member(
        make_post(station.department, "资料员"), "", "services.*.view", "projects.*.view", "projects.report.*"
    )


def handed_in(station, project, grade):
    """A case as the ledger knows it once its plan is signed; the worker keeps it."""
    number = f"GA-2025-{Case.everything.count() + 1:04}"
    client = make_client(station.department, f"案主{number}")
    given = {"confidentiality": grade, "inquired_on": on(0), "state": "intervention"}
    case = Case.everything.create(
        unit=station.department, project=project, number=number, client=client, **given
    )
    CaseWorker.everything.create(case=case, person=station.worker.person, since=on(0), is_key=True)
    called = {"source_number": number if grade == "L2" else grade, "persons": (str(client.public_id),)}
    held = {"source_model": "services.case", "source_public_id": case.public_id, "shares": {CODE: 100}}
    projects.offer(evidence(project, kind=projects.Kind.CASE_OPENED, happened_on=on(1), **held, **called))
    return case


def guarded(station, project, many):
    """So many cases at L3."""
    return [handed_in(station, project, "L3") for _each in range(many)]


def page(actor, project, *panel, **query):
    """The ledger as a page, or the records behind a figure."""
    client = Client()
    client.force_login(actor.user)
    name = "projects.ledger.panel" if panel else "projects.ledger.of"
    answer = client.get(reverse(name, args=[project.public_id, *panel]), query)
    return answer.context["page"], answer.context["side"], answer.content.decode()


def told(actor, project):
    """Everything that somebody can read of the indicator of cases, in figures."""
    shown, side, html = page(actor, project, CODE, "counted", face="months")
    line = side.line
    mark = reverse("projects.ledger.panel", args=[project.public_id, CODE, "counted"])
    return {
        "year": (line.counted, line.pending, line.against, line.row.forecast.judgement, side.total),
        "months": [each["amount"] for each in shown.by_month(line)],
        "bars": [bar["amount"] for bar in side.bars],
        "until": page(actor, project, until=on(39).isoformat())[0].lines[0].counted,
        "desk": [(bar["code"], bar["counted"], bar["pending"]) for bar in bars_for(actor, on(40))["rows"]],
        "answers": projects.ledger(project.number, actor, on(40)),
        "links": len(re.findall(re.escape(mark), html)),
        "report": figures_for(project, on(40)),
    }


def test_whoever_is_not_named_reads_the_same_figures_with_a_guarded_case_as_without(station, project, reader):
    handed_in(station, project, "L2")
    before = told(reader, project)
    assert before["year"][0] == 1, "the open case counts"
    guarded(station, project, 2)
    assert LedgerLine.everything.filter(indicator__number=CODE, state="counted").count() == 3
    assert told(reader, project) == before
    house = projects.ledger(project.number, system_actor("test"), on(40))
    assert [each["counted"] for each in house] == [3, 3], "the contract has them all"


def test_whoever_answers_for_the_contract_has_the_whole_figure_and_no_month_of_it(station, project, reader):
    guarded(station, project, 2)
    shown = told(station.director, project)
    assert shown["year"][0] == 2 and shown["year"][-1] == 0
    assert (shown["until"], {*shown["months"], *shown["bars"]} - {None, ""}) == (0, set())
    assert page(station.director, project, CODE, "counted")[1].is_short
    assert not page(reader, project, CODE, "counted")[1].is_short


def test_guarded_cases_enter_the_figure_of_everybody_when_five_are_together(station, project, reader):
    guarded(station, project, 4)
    assert told(reader, project)["year"][0] == 0
    guarded(station, project, 2)
    shown = told(reader, project)
    assert shown["year"][0] == 5 and not {*shown["months"]} - {None}
    named = told(station.worker, project)
    assert named["year"][0] == 6 == sum(filter(None, named["months"])), "those named read them all"


def test_a_sheet_does_not_say_that_its_guest_was_counted_elsewhere_where_that_is_a_guarded_case(
    station, project
):
    [case] = guarded(station, project, 1)
    person = str(case.client.public_id)
    projects.offer(evidence(project, persons=(person,), person_times=1, happened_on=on(30), shares={}))
    states = dict(
        LedgerLine.everything.filter(indicator__number="K2").values_list("evidence__number", "state")
    )
    assert states.pop("L3") == "repeated" and set(states.values()) == {"counted"}


def test_when_a_case_becomes_guarded_it_gives_up_its_place_to_the_sheet(station, project):
    case = station.led(station.case(project=project), "intervention")
    person = str(case.client.public_id)
    projects.offer(evidence(project, persons=(person,), person_times=1, happened_on=on(30), shares={}))
    held = LedgerLine.everything.filter(indicator__number="K2", state="counted").get()
    assert held.evidence.number == case.number
    files.reclassify(case, by=station.worker, now=at(on(31)), confidentiality="L3", reason="涉及家庭暴力")
    held = LedgerLine.everything.filter(indicator__number="K2", state="counted").get()
    assert held.evidence.number != "L3"
