"""Questions about the after-school class: the sheet of an afternoon, who may fetch whom, what shouts, minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localtime

from banyan.core import clock, dated
from banyan.core.identity.models import Appointment, Person
from banyan.core.registers.addresses import page_of
from banyan.core.todo import Todo
from banyan.domains.services.class_settings import A_CHILD, ADULTS
from banyan.domains.services.models import ClassDay, ClassDuty, ClassLine, ClassNote, DayClass, Fetcher, Pupil
from banyan.domains.services.rules import day_class as rules
from banyan.domains.services.rules.hours.spent import Category, Spent
from banyan.domains.services.rules.minutes import minutes_between
from banyan.foundation.refusal import noop, sentence

_MODEL = "services.classday"


def pupil_of(day: ClassDay, public_id: UUID) -> Pupil:
    """A child of the class of this day."""
    found = (
        Pupil.everything.filter(public_id=public_id, day_class=day.day_class_id)
        .select_related("user")
        .first()
    )
    if found is None:
        raise Http404
    return found


def line_of(day: ClassDay, public_id: UUID) -> ClassLine | None:
    """The line of a child on this afternoon."""
    lines = ClassLine.everything.filter(day=day, pupil__public_id=public_id)
    return lines.select_related("pupil__user", "pupil__day_class").first()


def fetcher_of(pupil: Pupil, public_id: UUID | None) -> Fetcher | None:
    """Somebody on the list of this child, whatever is said of them."""
    return Fetcher.everything.filter(pupil=pupil, public_id=public_id).first() if public_id else None


def fetchers_on(pupil: Pupil, day: date) -> int:
    """How many may fetch the child on a day."""
    listed = Fetcher.everything.filter(pupil=pupil, state=Fetcher.State.LISTED, starts_on__lte=day)
    return listed.exclude(ends_on__lt=day).count()


def afternoon_of(day: ClassDay) -> rules.Afternoon:
    """The day as its sheet shows it. Two statements."""
    left = list(ClassLine.everything.filter(day=day).values_list("left_at", flat=True))
    return rules.Afternoon(
        children=len(left),
        inside=sum(each is None for each in left),
        adults=ClassDuty.everything.filter(day=day).count() + day.volunteers,
        closes_at=day.day_class.closes_at,
        closed=day.state == ClassDay.State.CLOSED,
    )


def adults_needed(day: ClassDay, children: int) -> int:
    """Adults whom so many children need, by the settings of the day."""
    unit = day.day_class.unit
    said = (int(dated.value(each.key, on=day.held_on, unit=unit)) for each in (ADULTS, A_CHILD))
    return rules.adults_needed(children, *said)


def classes_of(by: Any) -> list[DayClass]:
    """The running classes within reach. One statement."""
    seen = DayClass.objects.visible_to(by).filter(state=DayClass.State.OPEN)
    return list(seen.select_related("unit", "responsible").order_by("number"))


def day_of_class(day_class: DayClass, on: date, by: Any) -> ClassDay | None:
    """The sheet of a class on a day. One statement."""
    found = ClassDay.objects.visible_to(by).filter(day_class=day_class, held_on=on).first()
    if found is not None:
        found.day_class = day_class
    return found


def sheet(day_class: DayClass, day: ClassDay | None, by: Any, now: datetime) -> dict[str, Any]:
    """Everything the afternoon's page shows: each child with its state and who may fetch it. Four statements."""
    on = day.held_on if day else now.date()
    pupils = Pupil.objects.visible_to(by).filter(day_class=day_class, state=Pupil.State.ENROLLED)
    lines = {each.pupil_id: each for each in _lines(day)} if day else {}
    rows = [
        _row(pupil, lines.get(pupil.pk))
        for pupil in pupils.select_related("user").order_by("user__name_key", "pk")
    ]
    fetchers = _fetchers([row["pupil"].pk for row in rows if row["state"] == "inside"], on)
    for row in rows:
        row["fetchers"] = fetchers[row["pupil"].pk]
    duties = list(ClassDuty.objects.visible_to(by).filter(day=day).select_related("person")) if day else []
    adults = len(duties) + (day.volunteers if day else 0)
    needed = adults_needed(day, len(lines)) if day else 0
    return {
        "rows": rows, "duties": duties, "adults": adults, "needed": needed,
        "inside": sum(row["state"] == "inside" for row in rows), "came": len(lines),
        "is_late": bool(day) and rules.is_late(_shown(day, rows, adults), localtime(now)),
    }  # fmt: skip


