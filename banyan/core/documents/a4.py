"""The A4 form that people know, said in Python: facts, words, lines, signatures; the frame comes by itself.

form = a4.Form(_("Minutes"), "BY-HY-01", meeting.unit, meeting.number, (
    a4.fields((_("Place"), meeting.place), (_("Chair"), meeting.chair.name)),
    a4.words(_("Decisions"), meeting.decisions),
    a4.lines((_("Action"), _("Owner"), _("Due")), rows, widths=(6, 2, 2)),
    a4.signatures(a4.Hand(_("Chair"), seal=a4.seal_of_the_station())),
))
return a4.answer(form, by=request.actor, now=clock.now())
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core.documents.printing import pdf
from banyan.core.identity import tree

_FRAME = "core/documents/forms/a4.typ"
_COLUMNS, _LABEL = 24, 3
Block = dict[str, Any]


@dataclass(frozen=True)
class Form:
    """One form: title, form code, unit, number, and its blocks from top to bottom.

    `facts` (at most three) stand in one line under the title; `grade` is the grade of secrecy in the header;
    `wide` lays the sheet on its side; `watermark` stands across every page.
    """

    title: Any
    code: str
    unit: Any
    number: str
    blocks: Sequence[Block]
    facts: Sequence[str] = ()
    note: str = ""
    grade: str = ""
    wide: bool = False
    watermark: str = ""


@dataclass(frozen=True)
class Hand:
    """One signature cell, 20 mm high: whose it is, their words, the name as signed, the day, and where a seal goes."""

    label: Any
    words: str = ""
    name: str = ""
    day: date | None = None
    seal: str = ""


@dataclass(frozen=True)
class Tick:
    """A box that is ticked or not."""

    label: Any
    on: bool = False


def fields(*pairs: tuple[Any, Any], per_row: int = 2, spans: Sequence[int] = ()) -> Block:
    """Labels with their values, so many beside one another. A value is a text, a day, a number or several `Tick`s.

    `spans` are the shares of the pairs of a row, labels included, and sum to 24; without them all are alike.
    """
    rows = [pairs[start : start + per_row] for start in range(0, len(pairs), per_row)]
    return {"kind": "fields", "rows": [_row(row, spans) for row in rows]}


def words(label: Any, text: Any, tall: bool = False) -> Block:
    """A label with running text beside it; `tall` leaves room for handwriting."""
    return {"kind": "words", "label": str(label), "words": _plain(text), "tall": tall and not text}


def lines(
    heads: Sequence[Any], rows: Iterable[Sequence[Any]], widths: Sequence[int] = (), right: Sequence[int] = ()
) -> Block:
    """A list in columns; the heads come again on each page. `widths` are shares, `right` the columns of figures."""
    return {
        "kind": "lines",
        "heads": [str(head) for head in heads],
        "rows": [[_cell(cell) for cell in row] for row in rows],
        "widths": list(widths or (1 for _head in heads)),
        "right": list(right),
    }


def picture(label: Any, svg: str, told: str, height: int = 90) -> Block:
    """A drawing (SVG text) beside its label; `told` says in words what it shows, `height` is at most so many mm."""
    return {"kind": "picture", "label": str(label), "svg": svg, "told": told, "height": height}


def signatures(*hands: Hand) -> Block:
    """Signature cells beside one another; a seal never covers the date."""
    return {"kind": "signatures", "hands": [_hand(hand) for hand in hands]}


def seal_of_the_station() -> str:
    """What stands in the ring where the station's seal goes."""
    return _("Seal of\nthe station")


def paper(form: Form, by: Any, now: datetime) -> bytes:
    """The form as PDF. The same form, person and moment give the same bytes."""
    return pdf(_FRAME, _data(form, by, now), now)


def answer(form: Form, by: Any, now: datetime) -> HttpResponse:
    """The form as an answer of a page; the file is named by code and number, never by a person."""
    made = HttpResponse(paper(form, by, now), content_type="application/pdf")
    name = slugify(f"{form.code}-{form.number}") or "form"
    made["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return made


def _data(form: Form, by: Any, now: datetime) -> dict[str, Any]:
    return frame(form, by, now) | content(form)


def frame(form: Any, by: Any, now: datetime) -> dict[str, Any]:
    """What stands around a form or a bound file: unit, number and grade above, code, time and pages below."""
    printed = {"code": form.code, "at": f"{localtime(now):%Y-%m-%d %H:%M}", "who": _name_of(by)}
    header = _("File %(number)s") % {"number": form.number} if form.number else ""
    return {
        "title": str(form.title),
        "unit": " · ".join(dict.fromkeys((tree.root_of(form.unit).name, form.unit.name))),
        "header": "　".join(filter(None, (header, str(form.grade)))),
        "footer": _("Form %(code)s  printed %(at)s by %(who)s") % printed,
        "pages": _("page %(page)s of %(pages)s").replace("%(pages)s", "%(page)s").split("%(page)s"),
        "wide": getattr(form, "wide", False),
        "watermark": form.watermark,
    }


def content(form: Form) -> dict[str, Any]:
    """The form itself: title, facts, blocks and note."""
    return {
        "title": str(form.title),
        "facts": [str(fact) for fact in form.facts],
        "blocks": list(form.blocks),
        "note": str(form.note),
    }


def _name_of(by: Any) -> str:
    return by.person.name if by.person else by.name


def _row(pairs: Sequence[tuple[Any, Any]], spans: Sequence[int] = ()) -> list[dict[str, Any]]:
    width = _COLUMNS // len(pairs)
    widths = list(spans) or [width] * (len(pairs) - 1) + [_COLUMNS - width * (len(pairs) - 1)]
    return [
        {"label": str(label), "value": _plain(value), "span": wide - _LABEL}
        for (label, value), wide in zip(pairs, widths, strict=True)
    ]


def _hand(hand: Hand) -> dict[str, str]:
    day = long_day(hand.day) if hand.day else _("    year    month    day")
    return {"label": str(hand.label), "words": hand.words, "name": hand.name, "day": day, "seal": hand.seal}


def long_day(on: date) -> str:
    """2025年12月31日: a day on paper."""
    written = {"year": on.year, "month": on.month, "day": on.day}
    return pgettext("day on paper", "%(year)s-%(month)s-%(day)s") % written


def shown(value: Any) -> str:
    """A day, a number or a text in the words of a form."""
    return str(_plain(value))


def _cell(value: Any) -> Any:
    """A value in a column: a day is short there."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day else _plain(value)


def _plain(value: Any) -> Any:
    """A value as the form shows it."""
    if isinstance(value, Tick):
        value = (value,)
    if isinstance(value, list | tuple):
        return [{"label": str(each.label), "on": each.on} for each in value]
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, Decimal):
        return f"{value:,}"
    return "" if value is None else str(value)
