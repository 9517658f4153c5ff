"""Forms of a case in Word, from the agency's own templates: what their placeholders may name."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import door
from banyan.core.documents import words
from banyan.core.documents.words import Placeholder
from banyan.domains.services.models import Case, CaseDocument
from banyan.domains.services.queries.case_forms import answer_said
from banyan.domains.services.rules.cases.papers import Ask, asks_of

_IN_FORCE = (CaseDocument.State.APPROVED, CaseDocument.State.FILED)


def declare() -> None:
    """Let a case be written as each of its forms; the newest version in force fills it."""
    for kind, label in CaseDocument.Kind.choices:
        words.declare(
            Case, f"services.case_{kind}", label=label, placeholders={**_OF_THE_CASE, **_of_form(kind)}
        )


def _of_form(kind: str) -> dict[str, Placeholder]:
    own = {
        "form_number": Placeholder(_("number of the form"), partial(_fact, kind, "number")),
        "form_day": Placeholder(_("day of the event"), partial(_fact, kind, "happened_on")),
        "written_by": Placeholder(_("Written by"), partial(_fact, kind, "author")),
    }
    return own | {ask.name: Placeholder(_(ask.label), partial(_answer, kind, ask)) for ask in asks_of(kind)}


def _paper(case: Case, kind: str) -> CaseDocument | None:
    with door.opened("case in Word"):
        kept = CaseDocument.everything.filter(case=case, kind=kind, state__in=_IN_FORCE)
        return kept.select_related("author").order_by("-edition").first()


def _fact(kind: str, name: str, case: Case) -> Any:
    return getattr(_paper(case, kind), name, "")


def _answer(kind: str, ask: Ask, case: Case) -> str:
    return answer_said(_paper(case, kind), ask)


_OF_THE_CASE = {
    "case_number": Placeholder(_("number of the case"), lambda case: case.number),
    "client_name": Placeholder(_("client"), lambda case: case.client.name if case.client else case.caller),
    "key_worker": Placeholder(_("key worker"), lambda case: case.key_worker),
    "case_grade": Placeholder(_("case grade"), lambda case: case.get_grade_display()),
    "secrecy": Placeholder(_("confidentiality"), lambda case: case.get_confidentiality_display()),
    "station": Placeholder(_("unit"), lambda case: case.unit),
}
