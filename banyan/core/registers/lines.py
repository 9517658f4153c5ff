"""The lines of a list's table. Four hundred cells stand on a page, so they are not drawn by a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from banyan.core.registers.addresses import address
from banyan.core.registers.columns import Column, as_html, reading
from banyan.core.registers.declaration import Register

_PICK = (
    '<td class="pick" data-role="pick"><input type="checkbox" name="pick" value="%s" aria-label="%s"></td>'
)
_LEADING = ("number", "name")
_STATION = '<div class="meta">%s</div>'


class Drawing:
    """How the records of a list become lines: what does not change from line to line is found out once.

    `stations` names the station of a unit where the list holds several, else it is empty.
    """

    def __init__(
        self, register: Register, columns: Iterable[Column], stations: Mapping[int | None, str], year: int
    ) -> None:
        self._register, self._stations = register, stations
        self._cells: list[tuple[str, str, Callable[[Any], Any]]] = [
            (
                _opening(column),
                column.role if column.role in _LEADING else "",
                reading(register.model, column, year),
            )
            for column in columns
        ]

    def lines(self, records: Sequence[Any], edits: bool, *, chosen: bool) -> SafeString:
        """All lines; those that may be changed say where, and `chosen` puts a box to tick before each."""
        choose = _("choose %(label)s") if chosen else ""
        return SafeString("".join(self._line(record, edits, choose) for record in records))

    def _line(self, record: Any, edits: bool, choose: str) -> str:
        url, edit, pick = as_html(address(self._register, "detail", record)), "", ""
        if edits and may_change(self._register, record):
            edit = f' data-edit="{as_html(address(self._register, "edit", record))}"'
        if choose:
            pick = _PICK % (record.public_id, as_html(choose % {"label": record.label()}))
        link = f'<a href="{url}">'
        cells = "".join(
            f"{opening}{self._cell(record, read(record), role, link)}</td>"
            for opening, role, read in self._cells
        )
        return f'<tr data-row data-href="{url}"{edit}>{pick}{cells}</tr>\n'

    def _cell(self, record: Any, value: Any, role: str, link: str) -> str:
        """A value; a name or number leads to its record, the number with its station where there are several."""
        if not role or type(value) is SafeString:
            return as_html(value)
        station = self._stations.get(record.unit_id) if role == "number" and self._stations else None
        return f"{link}{as_html(value)}</a>" + (_STATION % as_html(station) if station else "")


def _opening(column: Column) -> SafeString:
    if column.css:
        return format_html('<td data-role="{}" class="{}">', column.role, column.css)
    return format_html('<td data-role="{}">', column.role)


def may_change(register: Register, record: Any) -> bool:
    """Whether the record's state lets its fields be edited."""
    if register.edit is None:
        return False
    return not register.editable_in or record.state in register.editable_in
