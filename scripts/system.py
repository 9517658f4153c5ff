"""Debian packages: installed as root where missing, otherwise named in one line."""

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from scripts.places import SetupFailed, attempt, found, say, warn

POSTGRES = Path("/usr/lib/postgresql/15/bin/initdb")
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
VENV_PACKAGE = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


@dataclass(frozen=True)
class Need:
    """A Debian package, how to see that it is there, and what is missing without it."""

    package: str
    without: str
    indispensable: bool = False

    def is_met(self) -> bool:
        """Look for the thing itself, not for the package."""
        return PRESENT[self.package]()


def has_chinese_font() -> bool:
    """A Chinese face for printed forms."""
    return any(any(folder.glob("**/NotoSansCJK*")) for folder in FONT_FOLDERS)


def has_venv() -> bool:
    """Can this Python make a virtual environment?"""
    return importlib.util.find_spec("ensurepip") is not None


PRESENT = {
    VENV_PACKAGE: has_venv,
    "fonts-noto-cjk": has_chinese_font,
    "chromium": lambda: found("chromium"),
    "postgresql-15": POSTGRES.exists,
}

FOR_DEMO = (
    Need(VENV_PACKAGE, "no virtual environment can be made", indispensable=True),
    Need("fonts-noto-cjk", "printed forms lack their Chinese face"),
)
FOR_TESTS = (
    *FOR_DEMO,
    Need("chromium", "the browser tests are left out"),
    Need("postgresql-15", "the suite is not repeated on PostgreSQL"),
)


def apt_line(needs: list[Need]) -> str:
    """The one line for whoever has root."""
    packages = " ".join(need.package for need in needs)
    return f"apt-get update && apt-get install -y --no-install-recommends {packages}"


def install(needs: list[Need]) -> None:
    """Ask apt; its exit code also speaks of other packages, so the caller looks again."""
    packages = [need.package for need in needs]
    say(f"Installing {' '.join(packages)} …")
    attempt(["apt-get", "update"], DEBIAN_FRONTEND="noninteractive")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    attempt(command, DEBIAN_FRONTEND="noninteractive")


def provide(needs: tuple[Need, ...]) -> None:
    """See that the packages are there; stop only where nothing works without one."""
    missing = [need for need in needs if not need.is_met()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
        importlib.invalidate_caches()
        missing = [need for need in missing if not need.is_met()]
    if not missing:
        return
    warn(f"Missing on this machine; once, as root:  {apt_line(missing)}")
    for need in missing:
        warn(f"Until then: {need.without}.")
    if any(need.indispensable for need in missing):
        raise SetupFailed("Stopped: run the line above, then start again.")
