"""Word documents out of records: an agency's own .docx, filled from a closed list of placeholders.

words.declare(Activity, "services.plan_sheet", label=_("Plan of the activity"), placeholders={
    "title": Placeholder(_("title"), lambda activity: activity.title),
    "helpers": Rows(_("helpers"), {"name": _("name")}, helpers_of),
})
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.timezone import localtime
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from banyan.foundation.refusal import Refused, noop

_LONGEST_KIND = 60


@dataclass(frozen=True)
class Placeholder:
    """A gap that holds one value: what it is called, and how a record fills it."""

    label: Any
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Rows:
    """A gap that repeats: the columns of a row with their labels, and the rows of a record (name → value)."""

    label: Any
    columns: Mapping[str, Any]
    rows: Callable[[Any], Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Sheet:
    """A kind of document that a kind of record can be written as, with everything its template may name."""

    model: type[models.Model]
    kind: str
    label: Any
    placeholders: Mapping[str, Placeholder | Rows]
    may: Callable[[Any, Any], bool] | None = None

    def is_for(self, record: Any, by: Any) -> bool:
        """Whether somebody who sees the record may have it written like this."""
        return self.may is None or self.may(record, by)

    def filled(self, record: Any) -> dict[str, Any]:
        """The record's words for every placeholder; plain texts and rows of plain texts, nothing else."""
        return {name: _filled(gap, record) for name, gap in self.placeholders.items()}


_sheets: dict[str, Sheet] = {}


def declare(
    model: type[models.Model],
    kind: str,
    *,
    label: Any,
    placeholders: Mapping[str, Placeholder | Rows],
    may: Callable[[Any, Any], bool] | None = None,
) -> Sheet:
    """Let records of a model be written as a Word document. `kind` is at most 60 characters.

    `may(record, by)` narrows who may have it; without it everybody who sees the record.
    """
    if len(kind) > _LONGEST_KIND or not all(name.isidentifier() for name in placeholders):
        raise ValueError(
            f"{kind}: placeholders are plain names, and the kind at most {_LONGEST_KIND} characters"
        )
    made = Sheet(model, kind, label, placeholders, may)
    if _sheets.setdefault(kind, made) is not made:
        raise ValueError(f"the document {kind} is declared twice")
    return made


def declared() -> tuple[Sheet, ...]:
    """All kinds of documents, by kind."""
    return tuple(_sheets[kind] for kind in sorted(_sheets))


def known(kind: str) -> Sheet | None:
    """A kind of document, or None."""
    return _sheets.get(kind)


def sheets_of(model: type[models.Model]) -> list[Sheet]:
    """What records of a model can be written as."""
    return [sheet for sheet in declared() if sheet.model is model]


def fill(template: bytes, values: Mapping[str, Any]) -> bytes:
    """The template with its gaps filled. It runs in a sandbox without functions, filters or globals."""
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(dict(values), jinja_env=environment(), autoescape=True)
    except TemplateError as error:
        raise Refused(
            {"": noop("The template could not be filled.")},
            way_out=noop("Upload it again; its placeholders are checked then."),
            code="template",
        ) from error
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def environment() -> SandboxedEnvironment:
    """Jinja with nothing in reach but the values it is handed."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.globals.clear()
    made.filters.clear()
    made.tests.clear()
    return made


def _filled(gap: Placeholder | Rows, record: Any) -> Any:
    if isinstance(gap, Placeholder):
        return written(gap.value(record))
    return [{name: written(row.get(name)) for name in gap.columns} for row in gap.rows(record)]


def written(value: Any) -> str:
    """A value as a document says it."""
    if isinstance(value, datetime):
        return f"{localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
