"""Forms of this room: the unit comes from the rulebook or the project, so that nobody is asked for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.core import dated
from banyan.core.registers.forms import RecordForm
from banyan.domains.rulebook.models import Attestation, Interpretation, LocalRule, Review
from banyan.domains.rulebook.rules import default_text

DAY = {"type": "date"}


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs=DAY)


def _words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def clause_choices() -> list[tuple[str, str]]:
    """The clauses with their short names."""
    return [(clause, f"{clause} {name}") for clause, name in default_text.short_names().items()]


class BookPartForm(RecordForm):
    """Takes the unit from the rulebook."""

    def _post_clean(self) -> None:
        book = self.cleaned_data.get("rulebook")
        if book is not None:
            self.instance.unit = book.unit
        super()._post_clean()


class InterpretationForm(BookPartForm):
    """A question about a rule."""

    clause = forms.ChoiceField(label=_("Clause"), required=False)

    class Meta:
        model = Interpretation
        fields = ("rulebook", "clause", "question")
        widgets = {"question": _words()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [("", _("the rulebook as a whole")), *clause_choices()]


class ReviewForm(BookPartForm):
    """A look at the rulebook that is to be taken."""

    class Meta:
        model = Review
        fields = ("rulebook", "occasion", "reason", "due_on")
        widgets = {"due_on": _day()}


class LocalRuleForm(RecordForm):
    """A stricter rule of one project; the number, if any, is one that the clause is judged by."""

    clause = forms.ChoiceField(label=_("Clause"))
    setting = forms.ChoiceField(label=_("Number of the clause that becomes stricter"), required=False)

    class Meta:
        model = LocalRule
        fields = ("project", "clause", "words", "tightens", "setting", "amount", "conflict")
        widgets = {"words": _words(), "tightens": _words(2), "conflict": _words(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = clause_choices()
        self.fields["setting"].choices = [("", _("no number")), *_numbers()]

    def _post_clean(self) -> None:
        project = self.cleaned_data.get("project")
        if project is not None:
            self.instance.unit = project.unit
        super()._post_clean()


def _numbers() -> list[tuple[str, str]]:
    known = [each for each in dated.declared() if each.clause]
    return [(each.key, f"{each.clause} {each.label}") for each in known]


class AttestForm(forms.ModelForm):
    """What somebody answers for, with what evidence, until when."""

    class Meta:
        model = Attestation
        fields = ("statement", "evidence", "valid_until")
        widgets = {"statement": _words(), "valid_until": _day()}
