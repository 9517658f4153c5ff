"""What is overspent reaches whoever leads the project, and nobody else answers for it (R2.2.10)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door, todo
from banyan.core.notices.models import Notice
from banyan.domains.finance.deeds.alerts import answer_for, tell_leads
from banyan.domains.finance.models import OverspendAlert
from banyan.foundation.refusal import Refused
from tests.controls import TODAY, outcome, verdict
from tests.finance.makers import bring_budget, bring_vouchers, unguarded, voucher_rows
from tests.makers import make_actor
from tests.projects.makers import make_project

NOW = datetime(2025, 12, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
RIGHTS = ("finance.overspendalert.view", "finance.overspendalert.answer")

pytestmark = [pytest.mark.django_db, pytest.mark.clause("R2.2.10")]


@pytest.fixture
def lead(north):
    return make_actor(north, *RIGHTS)


@pytest.fixture
def project(north, lead):
    made = make_project(north, lead=lead.person)
    bring_budget(made)
    return made


def overspend(project, amount="61000", number="记-1"):
    bring_vouchers(project, voucher_rows(number, debit=amount, invoice_number=number))


def alert():
    with door.opened("test"):
        return OverspendAlert.everything.order_by("pk").last()


def change(**values):
    with door.opened("test"):
        OverspendAlert.everything.update(**values)


def test_the_lead_is_told_once_by_notice_and_desk(project, lead, south):
    overspend(project)
    assert (tell_leads(NOW), tell_leads(NOW)) == (1, 0)
    made = alert()
    assert (made.item, made.told_to, made.due_on.isoformat()) == ("E1", lead.person, "2026-01-08")
    with door.opened("test"):
        assert [each.user for each in Notice.everything.filter(kind="overspending")] == [lead.user]
    assert [each.number for each in todo.waiting_for(lead, TODAY)] == [made.number]


def test_nothing_overspent_tells_nobody(project):
    overspend(project, "60000")
    assert tell_leads(NOW) == 0


def test_only_the_lead_answers_and_with_words(project, lead, north):
    overspend(project)
    tell_leads(NOW)
    with pytest.raises(Refused):
        answer_for(alert(), by=make_actor(north, *RIGHTS), now=NOW, answer="价格上涨")
    with pytest.raises(Refused):
        answer_for(alert(), by=lead, now=NOW, answer="  ")
    with pytest.raises(PermissionDenied):
        answer_for(alert(), by=make_actor(north, RIGHTS[0]), now=NOW, answer="价格上涨")
    done = answer_for(alert(), by=lead, now=NOW, answer="价格上涨，报调整预算")
    assert (done.state, done.answered_on) == (OverspendAlert.State.ANSWERED, TODAY)
    assert list(todo.waiting_for(lead, TODAY)) == []


def test_a_budget_with_its_lead_is_met_and_an_alert_that_reached_nobody_is_a_breach(
    project, lead, north, south
):
    assert verdict("R2.2.10", project) == "met"
    overspend(make_project(south))
    assert verdict("R2.2.10", project) == "met"
    overspend(project)
    assert verdict("R2.2.10", project) == "breached"
    tell_leads(NOW)
    assert verdict("R2.2.10", project) == "met"
    unguarded("finance_overspendalert")
    change(due_on=NOW.date().replace(day=30))
    assert verdict("R2.2.10", project) == "attention"
    answer_for(alert(), by=lead, now=NOW, answer="价格上涨，报调整预算")
    assert verdict("R2.2.10", project) == "met"
    change(told_to=make_actor(north).person)
    assert verdict("R2.2.10", project) == "breached"
    assert [found.number for found in outcome("R2.2.10", project).faults] == [alert().number]


def test_a_budget_without_a_lead_or_a_project_without_a_budget_is_a_breach(north):
    nobody = make_project(north)
    assert verdict("R2.2.10", nobody) == "breached"
    bring_budget(nobody)
    assert verdict("R2.2.10", nobody) == "breached"
