"""Telling those who work here what they have to read."""

from __future__ import annotations

from datetime import date, datetime

from banyan.core.identity.models import User
from banyan.core.notices import tell
from banyan.domains.rulebook.models import Version
from banyan.domains.staff import public as staff
from banyan.foundation.refusal import noop, sentence


def tell_members(version: Version, due: date, now: datetime) -> None:
    """Everybody with a sign-in hears of a new version and until when it is to be signed."""
    people = [member.person_id for member in staff.members(version.unit, now.date())]
    users = User.objects.filter(person_id__in=people, is_active=True)
    words = sentence(
        noop("%(number)s was adopted; read and sign it by %(due)s."), number=version.number, due=str(due)
    )
    tell(users, "rulebook.adopted", words, about=version, now=now)
