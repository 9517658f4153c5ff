"""The form of a hotline call, with the clock set already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localtime

from banyan.core import clock
from banyan.domains.services.forms import UnitOnceForm
from banyan.domains.services.group_forms import day_input, time_input
from banyan.domains.services.models import HotlineCall
from banyan.domains.services.rules.hours.spent import began_and_now


class CallForm(UnitOnceForm):
    """A call, in the order in which it is told: what about, what was answered, how dangerous; who it was last."""

    class Meta:
        model = HotlineCall
        fields = (
            "unit", "called_on", "began_at", "ended_at", "topic", "matter", "answer", "risk", "first_aid", "caller", "user",
            "project", "desk_number",
        )  # fmt: skip
        widgets = {
            "called_on": day_input(), "began_at": time_input(), "ended_at": time_input(),
            "matter": forms.Textarea({"rows": 3}), "answer": forms.Textarea({"rows": 3}),
            "first_aid": forms.Textarea({"rows": 2}), "caller": forms.TextInput({"autocomplete": "off"}),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            here = localtime(clock.now())
            began, ended = began_and_now(here.time())
            for name, value in (("called_on", here.date()), ("began_at", began), ("ended_at", ended)):
                self.initial.setdefault(name, value)
                if not self.initial[name]:
                    self.initial[name] = value
