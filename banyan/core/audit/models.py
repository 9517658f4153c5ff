"""The trail and what keeps personal words out of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One line of the trail. The database refuses to change or delete it."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("machine time"))
    day = models.DateTimeField(_("time"))
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("who"), max_length=80)
    verb = models.CharField(_("deed"), max_length=100)
    model = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    label = models.CharField(_("number"), max_length=80)
    unit_id = models.BigIntegerField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    changes = models.TextField(_("changes"))
    request_id = models.CharField(max_length=40, blank=True)
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("line of the trail")
        constraints = [models.UniqueConstraint(fields=("chain", "seq"), name="event_once_in_chain")]
        indexes = [
            models.Index(fields=("model", "object_id", "seq")),
            models.Index(fields=("unit_id", "seq")),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq} {self.verb} {self.label}"


class Head(models.Model):
    """The last line of each chain; locked while a line is added."""

    chain = models.CharField(max_length=60, unique=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("head of the trail")

    def __str__(self) -> str:
        return f"{self.chain}: {self.seq}"


class Words(models.Model):
    """The personal values of one line, sealed under the key of the person they speak of."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    subject = models.UUIDField(db_index=True)
    sealed = models.TextField()

    class Meta:
        verbose_name = _("personal values of a line")
        constraints = [models.UniqueConstraint(fields=("chain", "seq"), name="words_once_a_line")]

    def __str__(self) -> str:
        return f"{self.chain}/{self.seq}"


class SubjectKey(models.Model):
    """The key of one person's words. Destroying it erases them from the trail and leaves the chain provable."""

    subject = models.UUIDField(primary_key=True)
    wrapped = models.TextField(blank=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("key of a person's words")

    def __str__(self) -> str:
        return str(self.subject)
