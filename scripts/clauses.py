"""`./run clauses`: what carries each clause - control, test, screen, refusal - or that nothing does yet.

Everything is read from the code; nothing is typed by hand. "attested" marks a clause of which the product says that no
record proves it; who answers for it, and until when, is kept in an installation and shown in its compliance matrix.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from scripts.places import ROOT, say

LIST = ROOT / "docs" / "clauses.txt"
TESTS = ROOT / "tests"
PRODUCT = ROOT / "banyan"
COLUMNS = ("control", "attested", "test", "screen", "refusal")
ATTESTED = ROOT / "banyan" / "domains" / "rulebook" / "rules" / "attesting.py"
WIDTH = 14
SCREENS = {"views", "views.py", "registers", "registers.py", "pages.py", "panels.py"}
GUARDS = {"rules", "rules.py", "deeds", "deeds.py"}
QUOTED_ID = re.compile(r"""["']([RPWAS]\d+(?:\.\d+)*)["']""")


def known_clauses() -> list[str]:
    """The ids of all clauses, in the order of the rulebook."""
    lines = LIST.read_text(encoding="utf-8").split("\n")
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def marked(decorator: ast.expr) -> Iterator[str]:
    """The ids in `@pytest.mark.clause("R3.2.7")`."""
    if (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr == "clause"
    ):
        yield from (node.value for node in decorator.args if isinstance(node, ast.Constant))


def marks_of_module(tree: ast.Module) -> list[str]:
    """Ids that `pytestmark` gives to every test of a file."""
    values = [node.value for node in tree.body if isinstance(node, ast.Assign) and targets_marks(node)]
    marks = [item for value in values for item in (value.elts if isinstance(value, ast.List) else [value])]
    return [clause for mark in marks for clause in marked(mark)]


def targets_marks(node: ast.Assign) -> bool:
    """Is this the `pytestmark` of a file?"""
    return any(isinstance(target, ast.Name) and target.id == "pytestmark" for target in node.targets)


def proofs_in(file: Path) -> Iterator[tuple[str, str]]:
    """Each clause that a test in this file proves, with the name of the test."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    shared = marks_of_module(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            own = [clause for decorator in node.decorator_list for clause in marked(decorator)]
            for clause in (*shared, *own):
                yield clause, f"{file.relative_to(ROOT)}::{node.name}"


def proofs() -> dict[str, list[str]]:
    """All proofs, by clause."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for clause, test in proofs_in(file):
            found[clause].append(test)
    return dict(found)


def controls() -> dict[str, list[str]]:
    """Clauses that controls prove from records, with the names of the controls."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(PRODUCT.rglob("*.py")):
        if "controls" in file.relative_to(PRODUCT).parts or file.name == "controls.py":
            for clause, name in controls_in(file):
                found[clause].append(f"{file.relative_to(ROOT)}::{name}")
    return dict(found)


def controls_in(file: Path) -> Iterator[tuple[str, str]]:
    """The clause of each `@control("R3.2.7", …)` in a file, with the function below it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "control" and mark.args:
                    yield ast.literal_eval(mark.args[0]), node.name


def attested() -> dict[str, list[str]]:
    """Clauses that stand by a person's attestation, with the place that says why."""
    for node in ast.parse(ATTESTED.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "BY_ATTESTATION":
            keys = node.value.keys if isinstance(node.value, ast.Dict) else []
            return {
                key.value: [str(ATTESTED.relative_to(ROOT))] for key in keys if isinstance(key, ast.Constant)
            }
    return {}


def named_in(wanted: Callable[[Path], bool]) -> dict[str, list[str]]:
    """Clauses that files of the product give as their reason, with the files."""
    found: dict[str, list[str]] = defaultdict(list)
    known = set(known_clauses())
    for file in sorted(PRODUCT.rglob("*")):
        if file.suffix in (".py", ".html") and wanted(file):
            for clause in known.intersection(QUOTED_ID.findall(file.read_text(encoding="utf-8"))):
                found[clause].append(str(file.relative_to(ROOT)))
    return dict(found)


def is_screen(file: Path) -> bool:
    """Pages and registers: where a person sees which clause asks for something."""
    return file.suffix == ".html" or bool(SCREENS.intersection((*file.parts, file.name)))


def is_guard(file: Path) -> bool:
    """Rules and deeds: where something is refused because of a clause."""
    return file != ATTESTED and bool(GUARDS.intersection((*file.parts, file.name)))


def carried() -> dict[str, dict[str, list[str]]]:
    """What carries each clause: control, test, screen, refusal, each with its places."""
    columns = {
        "control": controls(),
        "attested": attested(),
        "test": proofs(),
        "screen": named_in(is_screen),
        "refusal": named_in(is_guard),
    }
    return {
        clause: {name: found[clause] for name, found in columns.items() if clause in found}
        for clause in known_clauses()
    }


def unknown(found: dict[str, list[str]]) -> list[str]:
    """Marked ids that the rulebook does not have."""
    known = set(known_clauses())
    return sorted(clause for clause in found if clause not in known)


def chapter(clause: str) -> str:
    """R3.2.7 belongs to R3, W2 to W."""
    return clause.split(".")[0] if "." in clause else clause[0]


def line_of(clause: str, found: dict[str, list[str]]) -> str:
    """One clause as it is told."""
    told = [
        f"{name} {len(places)}".ljust(WIDTH) if places else " " * WIDTH for name, places in columns_of(found)
    ]
    return f"{clause:<8} {''.join(told).rstrip()}" if found else f"{clause:<8} nothing yet"


def columns_of(found: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """The columns in their order, empty ones too."""
    return [(name, found.get(name, [])) for name in COLUMNS]


def print_clauses(every: dict[str, dict[str, list[str]]], with_places: bool) -> None:
    """Each clause under its chapter; with `--tests` every place by name."""
    for clause, found in every.items():
        say(line_of(clause, found))
        if with_places:
            for name, places in found.items():
                for place in places:
                    say(f"{'':<9}{name} {place}")


def print_chapters(every: dict[str, dict[str, list[str]]]) -> None:
    """One line for each chapter: clauses with a control, proven by a test, shown on a screen, and with nothing yet."""
    by_chapter: dict[str, list[str]] = defaultdict(list)
    for clause in every:
        by_chapter[chapter(clause)].append(clause)
    say("")
    for name, clauses in by_chapter.items():
        counts = "  ".join(
            f"{column} {sum(column in every[clause] for clause in clauses):>3}" for column in COLUMNS
        )
        nothing = [clause for clause in clauses if not every[clause]]
        rest = f"  nothing yet: {' '.join(nothing)}" if nothing and len(nothing) < len(clauses) else ""
        say(f"{name:<4} {len(clauses):>3} clauses  {counts}{rest}")


def main(_name: str, arguments: list[str]) -> int:
    """All clauses, then the table by chapter; `--tests` names every place, `--chapters` leaves the clauses out."""
    every = carried()
    if "--chapters" not in arguments:
        print_clauses(every, "--tests" in arguments)
    print_chapters(every)
    known, found = known_clauses(), proofs()
    for column in COLUMNS:
        say(f"{sum(column in every[clause] for clause in known):>3} of {len(known)} with a {column}")
    say(f"{sum(not every[clause] for clause in known):>3} of {len(known)} with nothing yet")
    strangers = sorted({*unknown(found), *unknown(controls())})
    for clause in strangers:
        say(f"! {clause} is not in the rulebook")
    return 1 if strangers else 0