def _shown(day: ClassDay, rows: list[dict[str, Any]], adults: int) -> rules.Afternoon:
    inside = sum(row["state"] == "inside" for row in rows)
    closed = day.state == ClassDay.State.CLOSED
    return rules.Afternoon(len(rows), inside, adults, day.day_class.closes_at, closed)


def _lines(day: ClassDay) -> Any:
    return ClassLine.everything.filter(day=day).select_related("fetcher")


def _row(pupil: Pupil, line: ClassLine | None) -> dict[str, Any]:
    state = "absent" if line is None else "inside" if line.left_at is None else "gone"
    return {"pupil": pupil, "line": line, "state": state}


def _fetchers(pupils: list[int], on: date) -> dict[int, list[Fetcher]]:
    """Who may fetch each child today, and who must not."""
    found: dict[int, list[Fetcher]] = defaultdict(list)
    listed = Fetcher.everything.filter(pupil__in=pupils, starts_on__lte=on).exclude(
        state=Fetcher.State.STRUCK
    )
    for each in listed.exclude(ends_on__lt=on).order_by("state", "pk"):
        found[each.pupil_id].append(each)
    return found


def staff_beside(day_class: DayClass, on: date, taken: Collection[int]) -> list[Person]:
    """Those in office in the unit of the class who are not on duty yet. One statement."""
    held = Appointment.everything.filter(Appointment.on(on), post__unit__path__startswith=day_class.unit.path)
    rows = held.exclude(person__in=taken).select_related("person").order_by("person__name_key", "person_id")
    return list(dict.fromkeys(each.person for each in rows))


def children_inside(actor: Any, today: date) -> Iterator[Todo]:
    """Afternoons on which a child is inside after closing, and incidents of which no guardian heard. Two statements."""
    now = clock.now()
    days = ClassDay.objects.visible_to(actor, "go_out").filter(state=ClassDay.State.OPEN, held_on__lte=today)
    for day in days.select_related("day_class__unit").order_by("held_on", "pk")[:20]:
        if day.held_on < today or (day.inside and localtime(now).time() > day.day_class.closes_at):
            yield _open_day(day)
    open_notes = ClassNote.objects.visible_to(actor, "tell").filter(state=ClassNote.State.OPEN)
    for note in open_notes.select_related("pupil__day_class__unit", "pupil__user").order_by("noted_on", "pk")[
        :20
    ]:
        yield Todo(
            title=sentence(noop("Tell the guardian of an incident")),
            why=sentence(noop("It happened on %(day)s and nobody told the guardian yet."), day=note.noted_on.isoformat()),
            url=page_of(note), deed=noop("Call the guardian"), number=note.label(), due=note.noted_on, clause="W6.3", kind="class",
        )  # fmt: skip


def _open_day(day: ClassDay) -> Todo:
    where = reverse("services.class.day", args=[day.day_class.public_id])
    if day.inside:
        title = sentence(noop("Children still inside: %(inside)s"), inside=day.inside)
        why = sentence(noop("The class closed at %(at)s."), at=f"{day.day_class.closes_at:%H:%M}")
    else:
        title = sentence(noop("An afternoon was not closed"))
        why = sentence(noop("Its sheet counts only when it is closed."))
    return Todo(
        title=title, why=why, url=f"{where}?on={day.held_on.isoformat()}", deed=noop("To the sheet"), number=day.label(),
        due=day.held_on, clause="W6.3", kind="class",
    )  # fmt: skip


def class_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Duties at the class on these days. One statement."""
    found = ClassDuty.everything.filter(day__held_on__range=(first, last))
    if workers is not None:
        found = found.filter(person__in=workers)
    for duty in found.select_related("day__day_class__project").order_by("day__held_on", "pk"):
        day = duty.day
        yield Spent(
            duty.person_id, day.held_on, minutes_between(duty.began_at, duty.ended_at), Category.DAY_CARE,
            _MODEL, day.public_id, day.label(), began_at=duty.began_at, people=day.children,
            leads=duty.person_id == day.day_class.responsible_id,
            project=day.day_class.project and day.day_class.project.public_id,
        )  # fmt: skip
