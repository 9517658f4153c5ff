"""What an inbox says of each paper: what it is, since when, until when, who signed, and what is new."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from banyan.core import approvals, clock, door
from banyan.core.approvals import papers
from banyan.core.approvals.models import Step
from banyan.core.approvals.resolving import StepPlan
from banyan.core.dated.models import DatedSetting
from banyan.core.identity import tree
from banyan.core.identity.models import Installation
from bench.statements import statements
from tests.core.approvals.office import DAY, NOW, edit, fresh, open_step, signs, submit
from tests.core.approvals.test_inbox import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(station):
    """The installation stands at the day of the story."""
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    yield
    clock.forget()


def ask(station, key):
    """One more setting that waits for a director."""
    with door.opened("test"):
        setting = DatedSetting.everything.create(unit=station.unit, key=key, value=7, valid_from=DAY)
    return submit(setting, by=station.asker, now=NOW, steps=[StepPlan("role", "test-director")])


def only(lines):
    (line,) = lines
    return line


def test_a_paper_says_who_signed_how_many_follow_and_by_when_the_superior_may_sign_too(station):
    setting = station.asked()
    first = only(papers.waiting_papers(station.director, DAY))
    assert (first.days, first.until, first.is_late, first.signed, first.left) == (
        0,
        date(2026, 1, 8),
        False,
        (),
        1,
    )
    signs(setting, station.director)
    second = only(papers.waiting_papers(station.headquarters, DAY))
    assert [step.decided_by for step in second.signed] == [station.director.person] and second.left == 0
    later = only(papers.waiting_papers(station.headquarters, DAY + timedelta(days=7)))
    assert later.is_late and later.days >= 2


def test_a_paper_that_came_back_says_why_and_what_was_mended_since(station):
    setting = station.asked()
    approvals.decide(open_step(setting), agreed=False, by=station.director, reason="写错天数", now=NOW)
    submit(fresh(setting), by=station.asker, now=NOW, steps=[StepPlan("role", "test-director")])
    again = only(papers.waiting_papers(station.director, DAY)).former
    assert (again.approved, again.reason) == (False, "写错天数")
    unchanged = again.news
    approvals.decide(open_step(setting), agreed=False, by=station.director, reason="仍未改", now=NOW)
    edit(fresh(setting), by=station.asker, now=NOW, value=9)
    submit(fresh(setting), by=station.asker, now=NOW, steps=[StepPlan("role", "test-director")])
    mended = only(papers.waiting_papers(station.director, DAY)).former
    assert (mended.reason, mended.news) == ("仍未改", unchanged + 1)


def test_the_inbox_page_costs_as_much_for_many_papers_as_for_one(station):
    def costs():
        client = client_of(station.director)
        client.get(reverse("approvals.inbox"))
        return len(statements(client, "get", reverse("approvals.inbox")))

    ask(station, "test.0")
    tree.current()
    few = costs()
    for number in range(1, 6):
        ask(station, f"test.{number}")
    assert max(few, costs()) <= 8


def test_what_one_sent_says_whose_turn_it_is_and_nobody_elses_stands_there(station):
    setting = station.asked()
    sent = only(papers.sent_papers(station.asker, DAY))
    assert sent.holders == "test-director"
    signs(setting, station.director)
    assert [step.decided_by for step in only(papers.sent_papers(station.asker, DAY)).signed] == [
        station.director.person
    ]
    assert papers.sent_papers(station.director, DAY) == []


def test_what_one_decided_stands_there_and_leads_only_where_one_still_reads(station):
    signs(station.asked(), station.director)
    line = only(papers.decided_papers(station.director))
    assert line.step.state == Step.State.SIGNED and line.title
    assert papers.decided_papers(station.headquarters) == []
    with door.opened("test"):
        assert papers.titles_of([line.step.request], station.stranger) == {}
    page = client_of(station.director).get(reverse("approvals.decided")).content.decode()
    assert line.step.request.number in page


def test_signing_leads_to_the_next_paper_and_from_the_last_one_back(station):
    setting, other = ask(station, "test.one"), ask(station, "test.other")
    client = client_of(station.director)
    page = client.post(f"/signatures/{open_step(setting).public_id}/", {"decision": "sign_and_next"})
    assert page["Location"] == f"/signatures/{open_step(other).public_id}/"
    assert client.post(page["Location"], {"decision": "sign_and_next"})["Location"] == reverse(
        "approvals.inbox"
    )


def test_only_one_matter_is_shown_where_one_is_asked_for(station):
    station.asked()
    client = client_of(station.director)
    shown = client.get(reverse("approvals.inbox"), {"matter": "test-setting"})
    assert len(shown.context["lines"]) == 1
    none = client.get(reverse("approvals.inbox"), {"matter": "other"})
    assert none.context["lines"] == [] and none.context["count"] == 1
