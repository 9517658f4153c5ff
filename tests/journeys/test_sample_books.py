"""The sample budget, vouchers and statement from the shell: every planted fault, and nothing that is not there."""

import json
from decimal import Decimal
from types import SimpleNamespace

import pytest

from banyan.site.cli import main

pytestmark = pytest.mark.django_db

PROJECT = "XM-2025-G"
FRAME = (
    ("units", "units.csv", "U0"),
    ("establishment", "establishment.csv", "U-G"),
    ("establishment", "hq_establishment.csv", "U0"),
    ("staff", "staff_roster.csv", "U-G"),
    ("staff", "hq_roster.csv", "U0"),
    ("projects", "projects.csv", "U-G"),
)
BOOKS = (("budget", "project_budget.csv"), ("vouchers", "voucher_lines.csv"), ("bank", "bank_statement.csv"))


@pytest.fixture
def shell(db, samples, capsys):
    """An agency with its books; runs `banyan` and answers (exit code, JSON)."""
    from banyan.site.commands import installation

    installation.init(SimpleNamespace(agency="U0", name="", admin="admin", password="a-long-password"))

    def run(*words):
        capsys.readouterr()
        code = main([*words, "--json"])
        return SimpleNamespace(code=code, said=json.loads(capsys.readouterr().out))

    for kind, name, unit in FRAME:
        assert run("import", kind, str(samples / name), "--unit", unit, "--accept-valid").code == 0
    run.books = {
        kind: run("import", kind, str(samples / name), "--unit", "U-G", "--project", PROJECT)
        for kind, name in BOOKS
    }
    return run


def findings(shell):
    found = shell("findings", "--project", PROJECT, "--until", "2025-12-31").said["findings"]
    told = {}
    for each in found:
        told.setdefault(each["kind"], []).append(each)
    return told


def numbers(found):
    return sorted(number for each in found for number in each["vouchers"])


def named(*ends):
    return [f"记-2025-{end}" for end in ends]


def test_the_three_files_come_in_whole_and_a_second_time_change_nothing(shell, samples):
    rows = {
        kind: (brought.code, brought.said["rows"], brought.said["accepted"])
        for kind, brought in shell.books.items()
    }
    assert rows == {"budget": (0, 35, 35), "vouchers": (0, 60, 60), "bank": (0, 24, 24)}
    assert shell.books["vouchers"].said["vouchers"] == 29
    budget = shell.books["budget"].said
    assert (budget["income"], budget["expense"], budget["hhi"]) == ("2110500.00", "2110500.00", "0.8991")
    shares = {each["block"]: each["share"] for each in budget["blocks"]}
    assert list(shares.values())[:4] == ["65.0", "8.0", "14.1", "6.3"]
    for kind, name in BOOKS:
        again = shell("import", kind, str(samples / name), "--unit", "U-G", "--project", PROJECT)
        assert (again.code, again.said["changed"]) == (0, [])


@pytest.mark.clause("R5.3.2", "R5.3.3", "R5.3.4", "R5.1.4", "P4.1", "P4.9")
def test_every_planted_fault_is_found_and_no_other(shell):
    told = findings(shell)
    assert numbers(told.pop("split_purchase")) == named("11-001", "11-002", "11-003")
    assert [(each["amount"], numbers([each])) for each in told.pop("invoice_reused")] == [
        ("2360.50", named("05-003", "11-004"))
    ]
    assert numbers(told.pop("missing_place")) == named("09-003")
    assert numbers(told.pop("own_approval")) == named("12-003")
    assert numbers(told.pop("witness_missing")) == named("12-003")
    assert numbers(told.pop("item_not_in_budget")) == named("12-006")
    assert numbers(told.pop("activity_missing")) == named("12-001", "12-002")
    assert numbers(told.pop("fee_without_invoice_or_tax")) == named("05-004")
    assert numbers(told.pop("limit_exceeded")) == named("05-001", "07-002", "12-001", "12-002", "12-003")
    assert len(told.pop("head_office_missing")) == 17
    assert numbers(told.pop("committee_missing")) == named("12-005")
    assert len(told.pop("witness_is_checker")) == 5
    assert numbers(told.pop("claimant_is_checker")) == named("12-006")
    assert len(told.pop("year_end_rush")) == 1
    assert len(told.pop("early_warning")) == 1
    assert told == {}


