"""What the staff room answers to scripts: the same figures as on screen, each with the address of its records."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from banyan.core.identity.models import Unit
from banyan.domains.staff import queries
from banyan.domains.staff.rules.ratios import BASES, DENOMINATORS, Ratio


def ratio(unit: Unit, on: date) -> dict[str, Any]:
    """All seven ratios over every kind of residents that was counted."""
    read = [queries.figures(unit, on, kind) for kind in DENOMINATORS]
    known = [each for each in read if each.residents is not None] or read[:1]
    return {
        "unit": unit.code,
        "name": unit.name,
        "on": on.isoformat(),
        "target_per_10000": _plain(known[0].target),
        "denominators": [_denominator(each) for each in known],
        "ratios": [_ratio(each, found) for each in known for found in each.ratios],
    }


def basis_url(unit: Unit, basis: str, on: date) -> str:
    """The page that lists exactly what a numerator counts."""
    return f"{reverse('staff.ratio.basis', args=(unit.code, basis))}?{urlencode({'on': on.isoformat()})}"


def population_url(unit: Unit, kind: str, on: date) -> str:
    """The page that lists the counts a denominator adds up."""
    return f"{reverse('staff.ratio.population', args=(unit.code, kind))}?{urlencode({'on': on.isoformat()})}"


def _denominator(read: queries.Figures) -> dict[str, Any]:
    total = read.population
    return {
        "kind": read.kind,
        "label": gettext(DENOMINATORS[read.kind]),
        "number": total.number,
        "counted_on": total.counted_on.isoformat() if total.counted_on else None,
        "sources": list(total.sources),
        "areas": [count.area for count in total.counts],
        "uncounted": list(total.uncounted),
        "url": population_url(read.unit, read.kind, read.on),
    }


def _ratio(read: queries.Figures, found: Ratio) -> dict[str, Any]:
    per_worker = found.residents_per_worker
    return {
        "basis": found.basis,
        "label": gettext(BASES[found.basis]),
        "workers": found.workers,
        "workers_url": basis_url(read.unit, found.basis, read.on),
        "denominator": read.kind,
        "residents": read.population.number,
        "residents_on": read.population.counted_on.isoformat() if read.population.counted_on else None,
        "residents_url": population_url(read.unit, read.kind, read.on),
        "residents_per_worker": per_worker,
        "ratio": None if per_worker is None else f"1 : {per_worker:,}",
        "per_10000": _plain(found.per_ten_thousand),
        "target_gap": _plain(found.gap(read.target)),
    }


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
