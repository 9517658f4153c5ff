"""What day sheets prove of administrative drift: small is met, one entry more wants attention, others change nothing."""

from datetime import date

import pytest

from banyan.core import door
from banyan.domains.services.deeds.hours import strike
from banyan.domains.services.models import WorkEntry
from tests.controls import faults, outcome, verdict
from tests.projects.makers import make_project
from tests.services.hours_makers import NOW, employed, written

DAY = date(2025, 10, 20)


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.mark.clause("P1.11")
def test_work_beside_the_contract_above_the_limit_wants_attention(north, project):
    ana = employed(north)
    written(ana, 400)
    imposed = written(ana, 100, "administration", task="administrative", asked_by="街道办")
    assert verdict("P1.11", project) == "met"
    written(ana, 5, "administration", task="extra", asked_by="街道办")
    assert verdict("P1.11", project) == "attention"
    assert imposed.label() in faults("P1.11", project)


@pytest.mark.clause("P1.11")
def test_another_month_project_or_station_changes_nothing(north, south, project):
    ana = employed(north)
    written(ana, 400)
    other = make_project(north)
    written(ana, 300, "administration", task="extra", asked_by="街道办", project=other)
    written(ana, 300, "administration", task="extra", asked_by="街道办", done_on=date(2025, 9, 30))
    written(employed(south, "样乙"), 300, "administration", task="extra", asked_by="街道办")
    assert verdict("P1.11", project) == "met"
    assert verdict("P1.11", other) == "attention"


@pytest.mark.clause("P1.11")
def test_without_day_sheets_nothing_is_judged_and_what_is_struck_out_counts_nowhere(north, project):
    ana = employed(north)
    assert verdict("P1.11", project) == "not_applicable"
    entry = written(ana, 300, "administration", task="extra", asked_by="街道办")
    strike(entry, by=ana, now=NOW, reason="重复")
    with door.opened("test"):
        assert WorkEntry.everything.count() == 1
    assert outcome("P1.11", project).result == "not_applicable"
