"""Rulebooks, their versions with the text to the character, and the items that a text is made of."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record


class Rulebook(Record):
    """A set of rules that the agency gave itself; one of them is the one whose clauses are proven (R1.1.1)."""

    title = models.CharField(_("title"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True, default="")
    interpreter = models.CharField(_("body that interprets it"), max_length=80, blank=True, default="")
    is_main = models.BooleanField(_("rules the projects"), default=True)

    number_pattern = "ZD-{count:03}"
    open_below = ("view",)

    class Meta:
        verbose_name = _("rulebook")
        constraints = [
            models.UniqueConstraint(
                fields=("unit",), condition=Q(is_main=True), name="rulebook_one_main_at_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Version(Record):
    """One wording of a rulebook. In force from a day on, until the day on which another one follows (R10.2.1)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ADOPTED = "adopted", _("adopted by the council")
        REPEALED = "repealed", _("repealed")
        VOID = "void", _("void")

    rulebook = models.ForeignKey(
        Rulebook, models.PROTECT, verbose_name=_("rulebook"), related_name="versions"
    )
    name = models.CharField(_("version name"), max_length=60)
    text = models.TextField(_("text"), editable=False)
    script = models.CharField(_("script"), max_length=12, default="simplified", editable=False)
    encoding = models.CharField(_("encoding"), max_length=10, default="utf-8", editable=False)
    source_name = models.CharField(_("file name"), max_length=120, blank=True, default="", editable=False)
    defects = models.JSONField(_("defects"), default=list, editable=False)
    cut_end = models.BooleanField(_("breaks off at the end"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    resolution = models.CharField(_("resolution"), max_length=120, blank=True, default="", editable=False)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, editable=False)
    in_force_on = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    repealed_on = models.DateField(_("repealed from"), null=True, blank=True, editable=False)
    transition = models.TextField(_("transitional rule"), blank=True, default="", editable=False)

    number_pattern = "ZDBB-{year}-{count:03}"
    open_below = ("view",)
    silent_fields = (*Record.silent_fields, "text")

    named_with = ("rulebook",)

    class Meta:
        verbose_name = _("version of the rulebook")
        constraints = [
            models.UniqueConstraint(
                fields=("rulebook",),
                condition=Q(state="adopted", repealed_on__isnull=True),
                name="version_one_open_for_a_rulebook",
            ),
            models.UniqueConstraint(
                fields=("rulebook", "in_force_on"),
                condition=Q(in_force_on__isnull=False),
                name="version_one_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gt=F("in_force_on")),
                name="version_repealed_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(in_force_on__isnull=False, adopted_on__isnull=False),
                name="version_adopted_with_its_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rulebook.title} {self.name}"

    @staticmethod
    def on(day: date) -> Q:
        """Versions in force on a day."""
        adopted = Q(state__in=(Version.State.ADOPTED, Version.State.REPEALED))
        return adopted & Q(in_force_on__lte=day) & (Q(repealed_on__isnull=True) | Q(repealed_on__gt=day))


class Item(Kept):
    """A piece of a version's text: chapter, section, article or sentence. All of them in order are the text."""

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        MAPPED = "mapped", _("mapped")
        ATTESTED = "attested", _("stands by attestation")
        NO_RULE = "no_rule", _("no rule in it")

    edition = models.ForeignKey(Version, models.PROTECT, verbose_name=_("version"), related_name="items")
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("above"), null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(_("position"))
    depth = models.PositiveSmallIntegerField(_("depth"))
    kind = models.CharField(_("kind"), max_length=20)
    path = models.CharField(_("place"), max_length=80, blank=True, default="")
    mark = models.CharField(_("mark"), max_length=40, blank=True, default="")
    title = models.CharField(_("heading"), max_length=200, blank=True, default="")
    own = models.TextField(_("text"))
    body = models.TextField(_("words"), blank=True, default="")
    is_leaf = models.BooleanField(default=True)
    is_incomplete = models.BooleanField(_("incomplete"), default=False)
    proposed = models.JSONField(_("proposed clauses"), default=list)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("decided by"), null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    unit_lookup = "edition__unit"
    open_below = ("view",)
    silent_fields = ("id", "public_id", "own", "body", "proposed")

    class Meta:
        verbose_name = _("item of a version")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("edition", "position"), name="item_once_at_a_place")]

    def __str__(self) -> str:
        return f"{self.mark}{self.title}"

    def label(self) -> str:
        """Called by the version's number and its place."""
        return f"{self.edition.number}/{self.path}"


class ClauseLink(Kept):
    """An item speaks of one of our clauses: somebody decided so."""

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("item of a version"), related_name="links")
    clause = models.CharField(_("clause"), max_length=12, db_index=True)

    unit_lookup = "item__edition__unit"
    open_below = ("view",)
    silent_fields = ("id", "public_id")

    class Meta:
        verbose_name = _("clause of an item")
        constraints = [models.UniqueConstraint(fields=("item", "clause"), name="clause_link_once")]

    def __str__(self) -> str:
        return self.clause

    def label(self) -> str:
        """Called by its clause."""
        return self.clause
