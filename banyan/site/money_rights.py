"""What people may do about budgets, months and reports, for the roles of an installation."""

from __future__ import annotations

SEE_MONEY = (
    "finance.monthlyform.view",
    "finance.monthlyline.view",
    "finance.monthlybudget.view",
    "finance.monthsettled.view",
    "finance.budget.view",
    "finance.budgetline.view",
    "finance.budgetphase.view",
)
ASK_FOR_MONEY = (
    "finance.monthlyform.begin",
    "finance.monthlyform.write",
    "finance.monthlyform.submit",
    "finance.monthlyform.take_back",
)
LEAD_MONEY = (
    "finance.halfreport.begin",
    "finance.halfreport.edit",
    "finance.halfreport.submit",
    "finance.budgetmove.propose",
    "finance.budgetmove.edit",
    "finance.budgetmove.submit",
    "finance.variancenote.explain",
    "finance.unplannedneed.raise",
    "finance.fundingproposal.*",
    "finance.receivable.*",
)
MERGE_MONEY = ("finance.monthlybudget.merge", "finance.monthlybudget.submit", "finance.monthlybudget.close")
