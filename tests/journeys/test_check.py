"""`banyan check`: which clauses a project met in a period, for scripts and for people."""

import json
from datetime import date

import pytest

from banyan.core import door
from banyan.core.controls.models import Result
from banyan.domains.services.models import Activity
from banyan.site.cli import main
from tests.projects.makers import make_project
from tests.services.makers import NOW, make_activity

HELD = date(2025, 10, 18)


@pytest.fixture(autouse=True)
def last_day_of_the_year(monkeypatch):
    monkeypatch.setattr("banyan.core.clock.demo_day", lambda: date(2025, 12, 31))


@pytest.fixture
def project(north):
    made = make_project(north, number="P-100")
    make_activity(
        north, project=made, held_on=HELD, plan_approved_at=NOW.replace(month=10, day=1), counts_for="K1"
    )
    return made


@pytest.fixture
def check(capsys):
    def ask(*words):
        code = main(["check", *words, "--json"])
        return code, json.loads(capsys.readouterr().out)

    return ask


def clause_of(answer, clause):
    return next(each for each in answer["clauses"] if each["clause"] == clause)


@pytest.mark.clause("R3.2.2", "R1.3.3")
def test_each_clause_has_its_result_with_evidence_and_faults(project, check):
    code, answer = check("--project", "P-100", "--period", "2025-Q4")
    assert (code, answer["project"]) == (0, "P-100")
    assert answer["period"] == {"from": "2025-10-01", "to": "2025-12-31"}
    goals, plan = clause_of(answer, "R1.3.3"), clause_of(answer, "R3.2.2")
    assert (goals["result"], len(goals["evidence"]), goals["faults"]) == ("met", 1, [])
    assert (plan["result"], plan["evidence"]) == ("breached", [])
    assert plan["faults"][0]["day"] == "2025-10-18"
    assert "总结未交" in plan["faults"][0]["says"]
    assert {each["result"] for each in answer["clauses"]} <= {
        "met",
        "attention",
        "breached",
        "not_applicable",
    }


def test_what_was_found_is_kept_and_a_mended_record_turns_it(project, check):
    check("--project", "P-100", "--period", "2025-Q4")
    with door.opened("test"):
        Activity.everything.update(state=Activity.State.CANCELLED)
    _code, answer = check("--project", "P-100", "--period", "2025-Q4")
    assert clause_of(answer, "R3.2.2")["result"] == "not_applicable"
    with door.opened("test"):
        kept = Result.everything.filter(clause="R3.2.2").order_by("pk").values_list("result", "current")
        assert list(kept) == [("breached", False), ("not_applicable", True)]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2025-10", "2025-10-01", "2025-10-31"),
        ("2025-H2", "2025-10-01", "2026-03-31"),
        ("2025-10-05..2025-11-05", "2025-10-05", "2025-11-05"),
    ],
)
def test_months_contract_halves_and_ranges_are_understood(project, check, period, first, last):
    _code, answer = check("--project", "P-100", "--period", period)
    assert answer["period"] == {"from": first, "to": last}


def test_all_projects_of_a_unit_are_judged_together(project, north, south, check):
    make_project(north, number="P-101")
    make_project(south, number="P-200")
    _code, answer = check("--unit", "N1", "--period", "2025-Q4")
    assert [each["project"] for each in answer["projects"]] == ["P-100", "P-101"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--project", "P-404", "--period", "2025-Q4"), "unknown_project"),
        (("--unit", "N404", "--period", "2025-Q4"), "unknown_unit"),
        (("--project", "P-100", "--unit", "S1", "--period", "2025-Q4"), "unknown_project"),
        (("--project", "P-100", "--period", "2025-Q9"), "bad_period"),
        (("--project", "P-100", "--period", "winter"), "bad_period"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(project, south, check, words, code):
    exit_code, answer = check(*words)
    assert (exit_code, answer["refused"]["code"]) == (1, code)
    assert len(answer["refused"]["message"]) > 8


@pytest.mark.parametrize("words", [("--period", "2025-Q4"), ("--project", "P-100")])
def test_a_question_without_project_or_period_is_wrong_use(project, words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["check", *words])
    assert ended.value.code == 2
    capsys.readouterr()


def test_people_read_it_in_chinese(project, capsys):
    assert main(["check", "--project", "P-100", "--period", "2025-Q4"]) == 0
    said = capsys.readouterr().out
    assert "⬣ R3.2.2 按方案服务，先批后办 违反" in said
    assert "✓ R1.3.3 任务与服务都对应目标 符合 1" in said
