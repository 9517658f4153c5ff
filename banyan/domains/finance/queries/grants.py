"""Funds with a closed list of uses: what is taken of each use, and what was spent outside (W3.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from banyan.core import door
from banyan.core.identity.actor import Actor
from banyan.domains.finance.models import Claim, ClaimLine, EarmarkedFund, Voucher, VoucherLine
from banyan.domains.finance.queries.books import entry_of, names_read
from banyan.domains.finance.queries.spending import RESERVED
from banyan.domains.finance.rules import grants as rules
from banyan.domains.finance.rules.entries import ZERO, Entry


@dataclass(frozen=True)
class FundRow:
    """A fund on the page: its uses with what was granted, taken and left, and what was spent of it for others."""

    fund: EarmarkedFund
    uses: tuple[tuple[str, Decimal, Decimal, Decimal], ...]
    outside: tuple[tuple[str, Decimal], ...]


_Taken = dict[int, dict[str, Decimal]]


def fund_of(claim: Claim) -> rules.Fund | None:
    """The fund that a claim is to be paid from, with what others have taken. Asked only where one is named."""
    fund = claim.fund
    if fund is None:
        return None
    lines = ClaimLine.everything.exclude(claim=claim.pk)
    return _plain(fund, _taken([fund], lines, VoucherLine.everything.all()))


def plain_funds(funds: Sequence[EarmarkedFund]) -> list[rules.Fund]:
    """The closed lists alone."""
    return [_plain(fund, {}) for fund in funds]


def funds_of_voucher(voucher: Voucher) -> tuple[list[Entry], list[rules.Fund]]:
    """The lines of a voucher that name a source, and the funds of their projects; one statement where none does."""
    found = VoucherLine.everything.filter(voucher=voucher).exclude(source="")
    entries = [entry_of(row) for row in found.values_list(*names_read())]
    if not entries:
        return [], []
    projects = found.values("project")
    return entries, plain_funds(EarmarkedFund.everything.filter(project__in=projects))


def fund_rows(by: Actor) -> list[FundRow]:
    """Every fund that the actor sees, its uses and what went past them. Three statements."""
    funds = list(EarmarkedFund.objects.visible_to(by).select_related("project").order_by("number"))
    if not funds:
        return []
    with door.opened("sums of funds"):
        taken = _taken(funds, ClaimLine.everything.all(), VoucherLine.everything.all())
    return [_row(_plain(fund, taken), fund, taken) for fund in funds]


def uses_of_fund(fund: EarmarkedFund, by: Actor) -> dict[str, Any]:
    """One fund with what each use has left, and the claims that ask of it as far as the actor sees them."""
    with door.opened("sums of funds"):
        taken = _taken([fund], ClaimLine.everything.all(), VoucherLine.everything.all())
    claims = Claim.objects.visible_to(by).filter(fund=fund).order_by("-happened_on", "-pk")
    return {"row": _row(_plain(fund, taken), fund, taken), "claims": list(claims)}


def _row(plain: rules.Fund, fund: EarmarkedFund, taken: _Taken) -> FundRow:
    uses = tuple(
        (item, granted, plain.taken.get(item, ZERO), plain.left(item)) for item, granted in plain.uses.items()
    )
    strange = {item: yuan for item, yuan in taken.get(fund.pk, {}).items() if item not in plain.uses and yuan}
    return FundRow(fund, uses, tuple(strange.items()))


def _plain(fund: EarmarkedFund, taken: _Taken) -> rules.Fund:
    return rules.Fund(fund.source, rules.read_uses(fund.uses), taken.get(fund.pk, {}))


def _taken(funds: Sequence[EarmarkedFund], lines: Any, booked: Any) -> _Taken:
    """Fund → item → yuan: what claims ask of it, and what the books spent that no payment of this house stands behind."""
    found: _Taken = {}
    claimed = lines.filter(claim__fund__in=funds, claim__state__in=RESERVED).values_list(
        "claim__fund", "budget_line__code"
    )
    for fund, item, yuan in claimed.annotate(yuan=Sum(Coalesce("sanctioned", "amount"))).order_by():
        sums = found.setdefault(fund, {})
        sums[item] = sums.get(item, ZERO) + yuan
    names = {(fund.project_id, fund.source): fund.pk for fund in funds}
    spent = booked.filter(
        Q(account__startswith="5") | Q(account__startswith="1", debit__gt=0) & ~Q(item=""),
        project__in=[fund.project_id for fund in funds],
        source__in=[fund.source for fund in funds],
        voucher__payment__isnull=True,
    ).values_list("project_id", "source", "item")
    for project, source, item, yuan in spent.annotate(yuan=Sum(F("debit") - F("credit"))).order_by():
        if (project, source) in names:
            sums = found.setdefault(names[project, source], {})
            sums[item] = sums.get(item, ZERO) + yuan
    return found
