"""The rules at work in a browser: from the weekly paper to a fault that another person saw mended, and the director's way.

The people click through everything themselves. Four things are not done on a page: the people are signed in without the
entrance, which has tests of its own; the days pass by moving the installation's day; and the nightly work (problems
passed upwards, clauses judged), which no page starts for the night, is done by its deed.
"""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from banyan.core import clock, door
from banyan.core.controls.asking import judge_period
from banyan.core.controls.declaring import declared
from banyan.core.controls.scopes import running
from banyan.core.identity.models import Installation
from banyan.domains.projects.deeds.problems import escalate_overdue
from tests.makers import make_grant, make_unit
from tests.projects.meeting_makers import agree, at, call, hold, make_team
from tests.quality.makers import planned

FRIDAY, DUE = date(2025, 10, 24), date(2025, 11, 5)
LATE, UP = date(2025, 11, 10), date(2025, 11, 17)
PROMISED, SEEN = date(2025, 11, 28), date(2025, 11, 24)
PROMISED_SHOWN = re.compile(r"11\D{1,3}28")
MORE = ("quality.*", "attachments.*", "controls.*", "rulebook.*")
ENTRANCE = "allauth.account.auth_backends.AuthenticationBackend"


def the_day_is(day):
    """The installation's day, for the pages too: they are served in this process."""
    Installation.objects.update_or_create(pk=1, defaults={"demo_day": day})
    clock.forget()


@pytest.fixture
def team(transactional_copy):
    """A station with a lead, a head of department and two workers, on a Friday."""
    the_day_is(FRIDAY)
    made = make_team(make_unit("N1", "北站", make_unit("A0", "示例机构")))
    for each in made.people:
        make_grant(each.user, made.unit, *MORE)
    yield made
    clock.forget()


@pytest.fixture
def sit_down(served, browser, browser_context_args):
    """`sit_down(actor)`: somebody at a browser of their own."""
    contexts = []

    def open_for(actor):
        client = Client()
        client.force_login(actor.user, backend=ENTRANCE)
        context = browser.new_context(**{**browser_context_args, "base_url": served})
        context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": served}]
        )
        contexts.append(context)
        return context.new_page()

    yield open_for
    for context in contexts:
        context.close()


def follow(page, selector):
    """Press something that leads to another page, and wait until it is there."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def fill(place, **fields):
    """Write into the fields of a form, whatever they are."""
    for name, value in fields.items():
        field = place.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def take(page, verb, **fields):
    """Take a deed on the page of its record: press its button and answer what it asks in the window that opens."""
    button = page.locator(f"main a[href*='/deed/{verb}/'], main form[action*='/deed/{verb}/'] button").first
    if not button.is_visible():
        page.locator("main details.more > summary").first.click()
    if button.evaluate("button => button.tagName") == "A":
        button.click()
        fill(page.locator("#ask"), **fields)
        button = page.locator("#ask form button").first
    with page.expect_navigation():
        button.click()


def step(page, verb, **fields):
    """Take the next step in the form that stands on the page."""
    form = page.locator(f"form.fields[action*='/deed/{verb}/']")
    fill(form, **fields)
    with page.expect_navigation():
        form.locator("button").click()


def is_refused(page, *words):
    """The page says no, in Chinese and with these words."""
    said = page.locator("main [role=alert], main .hint.breach").first.inner_text()
    assert all(each in said for each in words), said
    assert not re.search(r"[A-Za-z]{4,} [a-z]{2,}", said), said


def shows(page, *words):
    """The page says these words, its parts that come a moment later included."""
    for each in words:
        expect(page.locator("main")).to_contain_text(each, use_inner_text=True)


def hand_in_the_paper(head, lead, team):
    """The head begins the week's paper on the board; without a plan it is refused; the lead reads and signs it."""
    head.goto(reverse("projects.papers.board"))
    row = head.locator("tbody tr", has=head.locator("th", has_text="长者部"))
    with head.expect_navigation():
        row.locator("td a").last.click()
    follow(head, "button[name=begin]")
    head.fill("[name=summary]", "本周探访 40 户")
    follow(head, "button[name=submit]")
    is_refused(head, "请写下期计划；总结与下期计划同文，一并提交。")
    assert head.input_value("[name=summary]") == "本周探访 40 户", "what was written is still there"
    head.fill("[name=what-0]", "核对独居长者名册")
    follow(head, "button[name=submit]")
    shows(head, "已提交", "核对独居长者名册")
    lead.goto("/signatures/")
    follow(lead, "main a.btn:has-text('阅后签字')")
    follow(lead, "button[value=sign]")
    assert "样甲" not in head.inner_text("dl.facts")
    head.reload()
    assert "样甲" in head.inner_text("dl.facts"), "read and signed by the superior"


