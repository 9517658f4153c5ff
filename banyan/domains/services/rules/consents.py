"""Consent to keep personal data: general, sensitive and image are three separate questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from banyan.domains.services.rules.ages import AgeLimits, birthday, needs_guardian
from banyan.foundation.refusal import Refused, noop


class Kind(StrEnum):
    """What somebody agrees to; none of them follows from another."""

    GENERAL = "general"
    SENSITIVE = "sensitive"
    IMAGE = "image"


@dataclass(frozen=True)
class Given:
    """One consent as it was given, and perhaps taken back."""

    kind: Kind
    version: str
    given_on: date
    withdrawn_on: date | None = None
    by_guardian: bool = False

    def holds(self, on: date) -> bool:
        """Whether it is in force at the end of that day; a withdrawal works on the day it is made."""
        return self.given_on <= on and (self.withdrawn_on is None or on < self.withdrawn_on)


@dataclass(frozen=True)
class Renewal:
    """A consent that has to be asked for again because a birthday came after it."""

    kind: Kind
    age: int
    since: date


def in_force(consents: Iterable[Given], kind: Kind, on: date) -> Given | None:
    """The latest consent of this kind that holds on that day."""
    holding = [consent for consent in consents if consent.kind == kind and consent.holds(on)]
    return max(holding, key=lambda consent: consent.given_on, default=None)


def renewals_due(birth: date | None, consents: Sequence[Given], on: date, limits: AgeLimits) -> list[Renewal]:
    """Consents given before the 14th or 18th birthday that is now past; the later birthday is named."""
    if birth is None:
        return []
    due = (_renewal(birth, in_force(consents, kind, on), on, limits) for kind in Kind)
    return [renewal for renewal in due if renewal]


def _renewal(birth: date, consent: Given | None, on: date, limits: AgeLimits) -> Renewal | None:
    if consent is None:
        return None
    passed = [age for age in limits.renewals if consent.given_on < birthday(birth, age) <= on]
    return Renewal(consent.kind, passed[-1], birthday(birth, passed[-1])) if passed else None


def may_use_beyond_minimum(consents: Sequence[Given], on: date) -> bool:
    """Without general consent a person's data serve nothing but the record that they exist."""
    return in_force(consents, Kind.GENERAL, on) is not None


def needs_sensitive(birth: date | None, has_sensitive_facts: bool, on: date, limits: AgeLimits) -> bool:
    """Tags, disability and hardship are sensitive, and so is everything about a child under 14 (article 28)."""
    return has_sensitive_facts or needs_guardian(birth, on, limits)


def check_consent(
    given_on: date, by_guardian: bool, birth: date | None, today: date, limits: AgeLimits
) -> None:
    """A consent is not dated ahead, and for a child the guardian signs."""
    if given_on > today:
        raise Refused({"given_on": noop("This day has not come yet.")})
    if needs_guardian(birth, given_on, limits) and not by_guardian:
        raise Refused(
            {"by_guardian": noop("For a child under 14 the guardian signs the consent.")},
            code="guardian_missing",
        )


def check_withdrawal(given_on: date, withdrawn_on: date | None, today: date) -> None:
    """A consent is taken back once, on the day it is said."""
    if withdrawn_on is not None:
        raise Refused({"": noop("This consent has been withdrawn already.")})
    if today < given_on:
        raise Refused({"": noop("A consent cannot be withdrawn before it was given.")})
