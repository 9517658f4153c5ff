"""Public life of a home for women and families: experts who lecture, what was shown, who came to ask, who was reconciled."""

from __future__ import annotations

from uuid import UUID

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText
from banyan.core.records import Kept, Record
from banyan.domains.services.models.activities import Activity
from banyan.domains.services.models.cases.reach import readable
from banyan.domains.services.rules.cases.secrecy import LOGGED


class Lecture(Kept):
    """An expert spoke at an activity: who, from where, on which field (W5.2)."""

    class Field(models.TextChoices):
        FAMILY = "family", pgettext_lazy("lecture", "family education")
        LAW = "law", pgettext_lazy("lecture", "law")
        HEALTH = "health", pgettext_lazy("lecture", "health")
        OTHER = "other", pgettext_lazy("lecture", "another field")

    activity = models.ForeignKey(
        Activity, models.PROTECT, verbose_name=_("activity"), related_name="lectures"
    )
    field = models.CharField(pgettext_lazy("lecture", "field"), max_length=8, choices=Field)
    lecturer = models.CharField(pgettext_lazy("lecture", "lecturer"), max_length=80)
    comes_from = models.CharField(pgettext_lazy("lecture", "where they work, and as what"), max_length=120)
    topic = models.CharField(pgettext_lazy("lecture", "topic"), max_length=120)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"
    named_with = ("activity",)

    class Meta:
        verbose_name = _("lecture by an expert")
        constraints = [
            models.UniqueConstraint(fields=("activity", "lecturer", "topic"), name="lecture_once_an_activity")
        ]

    def __str__(self) -> str:
        return self.topic

    def label(self) -> str:
        """Called by its activity and field."""
        return f"{self.activity.label()}/{self.get_field_display()}"


