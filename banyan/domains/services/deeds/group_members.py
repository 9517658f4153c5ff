"""Members of a group: signed up, screened, admitted with consent, and what their tests say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.deeds import deed
from banyan.core.pointing import writable
from banyan.domains.services.models import Group, GroupMember, GroupTest
from banyan.domains.services.queries.groups import agreed_of, recruiting_of
from banyan.domains.services.rules import group_members as rules
from banyan.foundation.refusal import Refused, noop

State = GroupMember.State


@deed(GroupMember, "add", new=True, label=_("Sign up"), icon="user-plus")
def sign_up(member: GroupMember, by: Any, now: datetime) -> None:
    """Somebody out of the register signs up, while the group takes members."""
    rules.check_may_sign_up(recruiting_of(member.group), now.date())
    _check_case(member.case_number, by)
    member.joined_on = member.joined_on or now.date()


@deed(GroupMember, "edit", frm=(State.SIGNED_UP, State.ADMITTED), label=_("Edit"), icon="pencil")
def edit_member(member: GroupMember, by: Any, now: datetime, **changes: Any) -> None:
    """Write down what a member expects, what they agreed to, and the case that follows."""
    for name, value in changes.items():
        if name in ("group", "user") and value != getattr(member, name):
            raise Refused({name: noop("A member stays who they are; sign somebody else up instead.")})
        setattr(member, name, value)
    if "case_number" in changes:
        _check_case(member.case_number, by)
    if member.state == State.ADMITTED:
        rules.check_admission(agreed_of(member, now.date()), now.date())


def _check_case(number: str, by: Any) -> None:
    """The number of a guarded file is written nowhere outside it; a number that does not exist is refused in the same words."""
    if writable(number, by) != number:
        raise Refused(
            {"case_number": noop("No case that may be named here has this number; leave the place empty.")}
        )


@deed(GroupMember, "name_no_case", system=True, label=_("Entry of a member corrected"))
def name_no_case(member: GroupMember, by: Any, now: datetime) -> None:
    """The case became a guarded one: its number leaves the list of members."""
    member.case_number = ""


@deed(GroupMember, "admit", frm=State.SIGNED_UP, to=State.ADMITTED, label=_("Admit"), icon="user-check")
def admit(
    member: GroupMember, by: Any, now: datetime, screening: str, consent_on: date | None = None,
    guardian_consent_on: date | None = None,
) -> None:  # fmt: skip
    """The screening says that the group fits; the member agreed, and for somebody under age the guardian as well."""
    member.consent_on = consent_on or member.consent_on
    member.guardian_consent_on = guardian_consent_on or member.guardian_consent_on
    rules.check_admission(agreed_of(member, now.date()), now.date())
    member.screened_on, member.screening = now.date(), screening


@deed(GroupMember, "decline", frm=State.SIGNED_UP, to=State.DECLINED, label=_("Do not admit…"), danger=True,
      icon="user-x")  # fmt: skip
def decline(member: GroupMember, by: Any, now: datetime, screening: str) -> None:
    """The screening says that another service fits better; the reason is kept."""
    member.screened_on, member.screening = now.date(), screening


@deed(GroupMember, "leave", frm=State.ADMITTED, to=State.LEFT, label=pgettext_lazy("member", "Leaves the group…"),
      danger=True, icon="door-exit")  # fmt: skip
def leave(member: GroupMember, by: Any, now: datetime, left_because: str) -> None:
    """A member leaves; the sessions they came to stay counted."""
    member.left_on, member.left_because = now.date(), left_because


@deed(Group, "note_tests", label=_("Tests before and after"), icon="chart-dots")
def note_tests(group: Group, by: Any, now: datetime, moment: str, taken_on: date,
               scores: Mapping[UUID, Decimal]) -> None:  # fmt: skip
    """Keep the scores of a test, for many members at once; the version of the instrument is the plan's."""
    if not group.instrument:
        raise Refused(
            {"": noop("The plan names no instrument.")}, way_out=noop("Name it in the plan, and its version.")
        )
    if taken_on > now.date():
        raise Refused({"taken_on": noop("This day has not come yet.")})
    members = {each.public_id: each for each in GroupMember.everything.filter(group=group)}
    if set(scores) - set(members):
        raise Refused({"": noop("One of those tested is no member of this group.")})
    for key, score in scores.items():
        GroupTest.everything.update_or_create(
            member=members[key], moment=moment,
            defaults={"score": score, "taken_on": taken_on, "instrument_version": group.instrument_version},
        )  # fmt: skip
