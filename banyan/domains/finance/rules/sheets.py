"""The tables that bring budgets, vouchers and bank statements in, and what is said about their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from banyan.domains.finance.rules.entries import ZERO
from banyan.foundation.readers import Choice, Code, Date, Decimal_, Flag, Integer, Reference, Text
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Column, Row, Sheet

_MONEY = Decimal_(places=2, min=ZERO)
_SIGNED = Decimal_(places=2)
_CENT = Decimal("0.01")
_IN, _OUT = (
    ("贷", "收入", "收", "进", "转入", "贷方", "C", "CR"),
    ("借", "支出", "付", "出", "转出", "借方", "D", "DR"),
)
_SIDE = Choice(dict.fromkeys(_IN, "received") | dict.fromkeys(_OUT, "paid"))


def price_times_quantity(row: Row) -> Iterator[CellFinding]:
    """Unit price times quantity is the amount."""
    price, quantity, amount = (row.values[name] for name in ("price", "quantity", "amount"))
    if None not in (price, quantity, amount) and (price * quantity).quantize(_CENT) != amount:
        words = noop("%(price)s × %(quantity)s makes %(product)s, not %(amount)s.")
        product = (price * quantity).quantize(_CENT)
        yield row.warning(
            "amount", "totals_differ", words, price=price, quantity=quantity, product=product, amount=amount
        )


def lump_sums_have_a_reason(row: Row) -> Iterator[CellFinding]:
    """An expense without unit price and quantity says why (R3.1.8)."""
    values = row.values
    is_lump = values["price"] is None or values["quantity"] is None
    if values["side"] == "expense" and is_lump and not (values["use"] or values["note"]):
        yield row.warning("use", "lump_sum", noop("A lump sum needs a reason, or unit price and quantity."))


def both_sides_meet(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Income and expense of a budget are equal, or the difference is explained (R5.2.2)."""
    sums = {"income": ZERO, "expense": ZERO}
    for row in rows:
        if row.values["side"] and row.values["amount"] is not None:
            sums[row.values["side"]] += row.values["amount"]
    if rows and sums["income"] != sums["expense"]:
        words = noop("Income is %(income)s, expense %(expense)s; explain the difference.")
        yield rows[-1].warning("amount", "totals_differ", words, **sums)


def one_side_only(row: Row) -> Iterator[CellFinding]:
    """A line is either debit or credit."""
    debit, credit = row.values["debit"], row.values["credit"]
    if bool(debit) == bool(credit):
        yield row.error("debit", "required", noop("Fill in either debit or credit."))


def red_ink(row: Row) -> Iterator[CellFinding]:
    """A negative amount takes something back; it stands in the books on the other side."""
    for name in ("debit", "credit"):
        amount = row.values[name]
        if amount is not None and amount < ZERO:
            words = noop("%(amount)s is written in red; it was entered on the other side.")
            yield row.warning(name, "red_ink", words, amount=amount)


