"""`./run clauses`: which clauses of the rulebook are proven by which tests, and which are still open."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from scripts.places import ROOT, say

LIST = ROOT / "docs" / "clauses.txt"
TESTS = ROOT / "tests"
PRODUCT = ROOT / "banyan"
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


def named_by_product() -> set[str]:
    """Ids that a refusal, a control or a page gives as its reason."""
    named: set[str] = set()
    for file in PRODUCT.rglob("*"):
        if file.suffix in (".py", ".html"):
            named.update(QUOTED_ID.findall(file.read_text(encoding="utf-8")))
    return named.intersection(known_clauses())


def unknown(found: dict[str, list[str]]) -> list[str]:
    """Marked ids that the rulebook does not have."""
    known = set(known_clauses())
    return sorted(clause for clause in found if clause not in known)


def chapter(clause: str) -> str:
    """R3.2.7 belongs to R3, W2 to W."""
    return clause.split(".")[0] if "." in clause else clause[0]


def print_chapters(found: dict[str, list[str]]) -> None:
    """One line for each chapter: proven of all, named by the product, then the ids still open."""
    named = named_by_product()
    by_chapter: dict[str, list[str]] = defaultdict(list)
    for clause in known_clauses():
        by_chapter[chapter(clause)].append(clause)
    for name, clauses in by_chapter.items():
        open_ones = [clause for clause in clauses if clause not in found]
        rest = f"  open: {' '.join(open_ones)}" if open_ones and len(open_ones) < len(clauses) else ""
        proven, given = len(clauses) - len(open_ones), len(named.intersection(clauses))
        say(f"{name:<4} {proven:>3} of {len(clauses):>3} proven, {given:>3} named by the product{rest}")


def main(_name: str, arguments: list[str]) -> int:
    """The table by chapter; `--tests` adds every proof by name."""
    found = proofs()
    if "--tests" in arguments:
        for clause in sorted(found):
            say(f"{clause:<10} " + ("\n" + " " * 11).join(found[clause]))
        say("")
    print_chapters(found)
    known = known_clauses()
    say(f"{sum(clause in found for clause in known)} of {len(known)} clauses proven by tests")
    for clause in unknown(found):
        say(f"! {clause} is not in the rulebook: {', '.join(found[clause])}")
    return 1 if unknown(found) else 0
