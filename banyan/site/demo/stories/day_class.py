"""The after-school class of the demo's youth department: every school day of spring and autumn.

One child's father is barred by a court; one child is hurt and the guardian hears of it within the hour; in November
a colleague is ill and for two days one adult is alone with the children, so that these days do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from banyan.domains.services.deeds import day_class as deeds
from banyan.domains.services.models import ClassDay, ClassNote, DayClass, Fetcher, Pupil, ServiceUser
from banyan.site.demo.telling import Moment, actor, at, calendar, departments, in_office

TITLE = "四点半课堂"
BEGAN = date(2025, 4, 11)
TERMS = ((date(2025, 4, 14), date(2025, 6, 27)), (date(2025, 9, 3), date(2025, 12, 31)))
ILL = (date(2025, 11, 18), date(2025, 11, 19))
HURT, HEARD = date(2025, 10, 14), (date(2025, 6, 20), date(2025, 11, 28))
PLACES = 30


def moments(until: date) -> Iterator[Moment]:
    """The class is opened and children are taken in, then every school day, then what school and parents say."""
    for centre, project in _centres():
        yield Moment(at(BEGAN, 9), f"{centre}/open", partial(_open, centre, project))
        for day in _days(until):
            yield Moment(at(day, 18, 5), f"{centre}/{day:%Y-%m-%d}", partial(_afternoon, centre))
        for day in HEARD:
            if day <= until:
                yield Moment(at(day, 19), f"{centre}/heard/{day:%Y-%m}", partial(_hear, centre))


def _days(until: date) -> Iterator[date]:
    known = calendar(2025)
    for first, last in TERMS:
        for place in range((min(last, until) - first).days + 1):
            day = first + timedelta(days=place)
            if known.is_workday(day):
                yield day


def _centres() -> list[tuple[int, int]]:
    """Centres of running projects with a youth department and children enough."""
    with door.opened("demo"):
        running = Project.objects.filter(state=Project.State.RUNNING).select_related("unit").order_by("pk")
        stations = [(each.unit, each.pk) for each in running if each.unit.kind == Unit.Kind.STATION]
        return [
            (unit.pk, project) for unit, project in stations if _youth(unit) and len(_children(unit)) >= 6
        ]


def _youth(centre: Unit) -> Unit | None:
    return next((each for each in departments(centre) if "青少年" in each.name), None)


def _children(centre: Unit) -> list[ServiceUser]:
    found = ServiceUser.objects.filter(
        unit__path__startswith=centre.path, state=ServiceUser.State.ACTIVE,
        born_on__range=(date(2013, 1, 1), date(2018, 12, 31)),
    )  # fmt: skip
    return list(found.order_by("number", "pk")[:PLACES])


def _open(centre: int, project: int, when: datetime) -> None:
    """Three parties, thirty places, and each child with its guardian's paper and list."""
    with door.opened("demo"):
        unit, held = Unit.objects.get(pk=centre), Project.objects.get(pk=project)
        department, children = _youth(unit), _children(unit)
    if department is None:
        return
    by = actor(in_office(department, when.date())[-1], when)
    day_class = DayClass(
        unit=department, project=held, title=TITLE, organiser="社区居民委员会", school="社区小学", place="一楼多功能室",
        starts_at=time(16, 30), closes_at=time(18), capacity=PLACES, opened_on=when.date(),
    )  # fmt: skip
    day_class = deeds.open_class(day_class, by=by, now=when)
    for place, user in enumerate(children):
        given = {
            "guardian": user.guardian_name or "家长",
            "guardian_phone": user.guardian_phone or "020-80000000",
        }
        pupil = Pupil(
            day_class=day_class, user=user, grade=f"{1 + place % 5}年级", allergies="无" if place % 7 else "花生",
            consent_on=when.date(), consent_version="2025-1", photo_consent=place % 3 > 0, **given,
        )  # fmt: skip
        pupil = deeds.sign_up(pupil, by=by, now=when)
        for relation in ("母亲", "祖父")[: 1 + place % 2]:
            fetcher = Fetcher(
                pupil=pupil,
                name=f"{given['guardian'][:1]}家{relation}",
                relation=relation,
                starts_on=when.date(),
            )
            deeds.list_fetcher(fetcher, by=by, now=when)
        deeds.enrol(pupil, by=by, now=when)
        if place == 5:
            barred = Fetcher(pupil=pupil, name="（见保护令）", relation="父亲", starts_on=when.date())
            barred = deeds.list_fetcher(barred, by=by, now=when)
            deeds.bar(barred, by=by, now=when, reason="法院人身安全保护令")


