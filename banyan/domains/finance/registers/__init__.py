"""How the finance room is shown."""

from banyan.core import todo
from banyan.domains.finance.queries.alerts import overspends_to_answer
from banyan.domains.finance.registers import (  # noqa: F401
    alerts,
    audits,
    bank,
    books,
    budgets,
    changes,
    claims,
    funds,
    monthly,
    payments,
    periods,
)

todo.provider(overspends_to_answer)
