"""Fields that name another record by its number, where a drop-down would be too long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.identity import tree
from banyan.core.identity.models import Unit

LONGEST_LIST = 200
#: Of so many of one name the numbers are said.
_SAID = 6
NAMING_FIELDS = ("number", "code", "name")


def fits_a_list(reached: models.QuerySet) -> bool:
    """Whether the records within reach are few enough to choose from a list. One statement."""
    return len(reached.values_list("pk", flat=True)[: LONGEST_LIST + 1]) <= LONGEST_LIST


class UnitField(forms.ChoiceField):
    """One of the units at which the actor may do this; read from the tree, which costs no statement."""

    def __init__(self, unit_ids: Iterable[int], **kwargs: Any) -> None:
        units = tree.current().units
        self.units = {str(units[pk].public_id): units[pk] for pk in sorted(unit_ids) if pk in units}
        choices = [(public_id, unit.name) for public_id, unit in self.units.items()]
        super().__init__(choices=choices if len(choices) == 1 else [("", "---------"), *choices], **kwargs)

    @property
    def only(self) -> str:
        """The one unit there is to choose, or nothing."""
        return next(iter(self.units)) if len(self.units) == 1 else ""

    def prepare_value(self, value: Any) -> Any:
        return str(value.public_id) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        return self.units.get(super().clean(value))


class RecordByNumber(forms.CharField):
    """A record named by its number; only what the actor may see can be named."""

    default_error_messages = {
        "unknown": _("Nothing within your reach has this number."),
        "unnamed": _("Nobody within your reach has this number or name."),
        "several": _("Several are called so: %(numbers)s. Write the number."),
    }

    def __init__(self, reached: models.QuerySet, **kwargs: Any) -> None:
        self.reached = reached
        self.naming = next(name for name in NAMING_FIELDS if _has(reached.model, name))
        self.by_name = self.naming != "name" and _has(reached.model, "name")
        kwargs.setdefault(
            "help_text", _("Enter the number or the whole name.") if self.by_name else _("Enter the number.")
        )
        super().__init__(max_length=80, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, self.naming) if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        found = list(self.reached.filter(**{self.naming: words})[:2])
        if not found and self.by_name:
            return self._named(words)
        if len(found) != 1:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found[0]

    def _named(self, words: str) -> Any:
        """The one who is called so; where several are, their numbers are said."""
        found = list(self.reached.filter(name=words).order_by(self.naming)[:_SAID])
        if not found:
            raise ValidationError(self.error_messages["unnamed"], code="unknown")
        if len(found) > 1:
            numbers = "、".join(getattr(each, self.naming) for each in found)
            raise ValidationError(self.error_messages["several"], code="several", params={"numbers": numbers})
        return found[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


def _has(model: type[models.Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True
