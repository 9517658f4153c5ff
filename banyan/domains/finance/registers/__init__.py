"""How the finance room is shown."""

from banyan.core import todo
from banyan.domains.finance.queries import desk, desk_audits, desk_reports
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
    grants,
    monthly,
    payments,
    payroll,
    periods,
)

todo.provider(overspends_to_answer)
todo.provider(desk.receipts_to_confirm)
todo.provider(desk.claims_to_mend)
todo.provider(desk.money_to_pay)
todo.provider(desk.advances_to_settle)
todo.provider(desk.month_forms_due)
todo.provider(desk.months_to_merge)
todo.provider(desk.months_to_release)
todo.provider(desk.instalments_due)
todo.provider(desk_reports.half_reports)
todo.provider(desk_audits.audits_running)
todo.provider(desk_audits.asked_by_auditors)
