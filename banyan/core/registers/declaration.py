"""How a kind of record is declared once; the kernel makes list, detail, form, import, export and API of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from banyan.core.deeds import Deed


@dataclass(frozen=True)
class View:
    """A saved view that every user finds: a tab with a name and the filters it stands for (query string)."""

    code: str
    label: Any
    query: str = ""


class Fields(tuple[str, ...]):
    """The names of a form's fields; `groups` says under which heading they stand, in the order of the paper form."""

    groups: tuple[tuple[Any, tuple[str, ...]], ...]


def grouped(*groups: tuple[Any, tuple[str, ...]]) -> Fields:
    """A long form's fields under headings: `grouped((_("Who"), ("name", "sex")), (_("Where"), ("address",)))`."""
    made = Fields(name for _label, names in groups for name in names)
    made.groups = groups
    return made


@dataclass(frozen=True)
class Panel:
    """A part of the detail page that loads as its own request: `context(record, by)` feeds `template`.

    One that is `placed` stands where the room's own page puts it (`page.places`). `tells` names fields that it shows:
    they are not told a second time among the others.
    """

    code: str
    label: Any
    template: str
    context: Callable[[Any, Any], dict[str, Any]]
    placed: bool = False
    tells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """What the register says: its name, what belongs into it when it is empty, the clause that asks for it and `also`.

    `also` are further clauses that its records prove; the list names them all.
    """

    title: Any
    empty: Any
    first_step: Any = ""
    clause: str = ""
    icon: str = "list"
    also: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause that asks for these records, the first one first."""
        return tuple(each for each in (self.clause, *self.also) if each)


@dataclass
class Applied:
    """What an import wrote: rows taken in, rows that changed a record, and what else its answer says."""

    accepted: int = 0
    changed: list[dict[str, Any]] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Intake:
    """How a spreadsheet comes in.

    `sheet` is a `foundation.sheets.Sheet`; `references(unit=, by=, today=, project=)` answers the mappings that
    its readers and checks look up. `apply(unit=, by=, now=, source=, project=)` makes an object whose
    `.chunk(rows)` writes up to 1,000 accepted `CheckedRow`s inside one transaction and whose `.finish()` answers an
    `Applied`. `review(rows, unit=, by=, today=, project=)` may look at all rows before anything is written and
    answer more for the report (`duplicates`, counts). `in_slices` lets a long file be written a thousand rows at a
    time: for kinds whose rows stand each for itself. For long files `gather(unit=, by=, today=, project=)` takes the
    place of `review` and of the checks over the whole table: an object whose `.chunk(rows)` notes what it needs of
    each thousand `CheckedRow`s and whose `.finish(rows_at)` answers findings and report; `rows_at(lines)` opens
    single rows again. So no file is held in memory. `beside` names another register in whose list the deed is offered
    too, and what it is called there: for tables whose own list stands in no menu.
    """

    sheet: Any
    references: Callable[..., Mapping[str, Any]]
    apply: Callable[..., Any]
    needs_project: bool = False
    review: Callable[..., dict[str, Any]] | None = None
    gather: Callable[..., Any] | None = None
    in_slices: bool = False
    beside: tuple[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class Register:
    """The declaration of a kind of record: names first, no logic.

    Sixteen attributes at most. `columns` and `fields` name model fields or properties; a column may be a
    `Column` to carry its own label or to be summed in the foot; long forms name their fields by `grouped`.
    `order` names an indexed non-null key for keyset paging, "-" for descending.
    """

    model: type[models.Model]
    words: Words
    area: str
    columns: tuple[Any, ...]
    fields: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    order: str = "-number"
    create: Deed | None = None
    edit: Deed | None = None
    editable_in: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    panels: tuple[Panel, ...] = ()
    views: tuple[View, ...] = ()
    form: Any = None
    intake: Intake | None = None

    @property
    def entry(self) -> Intake:
        """How its spreadsheets come in; LookupError where it takes none."""
        if self.intake is None:
            raise LookupError(f"{self.name} takes no spreadsheets")
        return self.intake

    @cached_property
    def name(self) -> str:
        """The register's name in addresses and permissions, e.g. `services.activity`."""
        return f"{self.model._meta.app_label}.{self.model._meta.model_name}"


@dataclass
class _Shelf:
    registers: dict[str, Register] = field(default_factory=dict)


_shelf = _Shelf()


def register(made: Register) -> Register:
    """Put a register on the shelf; a room calls it at import of its `registers`."""
    _shelf.registers[made.name] = made
    return made


def registers() -> Iterator[Register]:
    """All registers, in the order in which rooms declared them."""
    return iter(_shelf.registers.values())


def register_for(model: type[models.Model] | str) -> Register | None:
    """The register of a model or of a name such as `services.activity`."""
    name = model if isinstance(model, str) else f"{model._meta.app_label}.{model._meta.model_name}"
    return _shelf.registers.get(name)


def register_named(name: str) -> Register:
    """The register of a name that an address or a job carries; LookupError when there is none."""
    found = _shelf.registers.get(name)
    if found is None:
        raise LookupError(f"there is no register {name}")
    return found
