"""Word templates as a register of the settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banyan.core.documents import deeds, views, words
from banyan.core.documents.models import WordTemplate
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, Words, register
from banyan.core.registers.forms import RecordForm


class TemplateForm(RecordForm):
    """A template: for which kind of document, and from when."""

    kind = forms.ChoiceField(label=_("kind of Word document"))

    class Meta:
        model = WordTemplate
        fields = ("unit", "kind", "name", "valid_from", "basis")
        widgets = {"valid_from": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(sheet.kind, sheet.label) for sheet in words.declared()]  # type: ignore[attr-defined]


templates = register(
    Register(
        model=WordTemplate,
        words=Words(
            title=_("Word templates"),
            empty=_(
                "The agency's own look of a document: a .docx with placeholders, in force from a day on."
            ),
            first_step=_("Name kind and first day, then attach the .docx; its placeholders are checked."),
            icon="file-text",
        ),
        area="settings",
        columns=("number", "name", Column("document", _("kind of Word document")), "unit", "valid_from"),
        fields=("unit", "name", "valid_from", "basis"),
        filters=("unit", "valid_from"),
        search=("number", "name"),
        order="-valid_from",
        create=deeds.add_template,
        edit=deeds.edit_template,
        form=TemplateForm,
        panels=(Panel("placeholders", _("Placeholders"), "documents/placeholders.html", views.of_template),),
    )
)
