"""What case files prove: a good period is met, one record changed flips it, another one changes nothing."""

from datetime import date

import pytest

from banyan.core import door
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseWorker
from banyan.domains.staff.models import Employee
from banyan.foundation.refusal import Refused
from tests.controls import faults, outcome, verdict
from tests.projects.makers import make_project
from tests.services.cases.makers import Station, on
from tests.staff.controls.makers import employed

TODAY = on(83)


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def closed(north, project):
    """A case of the project, closed with all that belongs to it."""
    with door.opened("test"):
        station = Station(north)
        return station.led(station.case(project=project), "closed")


def judged(clause, project):
    return verdict(clause, project, "2025-Q4", TODAY)


@pytest.mark.clause("R2.2.12")
@pytest.mark.parametrize("kind", ["assessment", "plan", "evaluation"])
def test_a_closed_case_without_one_of_its_records_is_a_breach(project, closed, kind):
    assert judged("R2.2.12", project) == "met"
    with door.opened("test"):
        CaseDocument.everything.filter(case=closed, kind="consent").update(state="replaced")
        assert judged("R2.2.12", project) == "met"
        CaseDocument.everything.filter(case=closed, kind=kind).update(state="replaced")
    assert judged("R2.2.12", project) == "breached"
    assert faults("R2.2.12", project, "2025-Q4", TODAY) == [closed.number]


@pytest.mark.clause("R2.2.12")
def test_a_guarded_case_is_in_no_finding_and_no_count_of_findings(project, closed):
    """A row without a number would tell that there is a file, since when, and what is wrong with it."""
    clauses = ("R2.2.12", "P1.7", "P1.8", "R1.3.2", "R3.2.3")
    with door.opened("test"):
        Case.everything.filter(pk=closed.pk).update(project=None)
    before = [outcome(clause, project, "2025-Q4", TODAY) for clause in clauses]
    with door.opened("test"):
        Case.everything.filter(pk=closed.pk).update(confidentiality="L3", project=project)
        CaseDocument.everything.filter(case=closed, kind="plan").update(state="replaced")
    assert [outcome(clause, project, "2025-Q4", TODAY) for clause in clauses] == before


@pytest.mark.clause("P1.7")
def test_a_day_without_a_key_worker_is_a_breach(project, closed):
    assert judged("P1.7", project) == "met"
    with door.opened("test"):
        CaseWorker.everything.filter(case=closed).update(since=on(3))
    assert judged("P1.7", project) == "breached"


@pytest.mark.clause("P1.8")
def test_contacts_of_direct_work_alone_want_attention(project, closed):
    assert judged("P1.8", project) == "attention"
    with door.opened("test"):
        CaseContact.everything.filter(case=closed).update(function="coordination")
    assert judged("P1.8", project) == "met"


@pytest.mark.clause("R3.2.3")
def test_a_case_that_ran_for_months_without_a_review_is_a_breach(north, project):
    with door.opened("test"):
        station = Station(north)
        case = station.led(station.case(project=project), "intervention")
        assert case.number not in faults("R3.2.3", project, "2025-Q4", on(83))
        Case.everything.filter(pk=case.pk).update(opened_on=on(-11))
    assert case.number in faults("R3.2.3", project, "2025-Q4", on(83))
    with door.opened("test"):
        plan = CaseDocument.everything.filter(case=case, kind="plan").get()
        CaseDocument.everything.filter(pk=plan.pk).update(kind="review", happened_on=on(40))
    assert case.number not in faults("R3.2.3", project, "2025-Q4", on(83))


@pytest.mark.clause("R1.3.2")
def test_a_case_is_led_by_somebody_certified_or_under_somebody_who_is(north, project):
    with door.opened("test"):
        station = Station(north)
        case = station.case(project=project)
        Case.everything.filter(pk=case.pk).update(opened_on=on(1))
    key = {"unit": north, "person": station.worker.person}
    assert faults("R1.3.2", project, "2025-Q4", TODAY)[0] in ("", case.number), "nobody is on the roster"
    worker = employed(**key, social_worker=False)
    chief = employed(north, certified_until=date(2026, 6, 30))
    assert (judged("R1.3.2", project), faults("R1.3.2", project, "2025-Q4", TODAY)) == (
        "breached",
        [case.number],
    )
    with pytest.raises(Refused, match="certificate") as refused:
        station.paper(case, "intake", 1)
    assert refused.value.clause == "R1.3.2"
    with door.opened("test"):
        Employee.everything.filter(pk=worker.pk).update(superior=chief)
    assert judged("R1.3.2", project) == "met"
    with door.opened("test"):
        station.paper(case, "intake", 1)
    employed(north)
    assert case.number not in faults("R1.3.2", project, "2025-Q4", TODAY)
