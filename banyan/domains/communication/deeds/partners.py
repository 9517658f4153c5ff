"""Stakeholders and the contacts with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.models import Person
from banyan.domains.communication.deeds.beginning import begin, change, today_of
from banyan.domains.communication.deeds.finding import find_stakeholder
from banyan.domains.communication.models import LiaisonEntry, Stakeholder
from banyan.domains.communication.rules import partners as rules
from banyan.foundation.refusal import Refused, noop

State = Stakeholder.State
Channel = LiaisonEntry.Channel


@deed(Stakeholder, "add", new=True, label=_("Enter a stakeholder"), icon="building-community")
def enter(stakeholder: Stakeholder, by: Any, now: datetime) -> None:
    """Write down who outside has an interest in the work, and who keeps the contact."""
    rules.check_stakeholder(stakeholder.agreement, stakeholder.agreed_from, stakeholder.agreed_until)
    stakeholder.known_since = stakeholder.known_since or today_of(now)
    begin(stakeholder, now)
    find_stakeholder(stakeholder)


@deed(Stakeholder, "edit", frm=State.ACTIVE, label=_("Edit"), icon="pencil")
def edit(stakeholder: Stakeholder, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is known of a stakeholder: the liaison person, the agreement, the interest."""
    change(stakeholder, changes)
    rules.check_stakeholder(stakeholder.agreement, stakeholder.agreed_from, stakeholder.agreed_until)
    find_stakeholder(stakeholder)


@deed(LiaisonEntry, "add", new=True, system=True, label=_("Contact noted"))
def write_entry(entry: LiaisonEntry, by: Any, now: datetime) -> None:
    """A contact comes into the log."""
    entry.number = numbering.take(LiaisonEntry.number_pattern, entry.stakeholder.unit, entry.held_on.year)


@deed(Stakeholder, "log_contact", frm=State.ACTIVE, label=_("Note a contact"), icon="phone-call")
def log_contact(
    stakeholder: Stakeholder, by: Any, now: datetime, *, held_on: date, channel: Channel, matter: str,
    who: Person | None = None, agreed: str = "", next_step: str = "", next_due: date | None = None,
) -> None:  # fmt: skip
    """Note when, how and about what somebody was spoken to, what was agreed, and what comes next (R3.2.5)."""
    rules.check_contact(held_on, today_of(now), next_step, next_due)
    speaker = who or by.person or stakeholder.liaison
    if speaker is None:
        raise Refused({"who": noop("Say who spoke for us.")}, clause="R3.2.5")
    entry = LiaisonEntry(
        stakeholder=stakeholder, held_on=held_on, channel=channel, matter=matter, who=speaker
    )
    entry.agreed, entry.next_step, entry.next_due = agreed, next_step, next_due
    write_entry(entry, by=by, now=now)


@deed(LiaisonEntry, "finish_step", label=_("Next step done"), icon="check")
def finish_step(entry: LiaisonEntry, by: Any, now: datetime, done_how: str) -> None:
    """What was promised at this contact has been done."""
    if not entry.next_step or entry.done_on is not None:
        raise Refused({"": noop("No next step is open here.")})
    entry.done_on, entry.done_how = today_of(now), done_how


@deed(Stakeholder, "end_contact", frm=State.ACTIVE, to=State.ENDED, label=_("End the contact…"), danger=True,
      icon="plug-off")  # fmt: skip
def end_contact(stakeholder: Stakeholder, by: Any, now: datetime, reason: str) -> None:
    """There is nothing more to talk about with this body; its log stays."""
    stakeholder.ended_on = today_of(now)
