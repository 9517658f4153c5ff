"""The month's money from the departments' forms to the release and the settlement (P4.2)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.approvals.models import Step
from banyan.domains.finance.deeds import monthly
from banyan.domains.finance.models import MonthlyBudget, MonthlyForm, MonthlyLine, MonthSettled
from banyan.domains.finance.queries.month_board import board_of
from banyan.domains.finance.queries.releases import require_release, standing_of
from banyan.domains.finance.rules.monthly import Wish
from banyan.foundation.refusal import Refused
from tests.finance.makers import (
    bring_vouchers,
    hand_in,
    in_force,
    make_office,
    release_month,
    sign_all,
    voucher_rows,
)
from tests.makers import make_unit
from tests.projects.makers import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.clause("P4.2")]
JUNE = date(2025, 6, 1)
MAY_20, JUNE_30 = datetime(2025, 5, 20, 1, tzinfo=UTC), datetime(2025, 6, 30, 1, tzinfo=UTC)
JULY_2 = datetime(2025, 7, 2, 1, tzinfo=UTC)


@pytest.fixture
def elders(north):
    return make_unit("N1-1", "长者部", north, "department")


@pytest.fixture
def youth(north):
    return make_unit("N1-2", "青少年部", north, "department")


@pytest.fixture
def project(north, elders, youth):
    made = make_project(north)
    in_force(made)
    return made


@pytest.fixture
def office(north):
    return make_office(north)


def merged(project, by, now=MAY_20):
    return monthly.merge(MonthlyBudget(unit=project.unit, project=project, month=JUNE), by=by, now=now)


def asks_release(project, amount, on=date(2025, 6, 10)):
    with door.opened("test"):
        require_release(project, "E1", on, Decimal(amount))


def test_from_two_forms_to_the_release_nothing_is_spent_before(project, elders, youth, office):
    hand_in(project, elders, JUNE, {"E1": "1000.05"}, by=office["department-head"], now=MAY_20)
    hand_in(project, youth, JUNE, {"E1": "500"}, by=office["department-head"], now=MAY_20)
    paper = merged(project, office["clerk"])
    assert paper.total == Decimal("1500.05")
    monthly.send_up(paper, by=office["clerk"], now=MAY_20)
    for signer in ("centre-director", "finance", "programme-director"):
        with pytest.raises(Refused) as refused:
            asks_release(project, "1")
        assert refused.value.code == "not_released"
        paper = sign_all(paper, office[signer], now=MAY_20)
    assert paper.state == "approved"
    with pytest.raises(Refused):
        asks_release(project, "1")
    with pytest.raises(PermissionDenied):
        monthly.release(paper, by=office["centre-director"], now=MAY_20)
    assert monthly.release(paper, by=office["finance"], now=MAY_20).state == "released"
    asks_release(project, "1500.05")
    with pytest.raises(Refused):
        asks_release(project, "1500.06")
    with pytest.raises(Refused):
        asks_release(project, "1", on=date(2025, 7, 1))


def test_the_director_signs_before_headquarters_and_the_clerk_not_at_all(project, elders, office):
    hand_in(project, elders, JUNE, {"E1": "100"}, now=MAY_20)
    paper = monthly.send_up(merged(project, office["clerk"]), by=office["clerk"], now=MAY_20)
    with door.opened("test"):
        step = Step.everything.get(request__record_id=paper.public_id, state=Step.State.OPEN)
        roles = list(
            Step.everything.filter(request=step.request).order_by("position").values_list("how", "who")
        )
    assert [who for _how, who in roles] == ["centre-director", "finance", "programme-director"]
    from banyan.core import approvals

    for wrong in ("finance", "clerk"):
        with pytest.raises((Refused, PermissionDenied)):
            approvals.decide(step, agreed=True, by=office[wrong], now=MAY_20)


def test_a_late_form_is_shown_and_waits_for_a_further_round(project, elders, youth, office):
    hand_in(project, elders, JUNE, {"E1": "1000"}, now=MAY_20)
    first = merged(project, office["clerk"])
    late = hand_in(project, youth, JUNE, {"E1": "300"}, now=JUNE_30)
    assert late.late_days > 30
    board = board_of(project, JUNE, office["clerk"], JUNE_30.date())
    assert [(column.unit.name, column.word) for column in board.columns] == [
        ("长者部", "in_time"),
        ("青少年部", "late"),
    ]
    assert (board.to_merge, board.total, first.total) == (1, Decimal(1300), Decimal(1000))
    second = merged(project, office["clerk"], JUNE_30)
    assert (second.round, second.total) == (2, Decimal(300))


def test_a_form_that_is_merged_is_written_by_nobody(project, elders, office):
    form = hand_in(project, elders, JUNE, {"E1": "1000"}, now=MAY_20)
    merged(project, office["clerk"])
    for deed in (monthly.write, monthly.take_back, monthly.submit):
        with pytest.raises(Refused):
            deed(form, by=office["clerk"], now=MAY_20)


def test_sent_back_the_departments_mend_and_a_new_round_is_merged(project, elders, office):
    from banyan.core import approvals

    form = hand_in(project, elders, JUNE, {"E1": "1000"}, now=MAY_20)
    paper = monthly.send_up(merged(project, office["clerk"]), by=office["clerk"], now=MAY_20)
    with door.opened("test"):
        step = Step.everything.get(request__record_id=paper.public_id, state=Step.State.OPEN)
    approvals.decide(step, agreed=False, by=office["centre-director"], now=MAY_20, reason="请压缩物资")
    with door.opened("test"):
        form = MonthlyForm.everything.get(pk=form.pk)
        assert (form.state, form.remark, form.merged_into) == ("returned", "请压缩物资", None)
    monthly.write(form, by=office["department-head"], now=MAY_20, wishes=[Wish("E1", Decimal(800), "物资")])
    monthly.submit(form, by=office["department-head"], now=MAY_20)
    again = merged(project, office["clerk"])
    assert (again.round, again.total) == (2, Decimal(800))


def test_the_year_has_to_have_the_money(project, elders, office):
    bring_vouchers(project, voucher_rows("记-1", debit="59500"))
    hand_in(project, elders, JUNE, {"E1": "500.01"}, now=MAY_20)
    paper = merged(project, office["clerk"])
    with pytest.raises(Refused) as refused:
        monthly.send_up(paper, by=office["clerk"], now=MAY_20)
    assert refused.value.clause == "R5.1.4"


def test_at_the_end_what_is_left_lapses_or_goes_on_for_a_reason(project, north):
    paper = release_month(project, JUNE, {"E1": "1000"}, now=MAY_20)
    bring_vouchers(project, voucher_rows("记-1", debit="400", dated="2025-07-01", incurred_on="2025-06-20"))
    with door.opened("test"):
        assert standing_of(project, "E1", JUNE).left == Decimal(600)
    clerk = make_office(north)["clerk"]
    with pytest.raises(Refused):
        monthly.settle(paper, by=clerk, now=JUNE_30, reasons={})
    monthly.settle(paper, by=clerk, now=JULY_2, reasons={"E1": "场地改期"})
    with door.opened("test"):
        kept = MonthSettled.everything.get()
        assert (kept.released, kept.used, kept.carried) == (Decimal(1000), Decimal(400), Decimal(600))
        assert standing_of(project, "E1", JUNE).released is None
        assert standing_of(project, "E1", date(2025, 7, 1)).released == Decimal(600)


def client_of(actor):
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_department_writes_its_form_on_one_page_and_the_clerk_merges_beside_the_others(
    project, elders, office
):
    head = client_of(office["department-head"])
    board = reverse("finance.months.of", args=(project.public_id,)) + "?month=2025-06"
    page = head.post(board, {"department": str(elders.public_id)}, follow=True)
    url = page.redirect_chain[-1][0]
    refused = head.post(url, {"item-0": "E1", "amount-0": "200", "reason-0": "", "submit": "1"})
    assert refused.status_code == 409 and "200" in refused.content.decode()
    written = {
        "item-0": "E1",
        "amount-0": "1,200.50",
        "reason-0": "重阳敬老",
        "needed-0": "2025-06-09",
        "submit": "1",
    }
    assert head.post(url, written).status_code == 302
    with door.opened("test"):
        line = MonthlyLine.everything.get()
    assert (line.amount, line.reason, line.form.state) == (Decimal("1200.50"), "重阳敬老", "submitted")
    assert head.post(board, {"merge": "1"}).status_code == 403
    clerk = client_of(office["clerk"])
    shown = clerk.get(board).content.decode()
    assert "1,200.50" in shown and "青少年部" in shown
    assert clerk.post(board, {"merge": "1"}).status_code == 302
    assert clerk.post(board, {"merge": "1"}).status_code == 409


def test_the_sheet_of_a_month_asks_a_fixed_number_of_statements(
    project, elders, youth, office, django_assert_max_num_queries
):
    hand_in(project, elders, JUNE, {"E1": "1000"}, now=MAY_20)
    clerk = client_of(office["clerk"])
    board = reverse("finance.months.of", args=(project.public_id,)) + "?month=2025-06"
    clerk.get(board)
    with django_assert_max_num_queries(20):
        clerk.get(board)
