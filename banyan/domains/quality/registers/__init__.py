"""How the quality room is shown."""

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers import panels
from banyan.core.registers.declaration import Panel
from banyan.domains.quality.queries import word_forms  # noqa: F401
from banyan.domains.quality.queries.board import waiting
from banyan.domains.quality.queries.circulars import to_read
from banyan.domains.quality.queries.monitoring import due_looks
from banyan.domains.quality.queries.rectifications import may_be_at_fault, on_record
from banyan.domains.quality.queries.reports import looks_due, waiting_reports
from banyan.domains.quality.registers import conduct, inspections, record_checks, rectifications

__all__ = ["conduct", "inspections", "record_checks", "rectifications"]

panels.where(
    may_be_at_fault,
    Panel("rectifications", _("Rectifications"), "quality/panels/rectifications.html", on_record),
)
todo.provider(waiting)
todo.provider(due_looks)
todo.provider(to_read)
todo.provider(waiting_reports)
todo.provider(looks_due)
