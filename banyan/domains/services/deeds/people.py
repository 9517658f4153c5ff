"""Registering service users, correcting what is known of them, and asking for their consent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.domains.services.deeds.doubts import propose_all
from banyan.domains.services.deeds.finding import find_users
from banyan.domains.services.deeds.residents import set_tags
from banyan.domains.services.models import Consent, Household, ServiceUser
from banyan.domains.services.queries.duplicates import proposals
from banyan.domains.services.rules import consents, people
from banyan.domains.services.settings import age_limits
from banyan.foundation.refusal import Refused, noop

State = ServiceUser.State


@deed(ServiceUser, "add", new=True, label=_("Register a resident"), icon="user-plus")
def register_user(user: ServiceUser, by: Any, now: datetime) -> None:
    """Take somebody into the register. Who seems to be there already is proposed, not refused."""
    _check(user, now)
    user.number = user.number or numbering.take(ServiceUser.number_pattern, user.unit, now.year)
    user.registered_on = user.registered_on or now.date()
    user.created_at = user.changed_at = now
    user.save()
    groups = getattr(user, "wanted_groups", ())
    if groups:
        set_tags(user, groups)
    find_users([user])
    propose_all(proposals([user], user.unit), unit=user.unit, now=now)


@deed(ServiceUser, "edit", frm=State.ACTIVE, label=_("Edit"), icon="pencil")
def edit_user(
    user: ServiceUser, by: Any, now: datetime, groups: Sequence[str] | None = None, **changes: Any
) -> None:
    """Correct what is known of somebody."""
    for name, value in changes.items():
        setattr(user, name, value)
    _check(user, now)
    if groups is not None:
        set_tags(user, groups)
    user.save()
    find_users([user])
    propose_all(proposals([user], user.unit), unit=user.unit, now=now)


@deed(Household, "add", new=True, label=_("New household"), icon="home-plus")
def register_household(household: Household, by: Any, now: datetime) -> None:
    """Open a household with one who lives in it; the others are named in their own registrations."""
    member = getattr(household, "wanted_member", None)
    if member is None:
        raise Refused({"member": noop("A household is people who live together; name one of them.")})
    household.number = household.number or numbering.take(Household.number_pattern, household.unit, now.year)
    household.created_at = household.changed_at = now
    household.save()
    edit_user(member, by=by, now=now, household=household)


@deed(Household, "edit", label=_("Edit"), icon="pencil")
def edit_household(household: Household, by: Any, now: datetime, **changes: Any) -> None:
    """Correct where a household lives."""
    for name, value in changes.items():
        setattr(household, name, value)


@deed(Consent, "give", new=True, label=_("Record a consent"), icon="writing-sign")
def give_consent(consent: Consent, by: Any, now: datetime) -> None:
    """Write down what somebody, or the guardian, agreed to and in which words. A renewal is a new consent."""
    limits = age_limits(consent.given_on, consent.user.unit)
    consents.check_consent(consent.given_on, consent.by_guardian, consent.user.born_on, now.date(), limits)


def give_consents(
    user: ServiceUser, *, by: Any, kinds: Sequence[str], text_version: str, given_on: date, by_guardian: bool
) -> list[Consent]:
    """Write down several kinds given at once: one consent each, all or none."""
    with transaction.atomic():
        return [
            give_consent(
                Consent(
                    user=user, kind=kind, text_version=text_version, given_on=given_on, by_guardian=by_guardian
                ),
                by=by,
            )
            for kind in kinds
        ]  # fmt: skip


@deed(Consent, "withdraw", label=_("Withdraw"), icon="writing-sign-off", danger=True)
def withdraw_consent(consent: Consent, by: Any, now: datetime, reason: str = "") -> None:
    """Take a consent back, as easily as it was given; it holds no longer from today."""
    consents.check_withdrawal(consent.given_on, consent.withdrawn_on, now.date())
    consent.withdrawn_on = now.date()


def _check(user: ServiceUser, now: datetime) -> None:
    today: date = now.date()
    people.check_person(
        people.Person(user.born_on, user.sex, user.document, user.id_number, user.guardian_name),
        today,
        age_limits(today, user.unit),
    )
