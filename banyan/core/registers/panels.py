"""The parts of a record's page that load as requests of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core.approvals import outcomes, stops
from banyan.core.attachments import views as attachments
from banyan.core.audit import trail
from banyan.core.deeds import every_deed
from banyan.core.registers.addresses import address
from banyan.core.registers.columns import field_of, readable
from banyan.core.registers.declaration import Panel, Register

HISTORY_SHOWN = 30
VALUE_SHOWN = 60
ASIDE = ("approvals",)


@dataclass(frozen=True)
class Part:
    """A panel on a record's page: where it loads from, and whether it stands at the side."""

    code: str
    label: Any
    url: str
    aside: bool


@dataclass(frozen=True)
class Change:
    """One field of a deed: what stood there, what stands there now."""

    label: str
    before: Any
    after: Any
    erased: bool = False


@dataclass(frozen=True)
class Happening:
    """One line of a record's history."""

    at: Any
    who: str
    deed: Any
    reason: str
    changes: tuple[Change, ...]


_everywhere: dict[str, Panel] = {}


def everywhere(panel: Panel) -> Panel:
    """Hang a panel on every record."""
    _everywhere[panel.code] = panel
    return panel


def _panels(register: Register) -> list[Panel]:
    signed = [SIGNATURES] if outcomes.are_asked_of(register.model) else []
    return [*register.panels, *_everywhere.values(), *signed]


def parts_of(register: Register, record: Any) -> list[Part]:
    """The panels of a record's page, the room's own first."""
    return [
        Part(p.code, p.label, address(register, "panel", record, code=p.code), p.code in ASIDE)
        for p in _panels(register)
    ]


def panel_of(register: Register, code: str) -> Panel:
    """The panel of that code; there may be none."""
    found = next((panel for panel in _panels(register) if panel.code == code), None)
    if found is None:
        raise Http404
    return found


def history(record: Any, by: Any) -> dict[str, Any]:
    """Who did what to the record and when."""
    lines = trail.history(record, HISTORY_SHOWN)
    return {"happenings": [_happening(record, line) for line in lines], "limit": HISTORY_SHOWN}


def _happening(record: Any, line: dict[str, Any]) -> Happening:
    event = line["event"]
    done = every_deed().get(event.verb)
    changes = tuple(
        Change(
            _field_label(record, name),
            _value(record, name, pair[0]),
            _value(record, name, pair[1]),
            name in line["erased"],
        )
        for name, pair in line["changes"].items()
    )
    return Happening(event.day, event.actor, done.label if done else _verb(event.verb), event.reason, changes)


def _verb(permission: str) -> str:
    verb = permission.rpartition(".")[2]
    return gettext("Import") if verb == "import" else gettext(verb.replace("_", " "))


def _field_label(record: Any, name: str) -> str:
    field = field_of(type(record), name)
    return capfirst(str(field.verbose_name)) if field is not None else name


def _value(record: Any, name: str, value: Any) -> Any:
    field = field_of(type(record), name)
    if field is not None and field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    if field is not None and not field.is_relation and value is not None:
        value = field.to_python(value)
    shown = readable(value)
    return f"{shown[:VALUE_SHOWN]}…" if isinstance(shown, str) and len(shown) > VALUE_SHOWN else shown


def signatures(record: Any, by: Any) -> dict[str, Any]:
    """Who signs, has signed or is passed over, in order."""
    return {"stops": stops.rail(record)}


everywhere(attachments.panel())
everywhere(Panel("history", _("History"), "registers/parts/history.html", history))
SIGNATURES = Panel("approvals", _("Signatures"), "registers/parts/approvals.html", signatures)
