"""Papers that come in and go out, and whose hands they went through."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.communication.models.places import OfAProject, Part, named


class Document(OfAProject):
    """A paper in the register of documents: proposal, instruction, handling, result (R9.2.5)."""

    class Direction(models.TextChoices):
        INCOMING = "in", _("received paper")
        OUTGOING = "out", _("sent paper")

    class Kind(models.TextChoices):
        NOTICE = "notice", _("notice")
        LETTER = "letter", _("letter")
        REQUEST = "request", _("request for approval")
        REPLY = "reply", _("reply to a request")
        REPORT = "report", _("report to superiors")
        MINUTES = "minutes", _("minutes")
        OTHER = "other", _("other paper")

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        URGENT = "urgent", _("urgent")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REGISTERED = "registered", _("paper registered")
        PROPOSED = "proposed", _("instruction wanted")
        HANDLED = "handled", _("in hand")
        CLOSED = "closed", _("paper dealt with")
        VOID = "void", _("void")

    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.INCOMING)
    kind = models.CharField(_("kind of paper"), max_length=8, choices=Kind, default=Kind.NOTICE)
    title = models.CharField(_("title"), max_length=160)
    document_number = models.CharField(_("number of the paper"), max_length=60, blank=True, default="")
    correspondent = models.CharField(_("from or to"), max_length=120)
    passed_on = models.DateField(_("received or sent on"))
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.ORDINARY)
    answers = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("answers which paper"), null=True, blank=True, related_name="+"
    )
    proposal = models.TextField(_("proposal"), blank=True, default="", editable=False)
    proposed_by = named(_("proposed by"), null=True, blank=True, editable=False)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True, editable=False)
    instruction = models.TextField(_("instruction"), blank=True, default="", editable=False)
    instructed_by = named(_("instructed by"), null=True, blank=True, editable=False)
    instructed_on = models.DateField(_("instructed on"), null=True, blank=True, editable=False)
    handler = named(_("handler"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, default="", editable=False)
    closed_on = models.DateField(_("dealt with on"), null=True, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.REGISTERED, editable=False
    )

    number_pattern = "SFW-{year}-{count:04}"

    class Meta:
        verbose_name = _("document")
        indexes = [models.Index(fields=("unit", "passed_on")), models.Index(fields=("unit", "due_on"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(closed_on__isnull=False) & ~Q(result="")),
                name="closed_document_has_its_result",
            ),
            models.UniqueConstraint(
                fields=("unit", "document_number"),
                condition=Q(direction="out") & ~Q(document_number=""),
                name="outgoing_number_once",
            ),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | ~Q(answers=F("id")), name="document_answers_another"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something with it."""
        return self.state in (self.State.REGISTERED, self.State.PROPOSED, self.State.HANDLED)


class Circulation(Part):
    """Somebody was to read a paper, and when they did."""

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name=_("document"), related_name="circulations"
    )
    person = named(_("reader of the round"))
    sent_at = models.DateTimeField(_("handed on at"), editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True, editable=False)

    unit_lookup = "document__unit"
    scope_lookup = "document__project__public_id"

    class Meta:
        verbose_name = _("circulation")
        constraints = [
            models.UniqueConstraint(fields=("document", "person"), name="circulated_once_to_a_person")
        ]

    def __str__(self) -> str:
        return self.document.title
