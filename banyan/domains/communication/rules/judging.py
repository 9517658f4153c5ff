"""What the records of this room say about a clause: verdicts on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
Verdict = tuple[str, Sentence]


@dataclass(frozen=True)
class Place:
    """Where a record belongs: its project if it has one, and the path of its unit."""

    project: object | None
    path: str

    def speaks_for(self, scope_id: object, scope_path: str, inherits: bool = False) -> bool:
        """Whether the record counts for a project: its own, or, without one, every project of its centre.

        What is laid down higher up (`inherits`) holds below as well.
        """
        if self.project is not None:
            return self.project == scope_id
        return self.path.startswith(scope_path) or (inherits and scope_path.startswith(self.path))


def answered(due_on: date, done_on: date | None, today: date) -> Verdict | None:
    """An answer in time proves, a late one wants attention, a missing one breaches; what is not due "
    "says nothing."""
    if done_on is not None and done_on <= due_on:
        return GOOD, sentence(noop("Answered on %(day)s, in time."), day=done_on)
    if done_on is not None:
        return ATTENTION, sentence(noop("Answered %(late)s days late."), late=(done_on - due_on).days)
    if due_on < today:
        return BREACH, sentence(noop("Not answered; it was due on %(day)s."), day=due_on)
    return None


def feedback(due_on: date, settled_on: date | None, today: date) -> Verdict:
    """Feedback shows its outcome, or is still within its days."""
    found = answered(due_on, settled_on, today)
    return found or (GOOD, sentence(noop("Its outcome is due on %(day)s."), day=due_on))


def heard(given: Sequence[date], last_day: date, months: int) -> date | None:
    """The last day on which users were heard within so many months before a day."""
    since = add_months(last_day, -months)
    return max((day for day in given if since < day <= last_day), default=None)


def contacts(count: int, wanted: int, quarter: Period, known_since: date | None, today: date) -> Verdict:
    """Contacts of one stakeholder in one quarter (R3.2.5)."""
    if count >= wanted:
        return GOOD, sentence(
            noop("%(count)s contacts in the quarter from %(day)s."), count=count, day=quarter.start
        )
    if known_since is not None and known_since > quarter.start:
        return GOOD, sentence(
            noop("In contact since %(day)s; the first whole quarter is to come."), day=known_since
        )
    if quarter.end >= today:
        words = noop("%(count)s of %(wanted)s contacts so far; the quarter ends on %(day)s.")
        return ATTENTION, sentence(words, count=count, wanted=wanted, day=quarter.end)
    words = noop("%(count)s of %(wanted)s contacts in the quarter from %(day)s.")
    return BREACH, sentence(words, count=count, wanted=wanted, day=quarter.start)


def uncovered(terms: Iterable[tuple[date, date | None]], period: Period) -> Period | None:
    """The first stretch of a period on which none of the terms holds; nothing when every day is covered."""
    day = period.start
    for starts_on, ends_on in sorted(terms):
        if starts_on > day:
            break
        if ends_on is None or ends_on >= period.end:
            return None
        day = max(day, ends_on + timedelta(days=1))
    later = [starts_on for starts_on, _ends in terms if starts_on > day]
    last = min([period.end, *(each - timedelta(days=1) for each in later)])
    return Period(day, max(day, last)) if day <= period.end else None


def handover(
    state: str,
    handed_at: datetime | None,
    taken_at: datetime | None,
    ended_at: datetime,
    now: datetime,
    hours: int,
) -> Verdict | None:
    """A shift is handed over in writing and read by the next one in time, or closed with nothing left "
    "(R9.1.9)."""
    if state == "closed":
        return GOOD, sentence(noop("Closed with nothing left to hand over."))
    if taken_at is not None and handed_at is not None:
        if taken_at - handed_at <= timedelta(hours=hours):
            return GOOD, sentence(noop("Handed over in writing and read."))
        return ATTENTION, sentence(
            noop("Handed over in writing, read after more than %(hours)s hours."), hours=hours
        )
    if handed_at is not None:
        if now - handed_at > timedelta(hours=hours):
            return BREACH, sentence(
                noop("Handed over and not read for more than %(hours)s hours."), hours=hours
            )
        return None
    if now - ended_at > timedelta(hours=hours):
        return BREACH, sentence(noop("The shift ended and nothing was handed over."))
    return None


def partner(has_liaison: bool, agreement: str, agreed_until: date | None, on: date) -> Verdict:
    """A partner has somebody who keeps the contact, and an agreement that has not run out (R9.2.2)."""
    if not has_liaison:
        return BREACH, sentence(noop("Nobody keeps the contact."))
    if not agreement:
        return ATTENTION, sentence(noop("Somebody keeps the contact, but nothing was agreed in writing."))
    if agreed_until is not None and agreed_until < on:
        return BREACH, sentence(noop("The agreement ran out on %(day)s."), day=agreed_until)
    return GOOD, sentence(noop("Somebody keeps the contact and an agreement holds."))


