"""Who may agree to how much, what the money brought: pages that show what the rules say."""

import re
from datetime import date, time
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import forget
from banyan.domains.finance.models import Receivable
from banyan.domains.services.models import Feedback
from tests.finance.makers import bring_vouchers, budget_rows, in_force, voucher_rows
from tests.finance.office import make_office
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project
from tests.services.makers import make_activity

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def reader(unit, *permissions):
    user = make_user(unit)
    make_grant(user, unit, *(permissions or ("finance.*", "projects.*", "services.*")))
    return client_of(user)


def shown(client, name, *args, status=200, **given):
    answer = client.get(reverse(name, args=args), given)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.clause("R5.1.1", "R5.3.3", "R5.3.4", "P4.1")
def test_a_worker_finds_the_limit_of_any_amount_on_any_day_and_who_would_sign(north):
    office = make_office(north, "100000")
    client = client_of(office.users["worker"])
    small = shown(client, "finance.limits", amount="1000.00")
    assert "样head" in small and "样director" in small and "样finance" in small and "样programme" not in small
    assert small.count("可批准这笔金额") == 4
    large = shown(client, "finance.limits", amount="5000.01")
    assert "样programme" in large and large.count("可批准这笔金额") == 2
    assert shown(client, "finance.limits", amount="50000.01").count("可批准这笔金额") == 1
    assert "出厂" in small
    with door.opened("test"):
        DatedSetting.everything.create(
            unit=north, key="finance.approval_limits", value=[["主任", "800"]], valid_from=date(2025, 7, 1), basis="决议8号"
        )  # fmt: skip
    forget()
    assert "决议8号" in shown(client, "finance.limits", on="2025-07-01")
    assert "决议8号" not in shown(client, "finance.limits", on="2025-06-30")
    assert "1250.00" in shown(client, "finance.limits", status=422, amount="一千")


@pytest.mark.clause("P4.11")
def test_cost_stands_beside_hours_persons_results_and_satisfaction(north, south):
    project = make_project(north)
    in_force(project)
    bring_vouchers(project, voucher_rows("记-1", debit="300"))
    held = make_activity(
        north,
        project=project,
        held_on=date(2025, 10, 10),
        starts_at=time(9),
        ends_at=time(11, 30),
        person_times=30,
    )
    with door.opened("test"):
        for score in (4, 5):
            Feedback.everything.create(activity=held, score=score, given_on=date(2025, 10, 10))
    page = shown(reader(north), "finance.results.of", project.public_id)
    for figure in ("¥300.00", "¥10.00", "¥120.00", "2.5", "4.50"):
        assert figure in page, figure
    shown(reader(south), "finance.results.of", project.public_id, status=404)
    shown(reader(north, "projects.*"), "finance.results.of", project.public_id, status=403)


BARS = re.compile(r'<rect [^>]*height="(\d+)"><title>(\d{4}-\d\d): ([\d,.]+)</title>')


def yuan(text):
    return Decimal(text.replace(",", "").replace("−", "-"))


def table_of(page, name):
    """The rows of a table on a page, each as the texts of its cells."""
    body = re.search(rf'id="{name}".*?<tbody>(.*?)</tbody>', page, re.S)[1]
    cells = (
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in body.split("</tr>") if "<t" in row
    )
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


@pytest.fixture
def december(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2025, 12, 31))


@pytest.fixture
def rushed(december, north):
    """60,000 for a year; 1,000 used in September and booked in October, 2,000 in November, 3,000 on 28 December."""
    project = make_project(north)
    in_force(project)
    for number, used, booked, amount in (
        ("记-1", "2025-09-10", "2025-10-15", "1000"), ("记-2", "2025-11-20", "2025-11-20", "2000"),
        ("记-3", "2025-12-28", "2025-12-28", "3000"),
    ):  # fmt: skip
        bring_vouchers(
            project, voucher_rows(number, incurred_on=used, dated=booked, debit=amount, invoice_number=number)
        )
    return project


@pytest.mark.clause("P4.9")
def test_bars_and_table_of_the_rush_show_one_set_of_figures_worked_out_by_hand(rushed, north):
    client = reader(north)
    page = shown(client, "finance.rush.of", rushed.public_id)
    rows = table_of(page, "rush-months")
    assert [row[0] for row in rows] == [f"2025-{month:02}" for month in range(4, 13)]
    assert [row[1] for row in rows] == ["5,000.00"] * 9
    assert [yuan(row[2]) for row in rows] == [0, 0, 0, 0, 0, 1000, 0, 2000, 3000]
    assert [yuan(row[3]) for row in rows] == [0, 0, 0, 0, 0, 0, 1000, 2000, 3000]
    bars = BARS.findall(page)
    assert [(month, amount) for _height, month, amount in bars] == [(row[0], row[2]) for row in rows]
    assert [int(height) for height, _month, _amount in bars] == [
        78 * int(yuan(row[2])) // 5000 for row in rows
    ]
    for figure in ("3.75", "83.3%", "50.0%", "¥5,000.00"):
        assert figure in page, figure
    assert table_of(page, "rush-departments") == [["长者部", "6,000.00", "5,000.00", "83.3", "3.75", "3.75"]]
    posting = shown(client, "finance.rush.of", rushed.public_id, by="posting")
    assert [amount for _h, _m, amount in BARS.findall(posting)] == [row[3] for row in rows]


