"""The forms of visits: an entry of the roster, and one going there in three voices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity.models import Person
from banyan.domains.services.case_forms import day_field
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.models import RosterEntry, Visit

_SHORT = {"autocomplete": "off", "class": "in"}


class RosterForm(UnitOnceForm):
    """Who is visited by whom, how often, and why."""

    class Meta:
        model = RosterEntry
        fields = (
            "unit", "user", "project", "worker", "level", "because", "needs_two", "since", "indicator",
        )  # fmt: skip
        widgets = {"since": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class VisitForm(forms.Form):
    """What became of going there; a try asks for one line, a visit for two voices."""

    outcome = forms.ChoiceField(label=_("what became of it"), choices=Visit.Outcome, widget=forms.RadioSelect)
    held_on = day_field(_("day of the visit"))
    began_at = forms.TimeField(
        label=pgettext_lazy("visit", "from"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "in"}),
    )
    ended_at = forms.TimeField(
        label=pgettext_lazy("visit", "until"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "in"}),
    )
    happened = forms.CharField(
        label=pgettext_lazy("visit", "Found, or tried"), max_length=20_000,
        widget=forms.Textarea({"rows": 4, "class": "in"}),
    )  # fmt: skip
    said = forms.CharField(
        label=pgettext_lazy("visit", "Their words"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 3, "class": "in said"}),
    )  # fmt: skip
    judgement = forms.CharField(
        label=pgettext_lazy("visit", "Judgement and next step"), max_length=20_000, required=False,
        widget=forms.Textarea({"rows": 3, "class": "in view"}),
    )  # fmt: skip
    companion = forms.ChoiceField(label=_("colleague who came along"), required=False)
    volunteers = forms.CharField(
        label=_("numbers of volunteers who came along"), max_length=120, required=False,
        widget=forms.TextInput(_SHORT),
    )  # fmt: skip
    travel_minutes = forms.IntegerField(
        label=_("minutes on the way"), min_value=0, max_value=600, required=False
    )
    relief = forms.CharField(
        label=_("goods or money handed over"), max_length=200, required=False, widget=forms.TextInput(_SHORT)
    )
    relief_value = forms.DecimalField(
        label=_("worth in yuan"), min_value=0, max_digits=10, decimal_places=2, required=False
    )
    relief_signed = forms.BooleanField(label=_("the receiver signed for it"), required=False)
    relief_because = forms.CharField(
        label=_("why relief is given again"), max_length=200, required=False, widget=forms.TextInput(_SHORT)
    )

    def __init__(self, *args: Any, people: Sequence[Person], correcting: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(each.public_id): each for each in people}
        companion: Any = self.fields["companion"]
        companion.choices = [("", _("nobody")), *((key, each.name) for key, each in self._people.items())]
        if correcting:
            self.fields["reason"] = forms.CharField(
                label=_("why it was corrected"), widget=forms.Textarea({"rows": 2, "class": "in"})
            )

    @property
    def together_fields(self) -> list[Any]:
        """Who came along, and the way."""
        return [self[name] for name in ("companion", "volunteers", "travel_minutes")]

    @property
    def relief_fields(self) -> list[Any]:
        """What was handed over."""
        return [self[name] for name in ("relief", "relief_value", "relief_signed", "relief_because")]

    def visit(self) -> dict[str, Any]:
        """The fields of the record."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        return kept | {
            "companion": self._people.get(kept["companion"]),
            "travel_minutes": kept["travel_minutes"] or 0,
        }
