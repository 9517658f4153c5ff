"""A PostgreSQL 15 for one test run: made, used and thrown away; listens on this machine only."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.places import SetupFailed, attempt, surroundings
from scripts.system import POSTGRES

BIN = POSTGRES.parent
QUICK = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=80",
    "shared_buffers=256MB",
)
PATIENCE_SECONDS = 20


def is_available() -> bool:
    """Is the server's software there?"""
    return POSTGRES.exists()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def owner() -> str | None:
    """PostgreSQL refuses to run as root; another account of the machine does it then."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)


def as_owner(*command: str) -> list[str]:
    """The command as the account that may run it."""
    account = owner()
    return ["runuser", "-u", account, "--", *command] if account else list(command)


def start(folder: Path, port: int) -> None:
    """Make the cluster and wait until it answers."""
    data = str(folder / "data")
    initdb = ("-U", "banyan", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    if not attempt(as_owner(str(BIN / "initdb"), "-D", data, *initdb), cwd=folder):
        raise SetupFailed("The PostgreSQL of this test run could not be made.")
    settings = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={folder}", *QUICK)
    options = " ".join(f"-c {setting}" for setting in settings)
    control = as_owner(
        str(BIN / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"
    )
    if not attempt(control, cwd=folder):
        raise SetupFailed(
            f"The PostgreSQL of this test run did not start: {(folder / 'log').read_text()[-500:]}"
        )


def stop(folder: Path) -> None:
    """End the cluster at once; by its own process number if it does not listen."""
    command = as_owner(str(BIN / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop")
    pid_file = folder / "data" / "postmaster.pid"
    try:
        subprocess.run(command, cwd=folder, env=surroundings(), capture_output=True, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        if pid_file.exists():
            os.kill(int(pid_file.read_text().split()[0]), signal.SIGKILL)


@contextmanager
def running() -> Iterator[str]:
    """The address of a server for as long as the block lasts."""
    folder = Path(tempfile.mkdtemp(prefix="banyan-pg-"))
    if account := owner():
        shutil.chown(folder, account)
    port = free_port()
    try:
        start(folder, port)
        yield f"postgres://banyan@127.0.0.1:{port}/banyan"
    finally:
        if (folder / "data").exists():
            stop(folder)
        shutil.rmtree(folder, ignore_errors=True)
