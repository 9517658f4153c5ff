"""Who and what stands around the client of a case: kin for the genogram, everything else for the ecomap."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.domains.services.models.cases.files import OfCase


class CaseRelation(OfCase):
    """One tie of the client: what it is, how good it is, and who supports whom."""

    class Relation(models.TextChoices):
        FATHER = "father", pgettext_lazy("tie of a client", "father")
        MOTHER = "mother", pgettext_lazy("tie of a client", "mother")
        GRANDPARENT = "grandparent", pgettext_lazy("tie of a client", "grandparent")
        UNCLE_AUNT = "uncle_aunt", pgettext_lazy("tie of a client", "uncle or aunt")
        PARENT_IN_LAW = "parent_in_law", pgettext_lazy("tie of a client", "parent-in-law")
        SIBLING = "sibling", pgettext_lazy("tie of a client", "brother or sister")
        SPOUSE = "spouse", pgettext_lazy("tie of a client", "spouse")
        FORMER_SPOUSE = "former_spouse", pgettext_lazy("tie of a client", "former spouse")
        CHILD = "child", pgettext_lazy("tie of a client", "child")
        GRANDCHILD = "grandchild", pgettext_lazy("tie of a client", "grandchild")
        OTHER_KIN = "other_kin", pgettext_lazy("tie of a client", "other kin")
        OUTSIDE = "outside", pgettext_lazy("tie of a client", "outside the family")

    class Quality(models.TextChoices):
        ORDINARY = "ordinary", pgettext_lazy("quality of a tie", "ordinary")
        CLOSE = "close", pgettext_lazy("quality of a tie", "close")
        DISTANT = "distant", pgettext_lazy("quality of a tie", "distant")
        CONFLICT = "conflict", pgettext_lazy("quality of a tie", "in conflict")
        CUT = "cut", pgettext_lazy("quality of a tie", "cut off")

    class Support(models.TextChoices):
        NONE = "none", pgettext_lazy("support", "none")
        GIVES = "gives", pgettext_lazy("support", "supports the client")
        TAKES = "takes", pgettext_lazy("support", "is supported by the client")
        MUTUAL = "mutual", pgettext_lazy("support", "each supports the other")

    class Sex(models.TextChoices):
        MALE = "male", _("male")
        FEMALE = "female", _("female")

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("tie of a client", "holds")
        GONE = "gone", pgettext_lazy("tie of a client", "no longer drawn")

    called = EncryptedText(_("who or what it is"))
    relation = models.CharField(_("relation to the client"), max_length=14, choices=Relation)
    sex = models.CharField(_("sex"), max_length=8, choices=Sex, blank=True, default="")
    born = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1880), MaxValueValidator(2100)],
    )
    deceased = models.BooleanField(_("has died"), default=False)
    quality = models.CharField(_("how the tie is"), max_length=8, choices=Quality, default=Quality.ORDINARY)
    support = models.CharField(_("who supports whom"), max_length=6, choices=Support, default=Support.NONE)
    state = models.CharField(_("state"), max_length=4, choices=State, default=State.KEPT, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    personal_fields = ("called",)
    silent_fields = ("id", "public_id", "version")
    named_with = ("case",)

    class Meta:
        verbose_name = _("tie of a client")
        indexes = [models.Index(fields=("case", "state"), name="case_relation_state")]

    def __str__(self) -> str:
        return str(self.get_relation_display())

    def label(self) -> str:
        """Called by the case and the relation; nobody is named."""
        return f"{self.case.label()}/{self.relation}"
