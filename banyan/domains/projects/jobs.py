"""What this room does by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.identity.actor import system_actor
from banyan.core.jobs.declaring import every, job
from banyan.domains.projects.deeds.months import freeze_due


@job("projects.freeze", label=_("Freeze the months that are due"))
def freeze_months(context: Any) -> dict[str, Any]:
    """Close every month whose day and hour have come."""
    closed = freeze_due(clock.now(), system_actor("freeze"))
    context.progress(len(closed), len(closed))
    return {"projects": closed}


every("5 * * * *", "projects.freeze")
