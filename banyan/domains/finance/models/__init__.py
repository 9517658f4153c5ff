"""What the finance room keeps."""

from banyan.domains.finance.models.advances import Advance
from banyan.domains.finance.models.alerts import OverspendAlert
from banyan.domains.finance.models.audits import Audit, AuditFinding, AuditRequest, AuditSample
from banyan.domains.finance.models.bank import BankAccount, BankLine
from banyan.domains.finance.models.books import Voucher, VoucherLine
from banyan.domains.finance.models.budgets import Budget, BudgetLine, BudgetPhase
from banyan.domains.finance.models.changes import BudgetMove, FundingProposal, UnplannedNeed
from banyan.domains.finance.models.claims import Claim, ClaimLine, ExpenseKind, InvoiceUse
from banyan.domains.finance.models.funds import AllocationBasis, AllocationShare, ProjectLoan, Receivable
from banyan.domains.finance.models.grants import EarmarkedFund
from banyan.domains.finance.models.monthly import MonthlyBudget, MonthlyForm, MonthlyLine, MonthSettled
from banyan.domains.finance.models.payments import Payment, PaymentRun, RunLine
from banyan.domains.finance.models.payroll import Payroll
from banyan.domains.finance.models.periods import (
    AccountingPeriod,
    ExecutionAnalysis,
    HalfReport,
    VarianceNote,
)

__all__ = [
    "AccountingPeriod",
    "Advance",
    "AllocationBasis",
    "AllocationShare",
    "Audit",
    "AuditFinding",
    "AuditRequest",
    "AuditSample",
    "BankAccount",
    "BankLine",
    "Budget",
    "BudgetLine",
    "BudgetMove",
    "BudgetPhase",
    "Claim",
    "ClaimLine",
    "EarmarkedFund",
    "ExecutionAnalysis",
    "ExpenseKind",
    "FundingProposal",
    "HalfReport",
    "InvoiceUse",
    "MonthSettled",
    "MonthlyBudget",
    "MonthlyForm",
    "MonthlyLine",
    "OverspendAlert",
    "Payment",
    "PaymentRun",
    "Payroll",
    "ProjectLoan",
    "Receivable",
    "RunLine",
    "UnplannedNeed",
    "VarianceNote",
    "Voucher",
    "VoucherLine",
]
