"""The forms of a case file, each in versions: what was filed is corrected by a further version with its reason."""

from __future__ import annotations

import json

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.domains.services.models.cases.files import NumberedPart
from banyan.domains.services.rules.cases.papers import MARKS


class CaseDocument(NumberedPart):
    """One version of one form of a case. Its answers are sealed; what is signed is not edited."""

    class Kind(models.TextChoices):
        INQUIRY = "inquiry", _("Inquiry record")
        INTAKE = "intake", _("Intake form")
        CONSENT = "consent", _("Informed consent")
        ASSESSMENT = "assessment", _("Assessment report")
        PLAN = "plan", _("Service plan")
        AGREEMENT = "agreement", _("Service agreement")
        REVIEW = "review", _("Periodic review")
        EVALUATION = "evaluation", _("Evaluation of the case")
        CLOSURE = "closure", _("Closure form")
        FOLLOW_UP = "follow_up", _("Follow-up record")
        TRANSFER = "transfer", _("Case transfer")
        REFERRAL_IN = "referral_in", _("Referral received")
        REFERRAL_OUT = "referral_out", _("Referral sent")
        SAFETY = "safety", _("Safety plan")
        REPORT = "report", _("Report by legal duty")
        OPINION = "opinion", _("Opinion of the client")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        WAITING = "waiting", pgettext_lazy("case paper", "waiting for signatures")
        APPROVED = "approved", pgettext_lazy("case paper", "signed")
        FILED = "filed", pgettext_lazy("case paper", "filed")
        REPLACED = "replaced", pgettext_lazy("case paper", "replaced by a later version")

    kind = models.CharField(_("form"), max_length=12, choices=Kind)
    happened_on = models.DateField(_("day of the event"))
    entered_on = models.DateField(_("entered on"), editable=False)
    author = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("written by"),
        null=True,
        editable=False,
        related_name="+",
    )
    body = EncryptedText(pgettext_lazy("case paper", "answers"), editable=False)
    outcome = models.CharField(_("what it decides"), max_length=20, blank=True, default="", editable=False)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1, editable=False)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("corrects"),
        null=True,
        editable=False,
        related_name="followed_by",
    )
    change_reason = EncryptedText(_("why it was corrected"), editable=False)
    successor = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("new key worker"),
        null=True,
        blank=True,
        related_name="+",
    )
    settled_on = models.DateField(_("filed or signed on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    personal_fields = ("body", "change_reason")
    #: Whoever signs reads the answers one by one, not as they are kept.
    shown_apart = ("body",)

    class Meta:
        verbose_name = _("form of a case")
        indexes = [models.Index(fields=("case", "kind", "state"), name="case_document_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=("case", "kind"), condition=Q(state="waiting"), name="case_paper_waits_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def answers(self) -> dict[str, str]:
        """What was written, by the names of the form's fields."""
        return json.loads(self.body) if self.body else {}

    @answers.setter
    def answers(self, given: dict[str, str]) -> None:
        self.body = json.dumps(given, ensure_ascii=False, sort_keys=True)

    @property
    def mark(self) -> str:
        """The letters of its kind in the printed number."""
        return MARKS[self.kind]

    @property
    def in_force(self) -> bool:
        """Whether it is filed or signed and not replaced."""
        return self.state in (self.State.APPROVED, self.State.FILED)
