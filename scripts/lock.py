"""`./run lock`: renew the hashed locks; none of them names a host."""

import json
import re
import shutil
import tempfile
from pathlib import Path

from scripts import environment
from scripts.assets import FRONTEND, LOCKED, NODE_LOCK
from scripts.environment import DEVELOPMENT_LOCK, RUNTIME_LOCK, SETUP_LOCK
from scripts.places import PYTHON, ROOT, SetupFailed, must, say

ADDRESS = re.compile(r"https?://\S+")
COMPILE = (
    *("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"),
    *(
        "--no-emit-index-url",
        "--no-emit-find-links",
        "--no-annotate",
        "--custom-compile-command",
        "./run lock",
    ),
)


def compile_lock(target: Path, *given: str) -> None:
    """One lock out of pyproject.toml."""
    say(f"Locking {target.name} …")
    command = [str(PYTHON), "-m", "uv", *COMPILE, *given, "--quiet", "-o", str(target)]
    must(command, f"{target.name} could not be made.")


def strip_links(lock: Path) -> None:
    """Take out what npm writes about money and places; hashes and versions stay."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def lock_assets() -> None:
    """package-lock.json, made in a folder of its own."""
    say("Locking package-lock.json …")
    with tempfile.TemporaryDirectory(prefix="banyan-lock-") as name:
        folder = Path(name)
        for file in LOCKED:
            if file.exists() and file.name != "package-lock.json":
                shutil.copy(file, folder)
        must(["npm", "install", "--package-lock-only"], "package-lock.json could not be made.", cwd=folder)
        shutil.copy(folder / "package-lock.json", FRONTEND)
    strip_links(FRONTEND / "package-lock.json")


def addresses() -> list[str]:
    """Every host that a lock names; there should be none."""
    named = []
    for lock in (SETUP_LOCK, RUNTIME_LOCK, DEVELOPMENT_LOCK, NODE_LOCK, FRONTEND / "package-lock.json"):
        text = lock.read_text(encoding="utf-8")
        named += [f"{lock.name}: {address}" for address in ADDRESS.findall(text)]
        named += [f"{lock.name}: resolved"] if '"resolved"' in text else []
    return named


def main(_name: str, _arguments: list[str]) -> int:
    """Renew all locks and prove that they name no host."""
    environment.provide(development=True)
    project = str(ROOT / "pyproject.toml")
    compile_lock(RUNTIME_LOCK, project)
    compile_lock(DEVELOPMENT_LOCK, project, "--group", "test", "--group", "lint", "-c", str(RUNTIME_LOCK))
    compile_lock(NODE_LOCK, "--group", "assets")
    compile_lock(SETUP_LOCK, "--group", "setup")
    lock_assets()
    if found := addresses():
        raise SetupFailed("A lock names a host:\n" + "\n".join(found))
    say("Locked.")
    return 0
