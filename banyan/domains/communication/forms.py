"""The forms of this room that a list of fields cannot say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from banyan.core.identity import tree
from banyan.domains.communication.models import Ballot, Suggestion
from banyan.domains.communication.rules import goals


class SuggestionForm(forms.Form):
    """A suggestion to the staff's box. It is not kept as a draft, so that nothing of an anonymous one "
    "stays behind."""

    unit = forms.ChoiceField(label=_("Box of"))
    about = forms.ChoiceField(label=_("About"), choices=Suggestion.About, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    words = forms.CharField(label=_("Suggestion"), max_length=4000, widget=forms.Textarea({"rows": 6}))
    named = forms.ChoiceField(
        label=_("Signed or not"),
        choices=[("name", _("With my name")), ("none", _("Without a name"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = by.unit_ids("communication.suggestion.add")
        units = {pk: unit for pk, unit in tree.current().units.items() if pk in reached}
        centres = {tree.centre_of(unit).pk: tree.centre_of(unit) for unit in units.values()}
        boxes = {unit.public_id: unit for unit in centres.values() if unit.kind != "department"}
        self.boxes = {str(key): unit for key, unit in boxes.items()}
        field = self.fields["unit"]
        field.choices = [(key, unit.name) for key, unit in self.boxes.items()]  # type: ignore[attr-defined]
        if len(self.boxes) == 1:
            self.initial["unit"] = next(iter(self.boxes))

    def made(self) -> Suggestion:
        """The suggestion as it was written, in the box it goes into."""
        said = self.cleaned_data
        return Suggestion(
            unit=self.boxes[said["unit"]], about=said["about"], title=said["title"], words=said["words"]
        )

    @property
    def anonymous(self) -> bool:
        """Whether it goes in without a name."""
        return bool(self.cleaned_data["named"] == "none")


class VoteForm(forms.Form):
    """One vote."""

    choice = forms.ChoiceField(label=_("My vote"), choices=Ballot.Choice, widget=forms.RadioSelect)


class OpenGoalsForm(forms.Form):
    """From when to when the staff is asked."""

    opens_on = forms.DateField(
        label=pgettext_lazy("survey of the staff", "opens on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    closes_on = forms.DateField(
        label=pgettext_lazy("survey of the staff", "closes on"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


class GoalsForm(forms.Form):
    """The three questions, each with a score. It is not kept as a draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, question in enumerate(goals.QUESTIONS, start=1):
            self.fields[f"question_{place}"] = forms.TypedChoiceField(
                label=gettext(question), choices=GOALS_WORDS, coerce=int, widget=forms.RadioSelect
            )

    @property
    def scores(self) -> list[int]:
        """What was answered, in the order of the questions."""
        return [self.cleaned_data[name] for name in self.fields]


GOALS_WORDS = (
    (5, pgettext_lazy("score", "5 fully")),
    (4, pgettext_lazy("score", "4 mostly")),
    (3, pgettext_lazy("score", "3 in part")),
    (2, pgettext_lazy("score", "2 hardly")),
    (1, pgettext_lazy("score", "1 not at all")),
)
