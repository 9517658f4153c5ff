"""`./run demo`: the demo agency on this machine, from nothing to a page, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import time

from scripts import installation
from scripts.children import LOGS, Child, end, wait_for
from scripts.places import (
    PYTHON,
    ROOT,
    VENV,
    SetupFailed,
    digest,
    is_stamped,
    say,
    stamp,
    surroundings,
    warn,
)

FIRST_PORT = 8000
PORTS_TRIED = 100
MEMORY_FOR_TWO_WORKERS = 2 * 1024**3
THREADS_OF_A_WORKER = 8
LOOK_EVERY_SECONDS = 0.5
COME_TO_AN_END = {"life"}
REPLACED = {"worker"}
TIMES_REPLACED = 5
ASKS_TO_STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def is_free(port: int) -> bool:
    """Can we listen there?"""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(wanted: int) -> int:
    """The wanted port or the next free one."""
    for port in range(wanted, wanted + PORTS_TRIED):
        if is_free(port):
            return port
    raise SetupFailed(f"No free port between {wanted} and {wanted + PORTS_TRIED - 1}.")


def workers() -> int:
    """Two on an ordinary machine, one on a small one."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    return 2 if memory >= MEMORY_FOR_TWO_WORKERS and (os.cpu_count() or 1) > 1 else 1


def server_command(port: int) -> list[str]:
    """Granian on this machine only, with every bound stated."""
    options = {
        "--interface": "wsgi",
        "--host": "127.0.0.1",
        "--port": str(port),
        "--http": "1",
        "--workers": str(workers()),
        "--blocking-threads": str(THREADS_OF_A_WORKER),
        "--workers-kill-timeout": "5",
    }
    given = [word for pair in options.items() for word in pair]
    return [str(VENV / "bin" / "granian"), *given, "banyan.site.wsgi:application"]


def product(*words: str) -> str:
    """One of the product's own commands; answers what it printed."""
    command = [str(PYTHON), "-m", "banyan", *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SetupFailed(f"`banyan {' '.join(words)}` did not go through.\n{done.stdout}")
    return done.stdout


def load() -> None:
    """Load the demo agency through the importers, once."""
    mark = digest(sorted((ROOT / "demo").rglob("*.*")), installation.database_address())
    if is_stamped("demo", mark, installation.STAMPS):
        return
    say("Loading the demo agency …")
    product("demo-load")
    if not installation.database_address():
        stamp("demo", mark, installation.STAMPS)


def watch(children: list[Child]) -> int:
    """Until somebody asks to stop or the site ends by itself; a worker that ends is replaced."""
    replaced = 0
    while True:
        time.sleep(LOOK_EVERY_SECONDS)
        for child in [each for each in children if not each.is_running()]:
            if child.process.returncode or child.name not in COME_TO_AN_END:
                warn(f"{child.name} ended by itself. Its last words:\n{child.last_words()}")
            if child.name not in COME_TO_AN_END | REPLACED:
                return 1
            children.remove(child)
            if child.name in REPLACED and replaced < TIMES_REPLACED:
                replaced += 1
                children.append(Child(child.name, child.command))


def ask_to_stop(*_: object) -> None:
    """Whichever way we are asked, we stop as on Ctrl-C."""
    raise KeyboardInterrupt


def start(port: int, children: list[Child]) -> None:
    """Web server first; while it comes up the sign-ins are fetched; then the worker and the demo's year."""
    web = Child("web", server_command(port))
    children.append(web)
    sign_ins = product("demo-sign-ins")
    wait_for(web, port, "/healthz")
    children.append(Child("worker", [str(PYTHON), "-m", "banyan", "worker"]))
    children.append(Child("life", [str(PYTHON), "-m", "banyan", "demo-live"]))
    say(f"\n{sign_ins.strip()}\n\nBanyan is at http://127.0.0.1:{port}/  (logs in {LOGS}; Ctrl-C stops it)")
    say(
        f"The demo's year is being lived meanwhile: http://127.0.0.1:{port}/jobs/ shows the administrator how far."
    )


def serve(port: int) -> int:
    """Web and worker until Ctrl-C; whatever happens, both are ended."""
    for name in ASKS_TO_STOP:
        signal.signal(name, ask_to_stop)
    children: list[Child] = []
    try:
        start(port, children)
        return watch(children)
    except KeyboardInterrupt:
        return 0
    finally:
        for name in ASKS_TO_STOP:
            signal.signal(name, signal.SIG_IGN)
        say("Stopping …")
        end(children)
        say("Stopped.")


def main(_name: str, arguments: list[str]) -> int:
    """Set up, load, serve."""
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="the first port to try")
    parser.add_argument("--prepare", action="store_true", help="set up and load, but do not serve")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    installation.provide()
    load()
    say(f"Ready after {time.monotonic() - began:.0f} seconds.")
    if options.prepare:
        return 0
    return serve(choose_port(options.port))
