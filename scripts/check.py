"""`./run check`: style, types, layers and locks. Every part is run, also after another failed."""

import subprocess
from collections.abc import Callable

from scripts import installation, lock
from scripts.places import ROOT, VENV, say, surroundings

BIN = VENV / "bin"


def tool(name: str, *arguments: str) -> bool:
    """One tool of the environment over the whole checkout."""
    return subprocess.run([str(BIN / name), *arguments], cwd=ROOT, env=surroundings()).returncode == 0


def locks_name_no_host() -> bool:
    """A lock is the same wherever the packages come from."""
    named = lock.addresses()
    for line in named:
        say(line)
    return not named


def migrations_are_complete() -> bool:
    """Every change of a model has its migration."""
    command = ("-m", "django", "makemigrations", "--check", "--dry-run", "--verbosity", "1")
    return tool("python", *command)


PARTS: dict[str, Callable[[], bool]] = {
    "style": lambda: tool("ruff", "check", "--quiet", "."),
    "format": lambda: tool("ruff", "format", "--check", "--quiet", "."),
    "types": lambda: tool("mypy"),
    "layers": lambda: tool("lint-imports", "--no-logo"),
    "migrations": migrations_are_complete,
    "locks": locks_name_no_host,
}


def main(_name: str, arguments: list[str]) -> int:
    """Run all parts, or the ones named."""
    installation.provide_tools(development=True)
    results = {}
    for name in arguments or PARTS:
        say(f"── {name}")
        results[name] = PARTS[name]()
    for name, good in results.items():
        say(f"{'✓' if good else '✗'} {name}")
    return 0 if all(results.values()) else 1
