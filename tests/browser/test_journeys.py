"""A working day with a real browser: a roster is mended on screen, a summary is signed, the ledger moves and opens."""

import csv
import re

import pytest

from tests.isolation import ROOT

PASSWORD = "banyan-demo-2025"
PHONE = {"width": 390, "height": 844}
ACTIVITY = "ACT-2025-0150"
PAGES = (
    "/",
    "/projects/cockpit/",
    "/projects/ledger/",
    "/services/activity/",
    "/staff/chart/",
    "/signatures/",
)

BEHIND_THE_MENU = (
    "/rulebook/matrix/",
    "/projects/papers/board/",
    "/projects/risks/",
    "/projects/plan/",
    "/quality/board/",
    "/quality/monitoring/",
    "/communication/box/",
    "/communication/quarters/",
    "/finance/execution/",
    "/finance/voucher/",
    "/staff/responsibilities/",
    "/settings/dated/",
    "/settings/flows/",
    "/calendar/",
    "/account/notices/",
    "/services/serviceuser/new/",
    "/menu/",
)
DESK = {"width": 1440, "height": 900}
CONTRAST = """async () => (await axe.run(document, {runOnly: ['color-contrast'], resultTypes: ['violations']}))
    .violations.flatMap((found) => found.nodes.map((node) => node.html.slice(0, 160)))"""


@pytest.fixture
def enter(served_demo, browser, browser_context_args):
    """Signs somebody in at a browser of their own."""
    contexts = []

    def sign_in(name: str, **changes):
        context = browser.new_context(**{**browser_context_args, **changes})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{served_demo}/")
        page.fill("input[name=login]", name)
        page.fill("input[name=password]", PASSWORD)
        with page.expect_navigation():
            page.press("input[name=password]", "Enter")
        assert page.locator("input[name=password]").count() == 0, "signed in"
        return page

    sign_in.address = served_demo
    yield sign_in
    for context in contexts:
        context.close()


def _follow(page, selector: str) -> None:
    """Press something that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.click(selector)


def _counted(page, address: str, code: str) -> float:
    page.goto(f"{address}/projects/ledger/")
    return float(page.inner_text(f"a.fig[href$='/{code}/counted/']"))


def _roster_with_a_defect(folder):
    with (ROOT / "demo" / "staff_roster.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = rows[4] | {
        "员工编号": "S901",
        "姓名": "样新人",
        "出生日期": "1990-02-30",
        "身份证号": "",
        "手机": "00010000999",
    }
    target = folder / "roster.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerow(wrong)
    return target


def test_a_roster_with_a_defect_is_mended_on_screen_and_written(enter, tmp_path):
    page = enter("s001")
    page.goto(f"{enter.address}/staff/employee/import/")
    page.select_option("select[name=unit]", "U-G")
    page.set_input_files("input[name=file]", str(_roster_with_a_defect(tmp_path)))
    _follow(page, "main form button.btn-go")
    cell = page.locator("td.x input")
    assert (cell.count(), cell.input_value()) == (1, "1990-02-30")
    cell.fill("1990-02-28")
    _follow(page, "button[form=mended]")
    assert page.locator("td.x").count() == 0
    _follow(page, "form[action$='/write/'] button")
    page.goto(f"{enter.address}/staff/employee/?q=S901")
    assert page.locator("text=样新人").count() >= 1


def test_a_summary_signed_on_a_second_account_moves_the_ledger_and_opens_to_its_line(enter):
    worker, head = enter("s005"), enter("s004")
    before = _counted(head, enter.address, "K04")
    worker.goto(f"{enter.address}/services/activity/?q={ACTIVITY}")
    _follow(worker, f"text={ACTIVITY}")
    worker.goto(enter.address + worker.get_attribute("a[href*='submit_summary']", "href"))
    for name in ("process", "results", "experience"):
        worker.fill(f"[name={name}]", "按计划完成，无安全事件。")
    worker.fill("[name=actual_cost]", "520.00")
    _follow(worker, "main form button.btn-go")
    assert _counted(head, enter.address, "K04") == before, "a summary that nobody signed counts nothing"
    head.goto(f"{enter.address}/signatures/")
    _follow(head, "main a.btn:has-text('阅后签字')")
    _follow(head, "button[value=sign]")
    assert _counted(head, enter.address, "K04") == before + 1
    head.click("a.fig[href$='/K04/counted/']")
    head.wait_for_selector(f"text={ACTIVITY}")
    assert head.locator(f"text={ACTIVITY}").count() >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_a_day_are_accessible_and_stay_within_a_phone(enter, serious_violations, scheme):
    page = enter("s001", color_scheme=scheme)
    phone = enter("s001", color_scheme=scheme, viewport=PHONE)
    for path in PAGES:
        page.goto(enter.address + path)
        assert page.locator("h1").count() == 1, path
        assert serious_violations(page) == [], path
        assert not re.search(r"[A-Za-z]{4,} [a-z]{3,}", page.inner_text("main")), f"English on {path}"
        phone.goto(enter.address + path)
        assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), path


def test_the_pages_behind_the_menu_are_accessible_in_light_and_dark_and_stay_within_a_phone(
    enter, serious_violations
):
    page = enter("s001")
    wrong = []
    for path in BEHIND_THE_MENU:
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(enter.address + path)
        wrong += [f"{path} light {each}" for each in serious_violations(page)]
        wrong += [path] * (page.locator("h1").count() != 1)
        page.emulate_media(color_scheme="dark")
        wrong += [f"{path} dark {each}" for each in page.evaluate(CONTRAST)]
        page.set_viewport_size(PHONE)
        wrong += [f"{path} is wide"] * page.evaluate(
            "document.documentElement.scrollWidth > window.innerWidth + 1"
        )
    assert wrong == []


def test_without_script_lists_filters_and_the_ledger_work(enter):
    page = enter("s001", java_script_enabled=False)
    page.goto(f"{enter.address}/services/activity/?state=held")
    assert page.locator("tbody tr").count() >= 1
    page.goto(f"{enter.address}/projects/ledger/")
    _follow(page, "a.fig[href$='/K04/not_counted/']")
    assert page.locator("text=ACT-2025-0062").count() >= 1


def test_a_worker_of_another_station_sees_none_of_it(enter):
    page = enter("a001")
    page.goto(f"{enter.address}/services/activity/")
    assert page.locator("tbody tr").count() == 0
    page.goto(f"{enter.address}/find/?q={ACTIVITY}")
    assert page.locator("a[role=option]").count() == 0
