"""How volunteers are kept: rules accepted, posts that ask for training, forms of training, exchanges, reviews, the year."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from banyan.domains.services.rules.proving import ATTENTION, BREACH, GOOD, Judged
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

FORMS = ("theory", "practice", "cases")
REWARDS = ("certificate", "material", "advancement")
YEAR_PARTS = (
    ("worked", noop("Say what worked, and why.")),
    ("lacked", noop("Say what was lacking; “nothing” is an answer too.")),
    ("lesson", noop("Say which experience is worth keeping.")),
    ("next_steps", noop("Say what changes next year.")),
)


def numbers_in(said: str) -> list[str]:
    """The numbers of volunteers in a line, each once, however they were separated."""
    for mark in "，,;；、|/\n\t":
        said = said.replace(mark, " ")
    return list(dict.fromkeys(said.split()))


def check_known(asked: Collection[str], known: Collection[str]) -> None:
    """Every number named is on the register of the station."""
    unknown = "、".join(each for each in asked if each not in known)
    if not asked:
        raise Refused({"numbers": noop("Name at least one volunteer by number.")})
    if unknown:
        raise Refused(
            {"numbers": sentence(noop("Not on the register of this station: %(numbers)s."), numbers=unknown)}
        )


def check_rules(texts: Mapping[str, str], since: date, before: date | None) -> None:
    """Rules of volunteering say all three: rights and duties, conduct, appraisal (R7.3.1)."""
    said = {
        "rights": noop("Say which rights and duties volunteers have."),
        "conduct": noop("Say how volunteers conduct themselves."),
        "appraisal": noop("Say how their service is appraised."),
    }
    problems: dict[str, str | Sentence] = {
        name: why for name, why in said.items() if not texts.get(name, "").strip()
    }
    if before is not None and since <= before:
        problems["since"] = noop("Rules that renew others come into force after them.")
    if problems:
        raise Refused(problems, clause="R7.3.1")


def check_past(field: str, on: date, today: date) -> None:
    """What is written down has happened."""
    if on > today:
        raise Refused({field: noop("This day has not come yet.")})


def check_may_fill(needs_training: bool, trained: bool, inducted: bool) -> None:
    """A post that asks for training takes nobody without it (R7.2.3)."""
    if not inducted:
        raise Refused({"volunteer": noop("This volunteer has not been inducted yet.")}, clause="R7.2.1")
    if needs_training and not trained:
        raise Refused(
            {"volunteer": noop("This post asks for training, and this volunteer was at none for it.")},
            clause="R7.2.3", way_out=noop("Write down the training for this post and who came, then fill the post."),
        )  # fmt: skip


def check_course(kind: str, post: bool, said: str) -> None:
    """An exchange is of all, and says what was exchanged."""
    if kind == "exchange" and post:
        raise Refused({"post": noop("An exchange meeting is for all volunteers, not for one post.")})
    if kind == "exchange" and not said.strip():
        raise Refused({"said": noop("Say what was exchanged and agreed.")}, clause="R7.2.4")


def check_year(texts: Mapping[str, str]) -> None:
    """A year is handed in with all four parts: it is to be learnt from (R7.4.4)."""
    problems: dict[str, str | Sentence] = {
        name: why for name, why in YEAR_PARTS if not texts.get(name, "").strip()
    }
    if problems:
        raise Refused(problems, clause="R7.4.4")


def check_other(author: int | None, judge: int | None) -> None:
    """Nobody accepts their own."""
    if author is not None and author == judge:
        raise Refused({"": noop("Somebody else accepts it, not whoever wrote it.")})


def forms_used(used: Collection[str]) -> Judged:
    """Over a year volunteers learn by theory, by practice and from cases (R7.2.2)."""
    lacking = len(set(FORMS) - set(used))
    if not lacking:
        return GOOD, sentence(noop("theory, practice and cases were all used within a year"))
    return ATTENTION, sentence(
        noop("%(lacking)s of the three forms (theory, practice, cases) were not used within a year"),
        lacking=lacking,
    )


def filled(needs_training: bool, trained_on: date | None, since: date) -> Judged:
    """Whoever fills a post that asks for training had it before (R7.2.3)."""
    if not needs_training:
        return GOOD, sentence(noop("the post asks for no training of its own"))
    if trained_on is None:
        return BREACH, sentence(noop("fills a post that asks for training, and had none"))
    if trained_on > since:
        return BREACH, sentence(
            noop("trained for the post only on %(day)s, after taking it"), day=trained_on.isoformat()
        )
    return GOOD, sentence(noop("trained for the post before taking it"))


def exchanged(last: date | None, until: date, days: int) -> Judged:
    """Volunteers meet to exchange in time (R7.2.4)."""
    if last is None:
        return ATTENTION, sentence(noop("no exchange meeting of volunteers yet"))
    late = (until - last).days - days
    if late > 0:
        return ATTENTION, sentence(
            noop("the last exchange meeting was on %(day)s, %(late)s days longer ago than set"),
            day=last.isoformat(),
            late=late,
        )
    return GOOD, sentence(noop("exchange meeting on %(day)s"), day=last.isoformat())


def accepted(
    since: date | None, joined: date | None, accepted_on: date | None, until: date, days: int
) -> Judged | None:
    """Each volunteer accepted the rules in force within the days (R7.3.1); nothing is said while they run."""
    if since is None:
        return BREACH, sentence(noop("there are no rules of volunteering in force"))
    if accepted_on is not None and accepted_on <= until:
        return GOOD, sentence(noop("accepted the rules on %(day)s"), day=accepted_on.isoformat())
    by = max(since, joined or since) + timedelta(days=days)
    if until <= by:
        return None
    return BREACH, sentence(noop("has not accepted the rules of volunteering"))


def reviewed(last: date | None, first_served: date, until: date, days: int) -> Judged | None:
    """Whoever serves is reviewed in time (R7.3.2); a newcomer has as long as the setting gives."""
    counted_from = last or first_served
    late = (until - counted_from).days - days
    if late > 0:
        return ATTENTION, sentence(
            noop("serves, and was not reviewed for %(late)s days longer than set"), late=late
        )
    if last is None:
        return None
    return GOOD, sentence(noop("reviewed on %(day)s"), day=last.isoformat())


def rewarded(given: Collection[str]) -> Judged:
    """Over a year the three incentives are in use: certificate, something in kind, advancement (R7.4.1)."""
    lacking = len(set(REWARDS) - set(given))
    if not lacking:
        return GOOD, sentence(
            noop("certificate, reward in kind and advancement were all given within a year")
        )
    return ATTENTION, sentence(
        noop("%(lacking)s of the three incentives (certificate, in kind, advancement) were not given within a year"),
        lacking=lacking,
    )  # fmt: skip


def certified(written: object, proven: object) -> Judged:
    """The hours of a certificate are the approved hours of its day (R7.4.2)."""
    if written == proven:
        return GOOD, sentence(noop("hours as approved"))
    return BREACH, sentence(
        noop("says %(written)s hours, %(proven)s are approved"), written=str(written), proven=str(proven)
    )


@dataclass(frozen=True)
class YearDue:
    """A year of volunteering that is over: its end, when its sum was handed in, whether it was accepted."""

    ends_on: date
    handed_on: date | None
    is_accepted: bool


def summed_up(year: YearDue, until: date, days: int) -> Judged | None:
    """A year is summed up in time after its end (R7.4.4); nothing is said while the days run."""
    by = year.ends_on + timedelta(days=days)
    if year.handed_on is None:
        if until <= by:
            return None
        return BREACH, sentence(
            noop("the year until %(day)s was not summed up"), day=year.ends_on.isoformat()
        )
    if year.handed_on > by:
        return ATTENTION, sentence(noop("summed up %(late)s days late"), late=(year.handed_on - by).days)
    if not year.is_accepted:
        return GOOD, sentence(noop("summed up in time, waits to be accepted"))
    return GOOD, sentence(noop("summed up and accepted"))
