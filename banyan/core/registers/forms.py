"""Forms of records and deeds: made from the model's fields and from what a deed asks."""

from __future__ import annotations

import contextlib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.db import models
from django.db.models.enums import ChoicesType
from django.forms.models import ModelForm, modelform_factory
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door, fitting
from banyan.core.deeds import Ask, Deed
from banyan.core.fields import EncryptedText
from banyan.core.identity import tree
from banyan.core.identity.models import Unit
from banyan.core.registers import across, constraints
from banyan.core.registers.columns import named_by
from banyan.core.registers.declaration import Register
from banyan.core.registers.lookups import NAMING_FIELDS, RecordByNumber, UnitField, fits_a_list
from banyan.core.ui.wording import say
from banyan.foundation.readers import Date, Decimal_, IdNumber, Integer, PersonName, Phone, Text
from banyan.foundation.sheets import CellFinding

READ_ON_FORMS = (Text, PersonName, Phone, IdNumber, Date, Integer, Decimal_)
LONG_ANSWERS = (
    "reason", "advice", "words", "note", "cause", "decision", "result", "answer", "effects", "opinion", "outcome",
    "conclusion", "topics", "response",
)  # fmt: skip


class RecordForm(ModelForm):
    """The form of a record. Its fields are read by the same rules as the cells of an imported sheet."""

    def __init__(self, *args: Any, register: Register, by: Any, **kwargs: Any) -> None:
        self.register, self.by = register, by
        self._not_offered: list[str] = []
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _bound(field)
            _narrow(self, name, field, by)
        self.readers = _readers(register, self.fields)

    def offer(self) -> None:
        """Make the lists that were not needed to understand what came in: the form is shown again."""
        for name in self._not_offered:
            if name not in self.fields:
                continue
            _offer(self, name, self.fields[name])
            self._bound_fields_cache.pop(name, None)  # type: ignore[attr-defined]
        self._not_offered = []

    def _post_clean(self) -> None:
        self._chosen_here = True
        self.instance.validate_constraints = _later
        super()._post_clean()  # type: ignore[misc]
        del self.instance.validate_constraints
        for finding in across.refusals(self):
            self._refuse(finding)
        self._validate_constraints()

    def _refuse(self, finding: CellFinding) -> None:
        """What the sheet refuses stands beside its field; where the form does not ask for it, above the form."""
        words = say(finding.message)
        if finding.name not in self.fields:
            self.add_error(None, f"{finding.column}：{words}")
        elif finding.name not in self.errors:
            self.add_error(finding.name, words)

    def validate_unique(self) -> None:
        """From here on nothing is left out."""
        self._chosen_here = False
        super().validate_unique()

    def _validate_constraints(self) -> None:
        """What the database would refuse is said in words, beside the field where one field is wrong."""
        self._chosen_here = True
        exclude = self._get_validation_exclusions()
        for model, found in self.instance.get_constraints():
            for constraint in found:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    self._say_constraint(constraint, error)

    def _say_constraint(self, constraint: Any, error: ValidationError) -> None:
        if not isinstance(constraint, models.CheckConstraint):
            self._update_errors(error)  # type: ignore[attr-defined]
            return
        for name, words in constraints.told(constraint, self.instance):
            if not name or name not in self.errors:
                self.add_error(name if name in self.fields else None, words)

    def _get_validation_exclusions(self) -> set[str]:
        """Records that the form's own fields found within reach are not looked up once more."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        if getattr(self, "_chosen_here", False):
            found |= {
                f.name for f in self._meta.model._meta.fields if f.is_relation and f.name in self.fields
            }
        return found

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]
        for name, reader in self.readers.items():
            if name in self.cleaned_data and name not in self.errors:
                self._read(name, reader)

    def _read(self, name: str, reader: Any) -> None:
        reading = reader.read(self.data.get(self.add_prefix(name), ""))
        wrong = [finding for finding in reading.findings if finding.severity == "error"]
        if wrong:
            self.add_error(name, ValidationError([say(finding.message) for finding in wrong]))
        elif reading.value not in (None, "", ()):
            self.cleaned_data[name] = reading.value

    def full_clean(self) -> None:
        """Checks of the model may have to look past the door; they answer yes or no and show nothing."""
        with door.opened("form"):
            super().full_clean()

    def prefill(self, wanted: Mapping[str, str]) -> None:
        """Begin with the records that the page one comes from names by their identifiers, such as a member's group."""
        for name in set(self.fields) & set(wanted):
            field: Any = self.fields[name]
            if isinstance(field, forms.ModelChoiceField | RecordByNumber):
                reached: Any = field.reached if isinstance(field, RecordByNumber) else field.queryset
                with contextlib.suppress(ValidationError):
                    self.initial[name] = field.prepare_value(reached.filter(public_id=wanted[name]).first())

    def changes(self) -> dict[str, Any]:
        """The fields that differ from the record, with their new values."""
        own = {field.name for field in self._meta.model._meta.fields}
        return {name: self.cleaned_data[name] for name in self.changed_data if name in own}


