"""What a spreadsheet checks across the fields of one row, asked of a form too: both refuse in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Model

from banyan.core import clock
from banyan.core.identity.models import Unit
from banyan.foundation.sheets import CellFinding, Column, Row


class Looked(Mapping[str, Any]):
    """What checks look up; it is fetched when the first of them asks for more than the day."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]]) -> None:
        self._fetch = fetch

    @cached_property
    def _found(self) -> Mapping[str, Any]:
        return self._fetch()

    def __getitem__(self, name: str) -> Any:
        return clock.today() if name == "today" else self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def refusals(form: Any) -> Iterator[CellFinding]:
    """The errors that the register's sheet finds across the fields of what the form says, once its place is known."""
    intake = form.register.intake
    if intake is None or not intake.sheet.checks:
        return
    asked = _asked_for(form)
    if asked["unit"] is None or (intake.needs_project and asked["project"] is None):
        return
    row = _row(form, intake, asked)
    for check in intake.sheet.checks:
        for finding in check(row):
            if finding.severity == "error":
                yield intake.sheet.placed(finding)


def _row(form: Any, intake: Any, asked: dict[str, Any]) -> Row:
    """What the form says, as a row of the sheet; what it does not ask stands as the record has it."""
    raw = {name: form.data.get(form.add_prefix(name), "") for name in form.fields}
    values = {column.name: _value(form, column) for column in intake.sheet.columns}
    return Row(0, raw, values, Looked(lambda: intake.references(**asked)))


def _value(form: Any, column: Column) -> Any:
    name = column.name
    if name in form.fields:
        found = form.cleaned_data.get(name)
    elif _is_a_field(form, name):
        found = getattr(form.instance, name)
    else:
        found = column.reader.read("").value
    return found.pk if isinstance(found, Model) else found


def _is_a_field(form: Any, name: str) -> bool:
    return any(field.name == name and not field.is_relation for field in form.instance._meta.fields)


def _asked_for(form: Any) -> dict[str, Any]:
    project = form.cleaned_data.get("project") or getattr(form.instance, "project", None)
    return {"unit": _unit(form), "by": form.by, "today": clock.today(), "project": project}


def _unit(form: Any) -> Unit | None:
    """The unit that the record belongs to, as the form says it; None while it is still to be chosen."""
    try:
        return form.instance.home()  # type: ignore[no-any-return]
    except AttributeError:
        return None