def hold_the_meeting(head, lead, worker, team):
    """A meeting is called, its minutes are written and confirmed by the chair, and read; answers its page and its item's."""
    head.goto(reverse("projects.meeting.new"))
    fill(
        head, project=str(team.project.public_id), kind="weekly", title="第四十三周例会", held_on=FRIDAY.isoformat(),
    )  # fmt: skip
    follow(head, "main form.formed button.btn-go")
    is_refused(head, "议程")
    head.fill("[name=agenda]", "一、本周进展\n二、下周计划")
    follow(head, "main form.formed button.btn-go")
    meeting = head.url
    follow(head, "main a[href$='/minutes/']")
    head.fill("[name=progress]", "探访 40 户")
    head.fill("[name=plan]", "筹备重阳活动")
    fill(head, **{"what-0": "核对独居长者名册", "due-0": DUE.isoformat()})
    head.locator("[name=owner-0]").select_option(str(team.worker.person.public_id))
    follow(head, "button[name=submit]")
    is_refused(head, "R3.2.7")
    head.fill("[name=problems]", "雨天到访少")
    follow(head, "button[name=submit]")
    take(head, "confirm")
    is_refused(head, "纪要不能由记录人自己确认。")
    lead.goto(meeting)
    take(lead, "confirm")
    worker.goto(meeting)
    follow(worker, "main form[action$='/read/'] button")
    worker.locator("#agreed .ai a").click()
    worker.wait_for_url("**/actionitem/**")
    return meeting, worker.url


def let_it_become_late(head, worker, meeting, item):
    """In time it is nobody's problem; late it goes to the superior, once."""
    take(worker, "raise")
    is_refused(worker, "尚未逾期，只有逾期事项才上报上级。")
    worker.goto(item)
    take(worker, "finish", result=" ")
    is_refused(worker, "请填写")
    the_day_is(LATE)
    head.goto(meeting)
    assert "逾期 5 天" in head.inner_text("#agreed .ai")
    follow(head, "#agreed .ai a")
    take(head, "raise")
    shows(head, "PB-2025-0001")
    take(head, "raise")
    is_refused(head, "已经作为问题上报过了。")
    head.goto(reverse("projects.problem.list"))
    follow(head, "main tbody a")
    return head.url


def settle_the_problem(head, lead, problem):
    """Nobody answered in time: it went up by the clock, and whoever it concerns does not decide it."""
    the_day_is(UP)
    assert escalate_overdue(clock.now()) == ["PB-2025-0001"]
    head.goto(problem)
    head.wait_for_selector("#panel-way >> text=部门主管")
    said = {
        "cause": "名册分散在三处",
        "decision": "合并名册，专人核对",
        "carried_out_by": PROMISED.isoformat(),
    }
    take(head, "decide", **said)
    is_refused(head, "您是这个问题的当事人")
    lead.goto(problem)
    take(lead, "decide", **said)
    shows(lead, "合并名册，专人核对")


def open_the_rectification(lead, problem):
    """The lead closes the problem with its result, and opens a rectification on its page so that it does not return."""
    lead.goto(problem)
    take(lead, "close", result="名册已合并")
    shows(lead, "名册已合并")
    lead.locator("#panel-rectifications summary").click()
    lead.fill("#rect_finding", "会议事项逾期无人处理")
    lead.fill("#rect_clause", "R9.1.5")
    follow(lead, "#panel-rectifications form button")


