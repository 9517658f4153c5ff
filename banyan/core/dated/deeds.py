"""Setting a value from a day on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import declared
from banyan.core.dated.words import coded, named, read, written
from banyan.core.deeds import deed
from banyan.foundation.refusal import Refused, noop, sentence


@deed(DatedSetting, "set", new=True, label=_("Set a value from a day on"), icon="calendar-cog")
def set_value(setting: DatedSetting, by: Any, now: datetime, text: str, valid_from: date, basis: str) -> None:
    """From this day on the agency works with another number; earlier facts keep the one they had."""
    setting.value = understood(setting.key, text)
    setting.valid_from, setting.basis = valid_from, basis
    if not basis.strip():
        raise Refused({"basis": noop("Say on which rule or resolution the value rests.")})
    if DatedSetting.objects.filter(unit=setting.unit, key=setting.key, valid_from=valid_from).exists():
        raise Refused({"valid_from": noop("A value from this day on is set already; choose another day.")})


def understood(key: str, text: str) -> Any:
    """A typed value as the kind of thing its default is; refused when it is not one."""
    known = next((each for each in declared() if each.key == key), None)
    if known is None:
        raise Refused({"key": noop("There is no such setting.")})
    try:
        return read(known.default, coded(text.strip(), known.names))
    except ValueError as error:
        words = noop("Write a value of the same kind as %(example)s.")
        raise Refused(
            {"text": sentence(words, example=written(named(known.default, known.names)))}
        ) from error