def _later(exclude: Any = None) -> None:
    """The form looks at the constraints itself, to say in words what is wrong."""


def _readers(register: Register, names: Iterable[str]) -> dict[str, Any]:
    columns = register.intake.sheet.by_name if register.intake else {}
    plain = {field.name for field in register.model._meta.fields if not field.is_relation}
    found = {name: columns[name].reader for name in names if name in columns and name in plain}
    today = {"today": clock.today()}
    return {
        name: reader.bind(today) if isinstance(reader, Date) else reader
        for name, reader in found.items()
        if isinstance(reader, READ_ON_FORMS)
    }


def form_class(register: Register, new: bool) -> type[ModelForm]:
    """The form of the register: its own, or one made from its fields."""
    if register.form is not None:
        return register.form
    names = register.fields
    if new and "unit" not in names and _has_unit(register.model):
        names = ("unit", *names)
    return modelform_factory(register.model, form=RecordForm, fields=names, formfield_callback=drawn)


def _has_unit(model: type[models.Model]) -> bool:
    try:
        return model._meta.get_field("unit").related_model is Unit
    except FieldDoesNotExist:
        return False


def drawn(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, with the widget that people know."""
    widget = _widget(field)
    if widget is not None:
        kwargs["widget"] = widget
    made = field.formfield(**_room(field) | kwargs)
    if made is not None:
        made.label = capfirst(str(field.verbose_name))
        _let_everything_in(made)
    return made


def _room(field: models.Field) -> dict[str, Any]:
    """How much a field without a bound of its own takes."""
    if isinstance(field, models.TextField) and field.max_length is None:
        return {"max_length": fitting.MOST_CHARACTERS}
    return {"max_value": fitting.greatest(field)} if isinstance(field, models.IntegerField) else {}


def _bound(field: forms.Field) -> None:
    """What a form of a room's own making left unbounded has the bounds that every form has."""
    if isinstance(field, forms.CharField) and field.max_length is None:
        field.max_length = fitting.MOST_CHARACTERS
        field.validators.append(MaxLengthValidator(fitting.MOST_CHARACTERS))
    elif type(field) is forms.IntegerField and field.max_value is None:
        field.max_value = fitting.MOST
        field.validators.append(MaxValueValidator(fitting.MOST))


def _let_everything_in(made: forms.Field) -> None:
    """What is pasted into a long answer arrives whole and is refused in words; a browser would cut its end off."""
    if isinstance(made.widget, forms.Textarea):
        made.widget.attrs.pop("maxlength", None)


def _widget(field: models.Field) -> forms.Widget | None:
    if _is_secret_line(field):
        return forms.TextInput()
    makers: tuple[tuple[type, Callable[[], forms.Widget]], ...] = (
        (models.DateTimeField, lambda: forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")),
        (models.DateField, lambda: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})),
        (models.TimeField, lambda: forms.TimeInput(format="%H:%M", attrs={"type": "time"})),
        (models.TextField, lambda: forms.Textarea(attrs={"rows": 3})),
    )
    return next((make() for kind, make in makers if isinstance(field, kind)), None)


def _is_secret_line(field: models.Field) -> bool:
    return isinstance(field, EncryptedText) and field.name in getattr(field.model, "personal_fields", ())


def _narrow(form: Any, name: str, field: Any, by: Any) -> None:
    """A drop-down offers what the actor may see and nothing else; a long list becomes a field for the number."""
    if not isinstance(field, forms.ModelChoiceField):
        return
    model: Any = field.queryset.model  # type: ignore[union-attr]
    if model is Unit:
        _narrow_units(form, name, field, by)
        return
    reached = model.objects.visible_to(by).select_related(*named_by(model))
    if form.is_bound and not form.data.get(form.add_prefix(name)) and _has_a_number(model):
        form.fields[name] = RecordByNumber(reached, label=field.label, required=field.required)
        form._not_offered.append(name)
    else:
        _offer(form, name, field, reached)
    chosen = getattr(form.instance, name, None) if getattr(form, "instance", None) else None
    if chosen is not None:
        form.initial[name] = form.fields[name].prepare_value(chosen)


def _has_a_number(model: Any) -> bool:
    return any(hasattr(model, name) for name in NAMING_FIELDS)


