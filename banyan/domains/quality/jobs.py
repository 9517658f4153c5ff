"""What this room does by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.jobs.declaring import every, job
from banyan.domains.quality.deeds import record_checks
from banyan.domains.quality.deeds.reminding import remind
from banyan.domains.quality.models import RecordCheck
from banyan.domains.quality.queries.record_checks import check_named
from banyan.domains.quality.rules.record_checks import Told, alike, period_of
from banyan.domains.quality.settings import LIKE_PERCENT, LIKE_SIGNS, number
from banyan.domains.services import public as services


@job("quality.remind", label=_("Remind of rectifications that are due"))
def remind_owners(context: Any) -> dict[str, Any]:
    """Tell owners what is due soon and what is late, and superiors what has been late for a week."""
    told = remind(clock.now())
    context.progress(told, told)
    return {"told": told}


every("15 7 * * *", "quality.remind")


@job(record_checks.COMPARE, label=_("Compare service records with each other"))
def compare_records(context: Any, sheet: str) -> dict[str, Any]:
    """Look for records of a worker that are nearly the same as another one of theirs in the quarter."""
    check = check_named(sheet)
    period = period_of(check.year, check.quarter)
    written = services.words_between(check.project, period.start, period.end)
    context.progress(0, len(written))
    told = [Told(each.worker, each.number, each.text) for each in written]
    today = context.now.date()
    found = alike(told, number(LIKE_PERCENT, today, check.unit), number(LIKE_SIGNS, today, check.unit))
    if check.state == RecordCheck.State.DRAFT:
        pages = {each.number: each.page for each in written}
        record_checks.note_alike(
            check, by=context.by, now=context.now, found=found, pages=pages, compared=len(written)
        )
    context.progress(len(written), len(written))
    return {"compared": len(written), "alike": len(found), "url": check.get_absolute_url()}