@pytest.mark.clause("R5.3.2", "R7.3.3")
def test_more_are_insured_than_the_volunteers_register_has(shell, samples):
    """(h): insurance for 42 people, 40 in the register, of whom 38 had not left on the day."""
    brought = shell("import", "volunteers", str(samples / "volunteers.csv"), "--unit", "U-G")
    assert (brought.code, brought.said["rows"], brought.said["accepted"]) == (0, 40, 40)
    [found] = findings(shell)["insured_not_in_register"]
    assert (found["clause"], found["result"], found["vouchers"]) == ("R5.3.2", "breached", named("09-001"))
    assert found["amount"] == "60.00" and all(figure in found["why"] for figure in ("42", "40", "38"))


@pytest.mark.clause("P4.9")
def test_the_rush_has_the_figures_of_the_books(shell):
    said = shell("findings", "--project", PROJECT, "--until", "2025-12-31").said
    rush = said["rush"]
    assert (rush["total"], rush["tail"], rush["week"]) == ("62459.30", "45610.50", "28400.00")
    assert (rush["tail_share"], rush["week_share"], rush["index"]) == ("73.0", "45.5", "3.29")
    assert said["releases"] == [
        {
            "voucher": "记-2025-07-003", "source": "企业捐赠", "released": "8000.00", "spent": "8000.00",
            "spending": ["记-2025-07-002"],
        }
    ]  # fmt: skip


@pytest.mark.clause("R5.1.3")
def test_bank_and_books_end_at_one_balance(shell):
    said = shell("reconcile", "--project", PROJECT, "--until", "2025-12-31").said
    assert (said["opening"], said["book"], said["statement"]) == ("118000.00", "1031702.45", "1032937.45")
    assert said["adjusted_statement"] == said["adjusted_book"] == "1031687.45"
    assert [each["amount"] for each in said["only_books"]] == ["-1250.00"]
    assert [each["amount"] for each in said["only_bank"]] == ["-15.00"]
    assert said["agrees"] is True and said["matched"] == 23


@pytest.mark.clause("P4.4")
def test_goods_in_custody_are_in_no_report_and_both_reports_agree(shell):
    balance = shell("trial-balance", "--unit", "U-G", "--until", "2025-12-31").said
    assert balance["balanced"] is True and balance["debit"] == balance["credit"]
    custody = {
        each["code"]: each["closing"] for each in balance["accounts"] if each["code"] in ("1701", "2601")
    }
    assert custody == {"1701": "5000.00", "2601": "-5000.00"}
    statement = shell("report", "activities", "--project", PROJECT, "--until", "2025-12-31").said
    contract = shell("report", "contract", "--project", PROJECT, "--until", "2025-12-31").said
    assert not {"1701", "2601"} & (statement["income"].keys() | statement["expense"].keys())
    assert contract["total"] == statement["contract_total"]


@pytest.mark.clause("P4.3")
def test_statements_of_the_law_and_the_half_year_come_from_the_same_lines(shell):
    def told(kind):
        return shell("report", kind, "--project", PROJECT).said

    sheet, flow, half = told("balance-sheet"), told("cash-flow"), told("half-year")
    assert sheet["agrees"] is True and sheet["total_assets"] == sheet["total_claims"]
    cash = sum(Decimal(row["closing"]) for row in sheet["assets"] if row["code"] in ("1001", "1002"))
    assert flow["agrees"] is True and Decimal(flow["change"]) == cash
    assert half["half"] == ["2025-10-01", "2026-03-31"]
    assert half["total"]["spent"] == told("contract")["total"]


@pytest.mark.clause("P4.9")
def test_without_a_day_the_books_are_judged_up_to_their_last_entry(shell):
    said = shell("findings", "--project", PROJECT).said
    assert (said["until"], said["rush"]["tail"]) == ("2025-12-31", "45610.50")


def test_files_with_other_faults_of_the_kind_are_answered_as_well(shell, samples, tmp_path):
    text = (samples / "voucher_lines.csv").read_text(encoding="utf-8")
    broken = text.replace(
        "母亲节亲子活动物资,5101,业务活动成本,2360.50", "母亲节亲子活动物资,5101,业务活动成本,2360.05", 1
    )
    file = tmp_path / "凭证.csv"
    file.write_bytes(broken.encode("gb18030"))
    said = shell("import", "vouchers", str(file), "--unit", "U-G", "--project", PROJECT).said
    assert {(each["line"], each["code"]) for each in said["errors"]} == {
        (13, "unbalanced"),
        (14, "unbalanced"),
    }


def test_wrong_asking_is_refused_in_a_sentence(shell):
    unknown = shell("report", "nonsense", "--project", PROJECT)
    assert (unknown.code, unknown.said["refused"]["code"]) == (1, "unknown_report")
    assert shell("findings", "--project", "X").said["refused"]["code"] == "unknown_project"
