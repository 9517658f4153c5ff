"""How the house talks by rule, and what hangs on its walls for the people it serves."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.communication.models.places import OfAProject, Part


class CommunicationPlan(OfAProject):
    """Who talks to whom by which channel, how often and in which manner (R9.1.1). One is in force at a "
    "time."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    title = models.CharField(_("title"), max_length=120)
    valid_from = models.DateField(_("in force from"), null=True, blank=True, editable=False)
    valid_until = models.DateField(_("in force until"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "GTJH-{year}-{count:02}"

    class Meta:
        verbose_name = _("communication plan")

    def __str__(self) -> str:
        return self.title


class PlanLine(Part):
    """One line of the plan: with whom, about what, by which channel, how often, in which manner, and "
    "who sees to it."""

    class Audience(models.TextChoices):
        TEAM = "team", _("inside the team")
        DEPARTMENTS = "departments", _("between departments")
        HEADQUARTERS = "headquarters", _("with headquarters")
        USERS = "users", _("with service users")
        PARTNERS = "partners", _("with partners")
        AUTHORITIES = "authorities", _("with purchaser and authorities")
        MEDIA = "media", _("with the media")

    plan = models.ForeignKey(
        CommunicationPlan, models.CASCADE, verbose_name=_("communication plan"), related_name="lines"
    )
    audience = models.CharField(_("with whom"), max_length=14, choices=Audience)
    topic = models.CharField(_("about what"), max_length=120)
    channel = models.CharField(_("channel"), max_length=80)
    frequency = models.CharField(_("frequency"), max_length=60)
    manner = models.CharField(_("manner of talking"), max_length=80)
    who = models.CharField(_("who sees to it"), max_length=80)

    unit_lookup = "plan__unit"
    scope_lookup = "plan__project__public_id"

    class Meta:
        verbose_name = _("line of the plan")

    def __str__(self) -> str:
        return self.topic


class PublicNotice(OfAProject):
    """A notice on the wall that tells users their rights, the services, or where to complain (R9.2.3)."""

    class Kind(models.TextChoices):
        RIGHTS = "rights", _("rights of service users")
        SERVICES = "services", _("services and fees")
        COMPLAINTS = "complaints", _("complaint channels")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    place = models.CharField(_("posted where"), max_length=120)
    posted_on = models.DateField(_("posted on"))
    removed_on = models.DateField(_("taken down on"), null=True, blank=True, editable=False)
    words = models.TextField(_("what it says"), blank=True, default="")

    number_pattern = "GSL-{year}-{count:02}"

    class Meta:
        verbose_name = _("public notice")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_on__isnull=True) | Q(removed_on__gte=F("posted_on")),
                name="notice_taken_down_after_posted",
            )
        ]

    def __str__(self) -> str:
        return self.title
