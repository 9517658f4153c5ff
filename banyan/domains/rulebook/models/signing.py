"""Who has read and signed a version, and under which version a matter began."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.records import Kept, Record
from banyan.domains.rulebook.models.books import Version


class Acknowledgement(Record):
    """Somebody has read a version and signed for it (R10.2.5); `unit` is where they work."""

    edition = models.ForeignKey(
        Version, models.PROTECT, verbose_name=_("version"), related_name="acknowledgements"
    )
    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    due_on = models.DateField(_("to be signed by"))
    signed_at = models.DateTimeField(_("signed at"))
    signed_on = models.DateField(_("signed on"))
    text_hash = models.CharField(_("hash of the text"), max_length=64)

    number_pattern = "QY-{year}-{count:04}"

    class Meta:
        verbose_name = _("acknowledgement")
        constraints = [
            models.UniqueConstraint(fields=("edition", "person"), name="acknowledgement_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} · {self.person}"

    @property
    def in_time(self) -> bool:
        """Whether it was signed by its day."""
        return self.signed_on <= self.due_on


class Stamp(Kept):
    """Under which version a matter began: it is finished under that one (R10.2.6)."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    scope_id = models.UUIDField(_("project"), null=True)
    model = models.CharField(_("kind of record"), max_length=80)
    record_id = models.UUIDField(_("record"))
    number = models.CharField(_("number"), max_length=80, blank=True, default="")
    edition = models.ForeignKey(Version, models.PROTECT, verbose_name=_("version"), related_name="stamps")
    begun_on = models.DateField(_("begun on"))

    scope_lookup = "scope_id"
    silent_fields = ("id", "public_id")

    class Meta:
        verbose_name = _("version stamp")
        constraints = [models.UniqueConstraint(fields=("model", "record_id"), name="stamp_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.edition}"
