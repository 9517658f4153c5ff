"""The after-school class: who may come, who may fetch whom, and what a day must show before it is closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@dataclass(frozen=True)
class Enrolled:
    """What must be known of a child before the first afternoon."""

    guardian_name: str
    guardian_phone: str
    consent_on: date | None
    allergies: str
    fetchers: int
    alone_allowed: bool
    age: int | None


@dataclass(frozen=True)
class Fetcher:
    """Somebody on the list of those who may fetch a child."""

    starts_on: date
    ends_on: date | None
    is_barred: bool = False


@dataclass(frozen=True)
class Afternoon:
    """A day of the class as its sheet shows it."""

    children: int
    inside: int
    adults: int
    closes_at: time
    closed: bool = False


def check_enrolment(child: Enrolled, today: date, alone_from: int) -> None:
    """A child comes with the guardian's consent, allergies asked about, and somebody who may fetch it (W6.3)."""
    problems: dict[str, str | Sentence] = {}
    if not child.guardian_name.strip() or not child.guardian_phone.strip():
        problems["guardian"] = noop("Name the guardian and a telephone that is answered in the afternoon.")
    if child.consent_on is None or child.consent_on > today:
        problems["consent_on"] = noop("The guardian's written consent comes first.")
    if not child.allergies.strip():
        problems["allergies"] = noop("Ask about allergies and illness; write “none” where there are none.")
    if not child.fetchers and not child.alone_allowed:
        problems["fetchers"] = noop("Name at least one person who may fetch the child.")
    if child.alone_allowed and (child.age is None or child.age < alone_from):
        problems["may_go_alone"] = sentence(
            noop("A child goes home alone from the age of %(age)s, not before."), age=alone_from
        )
    if problems:
        raise Refused(problems, clause="W6.3")


def check_place(enrolled: int, capacity: int) -> None:
    """The class takes no more children than it has places."""
    if enrolled >= capacity:
        raise Refused({"": sentence(noop("All %(capacity)s places are taken."), capacity=capacity)})


def check_may_fetch(fetcher: Fetcher | None, on: date) -> None:
    """A child leaves only with somebody of the list (W6.3)."""
    if fetcher is None:
        said = noop(
            "This person is not on the child's list; the child stays until the guardian has been asked."
        )
    elif fetcher.is_barred:
        said = noop("This person must not fetch the child; the child stays, and the director is told.")
    elif on < fetcher.starts_on or (fetcher.ends_on is not None and on > fetcher.ends_on):
        said = noop(
            "This person may not fetch the child on this day; the child stays until the guardian has been asked."
        )
    else:
        return
    raise Refused(
        {"fetcher": said}, clause="W6.3", way_out=noop("Call the guardian and add the person to the list.")
    )


def check_goes_alone(allowed: bool, age: int | None, alone_from: int) -> None:
    """A child goes home alone only where the guardian said so in writing, and is old enough."""
    if not allowed:
        raise Refused(
            {"fetcher": noop("The guardian has not allowed this child to go home alone.")}, clause="W6.3",
            way_out=noop("Call the guardian."),
        )  # fmt: skip
    if age is None or age < alone_from:
        raise Refused(
            {
                "fetcher": sentence(
                    noop("A child goes home alone from the age of %(age)s, not before."), age=alone_from
                )
            },
            clause="W6.3",
        )


def check_close(afternoon: Afternoon) -> None:
    """The day is closed when every child has been fetched."""
    if afternoon.inside:
        raise Refused(
            {
                "": sentence(
                    noop("%(inside)s children are still inside; sign them out first."),
                    inside=afternoon.inside,
                )
            },
            clause="W6.3",
        )


def adults_needed(children: int, adults: int, an_adult: int) -> int:
    """Adults whom so many children need: two at least, and one for every so many."""
    return max(adults, -(-children // an_adult)) if children else 0


def is_late(afternoon: Afternoon, now: datetime) -> bool:
    """Whether a child is inside after the class has closed; `now` is the time at the place."""
    return not afternoon.closed and afternoon.inside > 0 and now.time() > afternoon.closes_at


def evidence_lacks(afternoon: Afternoon, needed: int) -> tuple[str, ...]:
    """What a closed afternoon still lacks before it counts."""
    return ("adults_missing",) if afternoon.adults < needed else ()


def day_judged(afternoon: Afternoon, needed: int, left_with_nobody: int) -> Judged:
    """A day against its sheet: everybody fetched by somebody of the list, adults enough (W6.3)."""
    if left_with_nobody or afternoon.inside:
        return BREACH, sentence(
            noop("%(count)s children left without anybody of their list."),
            count=left_with_nobody + afternoon.inside,
        )
    if afternoon.adults < needed:
        return BREACH, sentence(
            noop("%(adults)s adults were present, %(needed)s were needed."),
            adults=afternoon.adults,
            needed=needed,
        )
    if not afternoon.closed:
        return ATTENTION, sentence(noop("The sheet of the day is still open."))
    return GOOD, sentence(noop("Every child was fetched by somebody of the list."))


def parties_judged(organiser: str, school: str, checks: int) -> Judged:
    """The community organises and supervises, the school gives the room, the agency serves (W6.1)."""
    if not organiser.strip() or not school.strip():
        return BREACH, sentence(
            noop("The community or the school is not named; three parties belong to a class.")
        )
    if not checks:
        return ATTENTION, sentence(noop("The community has not looked at the class in this period."))
    return GOOD, sentence(noop("Three parties are named, and the community has looked at the class."))


def following_judged(enrolled_on: date, heard: Iterable[date], until: date, days: int) -> Judged:
    """One child: observed, and school or parents heard within the days set (W6.4)."""
    last = max((day for day in heard if day <= until), default=enrolled_on)
    late = (until - last - timedelta(days=days)).days
    if late <= 0:
        return GOOD, sentence(noop("School or parents were heard in time."))
    return ATTENTION, sentence(
        noop("Neither school nor parents were heard since %(day)s."), day=last.isoformat()
    )
