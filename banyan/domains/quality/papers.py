"""The forms of this room on A4."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from banyan.core.documents import a4


def inspection_form(inspection: Any, sheet: Any) -> a4.Form:
    """The sheet of a half-yearly inspection: counts, every clause in trouble, the opinion, the signature."""
    counts = sheet.counts
    return a4.Form(
        _("Inspection sheet of compliance with the rulebook"),
        "ZL-JC-01",
        inspection.unit,
        inspection.number,
        (
            a4.fields(
                (_("Half year"), f"{inspection.year} {inspection.get_half_display()}"),
                (_("Records as of"), inspection.as_of),
                (_("Projects"), len(sheet.projects)),
                (_("Clauses"), len(sheet.rows)),
                per_row=2,
            ),
            a4.fields(
                (_("met"), counts["met"]), (_("attention"), counts["attention"]), (_("breached"), counts["breached"]),
                per_row=3,
            ),
            a4.lines(
                (_("Clause"), _("Requirement"), _("Project"), _("Own verdict"), _("What was found"), _("Remark"), _("Rectification")),
                [trouble_line(row, cell) for row in sheet.rows for cell in row.cells if cell.is_trouble],
                widths=(2, 4, 3, 2, 6, 4, 3),
            ),
            a4.words(_("Opinion of the inspection"), inspection.opinion, tall=True),
            a4.signatures(
                a4.Hand(_("Inspector"), name=inspector_of(inspection), day=inspection.signed_on),
                a4.Hand(_("Project management committee"), seal=a4.seal_of_the_station()),
            ),
        ),
        wide=True,
    )  # fmt: skip


def trouble_line(row: Any, cell: Any) -> tuple[str, ...]:
    """A clause in trouble as the sheet prints it."""
    line = cell.line
    mending = line.rectification.number if line.rectification else ""
    return (
        row.clause, _(row.title) if row.title else "", line.project.name, str(line.get_own_display()),
        "\n".join(cell.told), line.remark, mending,
    )  # fmt: skip


def inspector_of(inspection: Any) -> str:
    """Who signed the sheet; nobody before it is signed."""
    return inspection.inspector.name if inspection.signed_on and inspection.inspector else ""
