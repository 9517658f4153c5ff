"""A survey from its count to the attested report, and the evidence it hands to the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import attachments, numbering
from banyan.core.deeds import deed
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.offering import proposed
from banyan.domains.services.models import SurveyReport
from banyan.domains.services.rules import surveys as rules
from banyan.domains.services.rules.volunteer_work import check_other
from banyan.foundation.refusal import Refused, noop

DRAFT, HANDED, ATTESTED = SurveyReport.State.DRAFT, SurveyReport.State.HANDED, SurveyReport.State.ATTESTED


@deed(SurveyReport, "add", new=True, label=_("Report a survey"), icon="clipboard-data")
def report(made: SurveyReport, by: Any, now: datetime) -> None:
    """A survey is over: forms that went out, came back and hold."""
    _check(made, now)
    made.author = by.person
    made.number = numbering.take(SurveyReport.number_pattern, made.unit, made.finished_on.year)
    made.save()
    hand_in_to_ledger(made)


@deed(SurveyReport, "edit", frm=DRAFT, label=_("Edit"), icon="pencil")
def edit(made: SurveyReport, by: Any, now: datetime, **changes: Any) -> None:
    """Correct what is written before it is handed in."""
    former = made.project
    for name, value in changes.items():
        setattr(made, name, value)
    _check(made, now)
    made.author = by.person
    made.save()
    if former != made.project:
        projects.withdraw(former.public_id, made._meta.label_lower, made.public_id)
    hand_in_to_ledger(made)


@deed(SurveyReport, "hand_in", frm=DRAFT, to=HANDED, label=_("Hand in the survey"), icon="send")
def hand_in(made: SurveyReport, by: Any, now: datetime) -> None:
    """The report and the sheet of answers are attached; somebody else looks at them."""
    rules.check_files(attachments.attachments_of(made).count())


@deed(
    SurveyReport,
    "attest",
    frm=HANDED,
    to=ATTESTED,
    label=_("Attest the count"),
    icon="rosette-discount-check",
)
def attest(made: SurveyReport, by: Any, now: datetime) -> None:
    """Somebody else opened the files and found so many valid forms."""
    check_other(made.author_id, by.person_id)
    rules.check_files(attachments.attachments_of(made).count())
    made.attested_by, made.attested_at = by.person, now
    made.state = ATTESTED
    made.save()
    hand_in_to_ledger(made)


@deed(
    SurveyReport,
    "send_back",
    frm=(HANDED, ATTESTED),
    to=DRAFT,
    label=_("Send the survey back…"),
    icon="arrow-back-up",
    danger=True,
)
def send_back(made: SurveyReport, by: Any, now: datetime, reason: str) -> None:
    """The count does not hold; until it is attested anew it waits in the ledger."""
    check_other(made.author_id, by.person_id)
    if not reason.strip():
        raise Refused({"reason": noop("Say what does not hold.")})
    made.attested_by, made.attested_at = None, None
    made.state = DRAFT
    made.save()
    hand_in_to_ledger(made)


def hand_in_to_ledger(made: SurveyReport) -> None:
    """Offer the survey to the ledger as it stands."""
    for given in evidences_of(made):
        projects.offer(given)


def evidences_of(made: SurveyReport) -> list[projects.Evidence]:
    """What a survey is in the ledger: one report with so many answers, counted once it was attested."""
    kind = projects.Kind.SURVEY
    return [
        projects.Evidence(
            project=made.project.public_id, source_model=made._meta.label_lower, source_public_id=made.public_id,
            source_number=made.number, source_title=made.title, kind=kind, happened_on=made.finished_on,
            shares=proposed(made.project, kind, made.title, made.unit, made.finished_on), answers=made.valid, complete=True,
            approved=made.state == ATTESTED, approved_at=made.attested_at,
        )
    ]  # fmt: skip


def _check(made: SurveyReport, now: datetime) -> None:
    rules.check_forms(
        made.handed_out,
        made.returned,
        made.valid,
        made.starts_on,
        made.finished_on,
        today=localtime(now).date(),
    )
