"""What the demo agency has already lived through."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Lived(models.Model):
    """A moment of the demo's year that was played; it is written in the transaction of the moment itself."""

    key = models.CharField(max_length=160, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("moment of the demo")

    def __str__(self) -> str:
        return self.key
