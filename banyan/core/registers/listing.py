"""The list of a register: what an address asks for, and the page that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from banyan.core.deeds import Deed
from banyan.core.identity import tree
from banyan.core.registers import paging, saved_views
from banyan.core.registers.addresses import address, address_if_any, brought_beside
from banyan.core.registers.columns import Column, columns_of, fetched_with, label_of
from banyan.core.registers.counting import CAP, capped_counts
from banyan.core.registers.declaration import Register
from banyan.core.registers.filters import Filter, Option, filters_of, searched
from banyan.core.registers.lines import Drawing
from banyan.core.registers.sums import Foot, foot_of

TURNING = ("after", "before")
ABOUT_THE_PAGE = (*TURNING, "add")


@dataclass(frozen=True)
class Heading:
    """A column's heading; `direction` is ascending, descending or empty."""

    label: str
    role: str
    css: str
    url: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Chip:
    """A filter that is set: what it says, the address without it, and how many lines that would bring."""

    name: str
    label: str
    value: str
    drop_url: str
    add_url: str
    brings: int | None = None


@dataclass(frozen=True)
class Tab:
    """A saved view: its name, address and count; `own` is the person's own view's id."""

    label: Any
    url: str
    current: bool
    count: int
    own: int | None = None


@dataclass(frozen=True)
class Choice:
    """A column that may be shown or not."""

    name: str
    label: str
    shown: bool


