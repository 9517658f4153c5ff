"""The parts of a record's page that load as requests of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from banyan.core import door
from banyan.core.approvals import outcomes
from banyan.core.audit import trail
from banyan.core.deeds import every_deed
from banyan.core.fields import KeyedHash, SentenceText
from banyan.core.identity import tree
from banyan.core.identity.models import Unit, User
from banyan.core.pointing import spoken
from banyan.core.registers.addresses import address
from banyan.core.registers.columns import field_of, named_by, readable
from banyan.core.registers.declaration import Panel, Register, register_for
from banyan.core.ui.kept import kept
from banyan.core.ui.wording import NOTHING

HISTORY_SHOWN = 30
VALUE_SHOWN = 60
SIGNATURES = "approvals"
_PLACE = (
    '<section class="sec" id="panel-{code}" hx-get="{url}" hx-trigger="load" hx-select="#panel-{code}" '
    'hx-swap="outerHTML"><header><h2>{label}</h2></header><p class="waiting"><a href="{url}">{told}</a></p></section>'
)
_URL = "\0url\0"
#: Under which version of the agency's rules a record began; a room above hangs it.
RULES = "rules"
ASIDE = (SIGNATURES, RULES)
#: What the house is called where it acts by itself, by the name that stands in the trail.
THE_HOUSE = {
    "init": _("at the start of the installation"),
    "demo": _("the demo"),
    "import": _("an import"),
    "upgrade": _("an upgrade"),
    "command": _("the command line"),
    "jobs": _("the night's work"),
    "schedule": _("the night's work"),
    "freeze": _("the night's work"),
    "escalation": _("the clock of escalation"),
    "approvals": _("the signatures"),
    "claims": _("the signatures"),
    "adoption": _("the adoption of the rulebook"),
    "sign-in code": _("a participant's own sign-in"),
    "anonymous report": _("somebody unnamed"),
    "letter-box": _("the letter-box"),
}


@dataclass(frozen=True)
class Part:
    """A panel on a record's page: where it loads from, and whether it stands at the side."""

    code: str
    label: Any
    url: str
    aside: bool
    placed: bool = False

    @property
    def place(self) -> SafeString:
        """Where the panel comes to stand: a link until it is loaded."""
        drawn = kept(("panel", self.code, str(self.label)), self._drawn)
        return SafeString(drawn.replace(_URL, conditional_escape(self.url)))

    def _drawn(self) -> SafeString:
        return format_html(
            _PLACE, code=self.code, url=SafeString(_URL), label=self.label, told=self._invitation()
        )

    def _invitation(self) -> SafeString:
        return conditional_escape(gettext("Open: %(label)s") % {"label": self.label})


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
_where: dict[str, Callable[[Any], bool]] = {}


def _any(model: Any) -> bool:
    return True


def everywhere(panel: Panel) -> Panel:
    """Hang a panel on every record; the line of signatures only where something is ever signed."""
    _everywhere[panel.code] = panel
    return panel


def where(fits: Callable[[Any], bool], panel: Panel) -> Panel:
    """Hang a panel on the records of every model that fits."""
    _where[panel.code] = fits
    return everywhere(panel)


def _panels(register: Register) -> list[Panel]:
    signed = outcomes.are_asked_of(register.model)
    hung = [
        panel
        for panel in _everywhere.values()
        if (signed or panel.code != SIGNATURES) and _where.get(panel.code, _any)(register.model)
    ]
    return [*register.panels, *hung, HISTORY]


def parts_of(register: Register, record: Any) -> list[Part]:
    """The panels of a record's page, the room's own first."""
    return [
        Part(p.code, p.label, address(register, "panel", record, code=p.code), p.code in ASIDE, p.placed)
        for p in _panels(register)
    ]


def part_of(register: Register, record: Any, code: str) -> Part | None:
    """The panel of that code on a record's page, where the record has it."""
    return next((part for part in parts_of(register, record) if part.code == code), None)


def panel_of(register: Register, code: str) -> Panel:
    """The panel of that code; there may be none."""
    found = next((panel for panel in _panels(register) if panel.code == code), None)
    if found is None:
        raise Http404
    return found


def history(record: Any, by: Any) -> dict[str, Any]:
    """Who did what to the record and when."""
    lines = _readings_by_day(record, trail.history(record, HISTORY_SHOWN))
    named = _named(record, lines, by)
    people = called({line["event"].actor for line in lines})
    return {"happenings": [_happening(record, line, named, people) for line in lines], "limit": HISTORY_SHOWN}


