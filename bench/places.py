"""The two sides of a measurement: the floor and the product, each with a folder, a database and a server."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.children import Child, end, wait_for
from scripts.cluster import free_port, running
from scripts.demo import THREADS_OF_A_WORKER
from scripts.places import DATA, PYTHON, ROOT, VENV, say, surroundings

BENCH = DATA / "bench"
WORKERS = 2

SIDES = {
    "floor": ("bench.floor.seed", "bench.floor.wsgi:application"),
    "product": ("bench.product", "banyan.site.wsgi:application"),
}


@dataclass
class Side:
    """One of the two: where it lies, what its seed told, and its server while it runs."""

    name: str
    rows: int
    home: Path
    address: str = ""
    told: dict[str, Any] = field(default_factory=dict)
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        if self.name == "floor":
            given = {"FLOOR_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "bench.floor.settings"}
            return given | ({"FLOOR_DATABASE_URL": self.address} if self.address else {})
        given = {"BANYAN_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "banyan.site.settings"}
        return given | ({"BANYAN_DATABASE_URL": self.address} if self.address else {})

    @property
    def headers(self) -> dict[str, str]:
        """A signed-in browser that may post."""
        token = "f" * 32
        return {
            "Cookie": f"sessionid={self.told['session']}; csrftoken={token}",
            "X-CSRFToken": token,
            "Referer": f"http://127.0.0.1:{self.port}/",
        }

    def run(self, *command: str) -> str:
        """A command on this side; answers what it printed."""
        env = surroundings(**self.environment)
        done = subprocess.run([str(PYTHON), *command], cwd=ROOT, env=env, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(command)}\n{done.stderr[-3000:]}")
        return done.stdout

    def seed(self) -> None:
        """Fill the database, once for each level and version of the code's tables."""
        said = self.home / "told.json"
        if not said.exists():
            say(f"Filling the {self.name} with {self.rows:,} people …")
            said.write_text(self.run("-m", SIDES[self.name][0], str(self.rows)))
        self.told = json.loads(said.read_text())


def prepare(name: str, rows: int, folder: Path, address: str = "") -> Side:
    """A side with its data."""
    side = Side(name, rows, folder / f"{name}-{rows}", address)
    side.home.mkdir(parents=True, exist_ok=True)
    vendor = side.home / "vendor"
    if name == "product" and not vendor.exists():
        os.symlink(DATA / "vendor", vendor)
    side.seed()
    return side


@contextmanager
def serving(sides: list[Side]) -> Iterator[None]:
    """All servers up at the same time, ended whatever happens."""
    children: list[Child] = []
    try:
        for side in sides:
            side.port = free_port()
            child = Child(f"bench-{side.name}-{side.rows}", _server(side), **side.environment)
            children.append(child)
            wait_for(child, side.port, "/healthz")
        yield
    finally:
        end(children)


def _server(side: Side) -> list[str]:
    options = {
        "--interface": "wsgi", "--host": "127.0.0.1", "--port": str(side.port), "--http": "1", "--workers": str(WORKERS),
        "--blocking-threads": str(THREADS_OF_A_WORKER), "--workers-kill-timeout": "5", "--log-level": "warning",
    }  # fmt: skip
    given = [word for pair in options.items() for word in pair]
    return [str(VENV / "bin" / "granian"), *given, SIDES[side.name][1]]


@contextmanager
def databases(postgres: bool, names: list[str]) -> Iterator[dict[str, str]]:
    """A database address for each name: empty for SQLite, else one of a throw-away cluster."""
    with ExitStack() as stack:
        if not postgres:
            yield dict.fromkeys(names, "")
            return
        import psycopg

        base = stack.enter_context(running()).rsplit("/", 1)[0]
        with psycopg.connect(
            f"{base.replace('postgres', 'postgresql', 1)}/postgres", autocommit=True
        ) as connection:
            for name in names:
                connection.execute(f'CREATE DATABASE "{name}"')
        yield {name: f"{base}/{name}" for name in names}
