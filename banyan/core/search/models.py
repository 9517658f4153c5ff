"""What can be found: one row for each record, with what its door needs; the words lie in the index alone."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchDoc(models.Model):
    """A record that can be found. `title` is what the hit says; nothing encrypted stands here."""

    model = models.CharField(max_length=80)
    object_id = models.UUIDField()
    number = models.CharField(max_length=40, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)
    scope_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("search entry")
        constraints = [models.UniqueConstraint(fields=("model", "object_id"), name="search_doc_once")]

    def __str__(self) -> str:
        return f"{self.model} {self.number}"
