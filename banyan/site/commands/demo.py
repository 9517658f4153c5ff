"""`banyan demo-load`, `banyan demo-live` and `banyan demo-sign-ins`."""

from __future__ import annotations

import os
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from banyan.core import clock
from banyan.core.identity.models import Installation
from banyan.foundation.refusal import Refused, noop
from banyan.site.cli import DONE
from banyan.site.commands import installation
from banyan.site.demo import files, life, people, year

DAY = date(2025, 12, 31)
_BEHIND_THE_PAGES = 5


def demo_load(options: Any) -> tuple[int, dict[str, Any]]:
    """Fill an empty installation with the demo agency; a second time nothing is done."""
    installation.upgrade(options)
    kept = Installation.objects.first()
    if kept is not None and kept.demo_day and kept.demo_loaded:
        return DONE, {"loaded": False, "sign_ins": people.sign_ins()}
    if kept is not None:
        raise Refused({"": noop("This installation is not an empty one; the demo goes into an empty place.")})
    _load()
    return DONE, {"loaded": True, "sign_ins": people.sign_ins()}


@transaction.atomic
def _load() -> None:
    """All or nothing: a demo that was stopped halfway leaves an empty place."""
    Installation.objects.create(pk=1, demo_day=DAY, demo_loaded=True)
    clock.forget()
    installation.init(
        SimpleNamespace(agency="U0", name="示例社会工作服务中心", admin="admin", password=people.PASSWORD)
    )
    now = clock.now()
    files.bring_frame(now)
    people.make_sign_ins(now)
    year.tell(DAY)
    files.bring_rest(now)


def demo_live(options: Any) -> tuple[int, dict[str, Any]]:
    """Have the demo's year of papers and meetings lived; what was lived already is left alone."""
    os.nice(_BEHIND_THE_PAGES)
    run = life.begin(options.until or "", here=True)
    return DONE, {"lived": run.result["lived"] if run else {}}


def demo_sign_ins(options: Any) -> tuple[int, dict[str, Any]]:
    """The sign-ins that the demo shows."""
    return DONE, {"sign_ins": people.sign_ins()}
