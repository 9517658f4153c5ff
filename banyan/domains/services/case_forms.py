"""The forms of casework: a contact in three voices, the papers of the file, goals, team, crisis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from banyan.core.identity.models import Person, Unit
from banyan.core.registers.forms import RecordForm
from banyan.core.registers.lookups import RecordByNumber, fits_a_list
from banyan.domains.services.models import Case, CaseContact, CaseGoal, CaseWorker
from banyan.domains.services.rules.cases.goals import LEVELS, level_word
from banyan.domains.services.rules.cases.papers import Paper, asks_of
from banyan.domains.services.rules.cases.words import Ask, Voice

_SHORT = {"autocomplete": "off"}
_VOICES = {Voice.SAID: "in said", Voice.JUDGEMENT: "in view", Voice.FACT: "in"}
UNCHANGED = ""


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as browsers ask for one."""
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "in"}), **more
    )


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "in"})
    )


def _words(label: Any, rows: int, css: str = "in", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=forms.Textarea({"rows": rows, "class": css})
    )


class OpeningForm(RecordForm):
    """Who asks for help and with what: the first page of a file, which is the inquiry record too."""

    class Meta:
        model = Case
        fields = ("client", "caller", "inquired_on", "unit", "project", "grade", "confidentiality")
        widgets = {
            "caller": forms.TextInput(_SHORT),
            "inquired_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    FILED = ("unit", "project", "grade", "confidentiality")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            for name in ("unit", "grade", "confidentiality", "inquired_on"):
                del self.fields[name]
            return
        for name, hint in _OPENING_HINTS.items():
            self.fields[name].help_text = hint
        for ask in asks_of("inquiry"):
            if ask.name != "caller":
                self.fields[ask.name] = field_for(ask)

    def begin_at(self, unit: Unit | None, today: date) -> None:
        """A new file begins today, in the department of whoever opens it."""
        self.initial.setdefault("inquired_on", today)
        if unit is not None and str(unit.public_id) in self.fields["unit"].units:  # type: ignore[attr-defined]
            self.initial.setdefault("unit", str(unit.public_id))

    @property
    def told_fields(self) -> list[Any]:
        """What the caller tells."""
        return [field for field in self if field.name not in self.FILED]

    @property
    def filed_fields(self) -> list[Any]:
        """Where the file belongs and how it is kept: known beforehand as a rule."""
        return [self[name] for name in self.FILED]

    @property
    def is_filed(self) -> bool:
        """Whether nothing is left to choose about where the file belongs."""
        return bool(self["unit"].value()) and not any(name in self.errors for name in self.FILED)

    def answers(self) -> dict[str, str]:
        """The inquiry record as its form asks it."""
        given = {ask.name: self.cleaned_data.get(ask.name, "") for ask in asks_of("inquiry")}
        client = self.cleaned_data.get("client")
        return given | {"caller": self.cleaned_data.get("caller") or (client.number if client else "")}


_OPENING_HINTS = {
    "client": _("Number or whole name. Whoever is not registered yet stays open here: write down who asks."),
    "project": _("Without a project the case counts in no ledger."),
    "grade": _("A is met most often, V is on the visit list only; it can be changed at any time."),
    "confidentiality": _(
        "L3 where minors, violence, illness, drugs, offences or mental health are touched: only people named read it."
    ),
}


class ContactForm(forms.Form):
    """What passed at a contact; four lines must be written, the rest may wait."""

    kind = forms.ChoiceField(label=_("kind of contact"), choices=CaseContact.Kind, widget=forms.RadioSelect)
    held_on = day_field(_("day of the contact"))
    began_at = _time(_("from"))
    ended_at = _time(_("until"))
    happened = _words(pgettext_lazy("voice", "Fact"), 4)
    said = _words(pgettext_lazy("voice", "Client's words"), 3, "in said", required=False)
    judgement = _words(pgettext_lazy("voice", "Judgement and next step"), 3, "in view")
    function = forms.ChoiceField(label=_("function in case management"), choices=CaseContact.Function)
    travel_minutes = forms.IntegerField(
        label=_("minutes on the way"), min_value=0, max_value=600, required=False
    )
    place = forms.CharField(label=_("place"), max_length=120, required=False, widget=forms.TextInput(_SHORT))
    present = forms.CharField(
        label=_("persons present"), max_length=200, required=False, widget=forms.TextInput(_SHORT)
    )
    aim = forms.CharField(label=_("aim"), max_length=300, required=False)
    next_step = forms.CharField(label=_("next step"), max_length=300, required=False)

    def __init__(
        self,
        *args: Any,
        team: list[CaseWorker],
        goals: list[CaseGoal],
        correcting: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if correcting:
            self.fields["reason"] = _words(_("why it was corrected"), 2)
        self.goals = goals
        people = [(str(each.person.public_id), each.person.name) for each in team]
        self._people = {str(each.person.public_id): each.person for each in team}
        if people:
            self.fields["companions"] = forms.MultipleChoiceField(
                label=_("with whom of the team"),
                choices=people,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for goal in goals:
            self.fields[f"goal-{goal.position}"] = _goal_field(goal)

    @property
    def goal_fields(self) -> list[Any]:
        """The bound fields in which goals are scored."""
        return [self[f"goal-{goal.position}"] for goal in self.goals]

    @property
    def further_fields(self) -> list[Any]:
        """What need not be said each time."""
        names = ("function", "travel_minutes", "place", "present", "aim", "next_step", "companions")
        return [self[name] for name in names if name in self.fields]

    def contact(self) -> dict[str, Any]:
        """The fields of the record."""
        beside = ("companions", "reason")
        kept = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in beside and "goal-" not in name
        }
        return kept | {"travel_minutes": kept.get("travel_minutes") or 0}

    def companions(self) -> list[Person]:
        """Those of the team who were there too."""
        return [self._people[key] for key in self.cleaned_data.get("companions", ())]

    def scores(self) -> dict[CaseGoal, int]:
        """Goals whose level was seen."""
        given = ((goal, self.cleaned_data.get(f"goal-{goal.position}")) for goal in self.goals)
        return {goal: int(level) for goal, level in given if level not in (None, UNCHANGED)}


def _goal_field(goal: CaseGoal) -> forms.ChoiceField:
    now = goal.baseline if goal.score is None else goal.score
    levels = [(str(level), level_word(level)) for level in LEVELS]
    unchanged = gettext("unchanged: %(level)s") % {"level": level_word(now)}
    return forms.ChoiceField(
        label=f"{goal.position} {goal.text}",
        required=False,
        choices=[(UNCHANGED, unchanged), *levels],
        widget=forms.Select({"class": "in"}),
    )


def field_for(ask: Ask, people: Any = None) -> forms.Field:
    """One question of a paper, in the voice it is asked in; `people` are those of whom one may be named."""
    given = {"label": gettext(ask.label), "required": ask.required}
    if ask.is_person:
        return person_field(people=people, **given)
    if ask.choices:
        offered = [(choice.value, gettext(choice.label)) for choice in ask.choices]
        return forms.ChoiceField(choices=[("", "—"), *offered], **given)
    if ask.is_line:
        return forms.CharField(
            max_length=200, widget=forms.TextInput(_SHORT | {"class": _VOICES[ask.voice]}), **given
        )
    return forms.CharField(
        max_length=20_000, widget=forms.Textarea({"rows": 3, "class": _VOICES[ask.voice]}), **given
    )


class PaperForm(forms.Form):
    """Any paper of the file, as its kind asks it. As a draft it may stay unfinished."""

    happened_on = day_field(_("day of the event"))

    def __init__(
        self, kind: str, *args: Any, correcting: bool = False, people: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Paper.TRANSFER:
            self.fields["successor"] = person_field(_("new key worker"), people)
        for ask in asks_of(kind):
            if not ask.derived:
                self.fields[ask.name] = field_for(ask, people)
        if correcting:
            self.fields["reason"] = _words(_("why it was corrected"), 2)

    def as_draft(self) -> PaperForm:
        """Let everything but the day stay open."""
        for name, field in self.fields.items():
            field.required = name == "happened_on"
        return self

    def answers(self) -> dict[str, str]:
        """What was written."""
        given = {ask.name: self.cleaned_data.get(ask.name) or "" for ask in asks_of(self.kind)}
        return {name: str(getattr(answer, "public_id", answer)) for name, answer in given.items()}


def person_field(label: Any, people: Any, **more: Any) -> Any:
    """One of the people within reach, from a list or by name where the list would be too long."""
    if fits_a_list(people):
        return forms.ModelChoiceField(people, label=label, to_field_name="public_id", **more)
    return RecordByNumber(people, label=label, **more)


class GoalForm(forms.Form):
    """A goal with its five levels."""

    text = _words(_("what shall be reached"), 2)
    measure = forms.CharField(
        label=_("measured by"), max_length=200, widget=forms.TextInput(_SHORT),
        help_text=_("By what anybody can see it: a record, a scale, a count per week."),
    )  # fmt: skip
    weight = forms.DecimalField(
        label=_("weight"), min_value=Decimal("0.1"), max_digits=4, decimal_places=1, initial=1,
        help_text=_("1 for each where all goals matter alike."),
    )  # fmt: skip
    baseline = forms.TypedChoiceField(
        label=_("baseline level"),
        coerce=int,
        choices=[(level, level_word(level)) for level in (-2, -1, 0)],
        initial=-1,
        help_text=_("The level at which the client stands today, as described below."),
    )
    target_on = day_field(_("to be reached by"), required=False)
    level_1 = forms.CharField(label=_("−2: much less than expected"), max_length=300)
    level_2 = forms.CharField(label=_("−1: less than expected"), max_length=300)
    level_3 = forms.CharField(label=_("0: as expected"), max_length=300)
    level_4 = forms.CharField(label=_("+1: more than expected"), max_length=300)
    level_5 = forms.CharField(label=_("+2: much more than expected"), max_length=300)

    def levels(self) -> list[str]:
        """The five descriptions in order."""
        return [self.cleaned_data[f"level_{number}"] for number in range(1, 6)]

    def goal(self) -> dict[str, Any]:
        """The fields of the goal beside its levels."""
        return {
            name: self.cleaned_data[name] for name in ("text", "measure", "weight", "baseline", "target_on")
        }


class ScoreForm(forms.Form):
    """Which level of a goal stands now."""

    scored_on = day_field(_("seen on"))
    score = forms.TypedChoiceField(
        label=_("level reached"), coerce=int, choices=[(n, level_word(n)) for n in LEVELS]
    )


class TeamForm(forms.Form):
    """Somebody for the team, or named to read and sign."""

    role = forms.ChoiceField(label=_("part in the case"), choices=CaseWorker.Role)
    since = day_field(_("since"))

    def __init__(self, *args: Any, people: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"person": person_field(_("person"), people), **self.fields}
        self.initial.setdefault("since", today)


class ClientForm(forms.Form):
    """Somebody of the register as the client of a case."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"] = person_field(_("client"), people)


class CrisisForm(forms.Form):
    """How grave it is, by what one sees it, and what was done at once."""

    level = forms.ChoiceField(
        label=_("crisis level"), choices=[each for each in Case.Crisis.choices if each[0] != "none"][::-1],
        widget=forms.RadioSelect,
    )  # fmt: skip
    signs = _words(_("signs"), 3)
    first_step = _words(_("what was done first"), 2)


class GlassForm(forms.Form):
    """The number of a file and why it must be read now."""

    number = forms.CharField(label=_("number of the case"), max_length=40, widget=forms.TextInput(_SHORT))
    reason = _words(_("why the glass was broken"), 3)


class NoteForm(forms.Form):
    """What the supervisor wants the worker to think of."""

    note = _words(_("supervisor's note"), 4)


class LiftForm(forms.Form):
    """By what one sees that a crisis is over."""

    because = _words(_("why it is over"), 3)


class ToldForm(forms.Form):
    """Who was told of a crisis."""

    whom = forms.CharField(label=_("told whom"), max_length=80, widget=forms.TextInput(_SHORT))
