"""The numbers of the trade that the staff room works with, as they were valid on a day."""

from __future__ import annotations

from dataclasses import dataclass

from banyan.domains.staff.rules.qualifications import RegistrationTerms


@dataclass(frozen=True)
class StaffTerms:
    """Registration terms, months between no-crime inquiries, and the duties that must not meet in one person.

    `duty_words` maps a duty to the words that betray it in a post title; `incompatible` lists pairs of duties.
    """

    registration: RegistrationTerms
    inquiry_months: int
    duty_words: dict[str, tuple[str, ...]]
    incompatible: tuple[tuple[str, str], ...]
