"""A real agency's files from the shell: in at one end, counted at the other, exactly as they are described."""

import json
from types import SimpleNamespace

import pytest

from banyan.core import door
from banyan.core.identity.models import Post, Unit
from banyan.site.cli import main

pytestmark = pytest.mark.django_db

FRAME = (
    ("units", "units.csv", "U0"),
    ("areas", "areas.csv", "U0"),
    ("population", "population.csv", "U-G"),
    ("establishment", "establishment.csv", "U-G"),
    ("establishment", "hq_establishment.csv", "U0"),
    ("staff", "staff_roster.csv", "U-G"),
    ("staff", "hq_roster.csv", "U0"),
    ("projects", "projects.csv", "U-G"),
)
PROJECT = "XM-2025-G"
PLANTED = {
    ("R00152", "bad_date"),
    ("R00154", "bad_format"),
    ("R00155", "guardian_missing"),
    ("R00159", "future_date"),
}
ASKED_ABOUT = {
    ("R00153", "unknown_area"),
    ("R00156", "unknown_choice"),
    ("R00157", "whitespace"),
    ("R00158", "full_width"),
}


@pytest.fixture
def shell(db, samples, capsys):
    """Runs `banyan` and answers (exit code, JSON)."""
    from banyan.site.commands import installation

    installation.init(SimpleNamespace(agency="U0", name="", admin="admin", password="a-long-password"))

    def run(*words):
        capsys.readouterr()
        code = main([*words, "--json"])
        return SimpleNamespace(code=code, said=json.loads(capsys.readouterr().out))

    def bring(kind, name, unit, *more):
        return run("import", kind, str(samples / name), "--unit", unit, *more)

    run.bring = bring
    return run


@pytest.fixture
def framed(shell):
    """The agency with its centre, people, contract and indicators."""
    for kind, name, unit in FRAME:
        done = shell.bring(kind, name, unit)
        assert (done.code, done.said["errors"]) == (0, []), name
    assert (
        shell.bring("indicators", "contract_indicators.csv", "U-G", "--project", PROJECT).said["accepted"]
        == 30
    )
    return shell


def _found(rows, said):
    return {(f"R{row['line'] - 1:05}", row["code"]) for row in said} & rows


def test_units_areas_and_posts_stand_as_the_files_say(framed):
    with door.opened("test"):
        assert Unit.objects.count() == 15
        assert {unit.code for unit in Unit.objects.filter(kind="station")} == {f"U-{x}" for x in "ABCDFG"}
        deputy = Post.objects.get(code="P04")
        director = Post.objects.get(code="P01")
        assert (deputy.superior.code, director.superior.code) == ("P03", "P90")
        assert Post.objects.get(code="P02").relation == Post.Relation.ADVISES


def test_the_same_files_again_change_nothing(framed):
    for kind, name, unit in FRAME:
        if name not in ("establishment.csv", "hq_establishment.csv"):
            assert framed.bring(kind, name, unit).said["changed"] == [], name


@pytest.mark.clause("P2.1")
def test_ratios_name_their_numerators(framed):
    rows = framed("ratio", "--unit", "U-G", "--on", "2025-12-31").said["ratios"]
    usual = {row["basis"]: (row["workers"], row["ratio"]) for row in rows if row["denominator"] == "resident"}
    assert usual["incumbents"] == (20, "1 : 5,650")
    assert usual["social_workers"] == (14, "1 : 8,071")
    assert usual["established"] == (22, "1 : 5,136")
    assert usual["licensed_frontline"] == (7, "1 : 16,143")
    assert len(usual) == 7


def test_residents_give_exactly_the_planted_defects(framed):
    tried = framed.bring("residents", "residents.csv", "U-G", "--dry-run")
    assert (tried.code, tried.said["rows"], tried.said["accepted"]) == (1, 200, 196)
    assert {(f"R{row['line'] - 1:05}", row["code"]) for row in tried.said["errors"]} == PLANTED
    assert _found(ASKED_ABOUT, tried.said["warnings"]) == ASKED_ABOUT
    assert sum(row["code"] == "demo_id" for row in tried.said["warnings"]) == 1
    assert sum(row["code"] == "consent_missing" for row in tried.said["warnings"]) == 16
    pairs = {(tuple(row["lines"]), row["certainty"]) for row in tried.said["duplicates"]}
    assert pairs == {((21, 151), "certain"), ((22, 152), "probable")}


def test_a_dry_run_writes_nothing_and_a_refused_import_neither(framed):
    assert framed.bring("residents", "residents.csv", "U-G", "--dry-run").said["accepted"] == 196
    refused = framed.bring("residents", "residents.csv", "U-G")
    assert (refused.code, refused.said["accepted"], refused.said["valid"]) == (1, 0, 196)
    taken = framed.bring("residents", "residents.csv", "U-G", "--accept-valid")
    assert (taken.code, taken.said["accepted"], taken.said["changed"]) == (0, 196, [])
    again = framed.bring("residents", "residents.csv", "U-G", "--accept-valid")
    assert (again.said["accepted"], again.said["changed"]) == (196, [])


def test_the_sign_in_sheet_gives_41_person_times_and_40_persons(framed):
    framed.bring("residents", "residents.csv", "U-G", "--accept-valid")
    said = framed.bring("signin", "activity_signin.csv", "U-G", "--project", PROJECT).said
    assert (said["rows"], said["accepted"]) == (52, 52)
    assert (said["person_times"], said["distinct_persons"]) == (41, 40)
    reasons = [row["reason"] for row in said["not_counted"]]
    assert reasons.count("volunteer") == 6
    assert reasons.count("staff") == 2
    assert reasons.count("guest") == 1
    lines = {row["line"]: row["reason"] for row in said["not_counted"]}
    assert (lines[51], lines[53]) == ("duplicate_sign_in", "to_clarify")
    assert len(lines) == 11
    unsigned = {row["line"] for row in said["warnings"] if row["code"] == "sign_out_missing"}
    assert unsigned == {5, 8, 28, 32, 52}
    ledger = {
        row["code"]: row
        for row in framed("ledger", "--project", PROJECT, "--until", "2025-12-31").said["indicators"]
    }
    assert (ledger["K04"]["counted"], ledger["K04"]["pending"]) == (0, 1)
    assert (ledger["K30"]["counted"], ledger["K30"]["pending"]) == (0, 40)
    assert framed("recount").code == 0
    assert framed("verify").said["ok"] is True


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        ("居民编号,姓名\n".encode("utf-16"), "encoding"),
        ("甲,乙,丙\n1,2,3\n".encode(), "missing_column"),
        ("居民编号,姓名,性别\nR1,\"样".encode(), "cut_off"),
        (b"PK\x03\x04junk", "cut_off"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_line(shell, tmp_path, content, code):
    file = tmp_path / ("x.xlsx" if content.startswith(b"PK") else "x.csv")
    file.write_bytes(content)
    done = shell("import", "residents", str(file), "--unit", "U0")
    assert done.code == 1
    assert done.said["refused"]["code"] == code
    assert "\n" not in done.said["refused"]["message"]


def test_an_unknown_unit_and_a_missing_project_are_refused(shell, samples):
    assert shell.bring("residents", "residents.csv", "U-X").said["refused"]["code"] == "unknown_unit"
    assert shell("ledger", "--project", "XM-0").said["refused"]["code"] == "unknown_project"
    with pytest.raises(SystemExit) as wrong:
        main(["import", "cats", "x.csv", "--unit", "U0"])
    assert wrong.value.code == 2
