"""Rules that no control proves stand in the matrix with who answers for them, and until when."""

from datetime import date

import pytest
from django.test import Client

from banyan.core import door
from banyan.core.controls.asking import judge_period
from banyan.core.controls.scopes import running as every_project
from banyan.domains.rulebook.deeds.mapping import attest
from banyan.domains.rulebook.models import Attestation, ClauseLink, Item
from banyan.domains.rulebook.queries.attested import attested
from banyan.domains.rulebook.rules.attesting import standing
from tests.makers import make_actor
from tests.projects.makers import make_project
from tests.rulebook.makers import adopted, at

ON = date(2025, 12, 31)


def running():
    """Every project, as the kernel knows them."""
    with door.opened("test"):
        return every_project()


MAY = ("rulebook.*", "controls.*", "projects.*")


@pytest.fixture
def reader(agency):
    return make_actor(agency, *MAY)


@pytest.fixture
def rule(agency):
    """A rule of the version in force of which somebody decided that no record proves it."""
    version = adopted(agency)
    with door.opened("test"):
        item = Item.everything.filter(edition=version, body__contains="风险").first()
        Item.everything.filter(pk=item.pk).update(decision=Item.Decision.ATTESTED)
    return item


def answer(rule, unit, by, until=date(2026, 6, 30), on=date(2025, 12, 1)):
    paper = Attestation(item=rule, unit=unit, statement="已落实", evidence="会议室登记本", valid_until=until)
    return attest(paper, by=by, now=at(on))


def states(reader, on=ON):
    found = attested(reader, running(), on)
    return [[cell.state for cell in row.cells] for row in found.rows]


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (None, None, "missing"),
        (date(2026, 1, 1), date(2026, 6, 1), "missing"),
        (date(2025, 1, 1), ON, "standing"),
        (date(2025, 1, 1), date(2025, 12, 30), "run_out"),
    ],
)
def test_an_attestation_stands_from_its_day_to_its_last(since, until, said):
    assert standing(since, until, ON) == said


def test_an_attestation_counts_for_its_own_centre_and_runs_out(agency, north, south, rule, reader):
    make_project(north, number="N"), make_project(south, number="S")
    assert states(reader) == [["missing", "missing"]]
    answer(rule, north, reader)
    assert states(reader) == [["standing", "missing"]]
    assert states(reader, date(2026, 7, 1)) == [["run_out", "missing"]]
    answer(rule, agency, reader)
    assert states(reader) == [["standing", "standing"]]


@pytest.mark.clause("P1.10")
def test_that_centres_are_kept_apart_is_answered_for_centre_by_centre(agency, north, south, rule, reader):
    make_project(north, number="N"), make_project(south, number="S")
    with door.opened("test"):
        Item.everything.filter(pk=rule.pk).update(decision=Item.Decision.MAPPED)
        ClauseLink.everything.create(item=rule, clause="P1.10")
    assert (states(reader), attested(reader, running(), ON).bare) == ([["missing", "missing"]], 0)
    answer(rule, north, reader)
    assert states(reader) == [["standing", "missing"]]


def test_a_rule_mapped_to_a_control_is_no_row_and_one_without_either_is_counted(agency, north, rule, reader):
    make_project(north)
    with door.opened("test"):
        other = Item.everything.filter(edition=rule.edition, body__contains="例会").first()
        Item.everything.filter(pk=other.pk).update(decision=Item.Decision.MAPPED)
        link = ClauseLink.everything.create(item=other, clause="R3.2.7")
    assert (len(states(reader)), attested(reader, running(), ON).bare) == (1, 0)
    with door.opened("test"):
        ClauseLink.everything.filter(pk=link.pk).update(clause="R8.1.1")
    assert len(states(reader)) == 1
    assert [row.item.pk for row in attested(reader, running(), ON).unanswered] == [other.pk]
    with door.opened("test"):
        ClauseLink.everything.filter(pk=link.pk).update(clause="R2.1.2")
    assert (len(states(reader)), attested(reader, running(), ON).bare) == (2, 0)


def test_the_matrix_shows_who_answers_and_the_deed_beside_what_nobody_answers_for(
    monkeypatch, agency, north, rule, reader
):
    monkeypatch.setattr("banyan.core.clock.demo_day", lambda: ON)
    make_project(north)
    judge_period(running(), "2025-Q4", at(ON))
    client = Client()
    client.force_login(reader.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/rulebook/matrix/?period=2025-Q4").content.decode()
    assert f"/rulebook/item/{rule.public_id}" in page or str(rule.public_id) in page
    paper = answer(rule, north, reader)
    page = client.get("/rulebook/matrix/?period=2025-Q4").content.decode()
    assert paper.number in page and "2026-06-30" in page and str(rule.public_id) not in page
    assert paper.number not in client.get("/rulebook/matrix/?period=2025-Q4&chapter=R3").content.decode()
