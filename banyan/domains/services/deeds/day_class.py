"""The after-school class: children enrolled, those who may fetch them listed, each afternoon kept child by child."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import dated, numbering
from banyan.core.deeds import deed
from banyan.core.fields import SentenceText
from banyan.core.identity.models import Person
from banyan.domains.services.class_settings import ALONE_FROM
from banyan.domains.services.deeds.class_counting import settle
from banyan.domains.services.models import ClassDay, ClassDuty, ClassLine, ClassNote, DayClass, Fetcher, Pupil
from banyan.domains.services.queries import day_class as asked
from banyan.domains.services.rules import day_class as rules
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

OPEN, CLOSED = DayClass.State.OPEN, DayClass.State.CLOSED
APPLIED, ENROLLED, LEFT = Pupil.State.APPLIED, Pupil.State.ENROLLED, Pupil.State.LEFT
DAY_OPEN, DAY_CLOSED = ClassDay.State.OPEN, ClassDay.State.CLOSED


@deed(DayClass, "add", new=True, label=_("Open a class"), icon="school")
def open_class(day_class: DayClass, by: Any, now: datetime) -> None:
    """A class begins: the community organises and supervises, the school gives the room, we serve (W6.1)."""
    day_class.responsible = day_class.responsible or by.person
    day_class.number = numbering.take(DayClass.number_pattern, day_class.unit, now.year)


@deed(DayClass, "edit", frm=OPEN, label=_("Edit"), icon="pencil")
def edit_class(day_class: DayClass, by: Any, now: datetime, **changes: Any) -> None:
    """Change room, hours or places; there are never fewer places than children."""
    for name, value in changes.items():
        setattr(day_class, name, value)
    enrolled = Pupil.everything.filter(day_class=day_class, state=ENROLLED).count()
    if day_class.capacity < enrolled:
        raise Refused(
            {"capacity": sentence(noop("%(enrolled)s children are in the class."), enrolled=enrolled)}
        )


@deed(DayClass, "close", frm=OPEN, to=CLOSED, label=_("End the class…"), icon="door-off", danger=True)
def close_class(day_class: DayClass, by: Any, now: datetime, reason: str) -> None:
    """The class ends; its days stay, and no child is inside any more."""
    if ClassDay.everything.filter(day_class=day_class, state=DAY_OPEN).exists():
        raise Refused({"": noop("The sheet of a day is still open; close it first.")})
    day_class.closed_on = now.date()


@deed(Pupil, "add", new=True, label=_("Sign a child up"), icon="user-plus")
def sign_up(pupil: Pupil, by: Any, now: datetime) -> None:
    """A child is to come to the class; it comes once the papers are there."""
    if pupil.day_class.state != OPEN:
        raise Refused({"day_class": noop("This class is over.")})
    user = pupil.user
    pupil.guardian = pupil.guardian or user.guardian_name
    pupil.guardian_phone = pupil.guardian_phone or user.guardian_phone


@deed(Pupil, "edit", frm=(APPLIED, ENROLLED), label=_("Edit"), icon="pencil")
def edit_pupil(pupil: Pupil, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is known of a child; somebody in the class keeps everything that enrolment asked for."""
    if (
        changes.get("user", pupil.user) != pupil.user
        or changes.get("day_class", pupil.day_class) != pupil.day_class
    ):
        raise Refused({"user": noop("A place belongs to its child; sign another child up instead.")})
    for name, value in changes.items():
        setattr(pupil, name, value)
    if pupil.state == ENROLLED:
        _check_enrolled(pupil, now.date())


@deed(Pupil, "enrol", frm=APPLIED, to=ENROLLED, label=_("Take into the class"), icon="user-check")
def enrol(pupil: Pupil, by: Any, now: datetime) -> None:
    """Consent is given, allergies are asked about, somebody may fetch the child, and there is a place (W6.3)."""
    _check_enrolled(pupil, now.date())
    DayClass.everything.select_for_update(of=("self",)).get(pk=pupil.day_class_id)
    enrolled = Pupil.everything.filter(day_class=pupil.day_class, state=ENROLLED).count()
    rules.check_place(enrolled, pupil.day_class.capacity)
    pupil.enrolled_on = now.date()


