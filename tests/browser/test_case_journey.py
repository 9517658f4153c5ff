"""A new worker leads a case on a phone: opened, three contacts, two goals, plan signed by the head, closed, followed up.

The people click through everything themselves. Two things are not done on a page: they are signed in without the
entrance, which has tests of its own, and the days pass by moving the installation's day.
"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.identity.models import Installation
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseGoal
from tests.makers import make_unit
from tests.services.cases.makers import BEGAN, LEVELS, Station, on

PHONE = {"width": 390, "height": 844}
ENTRANCE = "allauth.account.auth_backends.AuthenticationBackend"


def the_day_is(day):
    """The installation's day, for the pages too: they are served in this process."""
    Installation.objects.update_or_create(pk=1, defaults={"demo_day": day})
    clock.forget()


@pytest.fixture
def station(transactional_copy):
    """A station with a worker and a head, on the day of the inquiry."""
    the_day_is(BEGAN)
    with door.opened("test"):
        made = Station(make_unit("N1", "北站", make_unit("A0", "示例机构")))
    yield made
    clock.forget()


@pytest.fixture
def phone_of(served, browser, browser_context_args):
    """`phone_of(actor)`: somebody with a phone in the hand."""
    contexts = []

    def take_out(actor):
        client = Client()
        client.force_login(actor.user, backend=ENTRANCE)
        context = browser.new_context(**{**browser_context_args, "viewport": PHONE, "base_url": served})
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}]
        )
        contexts.append(context)
        return context.new_page()

    yield take_out
    for context in contexts:
        context.close()


def fill(page, **fields):
    """Answer what is asked; whatever else must be answered gets a plain answer."""
    for field in page.locator(
        "main form[method=post]:has(.fbar) [name]:not([type=hidden]):not(button)"
    ).all():
        name, tag = field.get_attribute("name"), field.evaluate("field => field.tagName + field.type")
        if "radio" in tag or "checkbox" in tag or not field.is_visible():
            continue
        if tag.startswith("SELECT"):
            if name in fields or not field.input_value():
                first = field.locator("option").nth(1)
                field.select_option(fields[name] if name in fields else first.get_attribute("value"))
        elif name in fields or not field.input_value():
            field.fill(fields.get(name, "据实填写"))


def press(page):
    """Press the one filled button at the foot of the form."""
    with page.expect_navigation():
        page.locator("main .fbar button.btn-go").click()
    assert page.locator("#refusal").count() == 0, page.locator("#refusal").inner_text()


def write(page, kind, **fields):
    """Open a form of the file from its page, answer it, and hand it in."""
    with page.expect_navigation():
        page.locator(f"main a[href*='/form/{kind}/']").first.evaluate("link => link.click()")
    fill(page, **fields)
    press(page)


def sign(page):
    """The head reads what waits and signs it."""
    page.goto(reverse("approvals.inbox"))
    with page.expect_navigation():
        page.locator("main a[href*='/signatures/0']").first.click()
    assert (
        "据实填写" in page.locator("#answers").inner_text() and "{" not in page.locator("main").inner_text()
    )
    with page.expect_navigation():
        page.locator("button[name=decision][value=sign]").click()


def is_within_the_screen(page) -> bool:
    """Whether nothing sticks out to the side."""
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def too_low_for_a_thumb(page) -> list[str]:
    """Fields of the page's forms that are lower than the 44 pixels which a thumb hits."""
    return page.evaluate("""() => [...document.querySelectorAll("main .f input, main .f select, main .f textarea")]
        .filter(field => !["checkbox", "radio", "file", "hidden"].includes(field.type))
        .filter(field => field.offsetParent && field.offsetHeight < 44).map(field => field.name)""")


def open_case(worker) -> str:
    """From the inquiry: who asks, with what; unit, grade and day stand there already. Answers the address of the file."""
    worker.goto(reverse("services.case.new"))
    assert not worker.locator("#filed").evaluate("where => where.open"), (
        "the unit is known from the worker's post"
    )
    fill(worker, client="", caller="来电的母亲")
    press(worker)
    return worker.url


def name_client(worker):
    """Nobody knows the person yet: registered in passing, as the page of the file offers it."""
    with worker.expect_navigation():
        worker.locator("#next a[href$='/client/']").click()
    worker.fill("form:has([name=register]) [name=name]", "苏样强")
    with worker.expect_navigation():
        worker.click("button[name=register]")
    assert "苏样强" in worker.locator("h1").inner_text()


