"""A real browser: Debian's Chromium, Chinese, without calls home; pages are also measured for accessibility."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts.assets import AXE

CHROMIUM = shutil.which("chromium")
CALM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = {"width": 1440, "height": 900}
HERE = Path(__file__).parent
PATIENCE = 20_000  # milliseconds: two browsers and their servers share the machine

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    """Everything in this folder needs the browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine"))


@pytest.fixture(scope="session", autouse=True)
def allow_the_browser_beside_django():
    """The browser's driver runs a loop of its own in this thread, which Django would take for asynchronous code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own browser, without a download."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(CALM)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desk in China."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": DESK}


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker that set-up fetched."""
    if not AXE.exists():
        pytest.skip("the accessibility checker was not fetched")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture
def serious_violations(axe_source):
    """A function that answers what is seriously wrong for people with disabilities on the page shown."""

    def look(page) -> list[str]:
        page.evaluate(axe_source)
        found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in found["violations"]
            if violation["impact"] in ("serious", "critical")
            for node in violation["nodes"]
        ]

    return look
