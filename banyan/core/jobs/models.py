"""Jobs that run or ran, schedules that start them, and leases that let one worker do what must be done once."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.jobs.declaring import declared
from banyan.core.records import Kept
from banyan.foundation.refusal import Sentence


class JobRun(Kept):
    """One run of a job: who wants it, how far it is, what came of it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to start")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("stopped")

    ENDED = (State.DONE, State.FAILED, State.CANCELLED)

    name = models.CharField(_("job"), max_length=60, db_index=True)
    params = models.JSONField(default=dict)
    unit = models.ForeignKey(
        "identity.Unit", models.PROTECT, verbose_name=_("unit"), null=True, related_name="+"
    )
    by = models.ForeignKey(
        "identity.User", models.PROTECT, verbose_name=_("started by"), null=True, related_name="+"
    )
    system = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("of"), default=0)
    message = models.JSONField(_("at work on"), default=dict)
    result = models.JSONField(_("result"), null=True)
    error = models.JSONField(_("why it failed"), default=dict)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    cancel_requested = models.BooleanField(_("to be stopped"), default=False)
    task_id = models.UUIDField(null=True, editable=False)
    asked_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)

    silent_fields = (
        "id",
        "public_id",
        "params",
        "done",
        "total",
        "message",
        "heartbeat_at",
        "task_id",
        "result",
    )

    class Meta:
        verbose_name = _("job")
        ordering = ("-asked_at", "-pk")
        indexes = [models.Index(fields=("heartbeat_at",), condition=Q(state="running"), name="jobrun_alive")]

    def __str__(self) -> str:
        return f"{self.name} {self.state}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """People see their own jobs."""
        return Q(by=actor.user)

    def label(self) -> str:
        """Called by the job's name."""
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows how far it is."""
        return reverse("jobs.run", kwargs={"public_id": self.public_id})

    @property
    def title(self) -> Any:
        """What the job is called on screen."""
        known = declared(self.name)
        return known.label if known else self.name

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in self.ENDED

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100; None while the whole is not known."""
        return min(100, self.done * 100 // self.total) if self.total else None

    @property
    def said(self) -> Sentence | None:
        """What the job is at work on."""
        return as_sentence(self.message)

    @property
    def refusal(self) -> Sentence | None:
        """Why it failed."""
        return as_sentence(self.error)


def as_sentence(kept: dict[str, Any]) -> Sentence | None:
    """Read a sentence that was kept as JSON."""
    return Sentence(kept["text"], kept.get("params", {})) if kept.get("text") else None


def as_json(sentence: Sentence | str) -> dict[str, Any]:
    """Keep a sentence as JSON: its msgid and its plain parts."""
    if not isinstance(sentence, Sentence):
        return {"text": str(sentence)} if sentence else {}
    plain = {
        name: value if isinstance(value, int | float | bool) or value is None else str(value)
        for name, value in sentence.params.items()
    }
    return {"text": str(sentence.text), "params": plain}


class Schedule(Kept):
    """A job that starts by itself, by a cron rule in the installation's time zone."""

    name = models.CharField(_("job"), max_length=60, unique=True)
    cron = models.CharField(_("when"), max_length=60)
    active = models.BooleanField(_("active"), default=True)
    next_at = models.DateTimeField(_("next start"))
    last_at = models.DateTimeField(_("last start"), null=True)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "next_at", "last_at")

    class Meta:
        verbose_name = _("schedule")

    def __str__(self) -> str:
        return f"{self.name}: {self.cron}"

    def label(self) -> str:
        """Called by the job's name."""
        return self.name


class Lease(models.Model):
    """The right of one worker to do something for all, until a moment."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("lease")

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
