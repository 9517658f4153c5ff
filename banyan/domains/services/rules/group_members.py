"""Who becomes a member of a group: within the time of recruiting, screened, with consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@dataclass(frozen=True)
class Recruiting:
    """What decides whether somebody may still sign up."""

    is_closed_group: bool
    recruits_until: date | None
    first_held_on: date | None
    most_members: int | None
    members: int
    is_over: bool = False


@dataclass(frozen=True)
class Agreed:
    """The consents that lie with a member, and whether a guardian decides with them."""

    consent_on: date | None
    guardian_consent_on: date | None
    needs_guardian: bool


def check_may_sign_up(recruiting: Recruiting, today: date) -> None:
    """People sign up until recruitment ends; an open group takes people at any session."""
    if recruiting.is_over:
        raise Refused({"": noop("The group is over; nobody joins it any more.")})
    if recruiting.is_closed_group:
        _check_closed(recruiting, today)
    if recruiting.most_members and recruiting.members >= recruiting.most_members:
        text = noop("The plan has room for %(most)s members, and so many have signed up.")
        raise Refused({"user": sentence(text, most=recruiting.most_members)})


def _check_closed(recruiting: Recruiting, today: date) -> None:
    if recruiting.first_held_on is not None:
        raise Refused(
            {"": noop("This is a closed group and its first session was held.")},
            way_out=noop("Whoever comes later joins another group, or the plan is changed to an open one."),
        )
    if recruiting.recruits_until and today > recruiting.recruits_until:
        text = noop("Recruitment ended on %(day)s.")
        raise Refused({"": sentence(text, day=recruiting.recruits_until.isoformat())})


def check_admission(agreed: Agreed, today: date) -> None:
    """Nobody is admitted without their consent; for somebody under age the guardian agrees as well."""
    problems: dict[str, str | Sentence] = {}
    if agreed.consent_on is None:
        problems["consent_on"] = noop("The member has not agreed yet.")
    elif agreed.consent_on > today:
        problems["consent_on"] = noop("This day has not come yet.")
    if agreed.needs_guardian and agreed.guardian_consent_on is None:
        problems["guardian_consent_on"] = noop("The member is under age: the guardian agrees as well.")
    elif agreed.guardian_consent_on and agreed.guardian_consent_on > today:
        problems["guardian_consent_on"] = noop("This day has not come yet.")
    if problems:
        raise Refused(problems, way_out=noop("Have the consent signed, then admit the member."))
