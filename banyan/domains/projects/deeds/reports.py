"""Reports upward and to the purchaser, with the figures of the ledger as they stood when they were sent."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import notices, numbering
from banyan.core.calendar.workdays import calendar_around
from banyan.core.deeds import deed
from banyan.core.identity.models import Grant, User
from banyan.domains.projects import rhythm
from banyan.domains.projects.models import Report
from banyan.domains.projects.queries.reports import figures_for
from banyan.domains.projects.rules import reports as rules
from banyan.foundation.periods import month_of
from banyan.foundation.refusal import Refused, noop, sentence

State, Kind = Report.State, Report.Kind
_LEADING = "programme-director"
_CAME = noop("Report %(number)s has come in.")


@deed(Report, "begin", new=True, label=_("Begin a report"), icon="file-plus")
def begin(report: Report, by: Any, now: datetime) -> None:
    """Begin a monthly report, or that of a major incident; from now on the clock of its due time is visible."""
    report.unit = report.project.unit
    if report.month is not None:
        report.month = report.month.replace(day=1)
    rules.check_begun(report.kind, report.month is not None, report.happened_at, now)
    report.due_at = _due_at(report, now)
    report.number = report.number or numbering.take(Report.number_pattern, report.unit, _year(report, now))
    report.created_at = report.changed_at = now


@deed(Report, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit(report: Report, by: Any, now: datetime, **changes: Any) -> None:
    """Change a report that was not sent."""
    for name, value in changes.items():
        setattr(report, name, value)
    rules.check_begun(report.kind, report.month is not None, report.happened_at, now)
    report.due_at = _due_at(report, now)


@deed(Report, "send", frm=State.DRAFT, to=State.SENT, label=_("Send"), icon="send")
def send(report: Report, by: Any, now: datetime) -> None:
    """Send a report; a monthly one takes the indicators along as the ledger has them now."""
    rules.check_sent(report.words, report.kind == Kind.INCIDENT, report.measures)
    if report.kind == Kind.MONTHLY and report.month is not None:
        end = month_of(report.month).end
        report.indicators = figures_for(report.project, min(end, now.date()))
    report.sent_at, report.sent_by = now, by.person
    if report.addressee == Report.Addressee.SUPERIOR:
        notices.tell(
            _superiors(report, now), "report", sentence(_CAME, number=report.number), about=report, now=now
        )


@deed(Report, "receive", frm=State.SENT, to=State.RECEIVED, label=_("Received"), icon="check")
def receive(report: Report, by: Any, now: datetime, received_by: str) -> None:
    """Note who received it; at headquarters somebody else than the sender."""
    if report.addressee == Report.Addressee.SUPERIOR and by.person_id == report.sent_by_id and not by.system:
        raise Refused(
            {"": noop("Whoever sent the report does not receive it as well.")},
            clause="R3.2.8",
            code="own_request",
        )
    rules.check_received(now, report.sent_at or now, received_by)
    report.received_at, report.received_by = now, received_by.strip()


def _due_at(report: Report, now: datetime) -> datetime | None:
    if report.kind == Kind.INCIDENT:
        if report.happened_at is None:
            return None
        day = report.happened_at.astimezone(now.tzinfo).date()
        return report.happened_at + timedelta(hours=rhythm.number(rhythm.INCIDENT_HOURS, day, report.unit))
    if report.month is None:
        return None
    end = month_of(report.month).end
    workdays = rhythm.number(rhythm.REPORT_WORKDAYS, end, report.unit)
    return datetime.combine(calendar_around(end).add_workdays(end, workdays), time(23, 59), now.tzinfo)


def _year(report: Report, now: datetime) -> int:
    return (report.month or report.happened_at or now).year


def _superiors(report: Report, now: datetime) -> Any:
    above = Grant.everything.filter(Grant.on(now.date()), role__code=_LEADING, unit=report.unit.root)
    return User.objects.filter(pk__in=above.values("user_id"), is_active=True)