def mend_it(lead, head, worker, team):
    """Cause, measure, owner and day; done only with proof; verified by another than its owner."""
    mending = lead.url
    step(lead, "analyse", cause="忙")
    is_refused(lead, "不查原因的措施解决不了问题")
    lead.goto(mending)
    step(lead, "analyse", cause="没有人每周核对到期事项")
    settled = {"measure": "每周一核对到期事项", "owner": str(team.worker.person.public_id)}
    step(lead, "plan", due_on=LATE.isoformat(), **settled)
    is_refused(lead, "这一天已经过去")
    lead.goto(mending)
    step(lead, "plan", due_on=PROMISED.isoformat(), **settled)
    the_day_is(SEEN)
    worker.goto(mending)
    step(worker, "report_done", outcome="到期事项已全部核对")
    is_refused(worker, "没有完成的凭据")
    worker.goto(mending)
    worker.click("#panel-attachments details:has(form[enctype]) summary")
    worker.set_input_files("#panel-attachments input[type=file]", {
        "name": "核对表.txt", "mimeType": "text/plain", "buffer": "到期事项核对表".encode()})  # fmt: skip
    follow(worker, "#panel-attachments form[enctype] button")
    worker.goto(mending)
    step(worker, "report_done", outcome="到期事项已全部核对")
    step(worker, "confirm", effect="两周没有逾期事项")
    is_refused(worker, "整改责任人不得核验自己的整改。")
    head.goto(mending)
    step(head, "confirm", effect="两周没有逾期事项")
    shows(head, "两周没有逾期事项", "样乙", "有效")


@pytest.mark.browser
@pytest.mark.clause("P3.4", "R3.2.7", "R9.1.5", "R9.1.6", "R9.3.1", "R4.4.1", "R4.4.2", "R4.4.3")
def test_from_the_weekly_paper_to_a_fault_that_another_person_saw_mended(team, sit_down):
    lead, head, worker = (sit_down(each) for each in (team.lead, team.head, team.worker))
    hand_in_the_paper(head, lead, team)
    meeting, item = hold_the_meeting(head, lead, worker, team)
    problem = let_it_become_late(head, worker, meeting, item)
    settle_the_problem(head, lead, problem)
    open_the_rectification(lead, problem)
    mend_it(lead, head, worker, team)


@pytest.fixture
def fault(team):
    """An agreed item that is late and was never raised, judged, and somebody mends it until a day."""
    item = agree(team, hold(team, call(team, on=FRIDAY)), DUE, what="核对独居长者名册")
    the_day_is(SEEN)
    mending = {"project": team.project, "clause": "R9.1.5", "finding": "会议事项逾期未办", "due_on": PROMISED}
    planned(team.unit, team.head, now=at(SEEN), **mending)
    with door.opened("test"):
        projects = running()
    for clause in ("R3.2.7", "R9.1.5", "P3.4"):
        judge_period(projects, "2025-Q4", at(SEEN), declared(clause))
    return item


@pytest.mark.browser
@pytest.mark.clause("R9.1.5")
def test_the_director_stands_before_the_fault_two_clicks_after_the_cockpit(team, fault, sit_down):
    director = sit_down(team.lead)
    director.goto(reverse("projects.cockpit"))
    line = director.locator("#rulebook .line", has_text="R9.1.5").inner_text()
    assert fault.number in line and "逾期" in line and "样乙" in line, line
    assert PROMISED_SHOWN.search(line), line
    follow(director, "#rulebook .line a:has-text('R9.1.5')")
    side = director.inner_text("#side")
    assert [each for each in ("R9.1.5", "怎样判", fault.number, "样乙") if each not in side] == []
    assert PROMISED_SHOWN.search(side), side
    follow(director, f"#side .line a:has-text('{fault.number}')")
    assert director.url.endswith(f"{fault.public_id}/")
    shows(director, "核对独居长者名册", "样丙")
