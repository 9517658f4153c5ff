"""Processes that belong together: started, watched, and ended within a bound."""

import contextlib
import http.client
import os
import signal
import subprocess
import time
from collections.abc import Sequence

from scripts.places import DATA, ROOT, SetupFailed, surroundings

LOGS = DATA / "logs"
GRACE_SECONDS = 8
START_SECONDS = 60
PAUSE_SECONDS = 0.1
TAIL_CHARACTERS = 3000


class Child:
    """One process in a group of its own, writing to a log of its own."""

    def __init__(self, name: str, command: Sequence[str], **extra: str) -> None:
        LOGS.mkdir(parents=True, exist_ok=True)
        self.name, self.command = name, command
        self.log = LOGS / f"{name}.log"
        with self.log.open("wb") as stream:
            self.process = subprocess.Popen(
                list(command),
                cwd=ROOT,
                env=surroundings(**extra),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_running(self) -> bool:
        """Has it not ended?"""
        return self.process.poll() is None

    def tell(self, what: signal.Signals) -> None:
        """Send a signal to the process and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, what)

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-TAIL_CHARACTERS:]


def wait_until(deadline: float, children: Sequence[Child]) -> bool:
    """Wait for all to end; answers whether they did in time."""
    while time.monotonic() < deadline:
        if not any(child.is_running() for child in children):
            return True
        time.sleep(PAUSE_SECONDS)
    return False


def end(children: Sequence[Child]) -> None:
    """Ask them to finish; after the grace they are ended."""
    for child in children:
        child.tell(signal.SIGTERM)
    wait_until(time.monotonic() + GRACE_SECONDS, children)
    for child in children:
        child.tell(signal.SIGKILL)
    wait_until(time.monotonic() + GRACE_SECONDS, children)


def answers(port: int, path: str) -> bool:
    """Does a server of this machine answer well?"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_for(child: Child, port: int, path: str) -> None:
    """Until the server answers; with its last words if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and child.is_running():
        if answers(port, path):
            return
        time.sleep(PAUSE_SECONDS)
    raise SetupFailed(f"The server did not start. Its last words:\n{child.last_words()}")
