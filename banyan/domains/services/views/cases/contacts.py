"""Writing contact records, on a phone as at a desk; correcting and noting them."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.gate import needs
from banyan.domains.services.case_forms import ContactForm, NoteForm
from banyan.domains.services.deeds.cases import contacts
from banyan.domains.services.models import CaseContact
from banyan.domains.services.queries.cases.reading import (
    last_contact,
    newest_of,
    open_goals,
    read_case,
    read_part,
    team_beside,
)
from banyan.domains.services.views.cases.parts import ask, settled

_PAGE = "services/cases/contact.html"


def begun(now: datetime) -> dict[str, Any]:
    """What a new record begins with: today, the hour that just passed."""
    here = localtime(now)
    began = max(here - timedelta(hours=1), here.replace(hour=0, minute=0))
    times = {
        "began_at": began.time().replace(second=0, microsecond=0),
        "ended_at": here.time().replace(second=0, microsecond=0),
    }
    return {"kind": "interview", "function": "direct", "held_on": here.date(), **times}


@needs("services.casecontact.add")
def write(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One page, one record: how, when, what happened, what was said, what to make of it."""
    by, now = request.actor, clock.now()  # type: ignore[attr-defined]
    case = read_case(public_id, by, now)
    form = ContactForm(
        request.POST or None, team=team_beside(case, by), goals=open_goals(case), initial=begun(now)
    )

    def do(filled: ContactForm) -> str:
        record = CaseContact(case=case, **filled.contact())
        made = contacts.write_contact(record, by=by, companions=filled.companions(), scores=filled.scores())
        return _("%(number)s was written down.") % {"number": made.number}

    return ask(
        request, case, form, do, deed=_("Write a contact record"), template=_PAGE, last=last_contact(case)
    )


@needs("services.casecontact.add")
def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A further version of a record, with its reason; the former one stays to be read."""
    by = request.actor  # type: ignore[attr-defined]
    opened = read_part(CaseContact, public_id, by, clock.now())
    former = newest_of(opened) or opened
    names = (*contacts.PLAIN, *contacts.TEXTS)
    begun = {name: getattr(former, name) for name in names}
    made = partial(ContactForm, team=[], goals=[], correcting=True, initial=begun)
    form = made(settled(request, made()))

    def do(filled: ContactForm) -> str:
        changes = {name: value for name, value in filled.contact().items() if name in names}
        contacts.correct_contact(former, by=by, reason=filled.cleaned_data["reason"], changes=changes)
        return _("%(number)s was corrected; the former words stay.") % {"number": former.number}

    return ask(
        request, former.case, form, do, deed=_("Correct a contact record"), template=_PAGE, former=former, standing=former,
        opened=opened,
    )  # fmt: skip


@needs("services.casecontact.note")
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read a record as supervisor and say what is to be thought of."""
    by = request.actor  # type: ignore[attr-defined]
    record = read_part(CaseContact, public_id, by, clock.now())

    def do(filled: Any) -> str:
        contacts.note_contact(record, by=by, note=filled.cleaned_data["note"])
        return _("The note stands beside %(number)s.") % {"number": record.number}

    return ask(
        request, record.case, NoteForm(request.POST or None), do, deed=_("Read and note"), contact=record
    )
