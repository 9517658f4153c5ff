"""Inspecting a half year, and turning what was found into rectifications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.controls.chapters import chapter_of
from banyan.core.deeds import deed
from banyan.domains.quality.deeds.rectifications import open_one
from banyan.domains.quality.models import Inspection, InspectionLine, Rectification, SourceKind
from banyan.domains.quality.queries import inspections as queries
from banyan.domains.quality.rules import inspections as rules
from banyan.foundation.refusal import Refused, noop

State = Inspection.State


@deed(Inspection, "add", new=True, label=_("Begin an inspection"), icon="clipboard-list")
def begin(inspection: Inspection, by: Any, now: datetime) -> None:
    """Draw the sheet up from the records of a half year, clause by clause, for every project of the unit."""
    rules.check_begun(inspection.year, inspection.half, now.date())
    rules.check_inspector(by.person.public_id if by.person else None, queries.leads_below(inspection.unit))
    if queries.inspected(inspection):
        raise Refused({"half": noop("This half year has its inspection already.")}, clause="R10.1.1")
    inspection.number = numbering.take(Inspection.number_pattern, inspection.unit, now.year)
    inspection.inspector, inspection.as_of = by.person, now.date()
    inspection.created_at = inspection.changed_at = now
    inspection.save()
    _draw_up(inspection, now)


@deed(Inspection, "redraw", frm=State.DRAFT, label=_("Read the records again"), icon="refresh")
def redraw(inspection: Inspection, by: Any, now: datetime) -> None:
    """Take the records as they stand now; remarks stay where the line stays."""
    inspection.as_of = now.date()
    _draw_up(inspection, now)


@deed(Inspection, "write", frm=State.DRAFT, label=_("Keep remarks and opinion"), icon="pencil")
def write(
    inspection: Inspection,
    by: Any,
    now: datetime,
    remarks: Mapping[str, tuple[str, str]],
    opinion: str,
    shared: Mapping[str, str] | None = None,
) -> None:
    """Keep the inspector's own verdicts and remarks, by line, and the opinion.

    `shared` are remarks that serve every line of a clause ("R3.2.7"), or of a chapter ("R3") that still asks for one.
    """
    together = shared or {}
    rules.check_written((*(remark for _own, remark in remarks.values()), *together.values()), opinion)
    for line in inspection.lines.all():
        if str(line.public_id) in remarks:
            _say(line, *remarks[str(line.public_id)], together)
    inspection.opinion = opinion.strip()


def _say(line: InspectionLine, own: str, remark: str, together: Mapping[str, str]) -> None:
    line.own = own if own in InspectionLine.Result.values else line.own
    shared = (together.get(line.clause, ""), together.get(chapter_of(line.clause), ""))
    line.remark = rules.remark_for(remark, shared, rules.wants_a_remark(line))
    line.save()


@deed(Inspection, "sign", frm=State.DRAFT, to=State.SIGNED, label=_("Sign the inspection"), icon="signature")
def sign(inspection: Inspection, by: Any, now: datetime) -> None:
    """Sign what was seen. A signed sheet is not changed any more."""
    rules.check_inspector(by.person.public_id if by.person else None, queries.leads_below(inspection.unit))
    if by.person != inspection.inspector:
        raise Refused({"": noop("Only who inspected signs the sheet.")}, clause="R10.1.1")
    rules.check_signing(queries.lines_to_sign(inspection), inspection.opinion)
    inspection.signed_on = now.date()


@deed(
    Inspection, "mend", frm=State.SIGNED, label=_("Open a rectification for every breach"), icon="tool"
)  # fmt: skip
def mend(inspection: Inspection, by: Any, now: datetime) -> None:
    """Every breach becomes a rectification in one go; one that is under way already is not opened twice."""
    lines = list(queries.lines_to_mend(inspection))
    if not lines:
        raise Refused(
            {"": noop("Every breach of this inspection has its rectification already.")}, clause="R4.4.1"
        )
    for line in lines:
        line.rectification = queries.under_way(line) or _opened(inspection, line, by, now)
        line.save()


def _opened(inspection: Inspection, line: InspectionLine, by: Any, now: datetime) -> Rectification:
    made = Rectification(
        unit=line.project.unit, project=line.project, source_kind=SourceKind.INSPECTION,
        source_model=Inspection._meta.label_lower, source_id=inspection.public_id, source_number=inspection.number,
        clause=line.clause, finding="\n".join(filter(None, (*dict.fromkeys(queries.told_words(line)), line.remark))),
    )  # fmt: skip
    return open_one(made, by=by, now=now)


def _draw_up(inspection: Inspection, now: datetime) -> None:
    kept = {(line.project_id, line.clause): line for line in inspection.lines.all()}
    inspection.lines.all().delete()
    lines = []
    for position, found in enumerate(queries.found_for(inspection, now.date()), 1):
        before = kept.get((found["project"].pk, found["clause"]))
        line = InspectionLine(inspection=inspection, position=position, own=found["result"], **found)
        if before is not None and before.remark:
            line.remark, line.own = before.remark, before.own
        lines.append(line)
    InspectionLine.everything.bulk_create(lines)
