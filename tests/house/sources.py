"""The sources of the product, read once."""

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.isolation import ROOT

PRODUCT = ROOT / "banyan"
TEXT_ENDINGS = {
    "", ".py", ".html", ".css", ".js", ".md", ".toml", ".txt", ".po", ".json", ".lock", ".svg", ".typ", ".csv",
}  # fmt: skip
OUTSIDE = {
    ".git",
    ".venv",
    "var",
    "node_modules",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
}


@dataclass(frozen=True)
class Source:
    """One Python file of the product."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def parts(self) -> tuple[str, ...]:
        """The path below banyan/."""
        return self.path.relative_to(PRODUCT).parts

    @property
    def room(self) -> str | None:
        """The room a file stands in, if it stands in one."""
        return self.parts[1] if self.parts[0] == "domains" and len(self.parts) > 2 else None

    @property
    def is_migration(self) -> bool:
        """Migrations are history, not house style."""
        return "migrations" in self.parts

    def at(self, node: ast.AST) -> str:
        """A place to click on."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@cache
def product_sources() -> tuple[Source, ...]:
    """Every Python file of the product."""
    files = sorted(PRODUCT.rglob("*.py"))
    return tuple(Source(file, text := file.read_text(encoding="utf-8"), ast.parse(text)) for file in files)


@cache
def templates() -> tuple[Path, ...]:
    """Every template of the product."""
    return tuple(sorted(PRODUCT.rglob("templates/**/*.html")))


@cache
def text_files() -> tuple[Path, ...]:
    """Every text file of the checkout that belongs to it."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in OUTSIDE and not is_cache(name)]
        found += [Path(folder, name) for name in names if Path(name).suffix in TEXT_ENDINGS]
    return tuple(sorted(found))


def is_cache(name: str) -> bool:
    """Folders that tools leave behind, such as .mypy_cache or .hypothesis."""
    return name.startswith(".") and name != ".ci"


def imported_names(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Every dotted name a file imports, `from x import y` as x.y too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def lines_matching(file: Path, pattern: re.Pattern[str]) -> Iterator[str]:
    """Places in a text file where a pattern occurs."""
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if pattern.search(line):
            yield f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
