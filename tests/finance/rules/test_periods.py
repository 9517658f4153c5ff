"""Closing a month, opening it again, halves of contract years, statements, files for other programs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from banyan.domains.finance.rules import exports, half_reports, periods, statements
from banyan.domains.finance.rules.balances import AccountSum
from banyan.domains.finance.rules.chart import Account, map_on, translated
from banyan.domains.finance.rules.entries import Entry, papers
from banyan.domains.finance.rules.periods import MonthEnd, Unexplained
from banyan.domains.finance.rules.unit_costs import UnitCosts, results
from banyan.foundation.periods import Period
from banyan.foundation.refusal import Refused

GOOD = MonthEnd(date(2025, 5, 1), date(2025, 5, 31), 0, [], [], Decimal(100), Decimal(100), [])
JUNE_1 = date(2025, 6, 1)


@pytest.mark.clause("R5.1.2")
@pytest.mark.parametrize(
    ("change", "clause"),
    [
        ({"unposted": 1}, "R5.1.2"),
        ({"credit": Decimal("100.01")}, "P4.4"),
        ({"below": ["北站"]}, "R5.1.2"),
        ({"earlier": [date(2025, 4, 1)]}, "R5.1.2"),
        ({"unexplained": [Unexplained("示范", "E1", Decimal(1), Decimal(9))]}, "R5.2.4"),
        ({"ends_on": JUNE_1}, "R5.1.2"),
    ],
)
def test_a_month_closes_when_nothing_stands_in_the_way(change, clause):
    periods.check_closing(GOOD, JUNE_1)
    with pytest.raises(Refused) as refused:
        periods.check_closing(replace(GOOD, **change), JUNE_1)
    assert refused.value.clause == clause


@pytest.mark.clause("R5.1.2")
def test_only_the_level_above_opens_a_month_again_and_says_why():
    periods.check_reopening(True, [], "补记工资")
    for given in ((False, [], "补记工资"), (True, ["示例机构"], "补记工资"), (True, [], " ")):
        with pytest.raises(Refused):
            periods.check_reopening(*given)


@pytest.mark.clause("R5.2.4")
def test_an_explanation_has_cause_and_measure():
    periods.check_note("活动改期", "九月补办")
    for words, action in (("", "九月补办"), ("活动改期", " ")):
        with pytest.raises(Refused):
            periods.check_note(words, action)


@pytest.mark.clause("P4.3")
def test_a_contract_year_has_two_halves_whatever_its_first_day():
    year = Period(date(2025, 4, 1), date(2026, 3, 31))
    first, second = half_reports.halves(year)
    assert (first.end, second.start, second.end) == (date(2025, 9, 30), date(2025, 10, 1), year.end)
    assert half_reports.half_of(year, date(2025, 9, 30)) == first
    assert half_reports.half_of(year, date(2025, 10, 1)) == second
    assert half_reports.due_on(first, 15) == date(2025, 10, 15)


@pytest.mark.clause("P4.3")
@pytest.mark.parametrize("end", [date(2025, 4, 1), date(2025, 6, 30), date(2025, 9, 30)])
def test_a_contract_of_six_months_or_less_is_reported_once_at_its_end(end):
    year = Period(date(2025, 4, 1), end)
    assert half_reports.halves(year) == (year,)
    assert half_reports.half_of(year, year.start) == half_reports.half_of(year, end) == year
    longer = Period(date(2025, 4, 1), date(2025, 10, 1))
    assert [half.days for half in half_reports.halves(longer)] == [183, 1]


@pytest.mark.clause("P4.3")
@pytest.mark.parametrize(
    ("submitted", "today", "said"),
    [
        (date(2025, 10, 15), date(2025, 12, 1), "good"),
        (date(2025, 10, 16), date(2025, 12, 1), "attention"),
        (None, date(2025, 10, 15), ""),
        (None, date(2025, 10, 16), "breach"),
        (None, date(2025, 9, 30), ""),
    ],
)
def test_a_report_in_time_is_good_late_is_watched_and_missing_is_a_breach(submitted, today, said):
    assert half_reports.verdict(date(2025, 9, 30), date(2025, 10, 15), submitted, today) == said


@pytest.mark.clause("P4.3")
def test_a_report_tells_why_items_deviate_and_how_the_year_ends():
    half, today = Period(date(2025, 4, 1), date(2025, 9, 30)), date(2025, 10, 1)
    half_reports.check_ready(half, today, 0, "", "预计结余")
    for given in ((half.end, 0, "", "预计结余"), (today, 1, "", "预计结余"), (today, 0, "", " ")):
        with pytest.raises(Refused):
            half_reports.check_ready(half, *given)


def books():
    """Money comes in advance, wages and paper are paid, an income is recognised; goods pass through."""
    rows = [
        ("1", "1002", "1000", ""), ("1", "2203", "", "1000"),
        ("2", "5101", "300", ""), ("2", "1002", "", "300"),
        ("3", "1501", "80", ""), ("3", "1002", "", "80"),
        ("4", "2203", "400", ""), ("4", "4301", "", "400"),
        ("5", "1701", "50", ""), ("5", "2601", "", "50"),
        ("6", "2204", "20", ""), ("6", "1001", "", "20"),
    ]  # fmt: skip
    return [
        Entry(
            number,
            date(2025, 5, int(number)),
            place,
            account,
            Decimal(debit or 0),
            Decimal(credit or 0),
            f"摘要{number}",
        )
        for place, (number, account, debit, credit) in enumerate(rows, start=1)
    ]


def sums_of(entries):
    found = {}
    for entry in entries:
        kept = found.setdefault(entry.account, AccountSum(entry.account, "", entry.kind))
        kept.debit += entry.debit
        kept.credit += entry.credit
    return list(found.values())


@pytest.mark.clause("P4.4")
def test_the_balance_sheet_meets_by_hand():
    sheet = statements.balance_sheet(sums_of(books()))
    # bank 1000-300-80 = 620, cash -20, things 80, custody 50 | advance 600, wages -20, custody 50, result 400-300
    assert sheet.total_assets == sheet.total_claims == Decimal(730)
    assert sheet.result.closing == Decimal(100) and sheet.agrees
    assert not statements.balance_sheet(sums_of(books()[:-1])).agrees


@pytest.mark.clause("P4.4")
def test_the_cash_flow_tells_what_money_came_for_and_went_to():
    flow = statements.cash_flow(papers(books()))
    told = {code: amount for code, amount in flow.lines.items() if amount}
    assert told == {"services": 1000, "work": -300, "things": -80, "people": -20}
    assert flow.change == Decimal(600) and flow.agrees


@pytest.mark.clause("R5.1.2")
def test_old_codes_stand_under_the_chart_of_the_day():
    chart = [
        Account("4301", "提供服务收入", "2004", date(2005, 1, 1), date(2025, 12, 31)),
        Account("4301", "提供服务收入", "2026", date(2026, 1, 1), None, "4301", False),
    ]
    assert map_on(chart, date(2026, 5, 1), []) == {}
    mapped = map_on(chart, date(2026, 5, 1), [("4301", "4201")])
    assert translated("4301", mapped) == "4201" and translated("430102", mapped) == "420102"
    assert translated("1002", mapped) == "1002"


def test_the_files_for_other_programs_hold_every_line_and_the_same_sums():
    found = papers(books())
    for rows, debit, credit in ((exports.kingdee(found)[1:], 12, 13), (exports.ufida(found)[1:], 6, 7)):
        assert len(rows) == 12
        assert (
            sum(Decimal(row[debit] or 0) for row in rows)
            == sum(Decimal(row[credit] or 0) for row in rows)
            == 1850
        )
    assert tuple(exports.ufida(found)[0]) == ("填制凭证", "V800")


@pytest.mark.clause("P4.11")
def test_less_money_with_the_results_kept_is_frugal_and_no_failure():
    costs = UnitCosts(Decimal(900), Decimal(1000), 9, 300, Decimal(18), Decimal("80.0"), Decimal("75.0"))
    assert (costs.per_activity, costs.per_attendance, costs.per_hour) == (
        Decimal(100),
        Decimal(3),
        Decimal(50),
    )
    assert costs.is_frugal
    assert not replace(costs, done=Decimal("74.9")).is_frugal
    assert not replace(costs, spent=Decimal(1001)).is_frugal
    assert replace(costs, attendances=0).per_attendance is None


def test_results_are_at_most_full_and_need_a_target():
    assert results(
        [(Decimal(30), Decimal(20)), (Decimal(5), Decimal(10)), (Decimal(1), Decimal(0))]
    ) == Decimal("75.0")
    assert results([]) is None
