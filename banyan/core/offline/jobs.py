"""Arrivals are forgotten when no device can repeat them any more."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock, jobs
from banyan.core.offline.models import Arrival

#: A device keeps a form for a day; a week leaves room for a clock that stands wrong.
KEPT = timedelta(days=7)


@jobs.job("offline.forget", _("Forget what devices sent"))
def forget(context: Any) -> dict[str, Any]:
    """Drop the keys of forms that arrived long ago."""
    gone, _each = Arrival.objects.filter(at__lt=clock.machine_now() - KEPT).delete()
    return {"forgotten": gone}


jobs.every("40 3 * * *", "offline.forget")
