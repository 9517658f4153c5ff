"""Pay standards: their editions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from banyan.core.controls import Scope
from banyan.core.identity import tree
from banyan.core.identity.actor import Actor
from banyan.domains.staff.models import PayBand, PayScheme


def grades_of(scheme: PayScheme, by: Actor) -> dict[str, Any]:
    """Each grade with what it earned in the edition before, and the editions of the standard. Two statements."""
    same = PayScheme.objects.visible_to(by).filter(unit=scheme.unit_id, name=scheme.name)
    editions = list(same.order_by("-edition"))
    before = next((each for each in editions if each.edition < scheme.edition), None)
    wanted = [each.pk for each in (scheme, before) if each is not None]
    rows = PayBand.objects.visible_to(by).filter(scheme__in=wanted).order_by("lowest", "grade")
    then = {band.grade: band for band in rows if before is not None and band.scheme_id == before.pk}
    bands = [(band, then.get(band.grade)) for band in rows if band.scheme_id == scheme.pk]
    may_add = scheme.state == PayScheme.State.DRAFT and by.can(PayBand.permission("add"), scheme)
    return {"bands": bands, "editions": editions, "before": before, "scheme": scheme, "may_add": may_add}


def schemes_above(scopes: Sequence[Scope]) -> dict[Scope, list[PayScheme]]:
    """The standards of each project's centre and of every unit above it, with `graded`, their grades. One statement."""
    units = tree.current().units
    paths = {scope: units[scope.unit_id].path for scope in scopes}
    found = (
        PayScheme.everything.select_related("unit")
        .annotate(graded=Count("bands"))
        .order_by("name", "edition")
    )
    rows = list(found)
    return {
        scope: [each for each in rows if path.startswith(each.unit.path)] for scope, path in paths.items()
    }
