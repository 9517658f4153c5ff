"""What happens to a rulebook while it is in force: questions, local rules, attestations and reviews."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Record
from banyan.domains.rulebook.models.books import Item, Rulebook


class Interpretation(Record):
    """A question about a rule and the answer of the body that interprets it (R10.2.2)."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ANSWERED = "answered", _("answered")

    rulebook = models.ForeignKey(
        Rulebook, models.PROTECT, verbose_name=_("rulebook"), related_name="interpretations"
    )
    clause = models.CharField(_("clause"), max_length=12, blank=True, default="")
    question = models.TextField(_("question about the rules"))
    asked_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("asked by"),
        null=True,
        editable=False,
        related_name="+",
    )
    asked_on = models.DateField(_("day of the question"), editable=False, null=True)
    answer = models.TextField(_("answer"), blank=True, default="", editable=False)
    body = models.CharField(_("answered by the body"), max_length=80, blank=True, default="", editable=False)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED, editable=False)

    number_pattern = "JS-{year}-{count:03}"
    open_below = ("view", "ask")

    class Meta:
        verbose_name = _("interpretation")

    def __str__(self) -> str:
        return self.question[:40]


class LocalRule(Record):
    """A detailed rule of one project; it may tighten a clause and never weaken it (R10.2.3)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        ENDED = "ended", pgettext_lazy("rulebook", "ended")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), related_name="+"
    )
    clause = models.CharField(_("clause"), max_length=12)
    words = models.TextField(_("text of the rule"))
    tightens = models.TextField(_("what it tightens"))
    setting = models.CharField(_("number of the clause"), max_length=80, blank=True, default="")
    amount = models.CharField(_("stricter value"), max_length=20, blank=True, default="")
    conflict = models.TextField(_("conflict with contract or law"), blank=True, default="")
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "XZ-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("local rule")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("in_force_on")),
                name="local_rule_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]


class Attestation(Record):
    """Somebody answers for a rule that no record can prove: who, when, with what evidence, until when."""

    class State(models.TextChoices):
        STANDING = "standing", _("standing")
        WITHDRAWN = "withdrawn", _("withdrawn")

    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("item of a version"), related_name="attestations"
    )
    statement = models.TextField(_("what is attested"))
    evidence = models.CharField(_("evidence"), max_length=200)
    attested_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("attested by"),
        null=True,
        editable=False,
        related_name="+",
    )
    attested_on = models.DateField(_("attested on"), null=True, editable=False)
    valid_until = models.DateField(pgettext_lazy("days of force", "valid until"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STANDING, editable=False)

    number_pattern = "ZM-{year}-{count:03}"

    class Meta:
        verbose_name = _("attestation")

    def __str__(self) -> str:
        return self.statement[:40]


class Review(Record):
    """The yearly look at a rulebook, or one because the law changed (R10.2.4)."""

    class Occasion(models.TextChoices):
        YEARLY = "yearly", _("yearly")
        LAW = "law", _("the law changed")

    class State(models.TextChoices):
        DUE = "due", _("to be done")
        DONE = "done", _("done")

    class Outcome(models.TextChoices):
        KEEP = "keep", _("stays as it is")
        REVISE = "revise", _("to be revised")

    rulebook = models.ForeignKey(Rulebook, models.PROTECT, verbose_name=_("rulebook"), related_name="reviews")
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.YEARLY)
    reason = models.CharField(_("law that changed"), max_length=200, blank=True, default="")
    due_on = models.DateField(_("due on"))
    findings = models.TextField(_("findings of the review"), blank=True, default="", editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, blank=True, default="", editable=False
    )
    done_on = models.DateField(_("done on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE, editable=False)

    number_pattern = "FS-{year}-{count:03}"

    class Meta:
        verbose_name = _("review of the rulebook")

    def __str__(self) -> str:
        return f"{self.rulebook} {self.due_on}"
