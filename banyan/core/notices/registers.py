"""Chat bots as a register of the settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from banyan.core.notices import deeds, rules
from banyan.core.notices.models import Bot
from banyan.core.registers.declaration import Register, Words, register
from banyan.core.registers.forms import RecordForm
from banyan.core.ui.wording import say
from banyan.foundation.refusal import Refused


class BotForm(RecordForm):
    """A bot: its service, its group, and the address that the service gave it."""

    address = forms.CharField(
        label=_("Webhook address"), max_length=400, widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("As the service shows it. Only its key is kept, sealed; nobody is shown it again."),
    )  # fmt: skip
    signing = forms.CharField(
        label=_("Signing secret"), max_length=120, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}), help_text=_("DingTalk only, where the bot signs."),
    )  # fmt: skip

    class Meta:
        model = Bot
        fields = ("unit", "service", "name")

    def clean(self) -> dict[str, Any]:
        """The address belongs to the service."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("service") in rules.SERVICES and given.get("address"):
            try:
                self.instance.key = given["address"]
                rules.key_of(given["service"], given["address"])
            except Refused as refused:
                self.add_error("address", ValidationError([say(each) for each in refused.problems.values()]))
        self.instance.secret = given.get("signing", "")
        return given


bots = register(
    Register(
        model=Bot,
        words=Words(
            title=_("chat bots"),
            empty=_(
                "Groups in WeCom, DingTalk or Feishu in which the house may speak: numbers only, never names."
            ),
            first_step=_("Add the bot of a group; people then choose it in their notice settings."),
            icon="message-chatbot",
        ),
        area="settings",
        columns=("service", "name", "unit", "spoke_at", "failed_at", "retired_at"),
        fields=("unit", "service", "name"),
        filters=("service", "unit"),
        search=("name",),
        order="-pk",
        create=deeds.add_bot,
        deeds=(deeds.test_bot, deeds.retire_bot),
        form=BotForm,
    )
)
