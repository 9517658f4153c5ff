"""What is posted, approved, paid or handed in stays as it is: the database itself refuses to change or delete it."""

from __future__ import annotations

from django.db import migrations

from banyan.domains.finance.triggers.agreed import agreed_guards, what_was_agreed_stands
from banyan.domains.finance.triggers.books import CLOSED_GUARDS, GUARDS, books_stand, closed_months_stand
from banyan.domains.finance.triggers.claims import (
    claim_guards,
    claims_stand,
    fund_guards,
    funds_of_claims_stand,
)
from banyan.domains.finance.triggers.ended import ended_guards, what_ended_stands
from banyan.domains.finance.triggers.laying import Guard
from banyan.domains.finance.triggers.whole import never_replaced, nothing_is_replaced

__all__ = [
    "books_stand",
    "claims_stand",
    "closed_months_stand",
    "funds_of_claims_stand",
    "names",
    "nothing_goes_around",
    "what_ended_stands",
    "what_was_agreed_stands",
]


def _all_guards(differs: str) -> dict[str, Guard]:
    return {
        **GUARDS, **claim_guards(differs), **fund_guards(differs), **CLOSED_GUARDS, **agreed_guards(differs),
        **ended_guards(differs),
    }  # fmt: skip


def nothing_goes_around() -> migrations.RunPython:
    """The migration step that closes the ways around the triggers above."""
    return nothing_is_replaced(_all_guards)


def names(vendor: str) -> tuple[str, ...]:
    """All triggers of this room on this database; `banyan verify` names those that are gone."""
    guards = _all_guards("IS NOT")
    return (*guards, *never_replaced(guards, vendor))
