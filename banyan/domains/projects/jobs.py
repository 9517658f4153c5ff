"""What this room does by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.identity.actor import system_actor
from banyan.core.jobs.declaring import every, job
from banyan.domains.projects.deeds.months import freeze_due
from banyan.domains.projects.deeds.problems import escalate_overdue


@job("projects.freeze", label=_("Freeze the months that are due"))
def freeze_months(context: Any) -> dict[str, Any]:
    """Close every month whose day and hour have come."""
    closed = freeze_due(clock.now(), system_actor("freeze"))
    context.progress(len(closed), len(closed))
    return {"projects": closed}


every("5 * * * *", "projects.freeze")


@job("projects.escalate", label=_("Pass overdue problems upwards"))
def pass_problems_up(context: Any) -> dict[str, Any]:
    """Ask the next above wherever a stage let its working days go by (R9.3.1)."""
    passed = escalate_overdue(clock.now())
    context.progress(len(passed), len(passed))
    return {"problems": passed}


every("20 6 * * *", "projects.escalate")
