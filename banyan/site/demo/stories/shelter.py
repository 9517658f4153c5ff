"""A woman who comes to the family department in November and tells of violence at home.

She is heard and told her rights, nobody mediates. The same afternoon the file is opened and closed to all but those named,
the crisis is raised, the director hears of it within two hours; from the first week she is met every seven days.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from banyan.core import door
from banyan.domains.services.deeds import public_life
from banyan.domains.services.deeds.cases import crises, files, team
from banyan.domains.services.models import Case, CaseCall, CaseCrisis, CaseWorker, Reception, ServiceUser
from banyan.site.demo.cast import Cast
from banyan.site.demo.stories import casework
from banyan.site.demo.telling import Moment, actor, at, in_office

CAME = date(2025, 11, 12)
TOLD = casework.Told(5, CAME, "contact-3", "A", guarded=True)
#: What follows, days after she came.
STEPS = (
    ("intake", 1), ("contact-1", 2), ("assessment", 7), ("contact-2", 8), ("plan", 9), ("consent", 9), ("agreement", 9),
    ("contact-3", 15),
)  # fmt: skip


def moments(until: date) -> Iterator[Moment]:
    """The afternoon of the visit, then each step on its day."""
    yield Moment(at(CAME, 15), "came", _receive)
    yield Moment(at(CAME, 16), "guarded", _guard)
    yield Moment(at(CAME, 17), "heard", _call)
    for step, days in STEPS:
        when = at(CAME + timedelta(days=days), 16)
        if when.date() <= until:
            yield Moment(when, step, partial(_step, step))


def _people() -> tuple[Any, Any, Any]:
    """Department, its head, and the worker who has the duty that afternoon."""
    department = next(each for each in Cast().departments if "家庭" in each.name)
    people = in_office(department, CAME)
    return department, people[0], people[-1]


def _receive(when: datetime) -> None:
    """What she says is written down at once; the file is opened while she waits."""
    department, _head, worker = _people()
    visit = Reception(
        unit=department, project=Cast().project, came_on=CAME, matter=Reception.Matter.VIOLENCE, visitor="来访妇女",
        asked="昨晚又被打，不敢回家；想知道能去哪里、孩子怎么办。", law="反家庭暴力法：告诫书、人身安全保护令",
        advice="说明可报警、可申请保护令与庇护；今日不调解，先谈安全。",
    )  # fmt: skip
    public_life.receive(visit, by=actor(worker, when), now=when)
    with door.opened("demo"):
        known = casework.clients(Cast().centre).filter(sex=ServiceUser.Sex.FEMALE)
        grown = known.filter(born_on__range=(date(1975, 1, 1), date(2000, 1, 1)))
        client = grown.exclude(pk__in=Case.objects.values("client")).last()
    casework.open_file(TOLD, department, client or known[0], actor(worker, when), when)


def _guard(when: datetime) -> None:
    """Closed to all but worker and head; whoever must hear of it is called."""
    _department, head, worker = _people()
    by, case = actor(worker, when), _case()
    place = CaseWorker(case=case, person=head, role=CaseWorker.Role.APPROVAL, since=CAME)
    team.join(place, by=by, now=when)
    files.reclassify(case, by=by, now=when, confidentiality="L3", reason="涉及家庭暴力")
    crisis = CaseCrisis(
        case=case,
        level="orange",
        signs="面部淤青；说丈夫今晚还会喝酒。",
        first_step="当日订安全计划，陪同到派出所，联系庇护处。",
    )
    crises.raise_crisis(crisis, by=by, now=when)
    with door.opened("demo"):
        visit = Reception.objects.select_related("unit").get(unit=case.unit, came_on=CAME, matter="violence")
    visit = public_life.join_case(visit, by=by, now=when, number=case.number)
    public_life.settle(visit, by=by, now=when, on=CAME, outcome="转为个案，当日陪同报警")


def _call(when: datetime) -> None:
    """Everybody on the call tree has heard within the hour."""
    by = actor(_people()[2], when)
    with door.opened("demo"):
        calls = list(CaseCall.objects.filter(case=_case(), told_at=None).select_related("case__unit"))
    for call in calls:
        crises.told(call, by=by, now=when, whom=f"{call.role_word}（电话）")


def _step(step: str, when: datetime) -> None:
    by, case = actor(_people()[2], when), _case()
    casework.take_step(case, TOLD, step, by, when)
    if step in casework.SIGNED:
        casework.sign_case(case, when)


def _case() -> Case:
    department = _people()[0]
    with door.opened("demo"):
        found = Case.objects.select_related("unit", "project", "client", "key_worker")
        return found.get(unit=department, inquired_on=CAME, grade="A")