def ask_client(head, file):
    """Whoever signs the closure, and did not work on the case, asks how satisfied the client is."""
    head.goto(file)
    with head.expect_navigation():
        head.locator("#next a[href*='/form/opinion/']").click()
    head.select_option("[name=attitude]", "5")
    fill(head, effect="4")
    press(head)


def write_signed(worker, head, kind, **fields):
    """A form that the superior signs: while it waits, the page says for whose signature."""
    write(worker, kind, happened_on=BEGAN.isoformat(), **fields)
    file = worker.url
    assert "部门主管" in worker.locator("#next").inner_text()
    sign(head)
    worker.goto(file)
    assert "部门主管" not in worker.locator("#next").inner_text()


def set_goals(worker):
    """Two goals, each with five described levels."""
    for text in ("每周到校不少于四天", "每天自己起床"):
        worker.locator("#goals header a").first.click()
        levels = {f"level_{number}": level for number, level in enumerate(LEVELS, start=1)}
        fill(worker, text=text, measure="学校考勤", weight="1", baseline="-1", **levels)
        press(worker)


def is_refused_before_it_is_written(worker, kind) -> bool:
    """Whether a form that comes too early says so at once, with the way out, and asks for nothing."""
    file = worker.url
    worker.goto(f"{file}form/{kind}/")
    said = worker.locator("#refusal a.btn").count() == 1 and worker.locator("main textarea").count() == 0
    worker.goto(file)
    return said


def write_contact(worker, day, level):
    """A home visit on one phone page: the day and the times stand there, two lines are to be written."""
    the_day_is(day)
    worker.reload()
    with worker.expect_navigation():
        worker.locator("main .deeds a[href$='/contact/']").click()
    assert is_within_the_screen(worker) and too_low_for_a_thumb(worker) == []
    assert height_of_form(worker) <= PHONE["height"]
    assert lines_to_write(worker) == ["happened", "judgement"]
    worker.locator(".kinds label").nth(1).click()
    times = {"held_on": day.isoformat(), "began_at": "11:00", "ended_at": "12:05"}
    fill(worker, **times, happened="女儿按时到校", said="我自己起的床", judgement="母亲放手，下周再看",
         **{"goal-1": level, "goal-2": level})  # fmt: skip
    press(worker)


def height_of_form(page) -> float:
    """How high the form stands on the page, in pixels, with its buttons."""
    return page.locator("main form:has(.fbar)").bounding_box()["height"]


def lines_to_write(page) -> list[str]:
    """What must be written and is empty yet."""
    asked = page.locator("main form:has(.fbar) .f:has(em)").locator("input, textarea, select").all()
    return [field.get_attribute("name") for field in asked if not field.input_value()]


def close_case(worker, head, day):
    """Evaluated, asked to be closed, and signed by the head."""
    the_day_is(day)
    worker.reload()
    assert is_refused_before_it_is_written(worker, "closure")
    write(worker, "evaluation", happened_on=day.isoformat())
    ask_client(head, worker.url)
    worker.reload()
    write(worker, "closure", happened_on=day.isoformat(), reason="goals_reached")
    sign(head)


@pytest.mark.clause("R2.2.12")
def test_a_new_worker_leads_a_case_from_the_inquiry_to_the_follow_up_on_a_phone(station, phone_of):
    worker, head = phone_of(station.worker), phone_of(station.head)
    file = open_case(worker)
    name_client(worker)
    assert is_refused_before_it_is_written(worker, "plan")
    for kind in ("intake", "assessment"):
        write_signed(worker, head, kind)
    set_goals(worker)
    write_signed(worker, head, "plan")
    for kind in ("consent", "agreement"):
        write(worker, kind, happened_on=BEGAN.isoformat(), capacity="full")
    for days, level in ((1, "0"), (2, "0"), (3, "1")):
        write_contact(worker, on(days), level)
    assert is_within_the_screen(worker)
    assert "62.4" in worker.locator("#goals").inner_text()
    close_case(worker, head, on(10))
    the_day_is(on(10) + timedelta(days=31))
    worker.goto(file)
    write(worker, "follow_up", happened_on=on(41).isoformat(), reopen="no")
    with door.opened("test"):
        case = Case.everything.get()
        assert (case.state, case.closed_on) == ("follow_up", on(10))
        assert CaseContact.everything.count() == 3 and CaseGoal.everything.count() == 2
        assert CaseDocument.everything.get(kind="plan").state == "approved"
        assert CaseDocument.everything.get(kind="closure").answers["goal_results"].count("+1") == 2
