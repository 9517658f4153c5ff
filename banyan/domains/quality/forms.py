"""The forms of this room that a list of fields cannot say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.domains.quality.models import SourceKind


class OpenForm(forms.Form):
    """A fault as it is put on the list."""

    finding = forms.CharField(
        label=_("What is not as it should be"), widget=forms.Textarea({"rows": 4}), max_length=2000
    )
    clause = forms.CharField(label=_("Clause"), max_length=12, required=False)
    source_kind = forms.ChoiceField(
        label=_("Found by"), choices=SourceKind, required=False, initial=SourceKind.MONITORING
    )

    def clean_source_kind(self) -> str:
        """What the panel does not ask is monitoring: somebody looked at the record and saw it."""
        return self.cleaned_data["source_kind"] or SourceKind.MONITORING


class ReportForm(forms.Form):
    """What somebody reports, whom it names, and whether they give their name."""

    matter = forms.CharField(
        label=_("What happened, when and where"), widget=forms.Textarea({"rows": 6}), max_length=4000
    )
    clause = forms.CharField(label=_("Clause"), max_length=12, required=False)
    named = forms.ModelMultipleChoiceField(
        queryset=None, to_field_name="public_id", label=_("Whom it names"), required=False,
        help_text=_("Whoever is named here never reads it."),
    )  # fmt: skip
    anonymous = forms.BooleanField(
        label=_("Without my name"), required=False,
        help_text=_("Nobody can see who reported, the administrator neither; a code leads to the answer."),
    )  # fmt: skip

    def __init__(self, data: Any, people: Any) -> None:
        super().__init__(data)
        self.fields["named"].queryset = people  # type: ignore[attr-defined]
