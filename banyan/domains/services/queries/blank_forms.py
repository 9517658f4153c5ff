"""The forms of casework and group work to be filled by hand: the same papers, empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core import door
from banyan.core.documents import a4
from banyan.core.identity.models import Unit
from banyan.domains.services.models import Case, CaseContact, CaseDocument, Group, GroupMember, GroupSession
from banyan.domains.services.queries import case_forms, group_on_paper
from banyan.domains.services.queries.group_on_paper import File

SESSIONS, MEMBERS = 6, 15


@dataclass(frozen=True)
class Blank:
    """One form of the shelf: its code, what it is called, and how it is set for a unit."""

    code: str
    label: str | Promise
    made: Callable[[Unit, Any], a4.Form]


class Empty(File):
    """A group of which nothing is known yet; its sheets have room."""

    @property
    def planned(self) -> list[GroupSession]:  # type: ignore[override]
        """Numbered columns and rows for the sessions."""
        return [GroupSession(group=self.group, position=place) for place in range(1, SESSIONS + 1)]

    sessions = planned  # type: ignore[assignment]

    @property
    def records(self) -> list[GroupSession]:  # type: ignore[override]
        """No session was held."""
        return []

    @property
    def members(self) -> list[GroupMember]:  # type: ignore[override]
        """Nobody signed up."""
        return []

    @property
    def evaluation(self) -> None:  # type: ignore[override]
        """It is not begun."""
        return


def _paper(kind: str, unit: Unit, _by: Any) -> a4.Form:
    return case_forms.paper_form(CaseDocument(case=Case(unit=unit), kind=kind))


def _contact(unit: Unit, _by: Any) -> a4.Form:
    return case_forms.contact_form(CaseContact(case=Case(unit=unit)))


def _session(unit: Unit, by: Any) -> a4.Form:
    group = Group(unit=unit)
    return group_on_paper.session_form(Empty(group, by), GroupSession(group=group))


def _sheet(name: str, unit: Unit, by: Any) -> a4.Form:
    made = group_on_paper.SHEETS[name](Empty(Group(unit=unit), by))
    if made is None:
        raise ValueError(f"{name} has no blank sheet")
    return made


_CASEWORK = {
    code: Blank(code, CaseDocument.Kind(kind).label, partial(_paper, kind))
    for kind, code in case_forms.CODES.items()
} | {case_forms.CONTACT_CODE: Blank(case_forms.CONTACT_CODE, _("Process record"), _contact)}
_GROUPS = (
    Blank(group_on_paper.PLAN_CODE, pgettext_lazy("paper of a group", "Plan of a group"), partial(_sheet, "plan")),
    Blank(group_on_paper.MEMBERS_CODE, _("List of members"), partial(_sheet, "members")),
    Blank(group_on_paper.ATTENDANCE_CODE, _("Attendance table of the group"), partial(_sheet, "attendance")),
    Blank(group_on_paper.SESSION_CODE, pgettext_lazy("paper of a group", "Record of a session"), _session),
    Blank(
        group_on_paper.EVALUATION_CODE, pgettext_lazy("paper of a group", "Evaluation of a group"),
        partial(_sheet, "evaluation"),
    ),
)  # fmt: skip
#: Every form by its code, as the address names it.
SHELF: Mapping[str, Blank] = {
    blank.code.lower(): blank for blank in (*(_CASEWORK[code] for code in sorted(_CASEWORK)), *_GROUPS)
}


def blank_form(code: str, unit: Unit, by: Any) -> a4.Form | None:
    """An empty form of the shelf under the name of a unit; None where the shelf has no such form."""
    if code not in SHELF:
        return None
    with door.opened("blank form"):
        return SHELF[code].made(unit, by)
