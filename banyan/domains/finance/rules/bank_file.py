"""The list that goes to the bank: one line for each transfer, in the order of the batch upload forms of banks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from banyan.foundation.refusal import Refused, Sentence, noop, sentence

HEADERS = ("序号", "收款人户名", "收款账号", "收款行", "金额", "用途")
_LIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Transfer:
    """Money for one payee, in yuan; `purpose` is the number of what is paid."""

    payee: str
    account: str
    bank: str
    amount: Decimal
    purpose: str


def check_complete(transfers: Sequence[Transfer]) -> None:
    """A bank wants an account for every payee."""
    missing = [each.purpose for each in transfers if not each.account.strip()]
    if missing:
        said: Sentence = sentence(
            noop("The account of the payee is missing on %(claims)s."), claims="、".join(missing)
        )
        way_out = noop(
            "Take these claims off the run, or send them back to be completed; cash is paid on the claim itself."
        )
        raise Refused({"": said}, clause="R5.3.5", way_out=way_out, code="no_account")


def check_unchanged(ordered: str, now: str) -> None:
    """What is noted as paid is what the bank was asked to pay: an advance may have been settled in between."""
    if ordered != now:
        raise Refused(
            {
                "": noop(
                    "What is due has changed since the list went to the bank: an advance was settled or given back."
                )
            },
            clause="R5.3.5",
            way_out=noop(
                "Compare the bank's list with the claims; what the bank paid is noted claim by claim."
            ),
            code="list_changed",
        )


def written(transfers: Sequence[Transfer]) -> str:
    """The file as text; no cell of it is read as a formula."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(HEADERS)
    for place, each in enumerate(transfers, start=1):
        cells = (each.payee, each.account, each.bank, f"{each.amount:.2f}", each.purpose)
        sheet.writerow([place, *map(_calm, cells)])
    return out.getvalue()


def _calm(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_LIVE) else cell