def _afternoon(centre: int, when: datetime) -> None:
    """Most children come; each is fetched by somebody of its list; the sheet is closed at six."""
    with door.opened("demo"):
        unit = Unit.objects.get(pk=centre)
        day_class = DayClass.objects.select_related("unit", "project").get(unit=_youth(unit), title=TITLE)
        pupils = list(Pupil.objects.filter(day_class=day_class, state=Pupil.State.ENROLLED).order_by("pk"))
        listed = Fetcher.objects.filter(pupil__in=pupils, state=Fetcher.State.LISTED).order_by("-pk")
        first = {each.pupil_id: each for each in listed}
    people, on = in_office(day_class.unit, when.date()), when.date()
    by = actor(people[-1], when)
    looked_in = "居委会副主任" if on.day <= 7 and on.weekday() == 2 else ""
    day = ClassDay(
        day_class=day_class, held_on=on, supervised_by=looked_in, supervision="秩序好" if looked_in else ""
    )
    day = deeds.open_day(day, by=by, now=when.replace(hour=16, minute=25))
    others = [each for each in people[:-1] if on not in ILL]
    if others:
        deeds.on_duty(day, by=by, now=when.replace(hour=16, minute=30), person=others[-1])
    come = [pupil for place, pupil in enumerate(pupils) if (place + on.toordinal()) % 5]
    for pupil in come:
        deeds.come_in(day, by=by, now=when.replace(hour=16, minute=40), pupil=pupil.public_id)
    if on == HURT:
        _hurt(come[0], by, when)
    for pupil in come:
        left = when.replace(hour=17, minute=50)
        deeds.go_out(day, by=by, now=left, pupil=pupil.public_id, fetcher=first[pupil.pk].public_id)
    deeds.close_day(day, by=by, now=when)


def _hurt(pupil: Pupil, by: object, when: datetime) -> None:
    fell = ClassNote(
        pupil=pupil, kind=ClassNote.Kind.INCIDENT, noted_on=when.date(), noted_at=time(17, 5),
        text="课间奔跑时摔倒，左膝擦伤，意识清楚。", measures="清水冲洗、碘伏消毒、贴敷料，静坐观察二十分钟。",
    )  # fmt: skip
    fell = deeds.note(fell, by=by, now=when.replace(hour=17, minute=10))
    deeds.tell(fell, by=by, now=when.replace(hour=17, minute=20), how="电话告知母亲，同意继续留在课堂")


def _hear(centre: int, when: datetime) -> None:
    """At the end of term the class teacher and the parents are asked about each child."""
    with door.opened("demo"):
        unit = Unit.objects.get(pk=centre)
        day_class = DayClass.objects.select_related("unit").get(unit=_youth(unit), title=TITLE)
        pupils = list(Pupil.objects.filter(day_class=day_class, state=Pupil.State.ENROLLED).order_by("pk"))
    by = actor(in_office(day_class.unit, when.date())[-1], when)
    said = {
        ClassNote.Kind.SCHOOL: "作业按时交，上课敢举手了。",
        ClassNote.Kind.PARENTS: "回家先洗手写作业，话多了。",
    }
    for place, pupil in enumerate(pupils):
        kind = ClassNote.Kind.SCHOOL if place % 2 else ClassNote.Kind.PARENTS
        deeds.note(ClassNote(pupil=pupil, kind=kind, noted_on=when.date(), text=said[kind]), by=by, now=when)
