"""The unit and contract year that stand in the frame of every page; remembered, because every page asks."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

from django.db.models.signals import post_save
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.core.identity.actor import Actor
from banyan.domains.projects.models import Contract, Indicator, Project
from banyan.domains.projects.queries.chosen import default_project

SECONDS_KEPT = 30.0
MOST_KEPT = 500
Answer = tuple[str, str, str] | None

_kept: dict[Any, tuple[float, Answer]] = {}


def year_of(by: Actor, on: date) -> Answer:
    """Unit, contract year in words and the address of the projects, for the box that says what figures are about.

    Remembered for half a minute for everybody with the same rights; forgotten when a contract changes here.
    """
    if not by.may("projects.project.view"):
        return None
    key = (by.system, by.rights, on, get_language())
    kept = _kept.get(key)
    if kept is None or time.monotonic() - kept[0] > SECONDS_KEPT:
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        kept = _kept[key] = (time.monotonic(), _asked(by, on))
    return kept[1]


def forget(**_event: Any) -> None:
    """Drop what is remembered."""
    _kept.clear()


def watch() -> None:
    """Forget the years whenever a project, a contract or an indicator changes in this process."""
    for model in (Project, Contract, Indicator):
        post_save.connect(forget, sender=model, dispatch_uid=f"years-{model.__name__}")


def _asked(by: Actor, on: date) -> Answer:
    project = default_project(by)
    if project is None:
        return None
    contracts = project.contracts.visible_to(by).filter(starts_on__lte=on).order_by("-starts_on")
    running = contracts.first()
    words = ""
    if running is not None:
        years = {"first": running.starts_on.year, "last": running.ends_on.year}
        words = _("contract year %(first)s-%(last)s") % years
    return project.unit.name, words, reverse("projects.project.list")
