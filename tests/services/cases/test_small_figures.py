"""No figure of the ledger lets a guarded case be told apart: neither its month nor that there is one more."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import clock
from banyan.core.controls import Scope
from banyan.core.identity.actor import actor_for, system_actor
from banyan.core.identity.models import User
from banyan.core.notices.models import Notice
from banyan.domains.projects import public as projects
from banyan.domains.projects.deeds import exact, months
from banyan.domains.projects.models import FiguresReader, Indicator, LedgerLine
from banyan.domains.projects.queries import exact as exact_queries
from banyan.domains.projects.queries.desk import bars_for
from banyan.domains.projects.queries.proving import reached
from banyan.domains.projects.queries.reports import figures_for
from banyan.domains.services.deeds.cases import files, papers
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseWorker
from banyan.domains.services.queries import hours_month
from banyan.domains.services.queries.satisfied import CASES, said_of
from banyan.domains.services.queries.served import cases_served
from banyan.foundation.periods import Period, month_of
from banyan.foundation.refusal import Refused
from tests.makers import make_grant, make_post
from tests.projects.makers import END, SYSTEM, evidence, make_indicator, make_project
from tests.services.cases.makers import answered, at, fresh, on
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


@pytest.fixture
def above(station):
    """The programme director at headquarters."""
    post = make_post(station.centre.root, "项目总监")
    return _with(station.member(post, ""), station.centre.root, "projects.*", "identity.person.view")


def _with(actor, unit, *permissions):
    make_grant(actor.user, unit, *permissions)
    return actor_for(User.objects.select_related("person").get(pk=actor.user.pk), on(40))


def span(project, first, last):
    """The project as controls judge it over these days."""
    place = (project.unit_id, project.unit.path, project.number, project.name)
    return Scope(project.public_id, *place, Period(first, last))


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
    """Whoever closes the months as well: the director is not named in these files."""
    handed_in(station, project, "L2")
    everybody = (reader, station.director)
    before = [told(who, project) for who in everybody]
    assert before[0]["year"][0] == before[1]["year"][0] == 1, "the open case counts"
    guarded(station, project, 2)
    assert LedgerLine.everything.filter(indicator__number=CODE, state="counted").count() == 3
    assert [told(who, project) for who in everybody] == before
    house = projects.ledger(project.number, system_actor("test"), on(40))
    assert [each["counted"] for each in house] == [3, 3], "the contract has them all"


def test_a_control_that_many_read_says_no_more_than_the_ledger(station, project, reader):
    """Five were due by the last day; four cases that all read and two guarded ones are four until three more come."""
    Indicator.everything.filter(number=CODE).update(target=5)
    for _each in range(4):
        handed_in(station, project, "L2")
    guarded(station, project, 2)
    scope = span(project, on(0), END)
    assert reached([scope])[project.public_id][0] == 0
    guarded(station, project, 3)
    assert reached([scope])[project.public_id][0] == 1


def test_only_whoever_is_named_and_has_opened_them_reads_the_exact_figures(station, project, above):
    guarded(station, project, 2)
    months.freeze(project, by=SYSTEM, now=at(on(40)), through=on(1))
    with pytest.raises(Refused):
        exact.name_reader(_naming(project, station.director), by=station.director, now=at(on(40)))
    with pytest.raises(Refused):
        exact.name_reader(_naming(project, above), by=above, now=at(on(40)))
    row = exact.name_reader(_naming(project, station.director), by=above, now=at(on(40)))
    assert exact_page(station.director, row) == (False, 404)
    with pytest.raises(Refused):
        exact.open_figures(row, by=station.director, now=at(on(40)), reason="报数")
    with pytest.raises(Refused):
        exact.open_figures(row, by=above, now=at(on(40)), reason="中期评估向购买方报数")
    row = exact.open_figures(row, by=station.director, now=at(on(40)), reason="中期评估向购买方报数")
    found = {
        each["code"]: each["counted"]
        for each in exact_queries.exact_rows(fresh(project), station.director, on(40))
    }
    assert found[CODE] == 2 and told(station.director, project)["year"][0] == 0
    assert exact_page(station.director, row) == (True, 200) and exact_page(above, row) == (False, 404)
    assert [each["reason"] for each in exact_queries.openings(row)] == ["中期评估向购买方报数"]
    assert {notice.user.person_id for notice in Notice.everything.filter(kind="projects.figures")} == {
        station.director.person_id, above.person_id,
    }  # fmt: skip


def test_exact_figures_are_those_of_closed_months_and_close_again(station, project, above, monkeypatch):
    row = exact.name_reader(_naming(project, station.director), by=above, now=at(on(40)))
    with pytest.raises(Refused) as refused:
        exact.open_figures(row, by=station.director, now=at(on(40)), reason="中期评估向购买方报数")
    assert refused.value.code == "state"
    guarded(station, project, 1)
    first = on(1).replace(day=1)
    months.freeze(project, by=SYSTEM, now=at(on(40)), through=first - timedelta(days=1))
    row = exact.open_figures(row, by=station.director, now=at(on(40)), reason="中期评估向购买方报数")
    rows = exact_queries.exact_rows(fresh(project), station.director, on(40))
    assert [each["counted"] for each in rows] == [0, 0], "the case came after the last closed month"
    assert exact_queries.may_read(row, station.director, at(on(41), 8))
    assert not exact_queries.may_read(row, station.director, at(on(41), 23))
    exact.end_naming(row, by=above, now=at(on(40)), ends_on=on(40), reason="换人")
    assert not exact_queries.may_read(fresh(row), station.director, at(on(40), 12))


def _naming(project, who):
    basis = "合同约定中期、末期向购买方报数"
    return FiguresReader(project=project, unit=project.unit, person=who.person, basis=basis, starts_on=on(0))


def exact_page(actor, row):
    """Whether the page of the naming shows the figures, and what the paper answers."""
    client = Client()
    client.force_login(actor.user)
    shown = client.get(reverse("projects.figuresreader.panel", args=[row.public_id, "figures"]))
    paper = client.get(reverse("projects.figures.paper", args=[row.public_id]))
    return "<table" in shown.content.decode(), paper.status_code


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


def test_hours_at_a_guarded_file_are_told_to_whoever_reads_it_and_stand_in_the_sum_handed_in(
    station, project
):
    case = station.led(station.case(project=project), "intervention")
    [contact] = CaseContact.everything.filter(case=case)
    head, director = (
        _with(each, station.centre, "services.workentry.*") for each in (station.head, station.director)
    )
    period, also = month_of(contact.held_on), station.worker.person

    def told(who):
        seen = hours_month.month_at(station.centre, period, who, also=also)
        lines = hours_month.records_behind(seen, {})
        return [each.counted.spent.public_id for each in lines], seen.days, seen.every

    assert told(head)[0] == told(director)[0] == [contact.public_id]
    files.reclassify(case, by=station.worker, now=at(on(31)), confidentiality="L3", reason="涉及家庭暴力")
    assert told(head)[:2] == told(director)[:2] == ([], [])
    assert told(station.worker)[0] == [contact.public_id]
    assert [each.spent.public_id for each in told(head)[2]] == [contact.public_id]


def test_the_matrix_and_the_answers_of_clients_count_no_guarded_file(station, project):
    case = station.led(station.case(project=project), "intervention")
    opinion = CaseDocument(case=case, kind="opinion", happened_on=on(15))
    papers.write(opinion, by=station.head, answers=answered("opinion"), now=at(on(15)))
    days, units = (on(0), on(40)), {station.department.pk}
    key = (project.public_id, CASES)
    assert list(cases_served(units, *days)) and key in said_of([span(project, *days)])
    files.reclassify(case, by=station.worker, now=at(on(31)), confidentiality="L3", reason="涉及家庭暴力")
    assert not list(cases_served(units, *days)) and key not in said_of([span(project, *days)])