def both_sides_of(values: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    """Debit and credit of a line as they stand in the books: what is negative stands on the other side."""
    debit, credit = values["debit"] or ZERO, values["credit"] or ZERO
    return max(debit, ZERO) + max(-credit, ZERO), max(credit, ZERO) + max(-debit, ZERO)


def account_is_known(row: Row) -> Iterator[CellFinding]:
    """The account stands in the chart, itself or the one above it."""
    code = row.values["account"]
    if not code:
        return
    if not code[:1].isdigit() or code[:1] not in "12345":
        yield row.error(
            "account", "unknown_reference", noop("An account's code begins with a figure from 1 to 5.")
        )
    elif not code.startswith(tuple(row.references["accounts"])):
        yield row.warning(
            "account",
            "unknown_reference",
            noop("Account %(found)s is not in the chart; it was kept."),
            found=code,
        )


def project_is_named(row: Row) -> Iterator[CellFinding]:
    """Every line belongs to exactly one project, named in the file or chosen for it (R5.1.3)."""
    if row.raw.get("project") and row.values["project"] is None:
        return
    if not row.values["project"] and not row.references.get("project"):
        yield row.warning("project", "required", noop("The line names no project."))


def vouchers_balance(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Debit and credit of a voucher are equal; otherwise none of its lines comes in."""
    for (number, _month), lines in _by_voucher(rows).items():
        debit = sum((row.values["debit"] or ZERO for row in lines), ZERO)
        credit = sum((row.values["credit"] or ZERO for row in lines), ZERO)
        if debit != credit:
            words = noop("Voucher %(number)s is not balanced: debit %(debit)s, credit %(credit)s.")
            for row in lines:
                yield row.error("debit", "unbalanced", words, number=number, debit=debit, credit=credit)


def vouchers_have_one_day(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """All lines of a voucher carry its day; numbers begin anew each month."""
    for (number, _month), lines in _by_voucher(rows).items():
        days = {row.values["dated"] for row in lines}
        if len(days) > 1:
            for row in lines:
                yield row.error(
                    "dated", "contradiction", noop("Voucher %(number)s has more than one day."), number=number
                )


def incomplete_vouchers(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """A line that is kept out keeps its whole voucher out."""
    for (number, _month), lines in _by_voucher(rows).items():
        for row in lines if any(row.is_out for row in lines) else ():
            if not row.is_out:
                words = noop("Another line of voucher %(number)s cannot come in as it is.")
                yield row.error("number", "contradiction", words, number=number)


def numbers_of(
    wanted: Iterable[tuple[str, date]], known: Mapping[str, Iterable[date]]
) -> dict[tuple[str, date], str]:
    """Number and month as the file has them → the number in the books.

    Where numbers begin anew each month, the first month to come keeps the plain number and the others are told
    apart by their month. `known` maps a number to the months in which the books have it already.
    """
    taken = {number: next(iter(months)) for number, months in known.items()}
    named = {}
    for number, month in wanted:
        first = taken.setdefault(number, month)
        named[number, month] = number if first == month else f"{number}·{month:%Y-%m}"
    return named


def moved_by(values: Mapping[str, Any]) -> Decimal:
    """What a line of a statement brought (yuan), negative for what it took.

    Some banks write one amount for both, with a mark beside it (their debit is our expense) or a sign before it.
    """
    received, paid, amount = (Decimal(values.get(name) or ZERO) for name in ("received", "paid", "amount"))
    if received or paid or not amount:
        return received - paid
    return {"received": abs(amount), "paid": -abs(amount)}.get(values.get("side") or "", amount)


def money_moves(row: Row) -> Iterator[CellFinding]:
    """A line of a statement brings money or takes it."""
    values = row.values
    if (values["received"] and values["paid"]) or not moved_by(values):
        yield row.error("received", "required", noop("Fill in either income or expense."))
    elif not (values["received"] or values["paid"] or values["side"]) and values["balance"] is None:
        words = noop("With one amount for both, a mark or the balance must tell income from expense.")
        yield row.error("amount", "required", words)


def balances_follow(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Every balance is the one before with what came or went."""
    before: Decimal | None = None
    for row in as_it_happened(rows):
        balance = row.values["balance"]
        moved = moved_by(row.values)
        if before is not None and balance is not None and before + moved != balance:
            words = noop(
                "After %(before)s and %(moved)s the balance should be %(right)s; a line may be missing."
            )
            yield row.warning(
                "balance", "totals_differ", words, before=before, moved=moved, right=before + moved
            )
        before = balance if balance is not None else before


def as_it_happened(rows: Sequence[Row]) -> list[Row]:
    """The lines of a statement with the oldest first: banks hand out both orders."""
    forward, backward = list(rows), list(reversed(rows))
    days = [row.values["day"] for row in rows if row.values["day"]]
    if days and days[0] != days[-1]:
        return forward if days[0] < days[-1] else backward
    return backward if _breaks(backward) < _breaks(forward) else forward


def _breaks(rows: Sequence[Row]) -> int:
    """How often a balance does not follow from the one before."""
    return sum(
        before.values["balance"] + moved_by(row.values) != row.values["balance"]
        for before, row in pairwise(rows)
        if before.values["balance"] is not None and row.values["balance"] is not None
    )


def _by_voucher(rows: Iterable[Row]) -> dict[tuple[str, Any], list[Row]]:
    """Number and month → lines; a line without a day goes with the first voucher of its number."""
    found: dict[tuple[str, Any], list[Row]] = defaultdict(list)
    undated = []
    for row in rows:
        if row.values["number"] and row.values["dated"]:
            found[row.values["number"], row.values["dated"].replace(day=1)].append(row)
        elif row.values["number"]:
            undated.append(row)
    for row in undated:
        known = next((key for key in found if key[0] == row.values["number"]), (row.values["number"], None))
        found[known].append(row)
    return found


BUDGET = Sheet(
    kind="budget",
    title=noop("project budget"),
    columns=(
        Column("side", "行类型", Choice({"收入": "income", "支出": "expense"}), required=True, aliases=("类型", "收支")),
        Column("code", "预算科目编号", Code(40), required=True, aliases=("科目编号", "预算编号")),
        Column("block", "科目大类", Text(40), required=True, aliases=("大类", "类别")),
        Column("name", "科目名称", Text(80), required=True, aliases=("名称", "预算科目")),
        Column("use", "资金来源/用途说明", Text(200), aliases=("用途说明", "用途", "来源")),
        Column("price", "单价", _MONEY),
        Column("quantity", "数量", _MONEY),
        Column("measure", "单位", Text(20)),
        Column("amount", "预算金额(元)", _MONEY, required=True, aliases=("预算金额", "金额", "金额(元)")),
        Column("department", "责任部门", Text(60), aliases=("部门",)),
        Column("is_restricted", "限定用途", Flag()),
        Column("account", "会计科目建议", Text(20), aliases=("会计科目",)),
        Column("is_year_end", "年终固定支出", Flag(), expected=False),
        Column("note", "备注", Text(200), expected=False),
    ),
    key=("code",),
    checks=(price_times_quantity, lump_sums_have_a_reason),
    table_checks=(both_sides_meet,),
)  # fmt: skip

VOUCHERS = Sheet(
    kind="vouchers",
    title=noop("vouchers"),
    columns=(
        Column("dated", "凭证日期", Date(), required=True, aliases=("日期", "制单日期")),
        Column("number", "凭证号", Code(40), required=True, aliases=("凭证字号", "凭证编号")),
        Column("position", "行号", Integer(min=1, max=9999), required=True, aliases=("分录号", "分录行号")),
        Column("summary", "摘要", Text(200)),
        Column("account", "会计科目编码", Text(20), required=True, aliases=("科目编码", "科目代码")),
        Column("account_name", "会计科目", Text(60), aliases=("科目名称",)),
        Column("debit", "借方金额", _SIGNED, aliases=("借方",)),
        Column("credit", "贷方金额", _SIGNED, aliases=("贷方",)),
        Column(
            "project", "项目", Reference("projects", severity="warning"), aliases=("项目名称", "项目编号")
        ),
        Column("department", "部门", Text(60)),
        Column("item", "合同预算科目", Code(40), aliases=("预算科目", "预算科目编号")),
        Column("source", "资金来源", Text(60)),
        Column("restriction", "限定性", Text(20)),
        Column("business", "业务编号", Code(40), aliases=("活动编号",)),
        Column("incurred_on", "费用发生日期", Date(), aliases=("发生日期",)),
        Column("place", "地点", Text(80)),
        Column("purpose", "事由", Text(200)),
        Column("handler", "经手人", Text(40), aliases=("报销人",)),
        Column("witness", "验收/证明人", Text(40), aliases=("证明人", "验收人")),
        Column("checker", "审核人", Text(40), aliases=("复核人",)),
        Column("approver", "批准人", Text(40), aliases=("审批人",)),
        Column("invoice_code", "发票代码", Text(20)),
        Column("invoice_number", "发票号码", Text(24)),
        Column("supplier", "供应商", Text(80), aliases=("往来单位",)),
        Column("attachments", "附件数", Integer(min=0, max=9999), aliases=("附单据数",)),
        Column("way", "支付方式", Text(20)),
        Column("bank_reference", "银行流水号", Code(40), aliases=("流水号",)),
    ),
    key=("dated", "number", "position"),
    checks=(one_side_only, red_ink, account_is_known, project_is_named),
    table_checks=(incomplete_vouchers, vouchers_have_one_day, vouchers_balance),
)

BANK = Sheet(
    kind="bank",
    title=noop("bank statement"),
    columns=(
        Column("day", "交易日期", Date(), required=True, aliases=("日期", "记账日期")),
        Column("reference", "流水号", Code(40), required=True, aliases=("交易流水号", "银行流水号")),
        Column("summary", "摘要", Text(200), aliases=("用途", "附言")),
        Column("counterpart", "对方户名", Text(80), aliases=("对方名称", "对方账户名称")),
        Column(
            "received",
            "收入",
            _SIGNED,
            aliases=("贷方发生额", "收入金额", "贷方", "转入金额", "存入金额"),
            expected=False,
        ),
        Column(
            "paid",
            "支出",
            _SIGNED,
            aliases=("借方发生额", "支出金额", "借方", "转出金额", "支取金额"),
            expected=False,
        ),
        Column("amount", "交易金额", _SIGNED, aliases=("金额", "发生额"), expected=False),
        Column(
            "side",
            "借贷标志",
            _SIDE,
            aliases=("收支标志", "借贷方向"),
            expected=False,
        ),
        Column("balance", "余额", Decimal_(places=2), aliases=("账户余额",)),
    ),
    key=("reference",),
    checks=(money_moves,),
    table_checks=(balances_follow,),
)
