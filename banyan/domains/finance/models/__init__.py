"""What the finance room keeps."""

from banyan.domains.finance.models.advances import Advance
from banyan.domains.finance.models.alerts import OverspendAlert
from banyan.domains.finance.models.bank import BankAccount, BankLine
from banyan.domains.finance.models.books import Voucher, VoucherLine
from banyan.domains.finance.models.budgets import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.models.claims import Claim, ClaimLine, ExpenseKind, InvoiceUse
from banyan.domains.finance.models.monthly import MonthlyBudget, MonthlyForm, MonthlyLine, MonthSettled
from banyan.domains.finance.models.payments import Payment, PaymentRun, RunLine

__all__ = [
    "Advance",
    "BankAccount",
    "BankLine",
    "Budget",
    "BudgetLine",
    "BudgetPhase",
    "Claim",
    "ClaimLine",
    "ExpenseKind",
    "InvoiceUse",
    "MonthSettled",
    "MonthlyBudget",
    "MonthlyForm",
    "MonthlyLine",
    "OverspendAlert",
    "Payment",
    "PaymentRun",
    "RunLine",
    "Voucher",
    "VoucherLine",
]
