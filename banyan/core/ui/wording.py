"""How dates, money, counts and verdicts read on screen: one place, so that no two pages say it differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from banyan.foundation.refusal import Sentence

NOTHING = "—"
MINUS = "−"
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


@dataclass(frozen=True)
class Tone:
    """A colour that never stands alone: the glyph and the word that go with it."""

    name: str
    icon: str
    word: Any


TONES: Mapping[str, Tone] = {
    "ok": Tone("ok", "check", _("met")),
    "attn": Tone("attn", "alert-triangle", _("attention")),
    "breach": Tone("breach", "alert-octagon", _("breached")),
    "wait": Tone("wait", "hourglass", _("waiting for signature")),
    "idle": Tone("idle", "minus", _("not applicable")),
    "open": Tone("open", "circle-dashed", _("open")),
    "plain": Tone("plain", "", ""),
}

STATE_TONES: Mapping[str, str] = {
    "draft": "open",
    "planned": "open",
    "waiting": "wait",
    "submitted": "wait",
    "summary_waiting": "wait",
    "written": "wait",
    "sent": "wait",
    "staged": "wait",
    "proposed": "wait",
    "approved": "ok",
    "accepted": "ok",
    "active": "ok",
    "done": "ok",
    "closed": "ok",
    "confirmed": "ok",
    "read": "ok",
    "received": "ok",
    "signed": "ok",
    "solved": "ok",
    "counted": "ok",
    "running": "ok",
    "in_service": "ok",
    "applied": "ok",
    "effective": "ok",
    "ineffective": "breach",
    "analysed": "attn",
    "held": "attn",
    "open": "attn",
    "probation": "attn",
    "on_leave": "attn",
    "checked": "attn",
    "returned": "attn",
    "explained": "attn",
    "pending": "attn",
    "due": "attn",
    "late": "breach",
    "overdue": "breach",
    "failed": "breach",
    "not_counted": "idle",
    "ended": "idle",
    "left": "idle",
    "merged": "idle",
    "apart": "idle",
    "repeated": "idle",
    "dropped": "idle",
    "void": "idle",
    "withdrawn": "idle",
    "cancelled": "idle",
}


def tone(name: str) -> Tone:
    """The tone of that name; an unknown name is plain, so that a new state still shows its word."""
    return TONES.get(name, TONES["plain"])


def state_tone(state: str) -> Tone:
    """How the state of a record looks in a list."""
    return tone(STATE_TONES.get(state, "plain"))


def say(sentence: Sentence | str) -> str:
    """A sentence of a rule in the reader's language, its parts filled in; parts may be sentences themselves."""
    if not isinstance(sentence, Sentence):
        return gettext(sentence) if isinstance(sentence, str) and sentence else str(sentence)
    parts = {name: _part(value) for name, value in sentence.params.items()}
    return gettext(sentence.text) % parts if parts else gettext(sentence.text)


def _part(value: object) -> object:
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return prose_day(value)
    return value


def weekday(on: date) -> str:
    return str(WEEKDAYS[on.weekday()])


def prose_day(on: date | None) -> str:
    """12月31日 周三: a day inside a sentence."""
    if on is None:
        return NOTHING
    pattern = pgettext("day in prose", "%(month)d/%(day)d %(weekday)s")
    return pattern % {"month": on.month, "day": on.day, "weekday": weekday(on)}


def short_day(on: date | None) -> str:
    """12月31日: a day beside a name, where the weekday does not matter."""
    if on is None:
        return NOTHING
    return pgettext("short day", "%(month)d/%(day)d") % {"month": on.month, "day": on.day}


def table_day(on: date | None, year: int | None = None) -> str:
    """12-31 in a table whose days all lie in the given year, otherwise 2025-12-31."""
    if on is None:
        return NOTHING
    return f"{on:%m-%d}" if on.year == year else on.isoformat()


def stamp(at: datetime | None) -> str:
    """12月31日 16:02: when something was done, on the office's clock."""
    if at is None:
        return NOTHING
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{short_day(local.date())} {local:%H:%M}"


def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """1,234 with a real minus sign; as many decimals as the value has unless told."""
    if value is None or value == "":
        return NOTHING
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return text.replace("-", MINUS)


def money(value: Decimal | int | None) -> str:
    """¥1,234.50: always two decimals, negative with a minus sign, never in brackets."""
    if value is None or value == "":
        return NOTHING
    sign = MINUS if value < 0 else ""
    return f"{sign}¥{abs(value):,.2f}"


def amount(value: Decimal | int | None) -> str:
    """1,234.50 in a table whose head names the yuan once."""
    return money(value).replace("¥", "")


def file_size(size: int | None) -> str:
    """84 KB, 9.6 MB."""
    if size is None:
        return NOTHING
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def capped(count: int | None, cap: int = 10_000) -> str:
    """A count that was not followed to its end: 10,000+."""
    if count is None:
        return ""
    return f"{cap:,}+" if count > cap else f"{count:,}"
