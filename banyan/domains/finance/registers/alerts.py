"""Overspending as the leads were told of it."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.finance.deeds import alerts as deeds
from banyan.domains.finance.models import OverspendAlert

overspending = register(
    Register(
        model=OverspendAlert,
        words=Words(
            title=_("overspending told to leads"),
            empty=_(
                "Nothing was spent beyond a budget. When it is, the project lead is told here and answers."
            ),
            clause="R2.2.10",
            icon="bell-exclamation",
        ),
        area="finance",
        columns=("number", "project", "item", "spent", "budget", "told_on", "told_to", "due_on", "state"),
        filters=("state", "project"),
        search=("number", "item"),
        deeds=(deeds.answer_for,),
        views=(View("open", _("waiting for the lead"), "state=open"),),
    )
)
