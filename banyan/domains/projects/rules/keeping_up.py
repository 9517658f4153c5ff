"""What meetings, action items, papers, reports and shared notes prove: a verdict and the sentence that says why.

Verdicts are ``good``, ``attention`` and ``breach``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from banyan.domains.projects.rules.action_items import Standing, days_late, told
from banyan.domains.projects.rules.meetings import attendance_share
from banyan.domains.projects.rules.reports import delay, in_hours_and_minutes
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Judged = tuple[str, Sentence]


@dataclass(frozen=True)
class Attended:
    """A held meeting as the chair's duty sees it."""

    invited: int
    present: int
    has_chair: bool
    is_lead: bool
    has_reason: bool


@dataclass(frozen=True)
class Written:
    """The minutes of a held meeting."""

    due_on: date
    handed_in: date | None
    confirm_by: date | None
    is_confirmed: bool
    unread: int
    read_by: date | None


@dataclass(frozen=True)
class Handed:
    """One paper that was due: when, how late it came, or why it did not."""

    due_on: date
    late_days: int | None
    is_explained: bool


def regular(is_held: bool, is_excused: bool, is_asked: bool) -> Judged:
    """A week or month that asks for a meeting (R3.2.7, P3.5, R9.1.7)."""
    if is_held:
        return GOOD, sentence(noop("The meeting was held."))
    if is_excused:
        return GOOD, sentence(noop("No meeting; the reason is registered and signed."))
    if is_asked:
        return ATTENTION, sentence(noop("No meeting; the reason waits for the director's signature."))
    return BREACH, sentence(noop("No meeting and no registered reason."))


def kickoff_missing(deadline: date, until: date) -> Judged:
    """A project without a kick-off meeting (R3.2.1)."""
    if until <= deadline:
        return ATTENTION, sentence(
            noop("The kick-off meeting is still to come, by %(day)s at the latest."), day=deadline
        )
    return BREACH, sentence(
        noop("The project works without a kick-off meeting; it was due by %(day)s."), day=deadline
    )


def kickoff(
    held_on: date, deadline: date, is_confirmed: bool, unbriefed: int, brief_by: date, today: date
) -> Judged:
    """A kick-off meeting that was held (R3.2.1)."""
    if not is_confirmed:
        return BREACH, sentence(noop("The minutes of the kick-off meeting are not confirmed."))
    if unbriefed:
        words = sentence(noop("%(count)s absent members were not briefed afterwards."), count=unbriefed)
        return (ATTENTION if today <= brief_by else BREACH), words
    if held_on > deadline:
        return ATTENTION, sentence(
            noop("The kick-off meeting came %(days)s days late."), days=(held_on - deadline).days
        )
    return GOOD, sentence(noop("The kick-off meeting was held, confirmed, and everybody knows of it."))


def attended(meeting: Attended, percent: int) -> Judged:
    """Who chaired and who came (R9.1.3)."""
    if not meeting.has_chair:
        return BREACH, sentence(noop("Nobody is recorded as chair."))
    if not (meeting.is_lead or meeting.has_reason):
        return BREACH, sentence(
            noop("Somebody else than the project lead chaired, without a written reason.")
        )
    reached = round(100 * attendance_share(meeting.present, meeting.invited))
    said = sentence(
        noop("%(present)s of %(invited)s attended."), present=meeting.present, invited=meeting.invited
    )
    return (GOOD if reached >= percent else ATTENTION), said


def prepared(has_agenda: bool, missing: int) -> Judged:
    """A meeting with its agenda, whose minutes say what they must (R9.1.4)."""
    if not has_agenda:
        return BREACH, sentence(noop("The meeting has no agenda."))
    if missing:
        return BREACH, sentence(noop("%(count)s sections of the minutes are empty."), count=missing)
    return GOOD, sentence(noop("Agenda and report of progress are there."))


def item(standing: Standing, raising_days: int, today: date) -> Judged:
    """An action item on its way to closure (R9.1.5)."""
    words, late = told(standing, today), days_late(standing, today)
    if late == 0:
        return GOOD, words
    if not standing.is_open or standing.is_raised or late <= raising_days:
        return ATTENTION, words
    return BREACH, words


