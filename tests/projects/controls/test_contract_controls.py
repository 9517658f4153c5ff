"""What the contract side proves: a good period is met, one record changed flips it, an unrelated one changes nothing."""

from datetime import UTC, date, datetime

import pytest

from banyan.core import door
from banyan.domains.projects import public
from banyan.domains.projects.models import Contract, LedgerEntry, MonthFreeze, Project
from tests.controls import faults, outcome, verdict
from tests.projects.makers import SYSTEM, evidence, make_indicator, make_project

DECEMBER_6 = datetime(2025, 12, 6, 2, 0, tzinfo=UTC)


@pytest.fixture
def project(north):
    return make_project(
        north, legal_basis="采购法", registered_until=date(2027, 1, 1), now=datetime(2025, 4, 1, tzinfo=UTC)
    )


@pytest.fixture
def other(north):
    return make_project(north, legal_basis="", registered_until=date(2025, 1, 1))


def change(record, **fields):
    with door.opened("test"):
        type(record).everything.filter(pk=record.pk).update(**fields)


@pytest.mark.clause("R1.2.1")
@pytest.mark.parametrize("kind", ["综合服务", "从未见过的类型"])
def test_no_type_of_project_escapes(project, other, kind):
    change(project, type=kind)
    assert (verdict("R1.2.1", project), faults("R1.2.1", project)) == ("breached", [project.number])
    make_indicator(project)
    assert verdict("R1.2.1", project) == "met"
    with door.opened("test"):
        contract = Contract.everything.get(project=project)
    change(contract, ends_on=date(2025, 12, 20))
    assert verdict("R1.2.1", project, "2025-12-01..2025-12-20") == "met"


@pytest.mark.clause("R1.2.1")
def test_a_project_without_a_contract_runs_from_the_day_it_was_entered_and_escapes_nothing(north):
    from banyan.domains.projects.deeds.contracts import make_project as take_on

    bare = take_on(
        Project(unit=north, number="P-bare", name="无合同", type="其他", purchaser="街道"),
        by=SYSTEM,
        now=datetime(2025, 5, 1, tzinfo=UTC),
    )
    assert verdict("R1.2.1", bare) == "breached"
    assert verdict("R1.2.1", bare, "2025-04", date(2025, 12, 31)) == "not_applicable"


@pytest.mark.clause("R1.3.1")
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "met"),
        ({"legal_basis": " "}, "breached"),
        ({"registered_until": date(2025, 12, 30)}, "breached"),
        ({"registered_until": date(2025, 6, 30)}, "breached"),
        ({"registered_until": date(2026, 3, 31)}, "attention"),
        ({"registered_until": date(2026, 4, 1)}, "met"),
        ({"registered_until": None}, "attention"),
    ],
)
def test_a_project_is_lawful(project, other, fields, expected):
    change(project, **fields)
    assert verdict("R1.3.1", project) == expected


@pytest.mark.clause("R2.2.13")
def test_months_are_frozen_in_time_and_can_be_counted_again(project, other):
    indicator = make_indicator(project)
    public.offer(evidence(project, happened_on=date(2025, 11, 8)))
    assert verdict("R2.2.13", project, "2025-11", date(2025, 12, 5)) == "not_applicable"
    late = outcome("R2.2.13", project, "2025-11", date(2025, 12, 31))
    assert (late.result, late.faults[0].number) == ("attention", f"{project.number}/2025-11")
    public.freeze(project, by=SYSTEM, now=DECEMBER_6, through=date(2025, 11, 1))
    assert verdict("R2.2.13", project, "2025-11") == "met"
    assert verdict("R2.2.13", project, "2025-Q4") == "met"
    public.offer(evidence(project, happened_on=date(2025, 12, 8), persons=tuple(f"z{n}" for n in range(20))))
    assert verdict("R2.2.13", project, "2025-11") == "met"
    with door.opened("test"):
        LedgerEntry.everything.filter(indicator=indicator, month=date(2025, 11, 1)).update(amount=3)
    assert verdict("R2.2.13", project, "2025-11") == "breached"


@pytest.mark.clause("R2.2.13")
def test_frozen_figures_that_were_changed_are_found(project):
    make_indicator(project)
    public.offer(evidence(project, happened_on=date(2025, 11, 8)))
    public.freeze(project, by=SYSTEM, now=DECEMBER_6, through=date(2025, 11, 1))
    with door.opened("test"):
        freeze = MonthFreeze.everything.get(project=project, month=date(2025, 11, 1))
    change(freeze, figures={"A1": {"counted": "99"}})
    assert verdict("R2.2.13", project, "2025-11") == "breached"


@pytest.mark.clause("R1.1.2")
def test_goals_are_measured_by_indicators_that_grow(project):
    goals = lambda: [f for f in outcome("R1.1.2", project).findings if "Goals" in str(f.sentence)]  # noqa: E731
    assert goals()[0].verdict == "attention"
    make_indicator(project, target=1)
    assert (goals()[0].verdict, goals()[0].sentence.params["reached"]) == ("good", 1)
    make_indicator(project, "A2", target=365)
    assert goals()[0].sentence.params == {"reached": 1, "all": 2}