def notice(has_photo: bool) -> Verdict:
    """A notice hangs, and a photo shows it (R9.2.3)."""
    if has_photo:
        return GOOD, sentence(noop("It hangs, and a photo shows it."))
    return ATTENTION, sentence(noop("It is entered as posted, but no photo shows it."))


@dataclass(frozen=True)
class Published:
    """A published release as it is judged."""

    published_on: date
    approved_on: date | None
    speaks: bool
    shows_a_client: bool
    consent: str


def release(made: Published) -> Verdict:
    """One voice, approved beforehand, consent of whoever can be recognised (R9.2.4)."""
    if made.approved_on is None or made.approved_on > made.published_on:
        return BREACH, sentence(noop("Published before it was approved."))
    if not made.speaks:
        return BREACH, sentence(noop("Whoever spoke was not the spokesperson of that day."))
    if made.shows_a_client and not made.consent.strip():
        return BREACH, sentence(noop("Somebody can be recognised, and no consent is named."))
    return GOOD, sentence(noop("Approved on %(day)s and published afterwards."), day=made.approved_on)


def document(
    due_on: date | None, closed_on: date | None, has_handler: bool, is_open: bool, today: date
) -> Verdict:
    """A paper has a number, a handler and a deadline, and was dealt with in time (R9.2.5)."""
    if closed_on is not None and (due_on is None or closed_on <= due_on):
        return GOOD, sentence(noop("Dealt with on %(day)s."), day=closed_on)
    if closed_on is not None:
        return ATTENTION, sentence(
            noop("Dealt with %(late)s days late."), late=(closed_on - (due_on or closed_on)).days
        )
    if is_open and due_on is not None and due_on < today:
        return BREACH, sentence(noop("Not dealt with; the deadline was %(day)s."), day=due_on)
    if not has_handler:
        return ATTENTION, sentence(noop("Registered, but nobody handles it yet."))
    return GOOD, sentence(noop("In hand until %(day)s."), day=due_on or today)


def crisis(late: int, waiting: int, closed: bool) -> Verdict | None:
    """Everybody in the tree knew within their time (R9.3.2); `late` counts calls beyond it."""
    if late:
        return BREACH, sentence(noop("%(late)s people were told too late or not yet."), late=late)
    if waiting or not closed:
        return None
    return GOOD, sentence(noop("Everybody in the tree was told in time."))


def evaluation(done: bool, year: int, year_is_over: bool) -> Verdict | None:
    """An evaluation for the year (R9.3.3); until the year is over the one before may still speak."""
    if done:
        return GOOD, sentence(noop("Communication was evaluated for %(year)s."), year=year)
    if year_is_over:
        return BREACH, sentence(noop("Communication was not evaluated for %(year)s."), year=year)
    return None


def participation(people: int, staff: int, wanted_percent: int, smallest: int) -> Verdict | None:
    """How many of the staff spoke up about the whole centre (P2.6). Small numbers are not told."""
    if staff < smallest:
        return None
    if people * 100 >= staff * wanted_percent and people > 0:
        return GOOD, sentence(noop("A suggestion about the whole centre."))
    if people < smallest:
        words = noop(
            "Fewer than %(smallest)s of %(staff)s people spoke up about the whole centre; wanted are "
            "%(wanted)s%%."
        )
        return ATTENTION, sentence(words, smallest=smallest, staff=staff, wanted=wanted_percent)
    words = noop("%(people)s of %(staff)s people spoke up about the whole centre; wanted are %(wanted)s%%.")
    return ATTENTION, sentence(words, people=people, staff=staff, wanted=wanted_percent)


def ballot(state: str, closes_on: date, today: date) -> Verdict | None:
    """A vote is counted when it is over, and enough of the staff takes part."""
    if state in ("carried", "lost"):
        return GOOD, sentence(noop("The staff decided by vote."))
    if state == "no_quorum":
        return ATTENTION, sentence(noop("Too few of the staff took part in the vote."))
    if closes_on < today:
        return ATTENTION, sentence(noop("The vote is over and was not counted."))
    return None


def ownership(has_gap: bool, bounces: int, most: int) -> Verdict:
    """Somebody owned a matter at every moment, and it did not go round (A4.2)."""
    if has_gap:
        return BREACH, sentence(noop("At some moment nobody owned this matter."))
    if bounces > most:
        return BREACH, sentence(
            noop("It was passed on %(times)s times; at most %(most)s."), times=bounces, most=most
        )
    return GOOD, sentence(noop("Somebody owned it at every moment."))