class Listing:
    """The list a person asked for: narrowed to their reach, filtered, sorted, one page of it."""

    def __init__(self, register: Register, by: Any, params: QueryDict, today: date) -> None:
        self.register, self.by, self.params, self.today = register, by, params, today
        self.filters = filters_of(register)
        self.words = params.get("q", "").strip()

    # -- what is asked for

    @cached_property
    def _reach(self) -> Any:
        found = self.register.model.objects.visible_to(self.by)  # type: ignore[attr-defined]
        names = [column.name for column in columns_of(self.register)]
        return found.select_related(*fetched_with(found.model, names))

    def _narrowing(self, params: QueryDict, without: str = "") -> Q:
        found = Q()
        for each in self.filters:
            values = each.given(params)
            if values and each.name != without:
                found &= each.narrow(values, self.by)
        words = params.get("q", "").strip()
        return found & searched(self.register, words) if words and without != "q" else found

    @cached_property
    def found(self) -> Any:
        """The records asked for, through the door, unsorted."""
        return self._reach.filter(self._narrowing(self.params))

    @cached_property
    def _views(self) -> list[tuple[Any, str, int | None]]:
        declared = [(view.label, view.query, None) for view in self.register.views]
        own = [(view.name, view.query, view.pk) for view in saved_views.of(self.by, self.register)]
        return [(_("All"), "", None), *declared, *own]

    @cached_property
    def _counts(self) -> list[int]:
        asked = [self._reach.filter(self._narrowing(QueryDict(query))) for _label, query, _own in self._views]
        return capped_counts([self.found, *asked])

    @property
    def total(self) -> int:
        """How many lines answer; one more than the cap when there are more."""
        return self._counts[0]

    @property
    def everything(self) -> int:
        """How many lines there are without any filter."""
        return self._counts[1]

    @cached_property
    def order(self) -> paging.Order:
        return paging.order_of(self.register, self.params.get("sort", ""), self._small)

    @property
    def _small(self) -> bool:
        return self.total <= min(CAP, paging.SORTABLE_UNTIL)

    @cached_property
    def page(self) -> paging.Page:
        return paging.turn(self.found, self.order, self.params)

    # -- what the page shows

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The chosen columns; number and name always stand first."""
        chosen = self.params.getlist("col")
        every = columns_of(self.register)
        if not chosen:
            return every
        return tuple(column for column in every if column.name in chosen or column.role in ("number", "name"))

    @property
    def column_choices(self) -> list[Choice]:
        shown_now = {column.name for column in self.columns}
        free = (column for column in columns_of(self.register) if column.role not in ("number", "name"))
        return [Choice(column.name, label_of(column), column.name in shown_now) for column in free]

    @property
    def columns_told(self) -> str:
        return f"{len(self.columns)}/{len(columns_of(self.register))}"

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        sorted_now = self.order.key == column.name
        direction = ("descending" if self.order.descending else "ascending") if sorted_now else ""
        url = ""
        if paging.can_sort(self.register, column.name, self._small):
            name = column.name if direction == "descending" else f"-{column.name}"
            url = self.url_with(sort=name)
        return Heading(label_of(column), column.role, column.css, url, direction)

    @property
    def lines(self) -> SafeString:
        """The lines of the table: fifty on a page, so they are not drawn by the template."""
        edits = self.register.edit is not None and self.by.may(self.register.edit.permission)
        drawing = Drawing(self.register, self.columns, self._stations, self.today.year)
        return drawing.lines(self.page.records, edits, chosen=bool(self.bulk_deeds))

    @cached_property
    def _stations(self) -> dict[int | None, str]:
        """The station of each unit where the page holds several and no column says it: numbers run at each one."""
        if not hasattr(self.register.model, "unit_id") or {"unit", "project"} & {
            c.name for c in self.columns
        }:
            return {}
        return tree.stations_told(record.unit_id for record in self.page.records)

    @property
    def tabs(self) -> list[Tab]:
        here = plain_query(self.params)
        return [
            Tab(
                label,
                f"{self.url}?{query}" if query else self.url,
                plain_query(QueryDict(query)) == here,
                count,
                own,
            )
            for (label, query, own), count in zip(self._views, self._counts[1:], strict=True)
        ]

    @cached_property
    def set_filters(self) -> list[Chip]:
        """The filters that are set; when nothing answers, each says how many lines it keeps away."""
        chips = [
            self._chip(each, each.given(self.params)) for each in self.filters if each.given(self.params)
        ]
        if self.total or not (chips or self.words):
            return chips
        asked = [self._reach.filter(self._narrowing(self.params, without=chip.name)) for chip in chips]
        counts = capped_counts(asked) if asked else []
        return [
            Chip(chip.name, chip.label, chip.value, chip.drop_url, chip.add_url, count)
            for chip, count in zip(chips, counts, strict=True)
        ]

    def _chip(self, each: Filter, values: Sequence[str]) -> Chip:
        told = each.told(values, self.by)
        return Chip(each.name, each.label, told, self.url_with(each.keys), self.url_with(add=each.name))

    @property
    def free_filters(self) -> list[Chip]:
        unset = (each for each in self.filters if not each.given(self.params))
        return [Chip(each.name, each.label, "", "", self.url_with(add=each.name)) for each in unset]

    @cached_property
    def opened(self) -> Filter | None:
        """The filter whose choices stand open on the page."""
        wanted = self.params.get("add", "")
        return next((each for each in self.filters if each.name == wanted), None)

    @property
    def opened_options(self) -> tuple[Option, ...]:
        return self.opened.options(self.opened.given(self.params), self.by) if self.opened else ()

    @property
    def opened_values(self) -> tuple[str, ...]:
        return self.opened.given(self.params) if self.opened else ()

    @property
    def kept_params(self) -> list[tuple[str, str]]:
        """What a filter's form must carry on: everything but itself and the place in the list."""
        leave = {*ABOUT_THE_PAGE, *(self.opened.keys if self.opened else ())}
        return [(key, value) for key, values in self.params.lists() if key not in leave for value in values]

    @property
    def search_params(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self.kept_params if key != "q"]

    @property
    def column_params(self) -> list[tuple[str, str]]:
        return [(key, value) for key, value in self.kept_params if key != "col"]

    @property
    def query(self) -> str:
        """What a saved view keeps."""
        return plain_query(self.params)

    @cached_property
    def foot(self) -> list[Foot]:
        """The sums below the columns; a list longer than its counts are followed has none."""
        return foot_of(self.found, self.columns) if 0 < self.total <= CAP else []

    # -- where it leads

    @property
    def url(self) -> str:
        return address(self.register, "list")

    def url_with(self, drop: Iterable[str] = (), **change: str) -> str:
        """This list with other settings; the place in it starts anew unless it is what changes."""
        params = self.params.copy()
        for key in (*ABOUT_THE_PAGE, *drop):
            params.pop(key, None)
        for key, value in change.items():
            params[key] = value
        return f"{self.url}?{params.urlencode()}" if params else self.url

    @property
    def next_url(self) -> str:
        return self.url_with(after=self.page.after) if self.page.after else ""

    @property
    def previous_url(self) -> str:
        mark = "before" if self.order.keyed else "after"
        return self.url_with(**{mark: self.page.before}) if self.page.before else ""

    @property
    def clear_url(self) -> str:
        return self.url

    @property
    def new_url(self) -> str:
        create = self.register.create
        return address(self.register, "new") if create and self.by.may(create.permission) else ""

    @property
    def import_url(self) -> str:
        return self._if_may("import") if self.register.intake else ""

    @property
    def first_step(self) -> Any:
        """What an empty list tells its reader to do; nothing where only somebody else may, or where a button says it."""
        words, create = self.register.words, self.register.create
        is_on_the_button = create is not None and words.first_step == create.label
        is_for_others = (create or self.register.intake) and not (self.new_url or self.import_url)
        return "" if is_on_the_button or is_for_others else words.first_step

    @property
    def brought_here(self) -> list[tuple[Any, str]]:
        """Tables of other registers that are brought in from this list: what the deed is called, and its address."""
        return brought_beside(self.register, self.by)

    @property
    def template_url(self) -> str:
        return self._if_may("import", "import.template") if self.register.intake else ""

    @property
    def export_url(self) -> str:
        url = self._if_may("export")
        return f"{url}?{self.query}" if url and self.query else url

    def _if_may(self, verb: str, face: str = "") -> str:
        permission = self.register.model.permission(verb)  # type: ignore[attr-defined]
        return address_if_any(self.register, face or verb) if self.by.may(permission) else ""

    @property
    def bulk_deeds(self) -> list[Deed]:
        """Deeds that can be done to many lines at once: those that ask nothing and endanger nothing."""
        return [
            each
            for each in self.register.deeds
            if not each.danger and not any(ask.required for ask in each.asks) and self.by.may(each.permission)
        ]


def plain_query(params: QueryDict) -> str:
    """The settings of a list without the place in it, always in one order."""
    kept = QueryDict(mutable=True)
    for key in sorted(params):
        if key not in ABOUT_THE_PAGE and any(params.getlist(key)):
            kept.setlist(key, sorted(value for value in params.getlist(key) if value))
    return kept.urlencode()
