"""The virtual environment, kept in step with the hashed locks."""

import shutil
import subprocess
import sys
from pathlib import Path

from scripts.places import (
    PYTHON,
    ROOT,
    VENV,
    SetupFailed,
    attempt,
    digest,
    is_stamped,
    must,
    say,
    stamp,
    surroundings,
)

SETUP_LOCK = ROOT / "requirements-setup.lock"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.lock"
NO_INDEX = (
    "The Python packages could not be installed. Is a package index reachable? "
    "A mirror is named by UV_DEFAULT_INDEX (uv) or PIP_INDEX_URL (pip)."
)


def venv_works() -> bool:
    """A moved checkout or a removed Python leaves an environment that no longer starts."""
    if not PYTHON.exists():
        return False
    try:
        done = subprocess.run(
            [str(PYTHON), "-m", "pip", "--version"], capture_output=True, env=surroundings()
        )
    except OSError:
        return False
    return done.returncode == 0 and str(VENV) in done.stdout.decode()


def make_venv() -> None:
    """A fresh environment from the Python that runs this script."""
    say("Making the virtual environment …")
    shutil.rmtree(VENV, ignore_errors=True)
    must([sys.executable, "-m", "venv", str(VENV)], "The virtual environment could not be made.")


def current_mark(lock: Path) -> str:
    """What an environment in step with a lock is stamped with."""
    return digest([lock], str(VENV), lock.name)


def is_for_development() -> bool:
    """An environment that once got the test tools keeps them."""
    return (VENV / "bin" / "pytest").exists()


def pip_install(lock: Path) -> list[str]:
    """The slow and sure way."""
    quiet = ("--quiet", "--disable-pip-version-check", "--require-hashes")
    return [str(PYTHON), "-m", "pip", "install", *quiet, "-r", str(lock)]


def sync(lock: Path) -> None:
    """Install exactly what the lock says, each file checked by its hash; uv if it can be had, else pip."""
    say(f"Installing the packages of {lock.name} …")
    uv_sync = ("-m", "uv", "pip", "sync", "--quiet", "--python", str(PYTHON), "--require-hashes", str(lock))
    if attempt(pip_install(SETUP_LOCK)) and attempt([str(PYTHON), *uv_sync], UV_LINK_MODE="copy"):
        return
    must(pip_install(lock), NO_INDEX)


def provide(*, development: bool = False) -> None:
    """An environment in step with the locks; one that has the test tools also serves the demo."""
    wanted = DEVELOPMENT_LOCK if development or is_for_development() else RUNTIME_LOCK
    if PYTHON.exists() and is_stamped("python", current_mark(wanted)):
        return
    if not venv_works():
        make_venv()
    if not wanted.exists():
        raise SetupFailed(f"{wanted.name} is missing from the checkout.")
    sync(wanted)
    make_importable()
    stamp("python", current_mark(wanted))


def make_importable() -> None:
    """Let the environment's own commands, such as pytest, import the checkout from anywhere."""
    folder = next((VENV / "lib").glob("python3*/site-packages"))
    (folder / "banyan_checkout.pth").write_text(f"{ROOT}\n")
