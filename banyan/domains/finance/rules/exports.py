"""Vouchers as other programs read them: import layouts of Kingdee and UFIDA, and the journal as Beancount text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from banyan.domains.finance.rules.entries import Entry, Paper

#: Columns of Kingdee's voucher import sheet, and the first line of UFIDA's text. [likely; both let a user map columns]
KINGDEE = ("凭证日期", "会计年度", "会计期间", "凭证字", "凭证号", "分录号", "科目代码", "科目名称", "摘要", "币别", "汇率",
           "原币金额", "借方金额", "贷方金额", "核算项目", "附件数")  # fmt: skip
UFIDA_HEAD = ("填制凭证", "V800")
_ROOTS = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expenses"}


def kingdee(papers: Iterable[Paper]) -> list[list[str]]:
    """One row for each line of each voucher, with a head row."""
    rows = [list(KINGDEE)]
    for number, paper in enumerate(papers, start=1):
        for place, entry in enumerate(paper.entries, start=1):
            amount = entry.debit or entry.credit
            items = "/".join(filter(None, (entry.department, entry.item, entry.business)))
            rows.append(
                [
                    paper.on.isoformat(), str(paper.on.year), str(paper.on.month), "记", str(number), str(place),
                    entry.account, entry.account_name, _said(paper, entry), "RMB", "1", f"{amount:.2f}",
                    _money(entry.debit), _money(entry.credit), items, str(entry.attachments or 0),
                ]
            )  # fmt: skip
    return rows


def ufida(papers: Iterable[Paper]) -> list[list[str]]:
    """The two marks of the format, then one row for each line.

    Day, kind and number of the voucher, attachments, summary, account, debit, credit, quantity, currency, rate, way of
    paying, its number, day of the business, department, employee, customer, supplier, salesman, item.
    """
    rows = [list(UFIDA_HEAD)]
    for number, paper in enumerate(papers, start=1):
        for entry in paper.entries:
            rows.append(
                [
                    paper.on.isoformat(), "记", str(number), str(entry.attachments or 0), _said(paper, entry), entry.account,
                    f"{entry.debit:.2f}", f"{entry.credit:.2f}", "", "", "", entry.way, entry.bank_reference,
                    entry.event_day.isoformat(), entry.department, "", "", entry.supplier, "", entry.item,
                ]
            )  # fmt: skip
    return rows


def beancount(papers: Sequence[Paper], names: Mapping[str, str], title: str) -> str:
    """The journal as Beancount text: every account opened on the first day, every voucher one transaction in yuan."""
    first = min((paper.on for paper in papers), default=date(2005, 1, 1))
    accounts = sorted({entry.account for paper in papers for entry in paper.entries})
    head = [f'option "title" {_quoted(title)}', 'option "operating_currency" "CNY"', ""]
    opened = [
        f"{first} open {account_name(code)} CNY\n  name: {_quoted(names.get(code, ''))}" for code in accounts
    ]
    return "\n".join([*head, *opened, "", *(_transaction(paper) for paper in papers)]) + "\n"


def account_name(code: str) -> str:
    """An account of the chart as Beancount writes it: root by its class, the code behind a letter."""
    root = _ROOTS.get(code[:1], "Equity")
    return f"{root}:A" + "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in code)


def _transaction(paper: Paper) -> str:
    lines = [f"{paper.on} * {_quoted(paper.said('summary'))}", f"  number: {_quoted(paper.number)}"]
    for entry in paper.entries:
        amount = entry.debit - entry.credit
        lines.append(f"  {account_name(entry.account)}  {amount:.2f} CNY")
        for key in ("item", "department", "business", "source"):
            if getattr(entry, key):
                lines.append(f"    {key}: {_quoted(getattr(entry, key))}")
    return "\n".join(lines) + "\n"


def _said(paper: Paper, entry: Entry) -> str:
    return f"{paper.number} {entry.summary}".strip()


def _money(amount: object) -> str:
    return f"{amount:.2f}" if amount else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', "'").replace("\n", " ") + '"'
