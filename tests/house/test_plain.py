"""The checkout runs anywhere: no machine's paths, no hosts, no sample data, nothing unfinished."""

import csv
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.house.sources import imported_names, lines_matching, product_sources, text_files
from tests.isolation import ROOT

PLAIN_FOLDERS = ("foundation", "rules", "rules.py")
MACHINE_PATH = re.compile(r"(?:^|[\s\"'(=:])/(?:work|farm|root|home)/\w")
REGISTRY = re.compile(r"https?://[^\s\"']*(?:registry|packages?|index|pypi|npmjs)\.[^\s\"']+")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|NotImplemented" + r"Error)\b")
WORD_OF_A_FORM = re.compile(r"[一-鿿]")
LONG_ENOUGH = 4
VALUE_COLUMNS = {
    "staff_roster.csv": ("员工编号", "姓名"),
    "residents.csv": ("居民编号", "姓名"),
    "activity_signin.csv": ("活动编号", "活动名称"),
    "contract_indicators.csv": ("指标编号", "指标名称"),
    "projects.csv": ("项目编号", "项目名称"),
    "units.csv": ("名称",),
    "volunteers.csv": ("志愿者编号", "姓名"),
}


def is_plain(parts: tuple[str, ...]) -> bool:
    """Foundation and the rules of every room."""
    return parts[0] == "foundation" or (
        parts[0] == "domains" and bool({"rules", "rules.py"}.intersection(parts))
    )


def test_rules_and_foundation_know_no_framework():
    plain = [source for source in product_sources() if is_plain(source.parts)]
    assert len(plain) > 10
    wrong = [
        s.at(n)
        for s in plain
        for n, name in imported_names(s.tree)
        if name.startswith(("django", "banyan.core"))
    ]
    assert wrong == []


def test_no_machine_and_no_registry_is_named():
    files = [file for file in text_files() if file.name != "test_plain.py"]
    assert len(files) > 50
    found = [
        line
        for file in files
        for pattern in (MACHINE_PATH, REGISTRY)
        for line in lines_matching(file, pattern)
    ]
    assert found == []


def test_nothing_is_left_unfinished():
    code = [file for file in text_files() if file.suffix in (".py", ".html", ".js", ".css")]
    assert [line for file in code for line in lines_matching(file, UNFINISHED)] == []


def sample_values(folder) -> set[str]:
    """Titles, names and numbers of the sample files, long enough to be nobody else's words."""
    values = set()
    for name, wanted in VALUE_COLUMNS.items():
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                values.update((row.get(column) or "").strip() for column in wanted)
    return {value for value in values if len(value) >= LONG_ENOUGH}


def test_no_title_name_or_number_of_the_samples_is_in_the_code(samples):
    values = sample_values(samples)
    assert len(values) > 100
    pattern = re.compile("|".join(re.escape(value) for value in sorted(values, key=len, reverse=True)))
    found = [f"{source.at(source.tree)}: {set(pattern.findall(source.text))}" for source in product_sources()]
    assert [line for line in found if not line.endswith("set()")] == []


def locked_packages() -> set[str]:
    """What a plain installation has."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return {name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def test_the_product_imports_only_what_an_installation_has():
    distributions, locked, missing = packages_distributions(), locked_packages(), set()
    for source in product_sources():
        for _node, name in imported_names(source.tree):
            top = name.split(".")[0]
            owners = {owner.lower().replace("_", "-") for owner in distributions.get(top, [])}
            if top != "banyan" and top not in sys.stdlib_module_names and not owners & locked:
                missing.add(f"{source.at(source.tree)} imports {top}")
    assert missing == set()


@pytest.mark.parametrize(
    "name",
    ["requirements.lock", "requirements-dev.lock", "requirements-assets.lock", "requirements-setup.lock"],
)
def test_a_lock_names_no_host_and_every_package_has_a_hash(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==[^\n]*(?:\n    --hash[^\n]*)*", text, re.MULTILINE)
    assert packages
    assert [package.split("\n")[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_lock_of_the_assets_names_no_place():
    text = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text
    assert text.count('"integrity"') == text.count('"node_modules/')