def _offer(form: Any, name: str, field: Any, reached: Any = None) -> None:
    """A list to choose from; where it would be too long, a field for the number."""
    reached = field.reached if reached is None else reached
    given = {"label": field.label, "required": field.required}
    if not fits_a_list(reached):
        form.fields[name] = RecordByNumber(reached, **given)
    elif isinstance(field, RecordByNumber):
        form.fields[name] = forms.ModelChoiceField(
            reached, to_field_name=_named_by_id(reached.model), **given
        )
    else:
        field.queryset, field.to_field_name = reached, _named_by_id(reached.model)


def _named_by_id(model: Any) -> str | None:
    return "public_id" if hasattr(model, "public_id") else None


def _narrow_units(form: Any, name: str, field: Any, by: Any) -> None:
    wanted = form.register.create if form.instance._state.adding else form.register.edit
    reached = by.unit_ids(wanted.permission) if wanted else ()
    made = UnitField(reached, label=field.label, required=field.required)
    form.fields[name] = made
    standing = getattr(form.instance, f"{name}_id", None)
    if standing is not None:
        form.initial[name] = str(tree.current().units[standing].public_id)
    elif made.only:
        form.initial.setdefault(name, made.only)


def record_form(register: Register, by: Any, record: Any = None, data: QueryDict | None = None) -> Any:
    """The form of a new record or of an existing one, empty or with what was written."""
    made: Any = form_class(register, record is None)
    return made(data, instance=record, register=register, by=by)


class DeedForm(forms.Form):
    """What a deed asks before it is done. A dangerous deed always asks the reason."""

    why = forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)

    def __init__(self, deed: Deed, by: Any, data: QueryDict | None = None) -> None:
        super().__init__(data)
        if not deed.danger or any(ask.name == "reason" for ask in deed.asks):
            del self.fields["why"]
        for ask in deed.asks:
            self.fields[ask.name] = _asked(deed, ask, by)

    def begin_with(self, answers: QueryDict) -> None:
        """Write in what the address brought, as when a free hour of a plan was pressed."""
        for name in self.fields:
            if answers.get(name):
                self.fields[name].initial = answers[name]

    def given(self) -> dict[str, Any]:
        """The answers as the deed takes them; `why` is the reason for the trail."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def _asked(deed: Deed, ask: Ask, by: Any) -> forms.Field:
    label = label_of(deed, ask.name)
    wanted = {"label": label, "required": ask.required, "initial": ask.default}
    kind = _plain_type(ask.type)
    if isinstance(kind, ChoicesType):
        return forms.ChoiceField(choices=kind.choices, **wanted)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return forms.ChoiceField(choices=[(item.value, str(item.value)) for item in kind], **wanted)
    if isinstance(kind, type) and issubclass(kind, models.Model):
        return _record_asked(kind, by, wanted)
    if kind is str and _is_told_at_length(deed, ask.name):
        told = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **wanted)
        _let_everything_in(told)
        return told
    return _plain_field(kind, ask.name, wanted)


def _is_told_at_length(deed: Deed, name: str) -> bool:
    """Whether the record keeps this answer as whole sentences."""
    fields = {field.name: field for field in deed.model._meta.fields}
    return name in LONG_ANSWERS or isinstance(fields.get(name), models.TextField)


def _plain_field(kind: Any, name: str, wanted: dict[str, Any]) -> forms.Field:
    fields: dict[Any, Callable[[], forms.Field]] = {
        date: lambda: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **wanted),
        time: lambda: forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}), **wanted),
        Decimal: lambda: forms.DecimalField(max_digits=14, decimal_places=2, **wanted),
        int: lambda: forms.IntegerField(min_value=-fitting.MOST, max_value=fitting.MOST, **wanted),
        bool: lambda: forms.BooleanField(**wanted | {"required": False}),
    }
    if kind in fields:
        return fields[kind]()
    if name == "password":
        return forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), **wanted)
    return forms.CharField(max_length=2000, **wanted)


def _record_asked(model: Any, by: Any, wanted: dict[str, Any]) -> forms.Field:
    reached = model.objects.visible_to(by).select_related(*named_by(model))
    if not fits_a_list(reached):
        return RecordByNumber(reached, **wanted)
    return forms.ModelChoiceField(reached, to_field_name="public_id", **wanted)


def _plain_type(kind: Any) -> Any:
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        kinds = [each for each in typing.get_args(kind) if each is not types.NoneType]
        return kinds[0] if len(kinds) == 1 else str
    return kind


def label_of(deed: Deed, name: str) -> str:
    """What a question of a deed is called: as the field of the record, else by its own name."""
    try:
        field: Any = deed.model._meta.get_field(name)
        return capfirst(str(field.verbose_name))
    except (FieldDoesNotExist, AttributeError):  # what points here from elsewhere has no words of its own
        return capfirst(gettext(name.replace("_", " ")))
