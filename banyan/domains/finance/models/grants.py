"""Money that was granted for named uses only (W3.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record


class EarmarkedFund(Record):
    """A source of money with a closed list of uses: the items of the project's budget that it may pay for."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="earmarked_funds"
    )
    source = models.CharField(
        _("fund source"), max_length=60, help_text=_("Written as the books write it, so that vouchers are recognised.")
    )  # fmt: skip
    uses = models.CharField(
        pgettext_lazy("earmarked fund", "uses"),
        max_length=400,
        help_text=_("Budget items with the yuan granted for each: E3.1 20000; E3.2 10000."),
    )
    basis = models.CharField(_("paper of the grant"), max_length=200)
    granted_on = models.DateField(_("granted on"))

    number_pattern = "ZX-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("fund for named uses")
        constraints = [
            models.UniqueConstraint(fields=("project", "source"), name="earmarked_fund_once_a_source")
        ]

    def __str__(self) -> str:
        return self.source
