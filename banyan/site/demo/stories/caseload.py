"""The caseload of the main centre: what four departments open, carry and close from April to December.

The elders' and the disability department keep up with the contract; the family department loses two months in summer,
when its worker is on leave; the youth department stays behind. Some families decline, some consents are forgotten and
keep a case from counting, some records come two weeks late, and where two go together both have their hours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q

from banyan.core import door
from banyan.core.identity.models import Person, Unit
from banyan.domains.services.deeds.cases import team
from banyan.domains.services.models import Case, CaseWorker, ServiceUser
from banyan.site.demo.cast import Cast
from banyan.site.demo.stories import casework
from banyan.site.demo.stories.casework import SIGNED, Told, clients
from banyan.site.demo.telling import Moment, actor, at, chance, in_office

FIRST, LAST = date(2025, 4, 2), date(2025, 12, 19)
SUMMER = (date(2025, 7, 7), date(2025, 8, 29))
ADULT = Q(born_on__lt=date(2007, 1, 1))
SEED = "caseload 2025"


@dataclass(frozen=True)
class Share:
    """What a department opens until the end of December, and from among whom."""

    word: str
    cases: int
    whom: Q
    rests: bool = False


SHARES = (
    Share("长者", 34, Q(born_on__lt=date(1966, 1, 1))),
    Share("青少年", 18, Q(born_on__gte=date(2000, 1, 1)) & ADULT),
    Share("家庭", 34, Q(born_on__gte=date(1970, 1, 1)) & ADULT & Q(disability=""), rests=True),
    Share("残障", 19, ADULT & ~Q(disability="")),
)
#: How many work days after the inquiry each form is written; several on one day stand in their order.
FORMS = (("intake", 2), ("assessment", 7), ("plan", 10), ("consent", 10), ("agreement", 11))
FIRST_CONTACT, BETWEEN, EVALUATED, CLOSED, FOLLOWED = 14, (2, 6), 6, 8, 31
#: Fewest contacts of a case, and how many more there may be.
LEAST, MORE = 13, 5


@dataclass(frozen=True)
class Load:
    """One case of the load: whose, begun when, how many contacts, and what goes wrong with it."""

    key: str
    share: Share
    place: int
    began: date
    contacts: int
    grade: str

    @property
    def declines(self) -> bool:
        """The family would rather not."""
        return self.place % 10 == 7

    @property
    def forgets_consent(self) -> bool:
        """Nobody thought of the form; the case waits in the ledger."""
        return self.place % 9 == 4

    @property
    def late_record(self) -> int:
        """The contact whose record was written two weeks later, in a busy month."""
        return 2 if self.place % 6 == 5 else 0

    @property
    def together(self) -> bool:
        """A colleague comes along."""
        return self.place % 5 == 2


def moments(until: date) -> Iterator[Moment]:
    """Every step of every case on a work day; what lies after the last day has not happened yet."""
    cast = Cast()
    for share in SHARES:
        for load in _loads(cast, share):
            for when, step, played_on in _steps(cast, load):
                if played_on <= until:
                    yield Moment(
                        at(played_on, 15), f"{load.key}/{step}", partial(_play, cast, load, step, when)
                    )


def _loads(cast: Cast, share: Share) -> Iterator[Load]:
    luck, whole, taken = (
        chance(SEED, share.word),
        (LAST - FIRST).days,
        {each.began for each in casework.CASES},
    )
    for place in range(share.cases):
        day = FIRST + timedelta(days=place * whole // share.cases + luck.randint(0, 5))
        if share.rests and SUMMER[0] <= day <= SUMMER[1]:
            continue
        began = cast.after(day, 1)
        while began in taken:
            began = cast.after(began, 1)
        taken.add(began)
        yield Load(
            f"{share.word}/{place}", share, place, began, LEAST + luck.randint(0, MORE), luck.choice("BBC")
        )


def _client(cast: Cast, load: Load) -> ServiceUser:
    """Somebody of the register for whom the department is there, another one for each case."""
    found = clients(cast.centre).filter(load.share.whom)[: load.place * 7 // 6 + 7]
    return [each for place, each in enumerate(found) if place % 7][load.place]


def _steps(cast: Cast, load: Load) -> Iterator[tuple[date, str, date]]:
    """The day of each step, its name, and the day on which it was written down."""
    yield load.began, "inquiry", load.began
    for form, days in FORMS[: 1 if load.declines else None]:
        if form != "consent" or not load.forgets_consent:
            day = cast.after(load.began, days)
            yield day, form, day
    if load.declines:
        return
    luck, day = chance(SEED, load.key), cast.after(load.began, FIRST_CONTACT)
    for number in range(1, load.contacts + 1):
        yield day, f"contact-{number}", cast.after(day, 10) if number == load.late_record else day
        day = cast.after(day + timedelta(days=luck.randint(*BETWEEN)), 1)
    for form, days in (("evaluation", EVALUATED), ("closure", CLOSED), ("follow_up", FOLLOWED)):
        on = cast.after(day, days)
        yield on, form, on


def _play(cast: Cast, load: Load, step: str, day: date, when: datetime) -> None:
    with door.opened("demo"):
        department = next(each for each in cast.departments if load.share.word in each.name)
        people = in_office(department, load.began)
    colleagues = people[1:] or people
    worker = colleagues[load.place % len(colleagues)]
    told = Told(
        load.place, load.began, "follow_up", load.grade, decision="decline" if load.declines else "accept"
    )
    by = actor(worker, when)
    if step == "inquiry":
        with door.opened("demo"):
            client = _client(cast, load)
        casework.open_file(told, department, client, by, when)
        return
    case = _case(department, load)
    if step.startswith("contact-"):
        companion = _companion(case, load, worker, people, step, when)
        casework.meet(case, int(step.removeprefix("contact-")), by, when, day, companion)
        return
    casework.take_step(case, told, step, by, when)
    if step in SIGNED:
        casework.sign_case(case, when)


def _companion(
    case: Case, load: Load, worker: Person, people: list[Person], step: str, when: datetime
) -> list[Any]:
    """Who comes along to the second talk, named in the team before."""
    other = next((each for each in people if each != worker), None)
    if not load.together or step != "contact-2" or other is None:
        return []
    place = CaseWorker(case=case, person=other, role=CaseWorker.Role.SOCIAL_WORK, since=when.date())
    team.join(place, by=actor(worker, when), now=when)
    return [other]


def _case(department: Unit, load: Load) -> Case:
    with door.opened("demo"):
        found = Case.objects.select_related("unit", "project", "client")
        return found.get(unit=department, inquired_on=load.began)
