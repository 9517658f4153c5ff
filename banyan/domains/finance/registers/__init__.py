"""How the finance room is shown."""

from banyan.core import todo
from banyan.domains.finance.queries.alerts import overspends_to_answer
from banyan.domains.finance.registers import alerts, bank, books, budgets, claims, monthly, payments  # noqa: F401

todo.provider(overspends_to_answer)
