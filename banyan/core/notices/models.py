"""What somebody was told, and whether they have seen it."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText
from banyan.core.identity import tree
from banyan.core.records import Kept
from banyan.foundation.refusal import Sentence


class Notice(Kept):
    """One sentence to one sign-in about one record. It names numbers, never people."""

    user = models.ForeignKey("identity.User", models.CASCADE, verbose_name=_("to"), related_name="+")
    kind = models.CharField(_("kind"), max_length=60)
    text = models.TextField(_("what happened"))
    params = models.JSONField(default=dict)
    model = models.CharField(max_length=80, blank=True, default="")
    record_id = models.UUIDField(null=True)
    number = models.CharField(_("number"), max_length=80, blank=True, default="")
    station = models.ForeignKey(
        "identity.Unit", models.SET_NULL, null=True, verbose_name=_("station"), related_name="+"
    )
    told_at = models.DateTimeField(_("told at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    tries = models.PositiveSmallIntegerField(_("tries"), null=True, editable=False)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "text", "params", "station", "sent_at", "tries")
    #: Where it is from, told on a page that holds notices of several stations.
    where: str = ""

    class Meta:
        verbose_name = _("notice")
        indexes = [
            models.Index(fields=("user", "-told_at")),
            models.Index(fields=("user",), condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def label(self) -> str:
        """Called by the number it speaks of."""
        return self.number

    @property
    def sentence(self) -> Sentence:
        """What to say, in the reader's language."""
        return Sentence(self.text, self.params)

    def get_absolute_url(self) -> str:
        """The page of what it speaks of; the desk where there is none."""
        try:
            return reverse(f"{self.model}.detail", kwargs={"public_id": self.record_id})
        except NoReverseMatch:
            return "/"


class Bot(Kept):
    """A group's bot in a chat service. Its key is sealed and shown to nobody again."""

    class Service(models.TextChoices):
        WECOM = "wecom", _("WeCom")
        DINGTALK = "dingtalk", _("DingTalk")
        FEISHU = "feishu", _("Feishu")

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    service = models.CharField(_("service"), max_length=8, choices=Service)
    name = models.CharField(_("name of the group"), max_length=60)
    key = EncryptedText(_("key"), editable=False)
    secret = EncryptedText(_("signing secret"), blank=True, default="", editable=False)
    retired_at = models.DateTimeField(_("switched off at"), null=True, editable=False)
    spoke_at = models.DateTimeField(_("last spoke at"), null=True, editable=False)
    failed_at = models.DateTimeField(_("last failed at"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    silent_fields = ("id", "public_id", "version", "key", "secret", "spoke_at", "failed_at")

    class Meta:
        verbose_name = _("chat bot")

    def __str__(self) -> str:
        return f"{self.get_service_display()} · {self.name}"

    def label(self) -> str:
        """Called by its group."""
        return self.name


class Preference(Kept):
    """How one sign-in wants to hear: by e-mail, through a group's bot, at once or once a day, and when not."""

    user = models.OneToOneField("identity.User", models.CASCADE, verbose_name=_("sign-in"), related_name="+")
    email = models.BooleanField(_("by e-mail"), default=True)
    bot = models.ForeignKey(
        Bot, models.SET_NULL, verbose_name=_("through a chat group"), null=True, blank=True, related_name="+"
    )
    digest = models.BooleanField(_("once a day, together"), default=False)
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=8, validators=[MaxValueValidator(23)]
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    digested_on = models.DateField(_("last digest on"), null=True, editable=False)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "digested_on")

    class Meta:
        verbose_name = _("notice settings")
        constraints = [
            models.CheckConstraint(condition=Q(digest_hour__lte=23), name="digest_hour_of_a_day"),
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}"

    def label(self) -> str:
        """Called by the sign-in."""
        return self.user.username


def about_what(record: Any) -> dict[str, Any]:
    """How a notice points at its record, and at which station it is: the same number runs at each of them."""
    if record is None:
        return {}
    target = {"model": record._meta.label_lower, "record_id": record.public_id, "number": record.label()[:80]}
    unit = tree.current().units.get(getattr(record, "unit_id", None) or 0)
    return target | ({"station": tree.centre_of(unit)} if unit is not None else {})
