"""Bank and books side by side."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from banyan.core import clock
from banyan.core.gate import needs
from banyan.domains.finance.queries.answers import reconciliation
from banyan.domains.finance.queries.books import bank_accounts


@require_GET
@needs("finance.bankline.view")
def home(request: HttpRequest) -> HttpResponse:
    """The first account that the person sees."""
    accounts = bank_accounts(request.actor)
    if accounts:
        return redirect("finance.reconciliation.of", public_id=accounts[0].public_id)
    crumbs = [(_("Reconciliation"), "")]
    return render(request, "finance/no_statement.html", {"title": _("Reconciliation"), "crumbs": crumbs})


@require_GET
@needs("finance.bankline.view")
def page(request: HttpRequest, public_id: Any) -> HttpResponse:
    """One account: both balances, what meets, and what stands on one side only."""
    accounts = bank_accounts(request.actor)
    account = next((each for each in accounts if each.public_id == public_id), None)
    if account is None:
        raise Http404
    found = reconciliation(account, request.actor, clock.today())
    context = {
        "account": account,
        "accounts": accounts,
        "found": found,
        "crumbs": [(_("Reconciliation"), ""), (account.number, "")],
    }
    return render(request, "finance/reconciliation.html", context)
