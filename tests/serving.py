"""A real server in this process, for tests that speak HTTP from outside or look through a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent


class WithTheDemo(LoadScopeScheduling):
    """Tests of a file stay together, and all that need the demo are for the process that loads it."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "demo" if "served_demo" in (ROOT / file).read_text(encoding="utf-8") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Browsers are shared out by what their tests stand on; everything else as asked for on the command line."""
    return WithTheDemo(config, log) if config.getvalue("dist") == "loadscope" else None


@contextmanager
def serving() -> Iterator[str]:
    """The product's pages over HTTP on this machine; each request has a database connection of its own."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    try:
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()


@pytest.fixture
def served(transactional_copy) -> Iterator[str]:
    """The address of the product over an empty database that the test may fill."""
    with serving() as address:
        yield address


@pytest.fixture
def served_demo(demo_copy) -> Iterator[str]:
    """The address of the product with the demo agency loaded; what a test changes is thrown away."""
    with serving() as address:
        yield address
