"""`./run test`: the suite on SQLite, again on PostgreSQL, then in the browser; one sum at the end."""

import os
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts import assets, cluster, installation
from scripts.places import PYTHON, ROOT, VAR, SetupFailed, found, say, surroundings, warn

RESULTS = VAR / "results"
WORKERS = ("-n", "2", "--dist", "worksteal")
BROWSERS = ("-n", "2", "--dist", "loadscope")
NOTHING_SELECTED = 5
NOT_FOR_A_DATABASE = ("--ignore=tests/house", "--ignore=tests/foundation", "--ignore-glob=*/rules/*")


@dataclass
class Sum:
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, file: Path) -> None:
        """Take in what one run wrote down."""
        for suite in ElementTree.parse(file).getroot().iter("testsuite"):  # noqa: S314 - our own file
            total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            self.passed += total - skipped - failed
            self.failed += failed
            self.skipped += skipped


def pytest(title: str, arguments: Sequence[str], total: Sum, **extra: str) -> int:
    """One run; answers its exit code."""
    say(f"\n── {title} " + "─" * max(0, 70 - len(title)))
    result = RESULTS / f"{title.split()[0].lower()}.xml"
    result.unlink(missing_ok=True)
    command = [str(PYTHON), "-m", "pytest", "-q", f"--junitxml={result}", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=surroundings(**extra)).returncode
    if result.exists():
        total.add(result)
    return 0 if code == NOTHING_SELECTED else code


def in_browser(total: Sum, selection: Sequence[str]) -> int:
    """The journeys in a real browser, with tests that measure the interface."""
    if not found("chromium"):
        warn("No chromium on this machine: the browser tests are left out.")
        return 0
    return pytest("Browser", [*selection, *BROWSERS, "-m", "browser"], total)


def on_postgres(total: Sum, selection: Sequence[str], marks: str) -> int:
    """Everything that talks to a database once more on a server."""
    if not cluster.is_available():
        warn("No PostgreSQL 15 on this machine: the suite is not repeated on it.")
        return 0
    arguments = [*selection, *NOT_FOR_A_DATABASE, *WORKERS, "-m", marks]
    try:
        with cluster.running() as address:
            return pytest("PostgreSQL", arguments, total, BANYAN_TEST_DATABASE=address)
    except SetupFailed as failure:
        warn(str(failure))
        return 1


def run_all(total: Sum, selection: Sequence[str], *, deep: bool) -> list[int]:
    """The three runs, each also after a failure of another."""
    marks = "not browser" if deep else "not browser and not deep"
    deeper = {"HYPOTHESIS_PROFILE": "deep"} if deep else {}
    return [
        pytest("SQLite", [*selection, *WORKERS, "-m", marks], total, **deeper),
        on_postgres(total, selection, marks),
        in_browser(total, selection),
    ]


def main(name: str, arguments: list[str]) -> int:
    """Set up, test, sum up. Arguments go to pytest, e.g. `./run test tests/staff`."""
    began = time.monotonic()
    installation.provide_tools(development=True)
    assets.provide()
    RESULTS.mkdir(parents=True, exist_ok=True)
    total = Sum()
    codes = run_all(total, arguments, deep=name == "test-deep")
    minutes = (time.monotonic() - began) / 60
    say(f"\nAll runs together, in {minutes:.1f} minutes on {os.cpu_count()} cores:")
    say(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if any(codes) or total.failed or not total.passed else 0