class Showing(Record):
    """A result that the public saw under a brand: a performance, a prize, a report in the media (W4.3)."""

    class Kind(models.TextChoices):
        PERFORMANCE = "performance", pgettext_lazy("showing", "performance or exhibition")
        PRIZE = "prize", pgettext_lazy("showing", "prize or title")
        MEDIA = "media", pgettext_lazy("showing", "report in the media")
        OWN = "own", pgettext_lazy("showing", "own publication")

    brand = models.CharField(pgettext_lazy("showing", "brand"), max_length=60)
    kind = models.CharField(pgettext_lazy("showing", "what it was"), max_length=12, choices=Kind)
    title = models.CharField(pgettext_lazy("showing", "title"), max_length=120)
    shown_on = models.DateField(pgettext_lazy("showing", "day"))
    where = models.CharField(pgettext_lazy("showing", "where, or in which medium"), max_length=120)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, verbose_name=pgettext_lazy("showing", "from the activity"), null=True, blank=True,
        related_name="showings",
    )  # fmt: skip
    team = models.ForeignKey(
        "services.ResidentTeam", models.PROTECT, verbose_name=pgettext_lazy("showing", "by the team of residents"),
        null=True, blank=True, related_name="showings",
    )  # fmt: skip
    link = models.CharField(
        pgettext_lazy("showing", "address on the web"), max_length=300, blank=True, default="", validators=[URLValidator()]
    )  # fmt: skip

    number_pattern = "CG-{year}-{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("brand and publicity result")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="showing_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reception(Record):
    """Somebody came to be heard about their rights: what they asked, what was explained, how it went on (W5.4)."""

    class Matter(models.TextChoices):
        MARRIAGE = "marriage", pgettext_lazy("reception", "marriage and divorce")
        VIOLENCE = "violence", pgettext_lazy("reception", "violence in the family")
        CHILDREN = "children", pgettext_lazy("reception", "children and their upkeep")
        PROPERTY = "property", pgettext_lazy("reception", "property and inheritance")
        WORK = "work", pgettext_lazy("reception", "work and pay")
        NEIGHBOURS = "neighbours", pgettext_lazy("reception", "neighbours")
        OTHER = "other", pgettext_lazy("reception", "another matter")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("reception", "goes on")
        SETTLED = "settled", pgettext_lazy("reception", "settled")

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    came_on = models.DateField(pgettext_lazy("reception", "came on"))
    user = models.ForeignKey(
        "services.ServiceUser", models.PROTECT, verbose_name=_("resident, where known"), null=True, blank=True,
        related_name="receptions",
    )  # fmt: skip
    visitor = EncryptedText(pgettext_lazy("reception", "what the visitor is called, and how to reach them"))
    matter = models.CharField(pgettext_lazy("reception", "matter"), max_length=12, choices=Matter)
    asked = EncryptedText(pgettext_lazy("reception", "what they ask"))
    law = models.CharField(
        pgettext_lazy("reception", "law that was explained"), max_length=120, blank=True, default=""
    )
    advice = EncryptedText(pgettext_lazy("reception", "what was advised"))
    receiver = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("reception", "received by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    case = models.ForeignKey(
        "services.Case", models.PROTECT, verbose_name=_("case it belongs to"), null=True, editable=False,
        related_name="receptions",
    )  # fmt: skip
    outcome = models.CharField(
        pgettext_lazy("reception", "how it ended"), max_length=200, blank=True, default="", editable=False
    )
    settled_on = models.DateField(pgettext_lazy("reception", "settled on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "LF-{year}-{count:04}"
    scope_lookup = "project__public_id"
    personal_fields = ("visitor", "asked", "advice", "outcome")

    class Meta:
        verbose_name = _("visitor received")
        indexes = [models.Index(fields=("unit", "came_on"), name="reception_unit_day")]
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="reception_number_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled_on__isnull=False), name="reception_settled_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def narrow(cls, actor: object, verb: str) -> Q:
        """Whoever received them and those above: what is told here is L2; with a guarded case, who reads the case."""
        return _heard_by(actor, cls.permission("oversee"), "")

    def is_watched(self) -> bool:
        """What belongs to a guarded case is watched as its file is."""
        return self.case is not None and self.case.is_guarded


class Mediation(Kept):
    """The parties of a matter sat together: who, when, what was agreed, what came of it (W5.4)."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", pgettext_lazy("mediation", "agreement reached")
        PARTLY = "partly", pgettext_lazy("mediation", "agreed in part")
        FAILED = "failed", pgettext_lazy("mediation", "no agreement")
        PASSED_ON = "passed_on", pgettext_lazy("mediation", "passed on to court or police")

    reception = models.ForeignKey(
        Reception, models.PROTECT, verbose_name=_("visitor received"), related_name="mediations"
    )
    held_on = models.DateField(pgettext_lazy("mediation", "held on"))
    mediators = models.CharField(pgettext_lazy("mediation", "mediators"), max_length=120)
    parties = EncryptedText(pgettext_lazy("mediation", "parties"))
    course = EncryptedText(pgettext_lazy("mediation", "what was said"))
    agreed = EncryptedText(pgettext_lazy("mediation", "what was agreed"))
    outcome = models.CharField(pgettext_lazy("mediation", "outcome"), max_length=10, choices=Outcome)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "reception__unit"
    scope_lookup = "reception__project__public_id"
    named_with = ("reception",)
    personal_fields = ("parties", "course", "agreed")

    class Meta:
        verbose_name = _("mediation")

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Called by the visitor's number and the day."""
        return f"{self.reception.label()}/{self.held_on:%Y-%m-%d}"

    def subject(self) -> UUID:
        """The visitor's record."""
        return self.reception.public_id

    @classmethod
    def narrow(cls, actor: object, verb: str) -> Q:
        """As the record of the visitor."""
        return _heard_by(actor, Reception.permission("oversee"), "reception__")

    def is_watched(self) -> bool:
        """What belongs to a guarded case is watched as its file is."""
        return self.reception.is_watched()


def _heard_by(actor: object, oversee: str, along: str) -> Q:
    if actor.system:  # type: ignore[attr-defined]
        return Q()
    person = actor.person_id  # type: ignore[attr-defined]
    found = Q(**{f"{along}receiver": person}) if person else Q(pk__in=[])
    for right in actor.rights_for(oversee):  # type: ignore[attr-defined]
        found |= Q(**{f"{along}unit__path__startswith": right.path})
    unguarded = Q(**{f"{along}case": None}) | ~Q(**{f"{along}case__confidentiality__in": LOGGED})
    return found & (unguarded | readable(actor, f"{along}case"))
