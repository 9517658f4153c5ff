"""The year of the rulebook: adopted in spring, read and signed, asked about, made stricter once, revised as a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from banyan.core import door
from banyan.core.identity.models import Unit
from banyan.domains.projects import public as projects
from banyan.domains.rulebook import public as rulebook
from banyan.domains.rulebook.deeds import books, notes, signing
from banyan.domains.rulebook.models import Acknowledgement, Interpretation, LocalRule
from banyan.domains.rulebook.rules import default_text
from banyan.domains.staff import public as staff
from banyan.site.demo import telling
from banyan.site.demo.telling import Moment

ADOPTED, IN_FORCE = date(2025, 3, 20), date(2025, 4, 1)
#: Of those who sign, the one who came back from long leave and signed late, and the one who has not signed yet.
LATE, MISSING = 6, 12
QUESTIONS = (
    (
        "R3.2.3",
        "小组中途换了负责社工，之前收过的反馈还算不算？",
        "算。换人不影响已收的反馈，但新的负责社工要在记录里写明如何接续。",
        date(2025, 5, 12),
        8,
    ),
    (
        "R5.3.1",
        "十二月底发生的费用，发票一月才开，算不算逾期？",
        "以费用发生日起算三十日；年终关账前先登记，发票到后补附。",
        date(2025, 10, 9),
        27,
    ),
)
CHANGES = (
    ("费用发生后三十日内办理报销手续", "费用发生后二十日内办理报销手续"),
    ("高风险至少每三十天复核一次", "高风险至少每十五天复核一次，复核人与登记人不为同一人"),
    ("在十五日内阅读并签字", "在十日内阅读并签字"),
)


def moments(until: date) -> Iterator[Moment]:
    """What happens to the rules of the demo agency."""
    agency = _agency()
    yield Moment(telling.at(ADOPTED, 15), "adopt", lambda at: _adopt(agency, at))
    for place, (person, day) in enumerate(_signers(agency, until)):
        if day is not None and day <= until:
            yield Moment(
                telling.at(day, 9 + place % 8, place % 50), f"sign-{person}", _signing(agency, person)
            )
    for number, (clause, question, answer, day, days) in enumerate(QUESTIONS):
        yield Moment(telling.at(day, 11), f"ask-{number}", _asking(agency, clause, question))
        yield Moment(
            telling.at(day + timedelta(days=days), 16), f"answer-{number}", _answering(agency, clause, answer)
        )
    yield Moment(telling.at(date(2025, 6, 3), 10), "local", lambda at: _local_rule(agency, at))
    yield Moment(telling.at(date(2025, 12, 15), 14), "draft", lambda at: _draft(agency, at))


def _agency() -> Unit:
    with door.opened("demo"):
        return Unit.objects.filter(parent=None).order_by("path").first()


def _head(agency: Unit, at: datetime) -> Any:
    """The director-general, who speaks for the council."""
    found = [telling.holder(unit, "总干事", at.date()) for unit in telling.departments(agency)]
    return telling.actor(next(person for person in found if person is not None), at)


def _adopt(agency: Unit, at: datetime) -> None:
    by = _head(agency, at)
    version = rulebook.adopt_default(agency, "理事会第 3 次会议决议", ADOPTED, IN_FORCE, by, at)
    books.edit(version.rulebook, by=by, now=at, interpreter="项目管理委员会")


def _signers(agency: Unit, until: date) -> Iterator[tuple[int, date | None]]:
    """Everybody with a sign-in, and the day on which they sign: those hired later soon after they came."""
    people = {member.person_id: member for member in staff.members(agency, until)}
    with door.opened("demo"):
        known = {person.pk for person in telling.in_office(agency, until)}
    for place, member in enumerate(sorted(people.values(), key=lambda each: each.number)):
        if member.person_id not in known:
            continue
        begun = max(ADOPTED, member.hired_on)
        days = 26 if place == LATE else 2 + place % 11
        yield member.person_id, None if place == MISSING else begun + timedelta(days=days)


def _signing(agency: Unit, person_id: int) -> Any:
    def play(at: datetime) -> None:
        by = telling.actor(person_id, at)
        version = rulebook.adopted_at(agency)
        if version is None or not by.may(Acknowledgement.permission("sign")):
            return
        paper = Acknowledgement(edition=version, person=by.person, unit=by.person.unit)
        signing.sign(paper, by=by, now=at, has_read=True)

    return play


def _asking(agency: Unit, clause: str, question: str) -> Any:
    def play(at: datetime) -> None:
        book = rulebook.rulebook_of(agency)
        asked = Interpretation(rulebook=book, unit=agency, clause=clause, question=question)
        notes.ask(asked, by=telling.actor(_director(at), at), now=at)

    return play


def _answering(agency: Unit, clause: str, answer: str) -> Any:
    def play(at: datetime) -> None:
        with door.opened("demo"):
            note = Interpretation.objects.filter(clause=clause, state=Interpretation.State.ASKED).first()
        if note is not None:
            notes.answer(note, by=_head(agency, at), now=at, answer=answer)

    return play


def _director(at: datetime) -> Any:
    """The director of the station whose project has the longest story."""
    with door.opened("demo"):
        stations = list(Unit.objects.filter(kind=Unit.Kind.STATION).order_by("path"))
    found = [
        telling.holder(below, "中心主任", at.date())
        for unit in stations
        for below in telling.departments(unit)
    ]
    return next(person for person in found if person is not None)


def _local_rule(agency: Unit, at: datetime) -> None:
    by = telling.actor(_director(at), at)
    project = projects.projects_of(by).first()
    rule = LocalRule(
        project=project,
        unit=project.unit,
        clause="R3.2.7",
        words="项目例会定在每周一上午，停开须于前一个工作日报中心主任登记理由。",
        tightens="制度只要求每周一次；本站定下具体时间，并把登记提前到停开之前。",
    )
    notes.add(rule, by=by, now=at)
    notes.begin(rule, by=by, now=at, in_force_on=at.date())


def _draft(agency: Unit, at: datetime) -> None:
    words = default_text.text()
    for before, after in CHANGES:
        words = words.replace(before, after)
    source = rulebook.read(words.encode("utf-8"))
    rulebook.bring(agency, source, rulebook.plant(source.text), "2026 年修订草案", _head(agency, at), at)
