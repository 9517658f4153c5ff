"""The hotline of the demo's year: a few calls a week at the family department, one of them with danger.

In October somebody rings at night's edge with a plan to die: the worker calls 120, stays on the line and hands over to
the head, who takes it within ten minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.projects.models import Project
from banyan.domains.services.deeds import hotline
from banyan.domains.services.models import HotlineCall, ServiceUser
from banyan.site.demo.telling import Moment, actor, at, departments, in_office

BEGAN, DANGER = date(2025, 4, 9), date(2025, 10, 15)
TOLD = (
    (
        "emotion",
        "最近失眠，白天提不起劲，不知道该找谁说。",
        "听完整经过，约定每晚固定时间放下手机，留中心面谈时间。",
        26,
    ),
    (
        "family",
        "与丈夫为带孩子的事争吵，想知道怎么开口。",
        "练习先说感受再说期待，提供亲子小组报名方式。",
        31,
    ),
    ("elder", "母亲出院后无人照料，问日间照料怎么申请。", "说明申请条件与材料，转告长者部次日回电。", 18),
    ("hardship", "问临时救助需要哪些材料。", "列出材料清单，提供社区窗口时间。", 9),
    ("health", "父亲中风后要做康复，问附近哪里有。", "告知康复站地址与转介单，约残障部回电。", 21),
    ("other", "孩子暑假没人带，问四点半课堂收不收。", "说明报名时间与接送规定，登记电话。", 16),
)


def moments(until: date) -> Iterator[Moment]:
    """Every Wednesday's calls; one of October is a crisis."""
    for centre, project in _centres():
        for week in range(40):
            day = BEGAN + timedelta(days=7 * week)
            if day <= until:
                yield Moment(at(day, 19), f"{centre}/{day:%Y-%m-%d}", partial(_answer, centre, project, week))
        if until >= DANGER:
            yield Moment(at(DANGER, 21), f"{centre}/danger", partial(_danger, centre, project))


def _centres() -> list[tuple[int, int]]:
    with door.opened("demo"):
        running = Project.objects.filter(state=Project.State.RUNNING).select_related("unit").order_by("pk")
        stations = [(each.unit, each.pk) for each in running if each.unit.kind == Unit.Kind.STATION]
    return [(unit.pk, project) for unit, project in stations if _family(unit.pk)]


def _family(centre: int) -> Unit | None:
    with door.opened("demo"):
        every = departments(Unit.objects.get(pk=centre))
    return next((each for each in every if "家庭" in each.name), None)


def _answer(centre: int, project: int, week: int, when: datetime) -> None:
    """Six calls of a week; every other caller is known."""
    people = in_office(_family(centre), when.date())  # type: ignore[arg-type]
    by = actor(people[-1], when)
    with door.opened("demo"):
        path = Unit.objects.get(pk=centre).path
        known = list(
            ServiceUser.objects.filter(
                unit__path__startswith=path, state=ServiceUser.State.ACTIVE, born_on__lt=date(2000, 1, 1)
            ).order_by("number", "pk")[week * 3 : week * 3 + 3]
        )
    for place, (topic, matter, said, minutes) in enumerate(TOLD):
        user = known[place // 2] if place % 2 == 0 and place // 2 < len(known) else None
        begins = time(11 + place, (week * 7) % 25)
        _write(centre, project, by, when, topic=topic, matter=matter, answer=said, user=user, began_at=begins,
               ended_at=begins.replace(minute=begins.minute + minutes))  # fmt: skip


def _danger(centre: int, project: int, when: datetime) -> None:
    """Stays on the line, calls 120, hands over by name; the head takes it."""
    people = in_office(_family(centre), when.date())  # type: ignore[arg-type]
    worker, head = actor(people[-1], when), actor(people[0], when)
    if worker.person_id == head.person_id:
        return
    call = _write(
        centre, project, worker, when, topic="emotion", risk="now", began_at=time(20, 5), ended_at=time(20, 48),
        matter="说已备好药，不想再拖累家人。", answer="不离线，问清所在位置，请其把药放到门外。",
        first_aid="20:11 同事拨打120并联系其女儿，20:35 女儿到家。",
    )  # fmt: skip
    hotline.hand_over(call, by=worker, now=when, person=people[0])
    hotline.take(call, by=head, now=when + timedelta(minutes=9))


def _write(centre: int, project: int, by: Any, when: datetime, **given: Any) -> HotlineCall:
    department = _family(centre)
    with door.opened("demo"):
        held = Project.objects.get(pk=project)
    call = HotlineCall(unit=department, project=held, called_on=when.date(), **given)
    made: HotlineCall = hotline.answer(call, by=by, now=when)
    return made
