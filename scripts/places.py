"""Where things lie in a checkout, and the small services every step needs: run, say, stamp."""

import hashlib
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = ROOT / "var"
STAMPS = VAR / "stamps"
DATA = Path(os.environ.get("BANYAN_HOME") or VAR).resolve()
VENDOR = DATA / "vendor"
SETTINGS = "banyan.site.settings"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class SetupFailed(Exception):
    """A step that cannot be done; the text says what to do about it."""


def say(text: str) -> None:
    """A line for the person watching, at once."""
    print(text, flush=True)


def warn(text: str) -> None:
    """A line that should not be overlooked."""
    print(f"! {text}", file=sys.stderr, flush=True)


def home_folder() -> str:
    """A home that tools can write their caches to, also for accounts without one."""
    wanted = os.environ.get("HOME") or pwd.getpwuid(os.getuid()).pw_dir
    if os.path.isdir(wanted) and os.access(wanted, os.W_OK):
        return wanted
    spare = VAR / "home"
    spare.mkdir(parents=True, exist_ok=True)
    return str(spare)


def surroundings(**extra: str) -> dict[str, str]:
    """The environment for a step: the caller's, with a usable home, UTF-8, the machine's certificates, our settings.

    What Python compiled is kept: a caller that forbids it makes every one of some thirty processes of a test run
    compile the house and its libraries again, 18 seconds each.
    """
    env = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    env.update(HOME=home_folder(), PYTHONPATH=str(ROOT), PYTHONUTF8="1", BANYAN_HOME=str(DATA))
    env.setdefault("UV_SYSTEM_CERTS", "1")
    if CERTIFICATES.exists():
        env.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))
    env["PATH"] = f"{env.get('PATH') or '/usr/local/bin:/usr/bin:/bin'}:/usr/local/sbin:/usr/sbin:/sbin"
    env.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    env.update(extra)
    return env


def attempt(command: Sequence[str], *, quiet: bool = True, cwd: Path = ROOT, **extra: str) -> bool:
    """Run a step and answer whether it went well; what a quiet one printed is shown only if it failed."""
    stream = subprocess.PIPE if quiet else None
    done = subprocess.run(
        list(command), cwd=cwd, env=surroundings(**extra), stdout=stream, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode and quiet:
        sys.stderr.write((done.stdout or "")[-4000:])
    return done.returncode == 0


def must(
    command: Sequence[str], otherwise: str, *, quiet: bool = True, cwd: Path = ROOT, **extra: str
) -> None:
    """Run a step that everything after it needs."""
    if not attempt(command, quiet=quiet, cwd=cwd, **extra):
        raise SetupFailed(otherwise)


def digest(files: Iterable[Path], *words: str) -> str:
    """One hash over the contents of files and some words; a missing file counts as empty."""
    total = hashlib.sha256("\0".join(words).encode())
    for file in files:
        total.update(b"\0" + file.name.encode() + b"\0")
        total.update(file.read_bytes() if file.exists() else b"")
    return total.hexdigest()


def is_stamped(name: str, mark: str, folder: Path = STAMPS) -> bool:
    """Has this step been done for exactly this mark?"""
    file = folder / name
    return file.exists() and file.read_text() == mark


def stamp(name: str, mark: str, folder: Path = STAMPS) -> None:
    """Remember that a step is done."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(mark)


def found(program: str) -> bool:
    """Is a program there now?"""
    return shutil.which(program, path=surroundings()["PATH"]) is not None
