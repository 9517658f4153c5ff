"""What this room does by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.jobs.declaring import every, job
from banyan.domains.finance.deeds.alerts import tell_leads


@job("finance.tell_leads", label=_("Tell project leads what is overspent"))
def tell_leads_of_overspending(context: Any) -> dict[str, Any]:
    """Every morning: what the books show beyond the budget goes to whoever answers for it (R2.2.10)."""
    told = tell_leads(clock.now())
    context.progress(told, told)
    return {"told": told}


every("30 6 * * *", "finance.tell_leads")
