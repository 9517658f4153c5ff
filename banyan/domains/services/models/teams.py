"""Teams of residents: who belongs when, what they do together, and how far they have grown (W4.2)."""

from __future__ import annotations

from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record


class ResidentTeam(Record):
    """A team that residents keep up themselves, and whom of the staff it turns to."""

    class Kind(models.TextChoices):
        FITNESS = "fitness", pgettext_lazy("resident team", "fitness and dance")
        ARTS = "arts", pgettext_lazy("resident team", "arts and crafts")
        VOLUNTEERS = "volunteers", pgettext_lazy("resident team", "volunteering")
        MUTUAL_HELP = "mutual_help", pgettext_lazy("resident team", "mutual help")
        COUNCIL = "council", pgettext_lazy("resident team", "residents' council")
        GREEN = "green", pgettext_lazy("resident team", "green and clean")
        OTHER = "other", pgettext_lazy("resident team", "other team")

    class Stage(models.TextChoices):
        SEED = "seed", pgettext_lazy("stage of a team", "sprouting")
        FORMED = "formed", pgettext_lazy("stage of a team", "formed")
        SELF_RUN = "self_run", pgettext_lazy("stage of a team", "runs itself")
        FILED = "filed", pgettext_lazy("stage of a team", "filed with the community")

    class State(models.TextChoices):
        ACTIVE = "active", pgettext_lazy("resident team", "active")
        ENDED = "ended", pgettext_lazy("resident team", "dissolved")

    title = models.CharField(pgettext_lazy("resident team", "name of the team"), max_length=80)
    kind = models.CharField(pgettext_lazy("resident team", "what it does"), max_length=12, choices=Kind)
    area = models.ForeignKey(
        "staff.Area", models.PROTECT, verbose_name=pgettext_lazy("resident team", "community it lives in"), null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    counsellor = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("worker who counsels the team"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    founded_on = models.DateField(_("founded on"))
    women_target = models.PositiveSmallIntegerField(
        _("share of the women living there whom it wants to reach, in percent"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )  # fmt: skip
    leader_on = models.DateField(_("leader chosen on"), null=True, editable=False)
    rules_on = models.DateField(_("own rules adopted on"), null=True, editable=False)
    filed_on = models.DateField(_("filed with the community on"), null=True, editable=False)
    filed_as = models.CharField(
        _("number of the filing"), max_length=60, blank=True, default="", editable=False
    )
    ended_on = models.DateField(_("dissolved on"), null=True, editable=False)
    members = models.PositiveIntegerField(_("members now"), default=0, editable=False)
    stage = models.CharField(
        pgettext_lazy("resident team", "stage"),
        max_length=8,
        choices=Stage,
        default=Stage.SEED,
        editable=False,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ACTIVE, editable=False)

    number_pattern = "DW{count:03}"
    scope_lookup = "project__public_id"
    silent_fields = (*Record.silent_fields, "members")

    class Meta:
        verbose_name = _("team of residents")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="team_number_once"
            ),
            models.CheckConstraint(
                condition=Q(women_target__isnull=True) | Q(women_target__gte=1, women_target__lte=100),
                name="team_target_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TeamPlace(Kept):
    """A resident in a team, from when to when."""

    class State(models.TextChoices):
        IN = "in", pgettext_lazy("place in a team", "member")
        LEFT = "left", pgettext_lazy("place in a team", "left")

    team = models.ForeignKey(
        ResidentTeam, models.PROTECT, verbose_name=_("team of residents"), related_name="places"
    )
    user = models.ForeignKey(
        "services.ServiceUser", models.PROTECT, verbose_name=_("resident"), related_name="team_places"
    )
    leads = models.BooleanField(
        pgettext_lazy("place in a team", "leads the team"), default=False, editable=False
    )
    since = models.DateField(pgettext_lazy("place in a team", "since"))
    until = models.DateField(pgettext_lazy("place in a team", "until"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.IN, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "team__unit"
    scope_lookup = "team__project__public_id"
    named_with = ("user", "team")

    class Meta:
        verbose_name = _("place in a team")
        constraints = [
            models.UniqueConstraint(fields=("team", "user"), condition=Q(state="in"), name="team_place_once"),
            models.UniqueConstraint(fields=("team",), condition=Q(leads=True), name="team_has_one_leader"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="team_place_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def label(self) -> str:
        """Called by team and resident number."""
        return f"{self.team.label()}/{self.user.number}"

    def subject(self) -> UUID:
        """The resident."""
        return self.user.public_id


class TeamMeeting(Kept):
    """A team came together: a talk with its worker, its own meeting, or something it did by itself."""

    class Kind(models.TextChoices):
        TALK = "talk", pgettext_lazy("team meeting", "talk with the worker")
        OWN_MEETING = "own_meeting", pgettext_lazy("team meeting", "meeting of its own")
        OWN_WORK = "own_work", pgettext_lazy("team meeting", "something it did by itself")

    team = models.ForeignKey(
        ResidentTeam, models.PROTECT, verbose_name=_("team of residents"), related_name="meetings"
    )
    kind = models.CharField(pgettext_lazy("team meeting", "what it was"), max_length=12, choices=Kind)
    held_on = models.DateField(pgettext_lazy("team meeting", "day"))
    began_at = models.TimeField(pgettext_lazy("team meeting", "from"))
    ended_at = models.TimeField(pgettext_lazy("team meeting", "until"))
    present = models.PositiveSmallIntegerField(pgettext_lazy("team meeting", "members who came"))
    matter = models.TextField(pgettext_lazy("team meeting", "what it was about"))
    agreed = models.TextField(
        pgettext_lazy("team meeting", "what was agreed, and who does it"), blank=True, default=""
    )
    worker = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("team meeting", "worker who was there"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "team__unit"
    scope_lookup = "team__project__public_id"
    named_with = ("team",)

    class Meta:
        verbose_name = _("meeting of a team")
        indexes = [models.Index(fields=("held_on",), name="team_meeting_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="team_meeting_ends_after_it_began"
            ),
            models.CheckConstraint(condition=Q(present__gte=1), name="team_meeting_has_members"),
        ]

    def __str__(self) -> str:
        return f"{self.team} {self.held_on:%Y-%m-%d}"

    def label(self) -> str:
        """Called by team and day."""
        return f"{self.team.label()}/{self.held_on:%m-%d}"
