"""Cases of the demo centre's year: one in every stage, one of them guarded and in a crisis, one closed and followed up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.db.models import Q

from banyan.core import door
from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.models import Step
from banyan.core.approvals.queries import turn_at
from banyan.core.identity.models import Appointment, Unit
from banyan.domains.projects.models import Project
from banyan.domains.services.deeds.cases import contacts, crises, files, goals, papers, team
from banyan.domains.services.models import (
    Case,
    CaseContact,
    CaseCrisis,
    CaseDocument,
    CaseGoal,
    CaseScore,
    CaseWorker,
    GroupSession,
    ServiceUser,
)  # fmt: skip
from banyan.domains.services.queries.cases.opinions import worked_on
from banyan.domains.services.rules.cases.papers import asks_of
from banyan.domains.services.rules.paired import ITEMS
from banyan.site.demo.said import AIMS, contact
from banyan.site.demo.telling import Moment, actor, at, chance, departments, in_office
from banyan.site.demo.written import WRITTEN

STEPS = (
    ("inquiry", 0), ("intake", 2), ("assessment", 8), ("plan", 13), ("consent", 14), ("agreement", 14), ("contact-1", 17),
    ("contact-2", 29), ("contact-3", 43), ("evaluation", 60), ("closure", 63), ("follow_up", 95),
)  # fmt: skip
SIGNED = ("intake", "assessment", "plan", "closure")
FUNCTIONS = ("direct", "coordination", "monitoring")
OPINIONS = ("社工有耐心，约好的时间都来。", "事情说得清楚，家里人也放心。", "希望以后还能打电话问。")
#: The share of records whose next step nobody wrote down.
IN_A_HURRY = 0.1
#: Contacts lie in the afternoon, an hour each: the morning belongs to the roster and to activities.
HOURS, GROUP_HOURS = (13, 14, 15, 16, 17), {14, 15}
PLACES = {"visit": "案主家中", "interview": "个案室", "phone": "电话"}


@dataclass(frozen=True)
class Told:
    """One case of the year: its place, the day of the inquiry, the last step, and what is different about it."""

    place: int
    began: date
    until: str
    grade: str = "B"
    guarded: bool = False
    decision: str = "accept"


CASES = (
    Told(0, date(2025, 4, 14), "follow_up"),
    Told(1, date(2025, 7, 7), "closure", "C"),
    Told(2, date(2025, 9, 8), "evaluation"),
    Told(3, date(2025, 10, 20), "contact-3", "A", guarded=True),
    Told(4, date(2025, 11, 10), "contact-2"),
    Told(5, date(2025, 12, 1), "agreement", "C"),
    Told(6, date(2025, 12, 8), "plan"),
    Told(7, date(2025, 12, 15), "assessment"),
    Told(8, date(2025, 12, 22), "intake", decision="decline"),
    Told(9, date(2025, 12, 29), "inquiry"),
)


def moments(until: date) -> Iterator[Moment]:
    """Each step of each case on its day; what lies after the last day has not happened yet."""
    for centre in centres():
        for told in CASES:
            for step, days in STEPS:
                when = at(told.began + timedelta(days=days), 16)
                if when.date() <= until:
                    yield Moment(
                        when, f"{centre.code}/{told.place}/{step}", partial(_play, centre.pk, told, step)
                    )
                if step == told.until:
                    break


def centres() -> list[Unit]:
    with door.opened("demo"):
        ids = Project.objects.filter(state=Project.State.RUNNING).values_list("unit_id", flat=True)
        found = list(Unit.objects.filter(pk__in=set(ids), kind=Unit.Kind.STATION).order_by("path"))
        return [centre for centre in found if departments(centre) and clients(centre).exists()]


def clients(centre: Unit) -> Any:
    """The residents of a station in the order of their numbers."""
    return ServiceUser.objects.filter(unit__path__startswith=centre.path, state="active").order_by("number")


def _play(centre_id: int, told: Told, step: str, when: datetime) -> None:
    with door.opened("demo"):
        centre = Unit.objects.get(pk=centre_id)
        department = departments(centre)[told.place % len(departments(centre))]
        people = in_office(department, told.began)
        client = clients(centre)[told.place * 7]
    head, worker = people[0], people[-1]
    by = actor(worker, when)
    if step == "inquiry":
        open_file(told, department, client, by, when)
        return
    with door.opened("demo"):
        case = Case.objects.select_related("unit").get(
            unit=department, client=client, inquired_on=told.began, reopens=None
        )
    take_step(case, told, step, by, when)
    if step in SIGNED:
        sign_case(case, when)
    if step == "intake" and told.guarded:
        _guard(case, head, by, when)


def open_file(told: Told, department: Unit, client: ServiceUser, by: Any, when: datetime) -> None:
    """Somebody asks; the inquiry opens the file."""
    with door.opened("demo"):
        project = (
            Project.objects.filter(state=Project.State.RUNNING, unit=department.parent)
            .order_by("number")
            .first()
        )
    case = Case(unit=department, client=client, project=project, grade=told.grade, inquired_on=told.began)
    files.start(case, _answers("inquiry", {"caller": client.number}, client.number), by=by, now=when)


def take_step(case: Case, told: Told, step: str, by: Any, when: datetime) -> None:
    """One step of a case: a contact, or a form of its file."""
    if step.startswith("contact"):
        meet(case, int(step.removeprefix("contact-")), by, when)
        return
    if step == "plan":
        aim = AIMS[_word(case)]
        goal = CaseGoal(case=case, text=aim.goal, measure=aim.measure)
        goals.set_goal(goal, by=by, now=when, levels=aim.levels)
    if step == "closure":
        ask_client(case, when)
    paper = CaseDocument(case=case, kind=step, happened_on=when.date())
    papers.write(
        paper,
        by=by,
        now=when,
        answers=_answers(step, {"decision": told.decision, "reopen": "no"}, case.number),
    )


def ask_client(case: Case, when: datetime) -> None:
    """The head, or the director where the head came along, asks how satisfied the client is."""
    with door.opened("demo"):
        above = [in_office(unit, when.date())[0] for unit in (case.unit, case.unit.parent)]
        others = [each for each in (actor(person, when) for person in above) if not worked_on(case, each)]
    if not others:
        return
    luck = chance("opinion", case.number)
    marks = {name: luck.choice("34455") for name in ITEMS}
    given = marks | {"manner": "phone", "assisted": "no", "client_words": luck.choice(OPINIONS)}
    paper = CaseDocument(case=case, kind="opinion", happened_on=when.date())
    papers.write(paper, by=others[0], now=when, answers=given)


def meet(
    case: Case,
    number: int,
    by: Any,
    when: datetime,
    held_on: date | None = None,
    companions: Sequence[Any] = (),
) -> None:
    """A meeting of about an hour; with the first three the goal moves on, a step each. In a crisis there is none yet."""
    day, luck = held_on or when.date(), chance("contact", case.number, number)
    minutes, kind = luck.choice((40, 45, 50, 55)), luck.choice(("visit", "visit", "interview", "phone"))
    words = contact(luck, _word(case), number, minutes)
    begins, hurried = _free_hour(by, day, luck), luck.random() < IN_A_HURRY
    record = CaseContact(
        case=case, held_on=day, began_at=begins, ended_at=begins.replace(minute=minutes), kind=kind,
        travel_minutes=20 if kind == "visit" else 0, place=PLACES[kind], present="案主", aim=AIMS[_word(case)].goal,
        next_step="" if hurried else words["judgement"].rsplit("下次")[-1],
        function=FUNCTIONS[(number - 1) % len(FUNCTIONS)], **words,
    )  # fmt: skip
    written = contacts.write_contact(record, by=by, now=when, companions=companions)
    if number > len(FUNCTIONS):
        return
    with door.opened("demo"):
        goal = CaseGoal.objects.filter(case=case).first()
    if goal is None:
        return
    scored = CaseScore(case=case, goal=goal, contact=written, scored_on=day, score=number - 2)
    goals.score(scored, by=by, now=when)


def _free_hour(by: Any, day: date, luck: Random) -> time:
    """An hour of the afternoon at which the worker meets nobody else and leads no group."""
    with door.opened("demo"):
        met = CaseContact.objects.filter(worker=by.person_id, held_on=day).values_list("began_at", flat=True)
        taken = {each.hour for each in met}
        led = GroupSession.objects.filter(group__responsible=by.person_id, planned_on=day)
        taken |= GROUP_HOURS if led.exists() else set()
    hours = luck.sample(HOURS, len(HOURS))
    return time(next((each for each in hours if each not in taken), hours[0]))


def _word(case: Case) -> str:
    """The word in the name of the department that says what its cases are about."""
    return next((word for word in AIMS if word in case.unit.name), "家庭")


def _guard(case: Case, head: Any, by: Any, when: datetime) -> None:
    """Violence in the family: the file is closed to all but those named, and the crisis is raised."""
    place = CaseWorker(case=case, person=head, role=CaseWorker.Role.APPROVAL, since=when.date())
    team.join(place, by=by, now=when)
    files.reclassify(case, by=by, now=when, confidentiality="L3", reason="涉及家庭暴力")
    crisis = CaseCrisis(
        case=case,
        level="yellow",
        signs="争吵升级，邻居听到摔东西。",
        first_step="约定紧急联系人，三日内订安全计划。",
    )
    crises.raise_crisis(crisis, by=by, now=when)


def sign_case(case: Case, when: datetime) -> None:
    """Whoever's turn it is signs, until nothing of the case waits."""
    while waiting := _turn(case):
        for by in _hands(waiting, when):
            step = turn_at(by, waiting.public_id, when.date())
            if step is not None:
                approvals.decide(step, agreed=True, by=by, now=when + timedelta(hours=1))
                break
        else:
            return


