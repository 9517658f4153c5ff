"""The forms of claims and advances: their unit is the project's, so nobody is asked for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.attachments.intake import LARGEST_BYTES
from banyan.core.registers.forms import RecordForm
from banyan.core.ui.wording import say
from banyan.domains.finance.models import Advance, Claim, ExpenseKind
from banyan.domains.finance.queries.choices import has_funds, items_for
from banyan.domains.finance.queries.lines import project_or_none
from banyan.domains.finance.rules.claims import PAPERS
from banyan.domains.finance.rules.einvoices import Invoice, check_readable
from banyan.foundation.refusal import Refused


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class _OfProject(RecordForm):
    """Takes the unit from the project."""

    def _post_clean(self) -> None:
        project = self.cleaned_data.get("project")
        if project is not None:
            self.instance.unit = project.unit
        super()._post_clean()


class ClaimForm(_OfProject):
    """Time, place, reason, who was paid, and who saw it."""

    class Meta:
        model = Claim
        fields = (
            "project", "happened_on", "place", "reason", "payee", "payee_account", "payee_bank", "business", "witness",
            "advance", "fund", "explanation", "resolution",
        )  # fmt: skip
        widgets = {"happened_on": _day()}


class AdvanceForm(_OfProject):
    """How much, under which item, what for, and when it is needed."""

    class Meta:
        model = Advance
        fields = ("project", "budget_line", "amount", "reason", "business", "needed_on")
        widgets = {"needed_on": _day()}


class PhoneClaimForm(_OfProject):
    """A claim with its first line and a picture of the invoice, on one small screen."""

    photo = forms.FileField(label=_("Picture or file of the invoice"), required=False)
    paper = forms.ChoiceField(
        label=_("which paper it is"), choices=[(each, each) for each in PAPERS], required=False
    )
    amount = forms.DecimalField(
        label=_("amount claimed"), max_digits=14, decimal_places=2, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "0.00", "autocomplete": "off"}),
    )  # fmt: skip
    item = forms.ChoiceField(label=_("budget item"))
    kind = forms.ChoiceField(label=_("kind of expense"), choices=ExpenseKind.choices)
    invoice_number = forms.CharField(label=_("invoice number"), max_length=24, required=False)
    seller = forms.CharField(label=_("supplier"), max_length=80, required=False)

    class Meta:
        model = Claim
        fields = ("project", "happened_on", "place", "reason", "payee", "business", "witness", "fund")
        widgets = {"happened_on": _day()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", "—"), *items_for(self.by, clock.today())]  # type: ignore[attr-defined]
        papers = [("", gettext("by the kind of expense")), *((each, gettext(each)) for each in PAPERS)]
        self.fields["paper"].choices = papers  # type: ignore[attr-defined]
        self.fields["happened_on"].initial = clock.today()
        project = project_or_none(self.by)
        self.fields["project"].initial = project.public_id if project else None

    @property
    def asks_for_fund(self) -> bool:
        """Whether there is a fund for named uses that the claim could be paid from."""
        return has_funds(self.by)

    @property
    def opens_more(self) -> bool:
        """Whether one of the folded answers is wrong or missing."""
        return any(name in self.errors for name in ("project", "payee", "paper", "invoice_number", "seller"))

    def clean(self) -> dict[str, Any]:
        """What the electronic invoice says fills what was left blank; without either there is no amount."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        read = self._read_photo(said.get("photo"))
        if read is not None:
            said["amount"] = said.get("amount") or read.total
            said["invoice_number"] = said.get("invoice_number") or read.number
            said["seller"] = said.get("seller") or read.seller[:80]
            said["payee"] = said.get("payee") or read.seller[:80]
        if not said.get("amount") and "photo" not in self.errors:
            self.add_error("amount", gettext("Write the amount, or attach the electronic invoice."))
        return said

    def _read_photo(self, photo: Any) -> Invoice | None:
        if not photo:
            return None
        content = photo.read(LARGEST_BYTES + 1)
        photo.seek(0)
        try:
            return check_readable(photo.name or "", content)
        except Refused as refused:
            told = " ".join(say(words) for words in (refused.problems["file"], refused.way_out) if words)
            self.add_error("photo", told)
            return None