def written(minutes: Written, today: date) -> Judged | None:
    """Minutes in time, confirmed, read (R9.1.6); nothing to say before they are due."""
    if minutes.handed_in is None:
        if today <= minutes.due_on:
            return None
        return BREACH, sentence(
            noop("The minutes were due on %(day)s and are not written."), day=minutes.due_on
        )
    if minutes.handed_in > minutes.due_on:
        late = (minutes.handed_in - minutes.due_on).days
        return ATTENTION, sentence(noop("The minutes came %(days)s days late."), days=late)
    if not minutes.is_confirmed:
        return _unconfirmed(minutes, today)
    if minutes.unread and minutes.read_by is not None and today > minutes.read_by:
        return ATTENTION, sentence(noop("%(count)s people have not read the minutes."), count=minutes.unread)
    return GOOD, sentence(noop("The minutes came in time and are confirmed."))


def _unconfirmed(minutes: Written, today: date) -> Judged | None:
    if minutes.confirm_by is None or today <= minutes.confirm_by:
        return None
    return ATTENTION, sentence(noop("The minutes are not confirmed by the chair."))


def joint(has_lead: bool, was_there: bool) -> Judged:
    """Work of two departments: one leads, both were at the table (R9.1.7, R1.3.4)."""
    if not has_lead:
        return BREACH, sentence(noop("Joint work without a lead department."))
    if not was_there:
        return ATTENTION, sentence(
            noop("The supporting department was not at the meeting that agreed on it.")
        )
    return GOOD, sentence(noop("One department leads, and both were at the table."))


def handed(paper: Handed | None, due_on: date, today: date) -> Judged | None:
    """A paper that was due (P3.3, P3.4); nothing to say before its day is over."""
    if paper is not None and paper.is_explained:
        return ATTENTION, sentence(noop("Not written; the reason was given."))
    if paper is None or paper.late_days is None:
        if today <= due_on:
            return None
        return BREACH, sentence(noop("No paper and no explanation; it was due on %(day)s."), day=due_on)
    if paper.late_days:
        return ATTENTION, sentence(noop("Handed in %(days)s days late."), days=paper.late_days)
    return GOOD, sentence(noop("Handed in on time, summary and next plan in one."))


def on_time(in_time: int, due: int, percent: int) -> Judged | None:
    """The rate of papers in time; nothing to say while it is reached."""
    if not due or 100 * in_time >= percent * due:
        return None
    words = noop("On-time rate %(rate)s %% (n=%(due)s), below %(percent)s %%.")
    return ATTENTION, sentence(words, rate=round(100 * in_time / due), due=due, percent=percent)


def reported(due_at: datetime, sent_at: datetime | None, today: date) -> Judged | None:
    """A monthly report (R3.2.8, R9.2.1)."""
    if sent_at is None:
        if today <= due_at.date():
            return None
        return BREACH, sentence(noop("No report was sent; it was due on %(day)s."), day=due_at.date())
    if sent_at > due_at:
        return ATTENTION, sentence(
            noop("Sent %(days)s days late."), days=max((sent_at.date() - due_at.date()).days, 1)
        )
    return GOOD, sentence(noop("Sent in time with its indicators."))


def incident(happened_at: datetime, sent_at: datetime | None, hours: int) -> Judged:
    """A major incident, reported at once or not (R3.2.8, R9.2.1)."""
    if sent_at is None:
        return BREACH, sentence(noop("A major incident was not reported."))
    took = delay(happened_at, sent_at)
    said = in_hours_and_minutes(took)
    if took > timedelta(hours=hours):
        return BREACH, sentence(
            noop("From event to report %(took)s hours; at most %(hours)s are allowed."),
            took=said,
            hours=hours,
        )
    return GOOD, sentence(noop("From event to report %(took)s hours."), took=said)


def shared(is_difficulty: bool, answer_by: date, answered_on: date | None, today: date) -> Judged:
    """Something the team shared; a difficulty wants an answer (R3.2.4)."""
    if not is_difficulty or (answered_on is not None and answered_on <= answer_by):
        return GOOD, sentence(noop("Shared with the team."))
    if answered_on is not None:
        return ATTENTION, sentence(noop("Answered %(days)s days late."), days=(answered_on - answer_by).days)
    if today <= answer_by:
        return GOOD, sentence(noop("Waits for an answer until %(day)s."), day=answer_by)
    return BREACH, sentence(
        noop("A difficulty nobody answered; an answer was due on %(day)s."), day=answer_by
    )
