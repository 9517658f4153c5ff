"""Values of settings as people write and read them: lists with commas, tables with semicolons, yes and no."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy

MEASURES = {
    "day": pgettext_lazy("unit of measure", "days"),
    "days": pgettext_lazy("unit of measure", "days"),
    "work days": pgettext_lazy("unit of measure", "working days"),
    "working days": pgettext_lazy("unit of measure", "working days"),
    "hour": pgettext_lazy("unit of measure", "o'clock"),
    "hours": pgettext_lazy("unit of measure", "hours"),
    "minutes": pgettext_lazy("unit of measure", "minutes"),
    "seconds": pgettext_lazy("unit of measure", "seconds"),
    "months": pgettext_lazy("unit of measure", "months"),
    "years": pgettext_lazy("unit of measure", "years"),
    "weeks": pgettext_lazy("unit of measure", "weeks"),
    "weekday": pgettext_lazy("unit of measure", "day of the week"),
    "times": pgettext_lazy("unit of measure", "times"),
    "persons": pgettext_lazy("unit of measure", "persons"),
    "people": pgettext_lazy("unit of measure", "persons"),
    "feeds": pgettext_lazy("unit of measure", "feeds"),
    "methods": pgettext_lazy("unit of measure", "methods"),
    "percent": "%",
    "signs": pgettext_lazy("unit of measure", "signs"),
    "records": pgettext_lazy("unit of measure", "records"),
    "events": pgettext_lazy("unit of measure", "events"),
    "answers": pgettext_lazy("unit of measure", "answers"),
    "points": pgettext_lazy("unit of measure", "points"),
    "of 5": pgettext_lazy("unit of measure", "of 5 points"),
    "sessions": pgettext_lazy("unit of measure", "sessions"),
    "pairs": pgettext_lazy("unit of measure", "pairs"),
    "share": pgettext_lazy("unit of measure", "as a share of 1"),
    "yuan": pgettext_lazy("unit of measure", "yuan"),
}
_EDGES = r"\s,，;；|\"\[\]{}"
_YES, _NO = ("是", "true", "yes"), ("否", "false", "no")


def measure(unit: str) -> str:
    """The measure of a setting in the language of the screen."""
    return str(MEASURES.get(unit, unit))


def named(value: Any, names: Mapping[str, Any]) -> Any:
    """The same value with each code replaced by what people call it; the parts of `a|b` one by one."""
    if isinstance(value, dict):
        return {named(key, names): named(each, names) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [named(each, names) for each in value]
    if isinstance(value, str) and names:
        return "|".join(str(names.get(part, part)) for part in value.split("|"))
    return value


def coded(text: str, names: Mapping[str, Any]) -> str:
    """The typed text with each name replaced by its code; longer names first, so that none is cut in two."""
    codes = {str(name): code for code, name in names.items()}
    if not codes:
        return text
    wanted = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
    apart = rf"(?<![^{_EDGES}])({wanted})(?![^{_EDGES}:])"
    return re.sub(apart, lambda found: codes[found[1]], text)


def written(value: Any) -> str:
    """A value as it is typed: `3, 6, 12`, or `主管, 1000；主任, 5000` where each item is a row."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        between = "；" if value and isinstance(value[0], list | tuple) else ", "
        return between.join(map(written, value))
    return str(value)


def read(like: Any, text: str) -> Any:
    """The typed value as the same kind of thing as `like`; ValueError when it is not one."""
    if isinstance(like, bool):
        return _truth(text)
    if isinstance(like, int | float):
        return type(like)(text)
    if isinstance(like, dict):
        return _table(like, text)
    if isinstance(like, list | tuple):
        return _rows(like, text) if like and isinstance(like[0], list | tuple) else _items(like, text)
    return text


def _truth(text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise ValueError(text)
    return text.lower() in _YES


def _items(like: Any, text: str) -> list[Any]:
    if not text and not like:
        return []
    parts = [part.strip() for part in text.replace("，", ",").split(",")]
    if not all(parts):
        raise ValueError(text)
    return [read(like[0] if like else "", part) for part in parts]


def _rows(like: Any, text: str) -> list[Any]:
    """Rows of as many cells as the rows of `like` have."""
    rows = [_cells(row) for row in text.replace("\n", "；").replace(";", "；").split("；") if row.strip()]
    if any(len(row) != len(like[0]) for row in rows):
        raise ValueError(text)
    return [[read(kind, cell) for kind, cell in zip(like[0], row, strict=True)] for row in rows]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.replace("，", ",").split(",")]


def _table(like: dict[str, Any], text: str) -> dict[str, Any]:
    """A value with named parts: the same names as `like` has, each of the same kind."""
    found = json.loads(text)
    if not isinstance(found, dict) or set(found) != set(like):
        raise ValueError(text)
    if any(not isinstance(found[name], type(value)) for name, value in like.items()):
        raise ValueError(text)
    return found
