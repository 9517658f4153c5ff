"""A case file bound as one document: its forms and process records in the order of their days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.documents.binding import Binder, Paper
from banyan.domains.services.models import Case, CaseContact, CaseDocument
from banyan.domains.services.queries.case_forms import FILE_CODE, contact_form, grade_of, paper_form
from banyan.domains.services.queries.case_relations import drawings_for

#: A volume holds so many papers; a longer file is bound in several.
A_VOLUME = 300
_KEPT = (CaseDocument.State.APPROVED, CaseDocument.State.FILED, CaseDocument.State.REPLACED)


def bound_file(case: Case, by: Any, now: datetime, volume: int = 1) -> Binder | None:
    """One volume of the file; None where the file has no such volume. The caller has let `by` through the door."""
    with door.opened("bound case file"):
        places = _places(case)
        volumes = max(-(-len(places) // A_VOLUME), 1)
        if not 1 <= volume <= volumes:
            return None
        chosen = places[(volume - 1) * A_VOLUME : volume * A_VOLUME]
        return Binder(
            _("Case file"), case.number, case.unit, FILE_CODE, _cover(case, len(places), volume, volumes),
            _papers(case, chosen), grade_of(case), watermark_for(case, by, now),
        )  # fmt: skip


def watermark_for(case: Case, by: Any, now: datetime) -> str:
    """What stands across every page of a guarded file: grade, who printed it, and when."""
    if not case.is_guarded:
        return ""
    name = by.person.name if by.person else by.name
    return f"{case.confidentiality} · {name} · {localtime(now):%Y-%m-%d %H:%M}"


def _places(case: Case) -> list[tuple[Any, str, int]]:
    """Day, kind and key of everything that lies in the file, in the order of the days. Two statements."""
    papers = CaseDocument.everything.filter(case=case, state__in=_KEPT).values_list("happened_on", "pk")
    contacts = CaseContact.everything.filter(case=case).values_list("held_on", "pk")
    found = [(day, "paper", pk) for day, pk in papers] + [(day, "talk", pk) for day, pk in contacts]
    return sorted(found)


def _papers(case: Case, chosen: list[tuple[Any, str, int]]) -> list[Paper]:
    people = ("author", "successor")
    forms = CaseDocument.everything.filter(pk__in=[pk for _d, kind, pk in chosen if kind == "paper"])
    talks = CaseContact.everything.filter(pk__in=[pk for _d, kind, pk in chosen if kind == "talk"])
    kept: dict[tuple[str, int], Any] = {("paper", each.pk): each for each in forms.select_related(*people)}
    kept |= {("talk", each.pk): each for each in talks.select_related("worker", "noted_by")}
    made = []
    for _day, kind, pk in chosen:
        record = kept[kind, pk]
        record.case = case
        made.append(_paper(record) if kind == "paper" else _talk(record))
    return made


def _paper(record: CaseDocument) -> Paper:
    return Paper(paper_form(record, drawings_for(record)), record.happened_on, str(record.author or ""))


def _talk(record: CaseContact) -> Paper:
    return Paper(contact_form(record), record.held_on, str(record.worker or ""))


def _cover(case: Case, papers: int, volume: int, volumes: int) -> list[tuple[Any, Any]]:
    client = case.client.name if case.client else case.caller
    return [
        (_("File number"), case.number),
        (pgettext("case form", "Client"), client),
        (_("Stage"), case.get_state_display()),
        (_("Inquiry on"), case.inquired_on),
        (pgettext("case form", "Accepted on"), case.opened_on),
        (_("Closed on"), case.closed_on),
        (pgettext("case form", "Key worker"), str(case.key_worker or "")),
        (_("Project"), str(case.project or "")),
        (_("Secrecy"), case.get_confidentiality_display()),
        (_("Papers in the file"), papers),
        (_("Volume"), f"{volume} / {volumes}"),
    ]
