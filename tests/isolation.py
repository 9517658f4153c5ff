"""Loaded before any settings are read: each test process has a data folder and secrets of its own."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FAST_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "banyan.core.identity.passwords.Argon2Hasher",
]
UNCOMPRESSED = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def memory_folder() -> str | None:
    """A folder in memory if the machine has one; commits of copied databases are quick there."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def isolate() -> None:
    """Point everything at throw-away places and forget what the developer's shell says."""
    home = tempfile.mkdtemp(prefix="banyan-tests-", dir=memory_folder())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    vendor = ROOT / "var" / "vendor"
    if vendor.is_dir():
        Path(home, "vendor").symlink_to(vendor)
    Path(home, "static").mkdir()
    os.environ["BANYAN_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "banyan.site.settings"
    os.environ.pop("BANYAN_DATABASE_URL", None)
    if os.environ.get("BANYAN_TEST_DATABASE"):
        os.environ["BANYAN_DATABASE_URL"] = os.environ["BANYAN_TEST_DATABASE"]


isolate()


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """Passwords are hashed for speed, as the real parameters have a test of their own; static files lie as they are."""
    from django.conf import settings
    from django.test import override_settings

    storages = {**settings.STORAGES, "staticfiles": UNCOMPRESSED}
    with override_settings(PASSWORD_HASHERS=FAST_HASHERS, STORAGES=storages):
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a process keeps for some seconds belongs to the database of one test."""
    for name in ("banyan.site.scope", "banyan.core.dated.values"):
        if name in sys.modules:
            sys.modules[name].forget()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


def choose_effort() -> None:
    """How many examples property tests try: few by default, many in `./run test-deep`."""
    from hypothesis import HealthCheck, settings

    calm = {
        "deadline": None,
        "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    }
    settings.register_profile("quick", max_examples=60, **calm)
    settings.register_profile("deep", max_examples=2000, **calm)
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


choose_effort()
