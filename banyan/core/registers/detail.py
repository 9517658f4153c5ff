"""The page of one record: its facts, what may be done to it, and the parts that load by themselves."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Field, Q, TextField
from django.http import Http404
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from banyan.core import clock
from banyan.core.asked import RecordQuestion, plain_key
from banyan.core.audit.trail import note_reading
from banyan.core.deeds import Deed
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.records import Kept
from banyan.core.registers.addresses import address
from banyan.core.registers.columns import Column, columns_of, fetched_with, field_of, label_of, shown
from banyan.core.registers.declaration import Register
from banyan.core.registers.lines import may_change
from banyan.core.registers.panels import Part, parts_of
from banyan.core.ui.refusals import Refusal, refusal_of
from banyan.core.ui.wording import state_tone
from banyan.foundation.refusal import Refused

FACTS_SHOWN = 7
DEEDS_BESIDE = 2
OF_THE_STATE = "state"


@dataclass(frozen=True)
class Fact:
    label: str
    value: Any


@dataclass(frozen=True)
class Button:
    """A deed on the page: where it is done, whether it asks first, and why it is not possible now."""

    verb: str
    label: Any
    icon: str
    url: str
    asks: bool
    danger: bool
    refusal: Refusal | None = None
    aside: bool = False

    @property
    def reason(self) -> str:
        return self.refusal.reasons[0].text if self.refusal and self.refusal.reasons else ""


def find(register: Register, by: Any, public_id: Any, verb: str = "view") -> Any:
    """The record, if the actor reaches it; otherwise it does not exist. One statement."""
    reach = by.reach(register.model, verb)
    record = next(iter(_asked(register.model, reach, public_id)), None)
    if record is None:
        raise Http404
    tree.give_units([record])
    if isinstance(record, Kept) and record.is_watched():
        note_reading(by, clock.now(), record)
    return record


_MOST_QUESTIONS = 500
_questions: dict[Hashable, RecordQuestion] = {}
_NOTHING_HAS_THIS = UUID(int=0)


def _asked(model: Any, reach: Q, public_id: Any) -> Iterable[Any]:
    """The record of this id within reach; the statement is composed once for each reach."""
    said = plain_key(reach)
    if said is None or not isinstance(public_id, UUID):
        return _wanted(model, reach, public_id)
    key = (model, said)
    if key not in _questions:
        if len(_questions) >= _MOST_QUESTIONS:
            _questions.clear()
        _questions[key] = RecordQuestion(lambda wanted: _wanted(model, reach, wanted), _NOTHING_HAS_THIS)
    return _questions[key].records(public_id)


def _wanted(model: Any, reach: Q, public_id: Any) -> Any:
    names = [field.name for field in model._meta.fields if _is_worth_fetching(field)]
    found = model.objects.within(reach).select_related(*fetched_with(model, names))
    return found.filter(public_id=public_id)


def _is_worth_fetching(field: Field) -> bool:
    """Units come out of the tree; what a record was merged into or follows is hardly ever there."""
    return field.related_model is not Unit and not (field.null and field.related_model is field.model)


@lru_cache(maxsize=500)
def _columns_told(register: Register, language: str) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """What stands in the line of facts, and which fields stand below it, with their labels in one language."""
    shown_first = [c for c in columns_of(register) if c.role not in ("number", "name", "state")][:FACTS_SHOWN]
    told = {column.name for column in shown_first}
    told |= {column.name for column in columns_of(register) if column.role in ("number", "name")}
    told |= {name for panel in register.panels for name in panel.tells}
    fields = ((name, field_of(register.model, name)) for name in register.fields if name not in told)
    below = [Column(name, field.verbose_name if field is not None else name) for name, field in fields]
    facts, others = (
        tuple(replace(column, label=conditional_escape(label_of(column))) for column in columns)
        for columns in (shown_first, below)
    )
    return facts, others


def _drawn(before: str, between: str, after: str, facts: Iterable[Fact]) -> SafeString:
    pairs = ((conditional_escape(fact.label), conditional_escape(fact.value)) for fact in facts)
    return SafeString("".join(f"{before}{label}{between}{value}{after}" for label, value in pairs))


class Detail:
    """One record as its page shows it."""

    def __init__(self, register: Register, record: Any, by: Any) -> None:
        self.register, self.record, self.by = register, record, by

    @cached_property
    def title(self) -> str:
        return str(self.record)

    @cached_property
    def number(self) -> str:
        """The printed number; the title where it says the same already."""
        number = getattr(self.record, "number", "") or getattr(self.record, "code", "")
        return "" if number == self.title else number

    @cached_property
    def state(self) -> Any:
        """The state's word and tone, if this kind of record has states."""
        if field_of(self.register.model, "state") is None:
            return None
        return {"word": self.record.get_state_display(), "tone": state_tone(self.record.state).name}

    @cached_property
    def unit(self) -> str:
        return str(self.record.home()) if getattr(self.record, "unit_lookup", "") else ""

    @cached_property
    def facts(self) -> list[Fact]:
        """The columns of the list, without number, name and state."""
        return [self._fact(column) for column in self._fact_columns]

    @property
    def _fact_columns(self) -> tuple[Column, ...]:
        return _columns_told(self.register, get_language() or "")[0]

    @cached_property
    def short_fields(self) -> list[Fact]:
        """The fields of the form that hold a value or a few words and are not told above already."""
        return [self._fact(column) for column in self._field_columns if not self._is_long(column)]

    @cached_property
    def long_fields(self) -> list[Fact]:
        """The fields of the form that hold whole sentences; empty ones stay away."""
        filled = (c for c in self._field_columns if self._is_long(c) and getattr(self.record, c.name))
        return [self._fact(column) for column in filled]

    @property
    def _field_columns(self) -> tuple[Column, ...]:
        return _columns_told(self.register, get_language() or "")[1]

    @property
    def line_of_facts(self) -> SafeString:
        """The facts as they stand in the line under the title."""
        return _drawn("<div><dt>", "</dt><dd>", "</dd></div>", self.facts)

    @property
    def list_of_fields(self) -> SafeString:
        """The fields below, the long ones last; drawn here because a page has some thirty of them."""
        long = [replace(fact, value=linebreaksbr(fact.value)) for fact in self.long_fields]
        return _drawn("<dt>", "</dt><dd>", "</dd>", [*self.short_fields, *long])

    def _is_long(self, column: Column) -> bool:
        field = field_of(self.register.model, column.name)
        return isinstance(field, TextField) and column.name not in getattr(self.record, "personal_fields", ())

    def _fact(self, column: Column) -> Fact:
        return Fact(column.label, shown(self.record, column))

    # -- what may be done

    @cached_property
    def buttons(self) -> list[Button]:
        """The deeds within the actor's rights that the state allows; what is not possible otherwise says why."""
        within = (each for each in self.register.deeds if not each.new and each.offered(self.record, self.by))
        asked = ((each, each.possible(self.record, self.by)) for each in within)
        return [
            self._button(each, refused)
            for each, refused in asked
            if not refused or refused.code != OF_THE_STATE
        ]

    def _button(self, each: Deed, refused: Refused | None) -> Button:
        told = refusal_of(refused, str(each.label)) if refused else None
        asks = each.danger or any(ask.required for ask in each.asks)
        url = address(self.register, "deed", self.record, verb=each.verb)
        return Button(each.verb, each.label, each.icon, url, asks, each.danger, told, each.aside)

    @cached_property
    def main_button(self) -> Button | None:
        """The one filled deed: the first that is possible, harmless and leads the record on."""
        leading = (each for each in self.buttons if not each.danger and not each.aside)
        return next((each for each in leading if each.refusal is None), None)

    @property
    def beside(self) -> list[Button]:
        """Deeds that stand open beside the filled one."""
        return self._quiet[:DEEDS_BESIDE]

    @property
    def behind(self) -> list[Button]:
        """Deeds that stand behind the three dots; the dangerous ones come last, in red."""
        return [*self._quiet[DEEDS_BESIDE:], *(each for each in self.buttons if each.danger)]

    @cached_property
    def _quiet(self) -> list[Button]:
        return [each for each in self.buttons if not each.danger and each != self.main_button]

    @cached_property
    def edit_url(self) -> str:
        edit = self.register.edit
        if (
            edit is None
            or not edit.permitted(self.record, self.by)
            or not may_change(self.register, self.record)
        ):
            return ""
        return address(self.register, "edit", self.record)

    # -- its parts

    @property
    def panels_below(self) -> SafeString:
        """The places of the parts that load below the record."""
        return self._places(aside=False)

    @property
    def panels_aside(self) -> SafeString:
        """The places of the parts that load beside the record."""
        return self._places(aside=True)

    @property
    def places(self) -> dict[str, SafeString]:
        """The places of the parts that the room's own page puts where they belong, by their code."""
        return {part.code: part.place for part in self.panels if part.placed}

    def _places(self, aside: bool) -> SafeString:
        return SafeString("".join(p.place for p in self.panels if p.aside is aside and not p.placed))

    @cached_property
    def panels(self) -> list[Part]:
        """The room's own parts, then what hangs on every record."""
        return parts_of(self.register, self.record)

    @property
    def crumbs(self) -> list[tuple[Any, str]]:
        area = capfirst(str(self.register.words.title))
        return [(area, address(self.register, "list")), (self.number or self.title or _("Record"), "")]
