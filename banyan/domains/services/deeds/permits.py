"""Permits of large activities: asked for, granted, refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.domains.services.models import Activity, ActivityPermit
from banyan.domains.services.rules.safety import check_granted
from banyan.foundation.refusal import Refused, noop

APPLIED, GRANTED, REFUSED = (
    ActivityPermit.State.APPLIED,
    ActivityPermit.State.GRANTED,
    ActivityPermit.State.REFUSED,
)
_OVER = (Activity.State.CANCELLED, Activity.State.ACCEPTED)


@deed(ActivityPermit, "add", new=True, label=_("Apply for a permit"), icon="license")
def apply_for(permit: ActivityPermit, by: Any, now: datetime) -> None:
    """The authority was asked to allow an activity."""
    if permit.activity.state in _OVER:
        raise Refused({"activity": noop("This activity is over or was called off.")})
    if permit.applied_on > now.date():
        raise Refused({"applied_on": noop("This day has not come yet.")})


@deed(ActivityPermit, "grant", frm=APPLIED, to=GRANTED, label=_("Permit granted"), icon="circle-check")
def grant(
    permit: ActivityPermit,
    by: Any,
    now: datetime,
    *,
    number: str,
    granted_on: date,
    allowed: int,
    conditions: str = "",
) -> None:
    """The authority allows the activity, for so many people; people may be let in."""
    check_granted(granted_on, permit.applied_on, now.date())
    if not number.strip():
        raise Refused({"number": noop("Write down the number of the permit.")})
    if allowed < 1:
        raise Refused({"allowed": noop("Write down how many people are allowed.")})
    permit.permit_number, permit.granted_on = number.strip(), granted_on
    permit.allowed, permit.conditions = allowed, conditions.strip()


@deed(
    ActivityPermit,
    "refuse",
    frm=APPLIED,
    to=REFUSED,
    label=_("Permit refused…"),
    icon="circle-x",
    danger=True,
)
def refuse(permit: ActivityPermit, by: Any, now: datetime, reason: str) -> None:
    """The authority does not allow the activity as it is planned."""
    if not reason.strip():
        raise Refused({"reason": noop("Write down what the authority said.")})
    permit.conditions = reason.strip()
