"""A whole file as one numbered document: cover, catalogue, and its papers one after the other.

binder = binding.Binder(_("Case file"), "GA-2025-0137", unit, "FW-JA-00", cover=(…), papers=(binding.Paper(form, day, "…"), …))
return binding.answer(binder, by=request.actor, now=clock.now())
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core.documents import a4
from banyan.core.documents.printing import pdf

_FRAME = "core/documents/forms/binder.typ"


@dataclass(frozen=True)
class Paper:
    """One paper of the file: its form, the day it speaks of, and who wrote it."""

    form: a4.Form
    dated: date | None = None
    author: str = ""


@dataclass(frozen=True)
class Binder:
    """A file: title, number, unit, form code, what stands on the cover (label, words), and its papers in order.

    `grade` is the grade of secrecy in the header, `watermark` stands across every page.
    """

    title: Any
    number: str
    unit: Any
    code: str
    cover: Sequence[tuple[Any, Any]]
    papers: Sequence[Paper]
    grade: str = ""
    watermark: str = ""


def document(binder: Binder, by: Any, now: datetime) -> bytes:
    """The file as PDF. The same file, person and moment give the same bytes."""
    return pdf(_FRAME, _data(binder, by, now), now)


def answer(binder: Binder, by: Any, now: datetime) -> HttpResponse:
    """The file as an answer of a page; it is named by number, never by a person."""
    made = HttpResponse(document(binder, by, now), content_type="application/pdf")
    made["Content-Disposition"] = f'inline; filename="{slugify(binder.number) or "file"}.pdf"'
    return made


def _data(binder: Binder, by: Any, now: datetime) -> dict[str, Any]:
    heads = (
        _("No."),
        _("Title of the paper"),
        _("Number"),
        _("Day"),
        pgettext("catalogue", "Written by"),
        _("Page"),
    )
    return a4.frame(binder, by, now) | {
        "cover": [(str(label), a4.shown(value)) for label, value in binder.cover],
        "catalogue": {"title": _("Catalogue of the file"), "heads": [str(head) for head in heads]},
        "papers": [_paper(paper) for paper in binder.papers],
    }


def _paper(paper: Paper) -> dict[str, Any]:
    dated = paper.dated.isoformat() if paper.dated else ""
    return a4.content(paper.form) | {"number": paper.form.number, "dated": dated, "author": paper.author}
