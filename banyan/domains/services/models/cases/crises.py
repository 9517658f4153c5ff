"""Crises of a case from red to blue, and who was told of them when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.domains.services.models.cases.files import Case, OfCase

ROLES = {
    "centre-director": pgettext_lazy("call tree", "centre director"),
    "department-head": pgettext_lazy("call tree", "department head"),
    "supervisor": pgettext_lazy("call tree", "supervisor"),
}


class CaseCrisis(OfCase):
    """A crisis level as somebody saw it; the last one that is not lifted is the level of the case."""

    level = models.CharField(_("crisis level"), max_length=6, choices=Case.Crisis, default=Case.Crisis.BLUE)
    signs = EncryptedText(_("signs"))
    first_step = EncryptedText(_("what was done first"))
    raised_at = models.DateTimeField(_("raised at"))
    raised_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("raised by"),
        null=True,
        editable=False,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True, editable=False)
    lifted_because = EncryptedText(_("why it is over"), editable=False)

    personal_fields = ("signs", "first_step", "lifted_because")

    class Meta:
        verbose_name = _("crisis of a case")
        indexes = [models.Index(fields=("case", "raised_at"), name="case_crisis_raised")]

    def __str__(self) -> str:
        return str(self.get_level_display())

    @property
    def unit_id(self) -> int:
        """The unit of the case: a notice of the crisis says at which station it is."""
        return self.case.unit_id


class CaseCall(OfCase):
    """One call of the tree: who must hear of the crisis by when, and when they did."""

    crisis = models.ForeignKey(
        CaseCrisis, models.CASCADE, verbose_name=_("crisis of a case"), related_name="calls"
    )
    position = models.PositiveSmallIntegerField(_("order of the call"))
    role = models.CharField(_("role to be told"), max_length=40)
    is_written = models.BooleanField(_("in writing"), default=False)
    due_at = models.DateTimeField(_("to be told by"))
    told_at = models.DateTimeField(_("told at"), null=True, editable=False)
    told = models.CharField(_("told whom"), max_length=80, blank=True, default="")

    personal_fields = ("told",)

    class Meta:
        verbose_name = _("call about a crisis")
        constraints = [models.UniqueConstraint(fields=("crisis", "position"), name="case_call_position_once")]

    def __str__(self) -> str:
        return str(self.position)

    @property
    def role_word(self) -> str:
        """Who is to be told, in the words of the house."""
        return str(ROLES.get(self.role, self.role))
