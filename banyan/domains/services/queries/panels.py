"""What the panels on a record's page show, each through the viewer's own door."""

from __future__ import annotations

from typing import Any

from banyan.core import clock
from banyan.core.fields import EncryptedText
from banyan.core.registers.addresses import page_of
from banyan.domains.services.models import Attendance, Consent, DuplicateProposal, Household, ServiceUser
from banyan.domains.services.queries.consents import given
from banyan.domains.services.rules import consents as rules
from banyan.domains.services.rules.ages import age_on
from banyan.domains.services.rules.merging import MAY_FILL
from banyan.domains.services.rules.people import Person, masked, remarks
from banyan.domains.services.settings import age_limits

_SHOWN = 50
_COMPARED = ("name", *MAY_FILL, "groups", "registered_on")


def consents(user: ServiceUser, by: Any) -> dict[str, Any]:
    """Every consent in order, what holds today, and what a birthday has made old."""
    today = clock.today()
    limits = age_limits(today, user.unit)
    kept = list(Consent.objects.visible_to(by).filter(user=user).order_by("-given_on", "-pk"))
    held = given(kept)
    renewals = rules.renewals_due(user.born_on, held, today, limits)
    missing = [
        kind for kind in Consent.Kind if kind != "image" and not rules.in_force(held, rules.Kind(kind), today)
    ]
    needs_sensitive = rules.needs_sensitive(user.born_on, bool(user.groups or user.disability), today, limits)
    return {
        "consents": kept,
        "renewals": [(Consent.Kind(each.kind).label, each.age, each.since) for each in renewals],
        "missing": [kind.label for kind in missing if kind == "general" or needs_sensitive],
        "may_give": by.can("services.consent.give", user),
        "may_withdraw": by.can("services.consent.withdraw", user),
        "user": user,
    }


def attended(user: ServiceUser, by: Any) -> dict[str, Any]:
    """Where somebody took part, newest first."""
    lines = Attendance.objects.visible_to(by).filter(user=user).select_related("sheet__activity")
    return {"lines": list(lines.order_by("-sheet__held_on", "-pk")[:_SHOWN])}


def doubts(user: ServiceUser, by: Any) -> dict[str, Any]:
    """What somebody should ask about: the identity number, possible duplicates, a merge."""
    mine = DuplicateProposal.objects.visible_to(by)
    proposals = (mine.filter(first=user) | mine.filter(second=user)).select_related("first", "second")
    person = Person(user.born_on, user.sex, user.document, user.id_number, user.guardian_name)
    return {
        "remarks": remarks(person),
        "proposals": [(each, page_of(each)) for each in proposals],
        "merged_into": user.merged_into,
        "age": age_on(user.born_on, clock.today()) if user.born_on else None,
    }


def members(household: Household, by: Any) -> dict[str, Any]:
    """Who lives together, the head first."""
    people = ServiceUser.objects.visible_to(by).filter(household=household, state=ServiceUser.State.ACTIVE)
    found = sorted(people, key=lambda user: (user.relation != "head", user.born_on is None, user.born_on))
    heads = sum(user.relation == "head" for user in found)
    return {"members": found, "heads": heads}


def side_by_side(proposal: DuplicateProposal, by: Any) -> dict[str, Any]:
    """Both registrations field by field, what differs marked, and what each has done."""
    users = ServiceUser.objects.visible_to(by).in_bulk([proposal.first_id, proposal.second_id])
    first, second = users[proposal.first_id], users[proposal.second_id]
    rows = [_compared(name, first, second) for name in _COMPARED]
    return {
        "first": first,
        "second": second,
        "rows": [row for row in rows if row["first"] or row["second"]],
        "attended": [_attendances(user, by) for user in (first, second)],
        "open": proposal.state == DuplicateProposal.State.OPEN
        and by.can("services.duplicateproposal.merge", proposal),
        "proposal": proposal,
    }


def _compared(name: str, first: ServiceUser, second: ServiceUser) -> dict[str, Any]:
    field = ServiceUser._meta.get_field(name.removesuffix("_id"))
    mine, theirs = _shown(first, field), _shown(second, field)
    return {
        "label": field.verbose_name,
        "first": mine,
        "second": theirs,
        "differs": bool(mine and theirs and mine != theirs),
    }


def _shown(user: ServiceUser, field: Any) -> Any:
    if isinstance(field, EncryptedText):
        return masked(getattr(user, field.name))
    return getattr(user, f"get_{field.name}_display")() if field.choices else getattr(user, field.name)


def _attendances(user: ServiceUser, by: Any) -> int:
    return Attendance.objects.visible_to(by).filter(user=user).count()
