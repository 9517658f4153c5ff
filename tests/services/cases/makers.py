"""A station with its people, and a case led from the inquiry as far as a test needs."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from banyan.core.approvals import deeds as approvals
from banyan.core.approvals.queries import inbox
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import User
from banyan.domains.services.deeds.cases import contacts, files, goals, papers
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CaseGoal
from banyan.domains.services.rules.cases.papers import asks_of
from tests.makers import make_appointment, make_grant, make_person, make_post, make_unit, make_user
from tests.services.makers import make_user as make_client

BEGAN = date(2025, 10, 9)
WORKER = (
    "services.*.view", "services.case.add", "services.case.edit", "services.case.consider", "services.case.regrade",
    "services.case.reclassify", "services.case.reopen", "services.case.export", "services.caseworker.*",
    "services.casedocument.*", "services.casecontact.add", "services.casegoal.*", "services.casescore.*",
    "services.casecrisis.*", "services.casecall.*", "services.caserelation.*", "approvals.*",
    "attachments.*", "projects.*", "identity.person.view",
    "services.serviceuser.add",
)  # fmt: skip
HEAD = (*WORKER, "services.case.oversee", "services.casecontact.note", "services.caseaccess.*")
LEVELS = ["不到校", "到校一两天", "到校四天", "到校五天", "到校五天且按时"]


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day at the station."""
    return datetime.combine(day, time(hour, minute), ZoneInfo("Asia/Shanghai"))


def on(days: int) -> date:
    """So many days after the inquiry."""
    return BEGAN + timedelta(days=days)


class Station:
    """A department with worker, colleague, head and director; a case through the hands that may touch it."""

    def __init__(self, centre) -> None:
        self.centre = centre
        self.department = make_unit(f"{centre.code}-F", "家庭部", centre, kind="department")
        director = make_post(centre, "中心主任")
        head = make_post(self.department, "部门主管", director)
        self.director = self.member(director, "centre-director", *HEAD)
        self.head = self.member(head, "", *HEAD)
        self.worker = self.member(make_post(self.department, "社工", head), "", *WORKER)
        self.colleague = self.member(make_post(self.department, "社工", head), "", *WORKER)

    def member(self, post, role: str, *permissions: str) -> Actor:
        """Somebody in a post, with what the post may do at the station."""
        person = make_person(post.unit, post.title)
        make_appointment(person, post)
        user = make_user(post.unit, person=person)
        make_grant(user, self.centre, *permissions, role=role)
        return actor_for(User.objects.select_related("person").get(pk=user.pk), BEGAN)

    def case(self, **fields) -> Case:
        """An inquiry, written down by the worker."""
        client = fields.pop("client", None) or make_client(self.department, "谢样霞", sex="female")
        made = Case(unit=self.department, client=client, inquired_on=BEGAN, **fields)
        return files.start(made, answered("inquiry"), by=self.worker, now=at(BEGAN))

    def paper(
        self, case: Case, kind: str, days: int, by: Actor | None = None, **answers: str
    ) -> CaseDocument:
        """A form written some days after the inquiry, and signed by the head where it must be."""
        paper = CaseDocument(case=case, kind=kind, happened_on=on(days), successor=None)
        told = answered(kind, self.head) | answers
        written = papers.write(paper, by=by or self.worker, answers=told, now=at(on(days)))
        self.sign(self.head, on(days))
        return fresh(written)

    def sign(self, by: Actor, day: date) -> int:
        """Sign whatever waits for somebody. Returns how many."""
        steps = list(inbox(by, day))
        for step in steps:
            approvals.decide(step, agreed=True, by=by, now=at(day, 16))
        return len(steps)

    def goal(self, case: Case, days: int = 4, **fields) -> CaseGoal:
        """A goal with five levels."""
        given = {
            "text": "每周到校不少于四天",
            "measure": "学校考勤",
            "weight": Decimal(1),
            "baseline": -1,
        } | fields
        return goals.set_goal(CaseGoal(case=case, **given), by=self.worker, now=at(on(days)), levels=LEVELS)

    def contact(
        self, case: Case, days: int, by: Actor | None = None, scores=None, companions=(), **fields
    ) -> CaseContact:
        """A talk of an hour, some days after the inquiry."""
        given = {"began_at": time(14), "ended_at": time(15), "happened": "母女均在家"}
        given |= {"said": "我没喊她", "judgement": "冲突缓和"} | fields
        contact = CaseContact(case=case, held_on=on(days), **given)
        return contacts.write_contact(
            contact, by=by or self.worker, now=at(on(days), 17), scores=scores, companions=companions
        )

    def led(self, case: Case, until: str) -> Case:
        """Lead a case until a stage; each step is the deed that a worker does."""
        steps = {
            "intake": lambda: self.paper(case, "intake", 1),
            "assessment": lambda: self.paper(case, "assessment", 4),
            "plan": lambda: (self.goal(case), self.paper(case, "plan", 5)),
            "agreement": lambda: (self.paper(case, "consent", 5), self.paper(case, "agreement", 6)),
            "intervention": lambda: self.contact(case, 7),
            "evaluation": lambda: self.paper(case, "evaluation", 20),
            "closed": lambda: self.paper(case, "closure", 21),
            "follow_up": lambda: self.paper(case, "follow_up", 52),
        }
        for name, step in steps.items():
            step()
            if name == until:
                break
        return fresh(case)


def answered(kind: str, asker: Actor | None = None) -> dict[str, str]:
    """A form with every question answered; where somebody is to be named, `asker` is."""
    told = {ask.name: ask.choices[0].value if ask.choices else "据实填写" for ask in asks_of(kind)}
    named = str(asker.person.public_id) if asker else ""
    return told | {ask.name: named for ask in asks_of(kind) if ask.is_person}


def fresh(record):
    """The record as it now stands."""
    return type(record).everything.get(pk=record.pk)
