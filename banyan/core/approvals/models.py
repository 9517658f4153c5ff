"""Requests for signatures, their steps, and who may sign each."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.core.approvals.rules import Bound
from banyan.core.pointing import without_closed
from banyan.core.records import Kept


class Flow(Kept):
    """Who signs a matter at a unit and all below it, from a day on. Nothing is written over; a later one follows."""

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    kind = models.CharField(_("what for"), max_length=40)
    steps = models.JSONField(_("steps"), default=list)
    valid_from = models.DateField(_("valid from"))
    basis = models.CharField(_("basis"), max_length=200)
    set_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("set by"),
        null=True,
        editable=False,
        related_name="+",
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    silent_fields = ("id", "public_id", "version")

    class Meta:
        verbose_name = _("approval flow")
        constraints = [
            models.UniqueConstraint(fields=("unit", "kind", "valid_from"), name="flow_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.valid_from}"

    def label(self) -> str:
        """Called by the matter and its first day."""
        return f"{self.kind}/{self.valid_from:%Y-%m-%d}"


class Request(Kept):
    """Somebody asks for signatures under one exact version of one record."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for signatures")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("sent back")
        WITHDRAWN = "withdrawn", _("withdrawn")
        VOID = "void", _("void")

    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    scope_id = models.UUIDField(_("project"), null=True, editable=False)
    kind = models.CharField(_("what for"), max_length=40)
    model = models.CharField(max_length=80, editable=False)
    record_id = models.UUIDField(editable=False)
    number = models.CharField(_("number"), max_length=80)
    bound_version = models.PositiveIntegerField(_("version signed"), editable=False)
    content_hash = models.CharField(_("hash of the content"), max_length=64, editable=False)
    files_hash = models.CharField(_("hash of the files"), max_length=64, editable=False)
    asked_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("asked by"),
        null=True,
        editable=False,
        related_name="+",
    )
    asked_user = models.ForeignKey(
        "identity.User", models.PROTECT, null=True, editable=False, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    note = models.TextField(_("note"), blank=True, default="")
    flow = models.ForeignKey(
        "approvals.Flow", models.PROTECT, verbose_name=_("flow"), null=True, editable=False, related_name="+"
    )
    amount = models.DecimalField(
        _("amount"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    settled_at = models.DateTimeField(_("settled at"), null=True, editable=False)
    content = models.JSONField(_("content as asked"), null=True, editable=False)

    scope_lookup = "scope_id"
    silent_fields = ("id", "public_id", "asked_user", "content")

    class Meta:
        verbose_name = _("request for signatures")
        indexes = [models.Index(fields=("model", "record_id", "kind"))]
        constraints = [
            models.UniqueConstraint(
                fields=("model", "record_id", "kind"),
                condition=Q(state="waiting"),
                name="request_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    def label(self) -> str:
        """Called by the number of what is to be signed."""
        return self.number

    def scope(self) -> UUID | None:
        return self.scope_id

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Nobody learns by a request of a record that is closed to them."""
        return without_closed(actor)

    @property
    def bound(self) -> Bound:
        """What exactly is signed."""
        return Bound(self.bound_version, self.content_hash, self.files_hash)


class Step(Kept):
    """One signature wanted on one record."""

    class State(models.TextChoices):
        LATER = "later", _("not yet")
        OPEN = "open", _("to be signed")
        SIGNED = "signed", _("signed")
        DECLINED = "declined", _("sent back")
        GONE = "gone", _("no longer needed")

    request = models.ForeignKey(Request, models.PROTECT, verbose_name=_("request"), related_name="steps")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    how = models.CharField(_("signer found by"), max_length=10)
    who = models.CharField(_("signer"), max_length=80, blank=True, default="")
    mode = models.CharField(_("how many sign"), max_length=3, default="any")
    post = models.ForeignKey(
        "identity.Post", models.PROTECT, verbose_name=_("post"), null=True, related_name="+"
    )
    skipped = models.JSONField(_("vacant posts passed over"), default=list)
    asked_by = models.ForeignKey(
        "identity.Person", models.PROTECT, null=True, editable=False, related_name="+"
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.LATER, editable=False)
    decided_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("signed by"),
        null=True,
        editable=False,
        related_name="+",
    )
    on_behalf_of = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("on behalf of"),
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, default="", editable=False)
    opened_at = models.DateTimeField(_("to be signed since"), null=True, editable=False)
    reminded_on = models.DateField(_("reminded on"), null=True, editable=False)
    escalated_at = models.DateTimeField(_("passed up at"), null=True, editable=False)

    silent_fields = ("id", "public_id", "asked_by", "opened_at", "reminded_on")
    _taken = False

    class Meta:
        verbose_name = _("signature")
        ordering = ("position", "id")
        indexes = [models.Index(fields=("state", "how", "who"))]
        constraints = [
            models.UniqueConstraint(fields=("request", "decided_by"), name="step_another_person_each"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(decided_by=F("asked_by")),
                name="step_not_signed_by_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_of__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(on_behalf_of=F("asked_by")),
                name="step_not_in_place_of_who_asked",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("signed", "declined"), decided_by__isnull=False, decided_at__isnull=False
                )
                | (
                    ~Q(state__in=("signed", "declined")) & Q(decided_by__isnull=True, decided_at__isnull=True)
                ),
                name="step_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request} {self.position}"

    @classmethod
    def lock(cls, pk: int) -> Step:
        """The step with its request, whose row is held: whoever changes a step holds its request."""
        held = cls.everything.select_for_update(of=("request",)).select_related("request__unit")
        return held.get(pk=pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A decision is written where the step is still open (`take`); nothing is left to save then."""
        if not self._taken:
            super().save(*args, **kwargs)

    def take(self, decision: dict[str, Any]) -> bool:
        """Write a decision if the step is still open; of several who press at once, one wins."""
        if not type(self).everything.filter(pk=self.pk, state=self.State.OPEN).update(**decision):
            return False
        for name, value in decision.items():
            setattr(self, name, value)
        self._taken = True
        return True

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """As the request itself."""
        return without_closed(actor, "request__model", "request__record_id")

    @classmethod
    def not_closed_to(cls, actor: Any, kinds: Collection[str]) -> Q:
        """The same for steps on records of these kinds alone."""
        return without_closed(actor, "request__model", "request__record_id", kinds)

    def label(self) -> str:
        """Called by the number of what is to be signed, and its place in the order."""
        return f"{self.request.number}/{self.position}"

    def scope(self) -> UUID | None:
        return self.request.scope_id


class Candidate(models.Model):
    """A person who may sign a step, as found on the day of asking, or added when it waited too long."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="candidates")
    person = models.ForeignKey("identity.Person", models.PROTECT, related_name="+")
    escalated = models.BooleanField(_("added when the step waited too long"), default=False)

    class Meta:
        verbose_name = _("possible signer")
        constraints = [models.UniqueConstraint(fields=("step", "person"), name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.person_id}"


def model_of(request: Request) -> Any:
    """The kind of record that is to be signed."""
    return apps.get_model(request.model)


def subject_of(request: Request) -> Any:
    """The record that is to be signed."""
    return model_of(request).everything.get(public_id=request.record_id)
