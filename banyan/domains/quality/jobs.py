"""What this room does by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.jobs.declaring import every, job
from banyan.domains.quality.deeds.reminding import remind


@job("quality.remind", label=_("Remind of rectifications that are due"))
def remind_owners(context: Any) -> dict[str, Any]:
    """Tell owners what is due soon and what is late, and superiors what has been late for a week."""
    told = remind(clock.now())
    context.progress(told, told)
    return {"told": told}


every("15 7 * * *", "quality.remind")
