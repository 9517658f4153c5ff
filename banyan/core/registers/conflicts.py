"""Two people changed the same record: both versions side by side, one choice per field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from banyan.core.registers.columns import field_of, readable

TAKE = "take-"
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field that reads differently: mine as written, theirs as it now stands."""

    name: str
    label: Any
    mine: Any
    theirs: Any

    @property
    def choice(self) -> str:
        return f"{TAKE}{self.name}"


def differences(form: Any, record: Any) -> tuple[list[Difference], list[Any]]:
    """What differs between the form and the record as it now stands, and the labels of what is equal."""
    found, equal = [], []
    for bound in form:
        theirs = bound.initial
        if bound.field.has_changed(theirs, bound.data):
            mine = (
                form.cleaned_data.get(bound.name, bound.data) if hasattr(form, "cleaned_data") else bound.data
            )
            found.append(Difference(bound.name, bound.label, *_both(record, bound, mine)))
        else:
            equal.append(bound.label)
    return found, equal


def _both(record: Any, bound: Any, mine: Any) -> tuple[Any, Any]:
    """Both values in words; a question that is no field of the record stands as the form was begun with it."""
    if field_of(type(record), bound.name) is not None:
        return _told(record, bound.name, mine), _told(record, bound.name)
    offered = dict(getattr(bound.field, "choices", ()) or ())
    return tuple(readable(offered.get(value, value)) for value in (mine, bound.initial))  # type: ignore[return-value]


_STANDING = object()


def _told(record: Any, name: str, value: Any = _STANDING) -> Any:
    field = field_of(type(record), name)
    shown = getattr(record, name, None) if value is _STANDING else value
    if field is not None and field.choices:
        return dict(field.flatchoices).get(shown, shown)
    return readable(shown)


def settled(data: QueryDict, form: Any) -> QueryDict:
    """What was written, with the other person's value wherever it was chosen."""
    kept = data.copy()
    for bound in form:
        if data.get(f"{TAKE}{bound.name}") == THEIRS:
            value = bound.field.prepare_value(bound.initial)
            widget = (
                bound.field.widget.format_value(value)
                if hasattr(bound.field.widget, "format_value")
                else value
            )
            values = widget if isinstance(widget, list) else [widget]
            kept.setlist(bound.html_name, ["" if each is None else str(each) for each in values])
    return kept
