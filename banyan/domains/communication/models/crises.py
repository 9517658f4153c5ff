"""Who informs whom when it burns, and how long it really took."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banyan.core.fields import EncryptedText
from banyan.domains.communication.models.places import OfAProject, Part, named


class Wave(models.TextChoices):
    """How soon somebody must know."""

    FIRST = "first", _("at once")
    SECOND = "second", _("soon after")
    LAST = "last", _("within a day")


class CallTree(OfAProject):
    """Who informs whom, and how soon; one is in force at a time (R9.3.2)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    title = models.CharField(_("title"), max_length=120)
    valid_from = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    valid_until = models.DateField(_("in force until"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "HJS-{year}-{count:02}"

    class Meta:
        verbose_name = _("call tree")

    def __str__(self) -> str:
        return self.title


class CallStep(Part):
    """One call of the tree: who tells whom, how soon, under which telephone."""

    tree = models.ForeignKey(CallTree, models.CASCADE, verbose_name=_("call tree"), related_name="steps")
    position = models.PositiveSmallIntegerField(_("order"))
    wave = models.CharField(_("how soon"), max_length=6, choices=Wave)
    caller = models.CharField(_("who informs"), max_length=80)
    callee = models.CharField(_("who is informed"), max_length=80)
    phone = EncryptedText(_("telephone"))

    unit_lookup = "tree__unit"
    scope_lookup = "tree__project__public_id"
    personal_fields = ("phone",)

    class Meta:
        verbose_name = _("call of the tree")
        constraints = [models.UniqueConstraint(fields=("tree", "position"), name="call_order_once")]

    def __str__(self) -> str:
        return self.callee


class Crisis(OfAProject):
    """Something that must be told at once, or the drill for it. Legal reports wait for nobody's approval."""

    class Level(models.TextChoices):
        RED = "red", _("red")
        ORANGE = "orange", _("orange")
        YELLOW = "yellow", _("yellow")

    class State(models.TextChoices):
        OPEN = "open", _("calls are running")
        CLOSED = "closed", _("crisis over")

    title = models.CharField(_("title"), max_length=120)
    level = models.CharField(_("level of the crisis"), max_length=6, choices=Level)
    drill = models.BooleanField(_("drill"), default=False)
    words = models.TextField(_("course of events"))
    noticed_on = models.DateField(_("noticed on"))
    noticed_time = models.TimeField(_("noticed at"))
    tree = models.ForeignKey(
        CallTree, models.PROTECT, verbose_name=_("call tree"), null=True, blank=True, editable=False,
        related_name="+",
    )  # fmt: skip
    reported_to = models.CharField(
        _("reported to which authority"), max_length=120, blank=True, default="", editable=False
    )
    reported_at = models.DateTimeField(_("reported at"), null=True, blank=True, editable=False)
    receipt = models.CharField(_("receipt number"), max_length=80, blank=True, default="", editable=False)
    lessons = models.TextField(_("what we learnt"), blank=True, default="", editable=False)
    closed_at = models.DateTimeField(_("crisis over at"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.OPEN, editable=False)

    number_pattern = "WJ-{year}-{count:03}"
    personal_fields = ("words",)

    class Meta:
        verbose_name = _("crisis")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False), name="crisis_closed_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return self.title


class CrisisCall(Part):
    """One call that a crisis asks for: due when, made when."""

    crisis = models.ForeignKey(Crisis, models.CASCADE, verbose_name=_("crisis"), related_name="calls")
    position = models.PositiveSmallIntegerField(_("order"))
    wave = models.CharField(_("how soon"), max_length=6, choices=Wave)
    caller = models.CharField(_("who informs"), max_length=80)
    callee = models.CharField(_("who is informed"), max_length=80)
    phone = EncryptedText(_("telephone"))
    due_at = models.DateTimeField(_("to be told by"))
    informed_at = models.DateTimeField(_("informed at"), null=True, blank=True, editable=False)
    informed_by = named(_("informed by"), null=True, blank=True, editable=False)

    unit_lookup = "crisis__unit"
    scope_lookup = "crisis__project__public_id"
    personal_fields = ("phone",)

    class Meta:
        verbose_name = _("call in a crisis")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=("crisis", "position"), name="crisis_call_order_once")]

    def __str__(self) -> str:
        return self.callee
