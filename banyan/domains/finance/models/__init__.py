"""What the finance room keeps."""

from banyan.domains.finance.models.bank import BankAccount, BankLine
from banyan.domains.finance.models.books import Voucher, VoucherLine
from banyan.domains.finance.models.budgets import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.models.monthly import MonthlyBudget, MonthlyForm, MonthlyLine, MonthSettled

__all__ = [
    "BankAccount",
    "BankLine",
    "Budget",
    "BudgetLine",
    "BudgetPhase",
    "MonthSettled",
    "MonthlyBudget",
    "MonthlyForm",
    "MonthlyLine",
    "Voucher",
    "VoucherLine",
]
