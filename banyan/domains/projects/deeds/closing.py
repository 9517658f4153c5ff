"""The final report: written while a project is summed up, accepted before it is closed (R2.2.11)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.signatures import way_of_signature
from banyan.domains.projects.models import FinalReport, Project
from banyan.foundation.refusal import Refused, noop


@deed(FinalReport, "write", new=True, label=_("Write the final report"), icon="file-text")
def write(report: FinalReport, by: Actor, now: datetime) -> None:
    """Begin the summary of the whole project."""
    report.unit = report.project.unit


@deed(FinalReport, "edit", frm=FinalReport.State.DRAFT, label=_("Edit"), icon="pencil")
def edit(report: FinalReport, by: Actor, now: datetime, **changes: Any) -> None:
    """Go on writing."""
    for name, value in changes.items():
        setattr(report, name, value)


def _check_it_is_time(report: FinalReport, now: datetime) -> None:
    if report.project.state not in (Project.State.SUMMING_UP, Project.State.CLOSED):
        raise Refused(
            noop("The project is not being summed up yet; its final report would leave something out."),
            clause="R2.2.11",
            way_out=noop("Begin summing up on the page of the project first."),
        )


way = way_of_signature(FinalReport, "final_report", label=_("Final report"), check=_check_it_is_time)
