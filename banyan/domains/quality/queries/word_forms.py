"""The inspection sheet as a Word document of the agency's own: the facts of its A4 form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.documents import words
from banyan.core.documents.words import Placeholder, Rows
from banyan.core.identity.actor import Actor, system_actor
from banyan.domains.quality.models import Inspection, InspectionLine
from banyan.domains.quality.papers import inspector_of, trouble_line
from banyan.domains.quality.queries.inspections import Sheet, sheet

_TROUBLE = {
    "clause": _("Clause"),
    "requirement": _("Requirement"),
    "project": _("Project"),
    "verdict": _("Own verdict"),
    "found": _("What was found"),
    "remark": _("Remark"),
    "rectification": _("Rectification"),
}


def _sheet(inspection: Inspection) -> Sheet:
    return sheet(inspection, system_actor("word"))


def _count(result: str) -> Any:
    return lambda inspection: _sheet(inspection).counts[result]


def _troubles(inspection: Inspection) -> Iterator[dict[str, Any]]:
    rows = _sheet(inspection).rows
    cells = ((row, cell) for row in rows for cell in row.cells if cell.is_trouble)
    return (dict(zip(_TROUBLE, trouble_line(row, cell), strict=True)) for row, cell in cells)


def _reads_lines(inspection: Inspection, by: Actor) -> bool:
    return by.can(InspectionLine.permission("view"), inspection.unit)


SHEET = words.declare(
    Inspection,
    "quality.inspection_sheet",
    label=_("Inspection sheet of compliance with the rulebook"),
    placeholders={
        "number": Placeholder(_("Number"), lambda inspection: inspection.number),
        "unit": Placeholder(_("unit"), lambda inspection: inspection.unit.name),
        "half_year": Placeholder(_("Half year"), lambda i: f"{i.year} {i.get_half_display()}"),
        "as_of": Placeholder(_("Records as of"), lambda inspection: inspection.as_of),
        "projects": Placeholder(_("Projects"), lambda inspection: len(_sheet(inspection).projects)),
        "clauses": Placeholder(_("Clauses"), lambda inspection: len(_sheet(inspection).rows)),
        "met": Placeholder(_("met"), _count("met")),
        "attention": Placeholder(_("attention"), _count("attention")),
        "breached": Placeholder(_("breached"), _count("breached")),
        "troubles": Rows(_("What was found"), _TROUBLE, _troubles),
        "opinion": Placeholder(_("Opinion of the inspection"), lambda inspection: inspection.opinion),
        "inspector": Placeholder(_("Inspector"), inspector_of),
        "signed_on": Placeholder(_("Signed on the day"), lambda inspection: inspection.signed_on),
    },
    may=_reads_lines,
)