def _readings_by_day(record: Any, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A page reads a restricted record part by part: of a reader's readings each day's last is told; the trail has all."""
    read, told, shown = record.permission("read"), set(), []
    for line in lines:
        event = line["event"]
        key = (event.actor, event.day.date())
        if event.verb != read or key not in told:
            shown.append(line)
        if event.verb == read:
            told.add(key)
    return shown


def called(sign_ins: set[str]) -> dict[str, str]:
    """What those are called who signed in by these names; the trail keeps the sign-in alone."""
    with door.opened("history"):
        found = User.everything.filter(username__in=sign_ins, person__isnull=False)
        return dict(found.values_list("username", "person__name"))


Named = dict[str, dict[str, str]]


def _named(record: Any, lines: list[dict[str, Any]], by: Any) -> Named:
    """What the records that a history points to are called, as far as the actor may see them: field → id → name."""
    pointed: dict[str, set[Any]] = {}
    for line in lines:
        for name, pair in line["changes"].items():
            field = field_of(type(record), name)
            if field is not None and field.many_to_one:
                pointed.setdefault(name, set()).update(value for value in pair if value)
    return {name: _names(record, name, wanted, by) for name, wanted in pointed.items()}


def _names(record: Any, name: str, wanted: set[Any], by: Any) -> dict[str, str]:
    model: Any = record._meta.get_field(name).related_model
    if model is Unit:
        units = tree.current().units
        return {str(pk): units[pk].name for pk in wanted if pk in units}
    found = model.objects.visible_to(by).select_related(*named_by(model)).filter(pk__in=wanted)
    return {str(each.pk): str(each) for each in found}


def _happening(record: Any, line: dict[str, Any], named: Named, people: dict[str, str]) -> Happening:
    event = line["event"]
    model = type(record)
    changes = tuple(
        Change(
            field_label(model, name),
            _value(model, name, before, named),
            _value(model, name, after, named),
            name in line["erased"],
        )
        for name, (before, after) in line["changes"].items()
        if not _is_machinery(model, name)
    )
    who = people.get(event.actor) or named_actor(event.actor)
    return Happening(event.day, who, told_deed(event.verb), event.reason, changes)


def told_changes(model: Any, written: dict[str, list[Any]]) -> tuple[Change, ...]:
    """What a line says of fields that point nowhere; of those that do, that they changed."""
    pointing = {
        name for name in written if (field := field_of(model, name)) is not None and field.is_relation
    }
    named: Named = {name: {} for name in pointing}
    return tuple(
        Change(
            field_label(model, name), _value(model, name, before, named), _value(model, name, after, named)
        )
        for name, (before, after) in written.items()
        if not _is_machinery(model, name)
    )


def _is_machinery(model: Any, name: str) -> bool:
    """Keyed hashes and identifiers tell a reader nothing: the field they belong to stands beside them."""
    return isinstance(field_of(model, name), KeyedHash | models.UUIDField)


def named_actor(name: str) -> str:
    """Who acted: a sign-in name as it is, the house itself in the words of the screen."""
    return str(THE_HOUSE.get(name, name))


def told_deed(permission: str) -> Any:
    """What a deed is called: by its own label, by its verb where it has none or the product no longer knows it."""
    done = every_deed().get(permission)
    return done.label if done and done.label else _verb(permission)


#: Verbs of lines that no deed with a label of its own wrote.
_VERBS = {
    "import": _("Import"),
    "add": pgettext_lazy("line of the trail", "written down"),
    "attend": pgettext_lazy("line of the trail", "attendance written down"),
    "keep_score": pgettext_lazy("line of the trail", "score written down"),
    "read": pgettext_lazy("line of the trail", "read by somebody"),
    "tick_off": pgettext_lazy("line of the trail", "ticked off"),
    "upgrade": pgettext_lazy("line of the trail", "brought up to the new version"),
}


def _verb(permission: str) -> str:
    verb = permission.rpartition(".")[2]
    return str(_VERBS[verb]) if verb in _VERBS else gettext(verb.replace("_", " "))


def field_label(model: Any, name: str) -> str:
    """What a field is called on screen; one that is gone by its own name."""
    field = field_of(model, name)
    return capfirst(str(field.verbose_name)) if field is not None else gettext(name.replace("_", " "))


def _value(model: Any, name: str, value: Any, named: Named) -> Any:
    field = field_of(model, name)
    if value and name in getattr(model, "speaks_of", ()):
        value = spoken(str(value))
    if value in (None, ""):
        return NOTHING
    if name in named:
        return named[name].get(str(value), "…")
    if field is not None and field.choices:
        return dict(field.flatchoices).get(value, value)
    if isinstance(field, SentenceText):
        return field.read(value)
    if isinstance(value, str) and register_for(value) is not None:
        return register_for(value).model._meta.verbose_name  # type: ignore[union-attr]
    shown = readable(_plain(field, value))
    return f"{shown[:VALUE_SHOWN]}…" if isinstance(shown, str) and len(shown) > VALUE_SHOWN else shown


def _plain(field: Any, value: Any) -> Any:
    """The value as the field would hold it; what a field no longer understands stays text."""
    if isinstance(value, dict | list):
        return _listed(value)
    try:
        return field.to_python(value) if field is not None and not field.is_relation else value
    except ValidationError:
        return str(value)


def _listed(value: dict[str, Any] | list[Any]) -> str:
    """Plain items one after the other; of anything deeper how many there are."""
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return "、".join(map(str, value)) or NOTHING
    told = ngettext("%(count)d item", "%(count)d items", len(value))
    return told % {"count": len(value)}


HISTORY = Panel("history", _("History"), "registers/parts/history.html", history)
