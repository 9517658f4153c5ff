"""What is known of a community: its analysis, the resources in it, and how many belong to a group (services §3, W6.2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record
from banyan.domains.services.models.activities import Activity
from banyan.domains.services.rules.residents_sheet import TAGS


class CommunityAnalysis(Record):
    """The document of an area: people, places, power, resources, needs, assets; its source and day; renewed in time."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("community analysis", "draft")
        WAITING = "waiting", pgettext_lazy("community analysis", "waiting for signatures")
        HOLDS = "holds", pgettext_lazy("community analysis", "in force")
        REPLACED = "replaced", pgettext_lazy("community analysis", "renewed")

    area = models.ForeignKey("staff.Area", models.PROTECT, verbose_name=_("area"), related_name="+")
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    data_on = models.DateField(_("day of the data"))
    source = models.CharField(_("where the data come from"), max_length=200)
    people = models.TextField(pgettext_lazy("community analysis", "people"), blank=True, default="")
    places = models.TextField(pgettext_lazy("community analysis", "places"), blank=True, default="")
    power = models.TextField(
        pgettext_lazy("community analysis", "who decides and who is listened to"), blank=True, default=""
    )
    resources = models.TextField(pgettext_lazy("community analysis", "resources"), blank=True, default="")
    needs = models.TextField(pgettext_lazy("community analysis", "needs"), blank=True, default="")
    assets = models.TextField(
        pgettext_lazy("community analysis", "assets and strengths"), blank=True, default=""
    )
    conclusion = models.TextField(
        pgettext_lazy("community analysis", "what follows for the work"), blank=True, default=""
    )
    author = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("community analysis", "written by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    follows = models.ForeignKey(
        "self", models.PROTECT, verbose_name=pgettext_lazy("community analysis", "renews"), null=True, editable=False,
        related_name="+",
    )  # fmt: skip
    approved_on = models.DateField(_("approved on"), null=True, editable=False)
    renew_by = models.DateField(_("to be renewed by"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "SQFX-{year}-{count:03}"
    scope_lookup = "project__public_id"
    named_with = ("area",)

    class Meta:
        verbose_name = _("community analysis")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="analysis_number_once"
            ),
            models.UniqueConstraint(
                fields=("unit", "area"), condition=Q(state="holds"), name="analysis_holds_once_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.data_on:%Y-%m}"


class CommunityResource(Record):
    """Somebody or some place that gives something to the work in an area: who, what, until when, who is called."""

    class Kind(models.TextChoices):
        PLACE = "place", pgettext_lazy("resource", "rooms and places")
        PEOPLE = "people", pgettext_lazy("resource", "people and skills")
        MONEY = "money", pgettext_lazy("resource", "money")
        GOODS = "goods", pgettext_lazy("resource", "goods")
        HEALTH = "health", pgettext_lazy("resource", "health and care")
        SCHOOL = "school", pgettext_lazy("resource", "school and learning")
        LAW = "law", pgettext_lazy("resource", "law and mediation")
        PUBLICITY = "publicity", pgettext_lazy("resource", "publicity")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("resource", "to be had")
        CLOSED = "closed", pgettext_lazy("resource", "no longer")

    partner = models.CharField(pgettext_lazy("resource", "partner"), max_length=120)
    kind = models.CharField(pgettext_lazy("resource", "kind"), max_length=12, choices=Kind)
    area = models.ForeignKey("staff.Area", models.PROTECT, verbose_name=_("area"), related_name="+")
    gives = models.CharField(pgettext_lazy("resource", "what they give"), max_length=200)
    contact = models.CharField(
        pgettext_lazy("resource", "whom to call"), max_length=80, blank=True, default=""
    )
    phone = EncryptedText(pgettext_lazy("resource", "phone"))
    agreement = models.CharField(
        pgettext_lazy("resource", "agreement"), max_length=120, blank=True, default=""
    )
    agreed_until = models.DateField(pgettext_lazy("resource", "agreed until"), null=True, blank=True)
    closed_on = models.DateField(pgettext_lazy("resource", "ended on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "ZY{count:04}"
    personal_fields = ("contact", "phone")

    class Meta:
        verbose_name = _("resource of a community")
        indexes = [models.Index(fields=("unit", "state", "area"), name="resource_by_area")]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="resource_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.partner


class ResourceUse(Kept):
    """A resource served an activity: what of it was used."""

    resource = models.ForeignKey(
        CommunityResource, models.PROTECT, verbose_name=_("resource of a community"), related_name="uses"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, verbose_name=_("activity"), related_name="resource_uses"
    )
    what = models.CharField(pgettext_lazy("use of a resource", "what was used"), max_length=200)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "resource__unit"
    named_with = ("resource", "activity")

    class Meta:
        verbose_name = _("use of a resource")
        constraints = [
            models.UniqueConstraint(fields=("resource", "activity"), name="resource_used_once_an_activity")
        ]

    def __str__(self) -> str:
        return f"{self.resource} · {self.activity.label()}"

    def label(self) -> str:
        """Called by resource and activity."""
        return f"{self.resource.label()}/{self.activity.label()}"


class GroupCount(Kept):
    """So many people of a group lived in an area on a day, says a source: what reach is measured against (W6.2)."""

    area = models.ForeignKey("staff.Area", models.PROTECT, verbose_name=_("area"), related_name="+")
    group = models.CharField(
        pgettext_lazy("group count", "group"), max_length=40, choices=[(tag, tag) for tag in TAGS]
    )
    people = models.PositiveIntegerField(_("people"))
    counted_on = models.DateField(_("counted on"))
    source = models.CharField(_("source"), max_length=120)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "area__unit"
    named_with = ("area",)

    class Meta:
        verbose_name = _("count of a group")
        constraints = [
            models.UniqueConstraint(fields=("area", "group", "counted_on"), name="group_counted_once_a_day"),
            models.CheckConstraint(condition=~Q(source=""), name="group_count_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.group} {self.counted_on}"

    def label(self) -> str:
        """Called by area, group and day."""
        return f"{self.area.number} {self.group} {self.counted_on:%Y-%m-%d}"