@pytest.mark.clause("P4.9")
def test_a_plan_that_is_seasonal_itself_and_a_late_instalment_explain_the_rush(rushed, north):
    plan = {date(2025, month, 1): Decimal({11: 3000, 12: 10000}.get(month, 1000)) for month in range(4, 13)}
    said = {"amount": "20000", "price": "", "quantity": "", "note": "按节日安排"}
    in_force(rushed, budget_rows({"amount": "20000"}, said), {"E1": plan})
    with door.opened("test"):
        Receivable.everything.create(
            project=rushed, unit=north, name="第二期款", amount=Decimal(800), condition="中期评估", number="SK-1",
            due_on=date(2025, 9, 30), received_on=date(2025, 11, 10), state="received",
        )  # fmt: skip
    page = shown(reader(north), "finance.rush.of", rushed.public_id)
    assert table_of(page, "rush-departments")[0][4:] == ["3.75", "1.28"]
    assert "第二期款迟到 41 天，可解释其中一部分集中支出" in page
    assert "第二期款迟到 41 天" in shown(reader(north), "finance.execution.of", rushed.public_id)


@pytest.mark.clause("R5.2.3", "P4.9")
def test_the_curve_of_the_execution_is_drawn_from_the_figures_beside_it(rushed, north):
    page = shown(reader(north), "finance.execution.of", rushed.public_id)
    rows = table_of(page, "curve-figures")
    assert [yuan(row[1]) for row in rows] == [5000 * month for month in range(1, 13)]
    assert [row[2] for row in rows] == [*["0.00"] * 6, "1,000.00", "3,000.00", "6,000.00", *["–"] * 3]
    points = re.search(r'class="spent" points="([^"]+)"', page)[1].split()[1:]
    heights = [int(point.split(",")[1]) for point in points]
    ticks = re.findall(r'<text class="axis end" x="30" y="(\d+)">([\d.]+)</text>', page)
    top = max(Decimal(label) for _y, label in ticks) * 10000
    assert heights == [int(188 - yuan(row[2]) / top * 178) for row in rows[:9]]
    bars = BARS.findall(page)
    assert [yuan(amount) for _height, _month, amount in bars] == [0, 0, 0, 0, 0, 1000, 0, 2000, 3000]
    for name in ("finance.deviations", "finance.rush.of", "finance.sources.of", "finance.results.of"):
        assert f'href="{reverse(name, args=(rushed.public_id,))}"' in page
    assert reverse("finance.funds") in page


@pytest.mark.clause("R5.2.3", "P4.9")
def test_from_the_execution_a_voucher_is_two_clicks_away(rushed, north):
    client = reader(north)
    page = shown(client, "finance.execution.of", rushed.public_id)
    into, brought = voucher_rows("记-收-1", dated="2025-05-30", item="", source="合同款")
    into |= {"account": "1002", "account_name": "银行存款"}
    bring_vouchers(rushed, [into, brought | {"account": "4301", "account_name": "提供服务收入"}])
    for way in (r'href="([^"]+/item/E1/)"', r'href="([^"]+/rush/)"', r'href="([^"]+/sources/)"'):
        listed = client.get(re.search(way, page)[1]).content.decode()
        voucher = re.search(r'href="(/finance/voucher/[0-9a-f-]{36}/)"[^>]*>记-', listed)[1]
        assert client.get(voucher).status_code == 200


@pytest.mark.clause("P4.6")
def test_shares_and_bars_of_the_sources_make_the_index(december, north, south):
    project = make_project(north)
    _income, expense = budget_rows()
    incomes = [
        _income | {"code": f"I{at}", "name": f"来源{at}", "amount": amount}
        for at, amount in enumerate(("2000000", "60000", "30000", "20000", "500"), start=1)
    ]
    in_force(project, [*incomes, expense | {"amount": "2110500", "price": "", "quantity": ""}])
    page = shown(reader(north), "finance.sources.of", project.public_id)
    rows = table_of(page, "sources")
    assert [row[3] for row in rows] == ["94.8", "2.8", "1.4", "0.9", "0.0"]
    assert sum(Decimal(row[4]) for row in rows) == Decimal("0.8991")
    assert re.findall(r'<rect width="([\d.]+)" height="10"/>', page) == [row[3] for row in rows]
    assert "<b>0.8991</b>" in page and "1.11" in page and "94.8%" in page and "v1" in page
    shown(reader(south), "finance.sources.of", project.public_id, status=404)
    shown(reader(south), "finance.rush.of", project.public_id, status=404)