@deed(
    Pupil,
    "leave",
    frm=(APPLIED, ENROLLED),
    to=LEFT,
    label=_("Leaves the class…"),
    icon="user-minus",
    danger=True,
)
def leave(pupil: Pupil, by: Any, now: datetime, reason: str) -> None:
    """The child no longer comes; the afternoons it came to stay as they were."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why the child leaves.")})
    pupil.left_on = now.date()


@deed(Fetcher, "add", new=True, label=_("Name somebody who may fetch"), icon="user-heart")
def list_fetcher(fetcher: Fetcher, by: Any, now: datetime) -> None:
    """The guardian names somebody who may fetch the child, from when to when."""
    fetcher.starts_on = fetcher.starts_on or now.date()


@deed(
    Fetcher,
    "strike",
    frm=Fetcher.State.LISTED,
    to=Fetcher.State.STRUCK,
    label=_("Strike off the list"),
    icon="user-x",
)
def strike(fetcher: Fetcher, by: Any, now: datetime) -> None:
    """No longer on the guardian's list."""


@deed(
    Fetcher, "bar", frm=(Fetcher.State.LISTED, Fetcher.State.STRUCK), to=Fetcher.State.BARRED,
    label=_("Must not fetch…"), icon="user-cancel", danger=True,
)  # fmt: skip
def bar(fetcher: Fetcher, by: Any, now: datetime, reason: str) -> None:
    """A court or the guardian forbids it; the name stands on the sheet as a warning."""
    if not reason.strip():
        raise Refused({"reason": noop("Say who forbids it, and by which paper.")})
    fetcher.because = reason.strip()


@deed(ClassDay, "add", new=True, label=_("Open the afternoon"), icon="clipboard-plus")
def open_day(day: ClassDay, by: Any, now: datetime) -> None:
    """Lay out the sheet of an afternoon; whoever opens it is there."""
    if day.day_class.state != OPEN:
        raise Refused({"day_class": noop("This class is over.")})
    if day.held_on > now.date():
        raise Refused({"held_on": noop("An afternoon is opened on its day.")})
    day.save()
    if by.person is not None:
        _on_duty(day, by.person, by, now)
    _settle(day, by, now, sentence(noop("sheet opened")))


@deed(ClassDay, "edit", label=_("Edit"), icon="pencil")
def edit_day(day: ClassDay, by: Any, now: datetime, **changes: Any) -> None:
    """Write down volunteers, and what the community found when it looked in."""
    for name in ("day_class", "held_on"):
        if changes.get(name, getattr(day, name)) != getattr(day, name):
            raise Refused({name: noop("The sheet belongs to its class and day.")})
    for name, value in changes.items():
        setattr(day, name, value)
    _settle(day, by, now, sentence(noop("volunteers or supervision noted")))


@deed(ClassDay, "on_duty", frm=DAY_OPEN, label=_("Somebody is on duty"), icon="users-plus")
def on_duty(day: ClassDay, by: Any, now: datetime, person: Person) -> None:
    """A further member of staff is there, for the hours of the class."""
    if ClassDuty.everything.filter(day=day, person=person).exists():
        raise Refused({"person": noop("This person is on duty already.")})
    _on_duty(day, person, by, now)
    _settle(day, by, now, sentence(noop("staff on duty")))


@deed(ClassDay, "come_in", frm=DAY_OPEN, label=_("A child comes"), icon="login-2")
def come_in(day: ClassDay, by: Any, now: datetime, pupil: UUID) -> None:
    """A child of the class is here."""
    child = asked.pupil_of(day, pupil)
    if child.state != ENROLLED:
        raise Refused({"": noop("This child is not in the class; the papers come first.")}, clause="W6.3")
    if ClassLine.everything.filter(day=day, pupil=child).exists():
        raise Refused({"": noop("This child is here already.")})
    line = ClassLine(day=day, pupil=child, arrived_at=_clock(now))
    line.save()
    _settle(day, by, now, sentence(noop("a child came")))


@deed(ClassDay, "go_out", frm=DAY_OPEN, label=_("A child goes"), icon="logout-2")
def go_out(
    day: ClassDay, by: Any, now: datetime, pupil: UUID, fetcher: UUID | None = None, alone: bool = False
) -> None:
    """A child is fetched by somebody of its list, or goes alone where the guardian said so (W6.3)."""
    line = asked.line_of(day, pupil)
    if line is None or line.left_at is not None:
        raise Refused({"": noop("This child is not inside.")})
    if alone:
        rules.check_goes_alone(line.pupil.may_go_alone, _age(line.pupil, day.held_on), _alone_from(day))
        line.how = ClassLine.How.ALONE
    else:
        line.fetcher = asked.fetcher_of(line.pupil, fetcher)
        rules.check_may_fetch(_told(line.fetcher), day.held_on)
        line.how = ClassLine.How.FETCHED
    line.left_at = _clock(now)
    line.save()
    _settle(day, by, now, sentence(noop("a child went")))


