"""What a register keeps for one person: drafts of forms, and views of lists."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText
from banyan.core.records import new_public_id

NEW = "new"


class Draft(models.Model):
    """What somebody has written into a form and not yet handed in: sealed, without number, version or trail."""

    public_id = models.UUIDField(default=new_public_id, editable=False, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    register = models.CharField(_("register"), max_length=80)
    record = models.CharField(_("record"), max_length=40, default=NEW)
    values = EncryptedText()
    kept_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("draft")
        constraints = [
            models.UniqueConstraint(fields=("user", "register", "record"), name="draft_once_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.record}"


class SavedView(models.Model):
    """Filters, columns and order that somebody gave a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    register = models.CharField(_("register"), max_length=80)
    name = models.CharField(_("name"), max_length=30)
    query = models.CharField(_("filters"), max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = _("saved view")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("user", "register", "name"), name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
