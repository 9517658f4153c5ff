"""How the finance room is shown."""

from banyan.domains.finance.registers import bank, books, budgets, claims, monthly, payments  # noqa: F401
