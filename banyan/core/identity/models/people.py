"""People, the posts they may hold, and when they held them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept
from banyan.foundation.chinese import pinyin_key


class Person(Kept):
    """A name, perhaps a sign-in. Rooms extend it; they do not copy it."""

    name = models.CharField(_("name"), max_length=80)
    name_key = models.CharField(_("sorting key"), max_length=200, editable=False, db_index=True, default="")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    personal_fields = ("name",)
    silent_fields = ("id", "public_id", "version", "name_key")

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.name_key = pinyin_key(self.name)
        super().save(*args, **kwargs)

    def label(self) -> str:
        """A person is never named in the trail."""
        return str(self.public_id)[-12:]


class Post(Kept):
    """A place in the establishment, filled or vacant. `commands` routes approvals, `advises` never does (P1.1)."""

    class Relation(models.TextChoices):
        COMMANDS = "commands", _("in the line of command")
        ADVISES = "advises", _("adviser")

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("department"), related_name="+")
    code = models.CharField(_("post number"), max_length=40, db_index=True)
    title = models.CharField(_("post"), max_length=80)
    places = models.PositiveSmallIntegerField(_("established places"), default=1)
    superior = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("superior post"),
        null=True,
        blank=True,
        related_name="subordinates",
    )
    relation = models.CharField(_("relation"), max_length=10, choices=Relation, default=Relation.COMMANDS)
    requirement = models.CharField(_("requirement"), max_length=300, blank=True, default="")
    opened_on = models.DateField(_("established on"), null=True, blank=True)
    closed_on = models.DateField(_("abolished on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("post")
        constraints = [
            models.UniqueConstraint(fields=("unit", "code"), name="post_code_once_in_unit"),
            models.CheckConstraint(condition=~Q(superior=models.F("id")), name="post_not_its_own_superior"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Posts are called by their code."""
        return self.code

    def label(self) -> str:
        """How the post is called in the trail."""
        return self.code


class Appointment(Kept):
    """Who holds which post from when to when; acting appointments are appointments."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("person"), related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, verbose_name=_("post"), related_name="appointments")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    acting = models.BooleanField(_("acting"), default=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = "post__unit"
    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("appointment")
        indexes = [models.Index(fields=("post", "starts_on")), models.Index(fields=("person", "starts_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=("person", "post", "starts_on"), name="appointment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.starts_on}"

    def label(self) -> str:
        """Called by post and first day."""
        return f"{self.post.code}/{self.starts_on:%Y-%m-%d}"

    @staticmethod
    def on(day: date) -> Q:
        """Appointments in force on a day."""
        return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))
