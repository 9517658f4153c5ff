"""Which rulebook rules a unit, which version on which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from banyan.core import door
from banyan.core.identity import tree
from banyan.domains.rulebook.models import Rulebook, Version
from banyan.domains.rulebook.rules.versions import Term


def main_rulebook_at(unit: Any) -> Rulebook | None:
    """The rulebook that a unit itself keeps for its projects."""
    with door.opened("rulebook"):
        return Rulebook.objects.filter(unit=unit, is_main=True).first()


def rulebook_of(unit: Any) -> Rulebook | None:
    """The rulebook that rules a unit: its own, or that of the nearest unit above."""
    above = tree.current().above([unit.path])
    with door.opened("rulebook"):
        books = list(Rulebook.objects.filter(unit_id__in=above, is_main=True).select_related("unit"))
    return max(books, key=lambda book: len(book.unit.path), default=None)


def version_on(unit: Any, day: date) -> Version | None:
    """The version in force for a unit on a day: that of the nearest unit which has one in force."""
    above = tree.current().above([unit.path])
    with door.opened("rulebook"):
        found = Version.objects.filter(Version.on(day), rulebook__is_main=True, unit_id__in=above)
        versions = list(found.select_related("rulebook", "unit"))
    return max(versions, key=lambda version: len(version.unit.path), default=None)


def adopted_at(unit: Any) -> Version | None:
    """The adopted version that a unit has to read and sign, whether its day has come or not."""
    above = tree.current().above([unit.path])
    with door.opened("rulebook"):
        found = Version.objects.filter(state=Version.State.ADOPTED, rulebook__is_main=True, unit_id__in=above)
        return found.select_related("rulebook", "unit").order_by("-unit__path").first()


def terms_of(book: Rulebook) -> list[Term]:
    """When each adopted version of a rulebook is in force."""
    with door.opened("rulebook"):
        kept = Version.objects.filter(
            rulebook=book,
            state__in=(Version.State.ADOPTED, Version.State.REPEALED),
            in_force_on__isnull=False,
        )
        return [Term(each.name, each.in_force_on, each.repealed_on) for each in kept]


def versions_seen(actor: Any) -> Any:
    """The versions that somebody may read, the newest first."""
    found = Version.objects.visible_to(actor).exclude(state=Version.State.VOID)
    return found.select_related("rulebook", "unit").order_by("-in_force_on", "-pk")
