"""The forms of this room that a list of fields cannot say."""

from __future__ import annotations

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
