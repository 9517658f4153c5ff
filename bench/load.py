"""A bounded keep-alive client for this machine: so many threads, so many seconds, every answer checked."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_REQUESTS = 20_000
TIMEOUT = 30


@dataclass(frozen=True)
class Ask:
    """One request and what its answer must hold."""

    method: str
    path: str
    body: str = ""
    status: int = 200
    holds: str = ""
    times: int = 1
    stranger: bool = False  # asks without the session of the signed-in browser


@dataclass
class Taken:
    """Milliseconds of every request and what went wrong."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def p50(self) -> float:
        return self._at(0.5)

    @property
    def p95(self) -> float:
        return self._at(0.95)

    @property
    def rate(self) -> float:
        """Requests in a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0

    def _at(self, share: float) -> float:
        ordered = sorted(self.milliseconds)
        return ordered[int(share * (len(ordered) - 1))] if ordered else float("nan")


def press(
    port: int, headers: dict[str, str], make: Callable[[int], Ask], clients: int, seconds: float
) -> Taken:
    """Ask from `clients` threads for `seconds`; `make` hands out the nth question."""
    taken, lock, number = Taken(), threading.Lock(), iter(range(MOST_REQUESTS))
    end = time.perf_counter() + seconds

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        while time.perf_counter() < end:
            with lock:
                count = next(number, None)
            if count is None:
                return
            began = time.perf_counter()
            wrong = _ask(connection, headers, make(count))
            with lock:
                taken.milliseconds.append((time.perf_counter() - began) * 1000)
                if wrong:
                    taken.errors.append(wrong)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.seconds = time.perf_counter() - began
    return taken


def _ask(connection: http.client.HTTPConnection, headers: dict[str, str], ask: Ask) -> str:
    given = dict(headers)
    if ask.stranger:
        given["Cookie"] = given["Cookie"].partition("; ")[2]
    if ask.body:
        given["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(ask.method, ask.path, ask.body.encode() or None, given)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    if answer.status != ask.status:
        return f"{ask.path}: {answer.status} instead of {ask.status}"
    if ask.holds and text.count(ask.holds) < ask.times:
        return f"{ask.path}: {text.count(ask.holds)} × {ask.holds!r} instead of {ask.times}"
    return ""