def _hands(waiting: Step, when: datetime) -> Iterator[Any]:
    """Those whose turn it may be: who holds the post, or whom a guarded file names."""
    asked = Q(person__public_id=waiting.who) if waiting.how == "person" else Q(post_id=waiting.post_id)
    with door.opened("demo"):
        held = Appointment.objects.filter(Appointment.on(when.date()), asked).order_by("person_id")
        people = list(dict.fromkeys(held.values_list("person_id", flat=True)))
    yield from (actor(person, when) for person in people)


def _turn(case: Case) -> Step | None:
    with door.opened("demo"):
        steps = Step.objects.filter(request__number__startswith=f"{case.number}-", state=Step.State.OPEN)
        return steps.order_by("position").first()


def _answers(kind: str, given: dict[str, str], seed: str) -> dict[str, str]:
    """A form answered as an office answers it: what is chosen is chosen, what is said is said."""
    found, luck = {}, chance("form", kind, seed)
    for ask in asks_of(kind):
        offered = [choice.value for choice in ask.choices]
        if ask.name in given and (not offered or given[ask.name] in offered):
            found[ask.name] = given[ask.name]
        elif ask.required and not ask.derived:
            found[ask.name] = offered[0] if offered else luck.choice(WRITTEN[ask.name])
    return found
