"""Who answers for a project on every day, and who works in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banyan.domains.projects.models.parts import ProjectPart, somebody


class LeadTerm(ProjectPart):
    """Days on which one person is fully answerable for the project; acting terms are terms (R2.1.3)."""

    person = somebody(_("project lead"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    acting = models.BooleanField(_("acting"), default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    number_pattern = "FZ-{year}-{count:03}"

    class Meta:
        verbose_name = _("term of a project lead")
        indexes = [models.Index(fields=("project", "starts_on"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="lead_term_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.starts_on}"


class Member(ProjectPart):
    """Somebody who works in a project: assigned by letter, inducted, and known to have understood (R2.1.4, R2.2.6)."""

    class State(models.TextChoices):
        NAMED = "named", _("named")
        ASSIGNED = "assigned", _("assigned by letter")
        INDUCTED = "inducted", _("inducted, not acknowledged")
        READY = "ready", _("ready to serve")
        LEFT = "left", _("left the project")

    class Kind(models.TextChoices):
        SOCIAL_WORKER = "worker", _("social worker in the team")
        ADMINISTRATION = "admin", _("administrative staff")
        VOLUNTEER = "volunteer", _("volunteer")

    person = somebody(_("employee"), null=True, blank=True)
    volunteer_number = models.CharField(_("volunteer number"), max_length=40, blank=True, default="")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SOCIAL_WORKER)
    role = models.CharField(_("role in the project"), max_length=60)
    duties = models.TextField(_("duties"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    assigned_on = models.DateField(_("assigned on"), null=True, editable=False)
    assigned_by = somebody(_("assigned by"), null=True, editable=False)
    inducted_on = models.DateField(_("induction on"), null=True, editable=False)
    inducted_by = somebody(_("inducted by"), null=True, editable=False)
    topics = models.TextField(_("topics of the induction"), blank=True, default="", editable=False)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, editable=False)
    on_paper = models.BooleanField(_("acknowledged on paper"), default=False, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NAMED, editable=False)

    number_pattern = "RW-{year}-{count:04}"

    class Meta:
        verbose_name = _("team member")
        indexes = [models.Index(fields=("project", "person"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(volunteer_number=""), name="member_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="member_leaves_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person_id else self.volunteer_number
