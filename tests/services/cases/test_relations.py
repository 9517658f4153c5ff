"""Ties of a client: kept by the team, drawn on the page and on the assessment, hidden with the case."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from banyan.core import door
from banyan.domains.services.deeds.cases.relations import add_tie, change_tie, take_out
from banyan.domains.services.models import Case, CaseRelation
from banyan.domains.services.queries.case_binder import bound_file
from banyan.foundation.refusal import Refused
from tests.makers import make_actor
from tests.services.cases.makers import Station, at, on
from tests.services.hours_makers import signed_in


@pytest.fixture
def station(north):
    return Station(north)


@pytest.fixture
def case(station):
    return station.case()


def tie(station, case, called="女儿", relation="child", **fields):
    made = CaseRelation(case=case, called=called, relation=relation, **fields)
    return add_tie(made, by=station.worker, now=at(on(1)))


def test_the_team_draws_changes_and_takes_out_a_tie(station, case):
    kept = tie(station, case, quality="conflict")
    kept = change_tie(kept, by=station.worker, now=at(on(2)), quality="close")
    assert (kept.quality, kept.state) == ("close", "kept")
    assert take_out(kept, by=station.worker, now=at(on(3)), reason="画错").state == "gone"
    tie(station, case, "父", "father")
    with pytest.raises(Refused):
        tie(station, case, "继父", "father")


def test_the_page_shows_both_drawings_and_the_table_and_takes_out_what_is_gone(client, station, case):
    tie(station, case), tie(station, case, "第三小学", "outside", support="gives")
    gone = tie(station, case, "画错的人", "sibling")
    take_out(gone, by=station.worker, now=at(on(3)), reason="画错")
    url = reverse("services.case.panel", args=[case.public_id, "relations"])
    shown = signed_in(client, station.worker).get(url).content.decode()
    assert shown.count("<svg xmlns") == 2 and "女儿" in shown and "第三小学"[:4] in shown
    assert "画错的人" not in shown and "<table" in shown


def test_who_may_not_read_the_case_neither_sees_nor_draws_its_ties(client, station, case):
    kept = tie(station, case)
    with door.opened("test"):
        Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    assert CaseRelation.objects.visible_to(station.head).count() == 0
    signed_in(client, station.head)
    assert client.get(reverse("services.case.panel", args=[case.public_id, "relations"])).status_code == 404
    with pytest.raises((PermissionDenied, Refused)):
        change_tie(kept, by=make_actor(case.unit, "services.caserelation.*"), now=at(on(2)), quality="cut")


def test_the_assessment_on_paper_shows_both_drawings(station, case):
    tie(station, case), tie(station, case, "第三小学", "outside")
    with door.opened("test"):
        case = station.led(case, "assessment")
    forms = {paper.form.code: paper.form for paper in bound_file(case, station.worker, at(on(9))).papers}
    pictures = [block for block in forms["FW-JA-03"].blocks if block["kind"] == "picture"]
    assert len(pictures) == 2 and all(
        "女儿" in each["told"] or "第三小学" in each["told"] for each in pictures
    )
    assert not [block for block in forms["FW-JA-01"].blocks if block["kind"] == "picture"]
