"""The people we work for, and the households they live in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText, KeyedHash
from banyan.core.records import Kept, Record
from banyan.foundation.chinese import pinyin_key


class Household(Record):
    """People who live together. Who is its head stands with the persons, and may be doubtful."""

    community = models.CharField(_("community"), max_length=80, blank=True, default="")

    number_pattern = "H{count:05}"

    class Meta:
        verbose_name = _("household")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~models.Q(number=""), name="household_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class ServiceUser(Record):
    """Somebody who uses our services, or may."""

    class State(models.TextChoices):
        ACTIVE = "active", _("registered")
        MERGED = "merged", _("merged")
        ERASED = "erased", _("erased")

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    class Document(models.TextChoices):
        ID_CARD = "id_card", _("resident identity card")
        PASSPORT = "passport", _("passport")
        TRAVEL_PERMIT = "travel_permit", _("Hong Kong, Macao or Taiwan travel permit")
        HOUSEHOLD_BOOK = "household_book", _("household register")
        OTHER = "other", _("other document")

    class Relation(models.TextChoices):
        HEAD = "head", _("head of household")
        SPOUSE = "spouse", _("spouse")
        CHILD = "child", _("child")
        PARENT = "parent", _("parent")
        SIBLING = "sibling", _("brother or sister")
        GRANDPARENT = "grandparent", _("grandparent")
        GRANDCHILD = "grandchild", _("grandchild")
        OTHER = "other", _("other")

    name = models.CharField(_("full name"), max_length=80)
    name_key = models.CharField(_("sorting key"), max_length=200, editable=False, default="", db_index=True)
    initials = models.CharField(_("initials"), max_length=40, editable=False, default="", db_index=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True, default="")
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    document = models.CharField(
        _("kind of document"), max_length=16, choices=Document, blank=True, default=""
    )
    id_number = EncryptedText(_("document number"))
    id_hash = KeyedHash(source="id_number")
    phone = EncryptedText(_("mobile phone"))
    phone_hash = KeyedHash(source="phone")
    phone_tail_hash = KeyedHash(source="phone_tail")
    community = models.CharField(_("community"), max_length=80, blank=True, default="", db_index=True)
    grid = models.CharField(_("grid"), max_length=40, blank=True, default="")
    address = EncryptedText(_("building and room"))
    residence = models.CharField(_("household registration"), max_length=40, blank=True, default="")
    household = models.ForeignKey(
        Household, models.PROTECT, verbose_name=_("household"), null=True, blank=True, related_name="members"
    )
    relation = models.CharField(
        _("relation to the head"), max_length=12, choices=Relation, blank=True, default=""
    )
    marriage = models.CharField(_("marital status"), max_length=20, blank=True, default="")
    education = models.CharField(_("education"), max_length=20, blank=True, default="")
    occupation = models.CharField(_("occupation"), max_length=20, blank=True, default="")
    disability = models.CharField(_("disability"), max_length=20, blank=True, default="")
    disability_grade = models.CharField(_("disability grade"), max_length=10, blank=True, default="")
    hardship = models.CharField(_("minimum living or hardship"), max_length=20, blank=True, default="")
    groups = models.CharField(
        _("groups in difficulty"), max_length=300, blank=True, default="", editable=False
    )
    lives_alone = models.BooleanField(_("lives alone"), null=True, blank=True)
    guardian_name = models.CharField(_("guardian"), max_length=80, blank=True, default="")
    guardian_phone = EncryptedText(_("guardian's phone"))
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    source = models.CharField(_("came through"), max_length=40, blank=True, default="")
    note = models.CharField(_("note"), max_length=500, blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    number_pattern = "R{count:05}"
    personal_fields = (
        "name", "sex", "born_on", "id_number", "phone", "address", "residence", "relation", "marriage", "education",
        "occupation", "groups", "disability", "disability_grade", "hardship", "lives_alone", "guardian_name",
        "guardian_phone", "note", "community", "grid",
    )  # fmt: skip
    silent_fields = (
        *Record.silent_fields,
        "name_key",
        "initials",
        "id_hash",
        "phone_hash",
        "phone_tail_hash",
    )

    class Meta:
        verbose_name = _("service user")
        indexes = [
            models.Index(fields=("unit", "name_key")),
            models.Index(fields=("unit", "number")),
            models.Index(fields=("unit", "born_on")),
            models.Index(fields=("unit", "state"), name="service_user_unit_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~models.Q(number=""), name="service_user_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("active", "erased"), merged_into__isnull=True)
                | models.Q(state="merged", merged_into__isnull=False),
                name="service_user_merged_into_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Bring the keys for sorting and finding in line with the name."""
        self.name_key = pinyin_key(self.name)[:200]
        self.initials = "".join(syllable[0] for syllable in self.name_key.split())[:40]

    @property
    def phone_tail(self) -> str:
        """The last four digits, which is what a sign-in sheet on paper shows."""
        return self.phone[-4:]

    @property
    def id_tail(self) -> str:
        """The last four characters of the identity number, enough to tell two people apart on screen."""
        return self.id_number[-4:]


class ServiceUserTag(Kept):
    """A group in difficulty that somebody belongs to. Every tag is sensitive.

    The person's `groups` says the same in one line, for lists and for the trail.
    """

    user = models.ForeignKey(ServiceUser, models.CASCADE, verbose_name=_("service user"), related_name="tags")
    name = models.CharField(_("tag"), max_length=40, db_index=True)

    unit_lookup = "user__unit"
    personal_fields = ("name",)

    class Meta:
        verbose_name = _("tag")
        constraints = [models.UniqueConstraint(fields=("user", "name"), name="tag_once_a_person")]

    def __str__(self) -> str:
        return self.name