@deed(ClassDay, "come_back", frm=DAY_OPEN, label=_("Sign-out was a mistake"), icon="arrow-back-up")
def come_back(day: ClassDay, by: Any, now: datetime, pupil: UUID) -> None:
    """The wrong child was signed out; it is still inside."""
    line = asked.line_of(day, pupil)
    if line is None or line.left_at is None:
        raise Refused({"": noop("This child has not gone.")})
    line.left_at, line.fetcher, line.how = None, None, ""
    line.save()
    _settle(day, by, now, sentence(noop("a sign-out was taken back")))


@deed(
    ClassDay,
    "close",
    frm=DAY_OPEN,
    to=DAY_CLOSED,
    label=_("Everybody is fetched; close"),
    icon="clipboard-check",
)
def close_day(day: ClassDay, by: Any, now: datetime) -> None:
    """The last child has gone; the afternoon counts from now on."""
    settle(day)
    rules.check_close(asked.afternoon_of(day))
    day.closed_at = now
    _settle(day, by, now, sentence(noop("sheet closed")))


@deed(ClassNote, "add", new=True, label=_("Write a note on a child"), icon="notebook")
def note(note: ClassNote, by: Any, now: datetime) -> None:
    """Progress, what school and parents say, or an incident; of an incident the guardian is to hear."""
    if not note.text.strip():
        raise Refused({"text": noop("Write what happened or was said.")})
    if note.noted_on > now.date():
        raise Refused({"noted_on": noop("That day has not come.")})
    if note.kind == ClassNote.Kind.INCIDENT:
        if not note.measures.strip():
            raise Refused({"measures": noop("Write what was done for the child.")}, clause="W6.3")
        note.noted_at = note.noted_at or _clock(now)
        note.state = ClassNote.State.OPEN


@deed(
    ClassNote, "tell", frm=ClassNote.State.OPEN, to=ClassNote.State.TOLD, label=_("The guardian was told"),
    icon="phone-check",
)  # fmt: skip
def tell(note: ClassNote, by: Any, now: datetime, how: str) -> None:
    """The guardian has heard of the incident."""
    if not how.strip():
        raise Refused({"how": noop("Say who was told, and how.")})
    note.told_at, note.told_how = now, how.strip()


def _settle(day: ClassDay, by: Any, now: datetime, what: Sentence) -> None:
    """Say what happened and count anew; the deed saves the day at its end."""
    day.last_change = SentenceText.keep(what)
    settle(day)


def _on_duty(day: ClassDay, person: Person, by: Any, now: datetime) -> None:
    hours = day.day_class
    duty = ClassDuty(day=day, person=person, began_at=hours.starts_at, ended_at=hours.closes_at)
    duty.save()


def _check_enrolled(pupil: Pupil, today: date) -> None:
    rules.check_enrolment(
        rules.Enrolled(
            guardian_name=pupil.guardian, guardian_phone=pupil.guardian_phone, consent_on=pupil.consent_on,
            allergies=pupil.allergies, fetchers=asked.fetchers_on(pupil, today), alone_allowed=pupil.may_go_alone,
            age=_age(pupil, today),
        ),
        today,
        int(dated.value(ALONE_FROM.key, on=today, unit=pupil.day_class.unit)),
    )  # fmt: skip


def _told(fetcher: Fetcher | None) -> rules.Fetcher | None:
    if fetcher is None or fetcher.state == Fetcher.State.STRUCK:
        return None
    return rules.Fetcher(fetcher.starts_on, fetcher.ends_on, fetcher.state == Fetcher.State.BARRED)


def _age(pupil: Pupil, on: date) -> int | None:
    born = pupil.user.born_on
    return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _alone_from(day: ClassDay) -> int:
    return int(dated.value(ALONE_FROM.key, on=day.held_on, unit=day.day_class.unit))


def _clock(now: datetime) -> time:
    return localtime(now).time().replace(second=0, microsecond=0)
