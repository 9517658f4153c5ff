"""The after-school class: the class, its children, who may fetch them, and each afternoon with in and out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import EncryptedText, SentenceText
from banyan.core.records import Kept, Record


class DayClass(Record):
    """A class after school: bought from the agency, held in a school, organised and watched by the community (W6.1)."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("after-school class", "open")
        CLOSED = "closed", pgettext_lazy("after-school class", "closed")

    title = models.CharField(pgettext_lazy("after-school class", "name of the class"), max_length=80)
    project = models.ForeignKey(
        "projects.Project", models.PROTECT, verbose_name=_("project"), null=True, blank=True, related_name="+"
    )
    responsible = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("after-school class", "worker in charge"),
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    organiser = models.CharField(_("community that organises and supervises"), max_length=120)
    school = models.CharField(_("school that gives the room"), max_length=120)
    place = models.CharField(pgettext_lazy("after-school class", "room"), max_length=120)
    starts_at = models.TimeField(pgettext_lazy("after-school class", "opens at"))
    closes_at = models.TimeField(pgettext_lazy("after-school class", "closes at"))
    capacity = models.PositiveSmallIntegerField(_("places"))
    opened_on = models.DateField(_("first day of the class"))
    closed_on = models.DateField(_("last day of the class"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "KT{count:03}"
    scope_lookup = "project__public_id"

    class Meta:
        verbose_name = _("after-school class")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="class_number_once"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("starts_at")), name="class_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="class_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.title


class _OfAClass(Kept):
    """Something of a class, with a version."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    class Meta:
        abstract = True


class Pupil(_OfAClass):
    """A child of the class: the guardian agreed, allergies were asked about, those who may fetch it are named."""

    class State(models.TextChoices):
        APPLIED = "applied", pgettext_lazy("pupil", "applied")
        ENROLLED = "enrolled", pgettext_lazy("pupil", "in the class")
        LEFT = "left", pgettext_lazy("pupil", "left the class")

    day_class = models.ForeignKey(
        DayClass, models.PROTECT, verbose_name=_("after-school class"), related_name="pupils"
    )
    user = models.ForeignKey(
        "services.ServiceUser", models.PROTECT, verbose_name=_("child"), related_name="class_places"
    )
    grade = models.CharField(_("school class"), max_length=40, blank=True, default="")
    guardian = models.CharField(
        pgettext_lazy("pupil", "guardian's name"), max_length=80, blank=True, default=""
    )
    guardian_phone = EncryptedText(pgettext_lazy("pupil", "guardian's telephone"))
    second_phone = EncryptedText(pgettext_lazy("pupil", "second telephone for emergencies"))
    allergies = EncryptedText(_("allergies and illness"))
    consent_on = models.DateField(_("guardian's consent given on"), null=True, blank=True)
    consent_version = models.CharField(_("version of the text"), max_length=40, blank=True, default="")
    photo_consent = models.BooleanField(_("photos allowed by the guardian"), default=False)
    may_go_alone = models.BooleanField(_("may go home alone"), default=False)
    enrolled_on = models.DateField(_("in the class since"), null=True, editable=False)
    left_on = models.DateField(pgettext_lazy("pupil", "left on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.APPLIED, editable=False)

    unit_lookup = "day_class__unit"
    scope_lookup = "day_class__project__public_id"
    personal_fields = ("guardian", "guardian_phone", "second_phone", "allergies", "grade")
    named_with = ("user",)

    class Meta:
        verbose_name = _("child of the class")
        constraints = [
            models.UniqueConstraint(
                fields=("day_class", "user"), condition=~Q(state="left"), name="pupil_once_a_class"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def label(self) -> str:
        """Called by class and resident number, never by name."""
        return f"{self.day_class.label()}/{self.user.number}"

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.user.public_id


class Fetcher(_OfAClass):
    """Somebody who may fetch a child, as the guardian wrote down; or who must not."""

    class State(models.TextChoices):
        LISTED = "listed", pgettext_lazy("fetcher", "may fetch")
        BARRED = "barred", pgettext_lazy("fetcher", "must not fetch")
        STRUCK = "struck", pgettext_lazy("fetcher", "struck off")

    pupil = models.ForeignKey(
        Pupil, models.CASCADE, verbose_name=_("child of the class"), related_name="fetchers"
    )
    name = models.CharField(pgettext_lazy("fetcher", "name"), max_length=80)
    relation = models.CharField(pgettext_lazy("fetcher", "relation to the child"), max_length=40)
    phone = EncryptedText(pgettext_lazy("fetcher", "telephone"))
    id_tail = models.CharField(_("last four of the document"), max_length=4, blank=True, default="")
    starts_on = models.DateField(pgettext_lazy("fetcher", "from"))
    ends_on = models.DateField(pgettext_lazy("fetcher", "until"), null=True, blank=True)
    because = models.CharField(
        pgettext_lazy("fetcher", "why not"), max_length=200, blank=True, default="", editable=False
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.LISTED, editable=False)

    unit_lookup = "pupil__day_class__unit"
    scope_lookup = "pupil__day_class__project__public_id"
    personal_fields = ("name", "relation", "phone", "id_tail", "because")
    named_with = ("pupil__user", "pupil__day_class")

    class Meta:
        verbose_name = _("person who may fetch a child")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="fetcher_until_after_from",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def label(self) -> str:
        """Called by the child's number."""
        return self.pupil.label()

    def subject(self) -> UUID:
        """The child whose list it is."""
        return self.pupil.user.public_id


class ClassDay(_OfAClass):
    """One afternoon: who was there of the staff, which children came and went."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("class day", "sheet open")
        CLOSED = "closed", pgettext_lazy("class day", "everybody fetched, closed")

    day_class = models.ForeignKey(
        DayClass, models.PROTECT, verbose_name=_("after-school class"), related_name="days"
    )
    held_on = models.DateField(pgettext_lazy("class day", "day"))
    volunteers = models.PositiveSmallIntegerField(_("volunteers present"), default=0)
    supervised_by = models.CharField(
        _("who of the community looked in"), max_length=80, blank=True, default=""
    )
    supervision = models.CharField(_("what the community found"), max_length=300, blank=True, default="")
    closed_at = models.DateTimeField(pgettext_lazy("class day", "closed at"), null=True, editable=False)
    children = models.PositiveSmallIntegerField(_("children who came"), default=0, editable=False)
    inside = models.PositiveSmallIntegerField(_("children still inside"), default=0, editable=False)
    adults = models.PositiveSmallIntegerField(_("adults present"), default=0, editable=False)
    last_change = SentenceText(_("last change"), max_length=120, blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    unit_lookup = "day_class__unit"
    scope_lookup = "day_class__project__public_id"
    named_with = ("day_class",)
    silent_fields = (*Kept.silent_fields, "children", "inside", "adults")

    class Meta:
        verbose_name = _("afternoon of the class")
        indexes = [models.Index(fields=("state", "held_on"), name="class_day_state")]
        constraints = [models.UniqueConstraint(fields=("day_class", "held_on"), name="class_day_once")]

    def __str__(self) -> str:
        return f"{self.day_class} {self.held_on:%Y-%m-%d}"

    def label(self) -> str:
        """Called by class and day."""
        return f"{self.day_class.label()}/{self.held_on:%m-%d}"


class ClassDuty(Kept):
    """A member of staff at an afternoon, with their hours."""

    day = models.ForeignKey(
        ClassDay, models.CASCADE, verbose_name=_("afternoon of the class"), related_name="duties"
    )
    person = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("person"), related_name="+")
    began_at = models.TimeField(pgettext_lazy("class day", "from"))
    ended_at = models.TimeField(pgettext_lazy("class day", "until"))

    unit_lookup = "day__day_class__unit"
    scope_lookup = "day__day_class__project__public_id"

    class Meta:
        verbose_name = _("duty at the class")
        constraints = [
            models.UniqueConstraint(fields=("day", "person"), name="class_duty_once"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="class_duty_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class ClassLine(Kept):
    """A child on an afternoon: came, went, and with whom. Changed by deeds on the day alone."""

    class How(models.TextChoices):
        FETCHED = "fetched", pgettext_lazy("class line", "fetched")
        ALONE = "alone", pgettext_lazy("class line", "went alone")

    day = models.ForeignKey(
        ClassDay, models.CASCADE, verbose_name=_("afternoon of the class"), related_name="lines"
    )
    pupil = models.ForeignKey(
        Pupil, models.PROTECT, verbose_name=_("child of the class"), related_name="lines"
    )
    arrived_at = models.TimeField(pgettext_lazy("class line", "came at"))
    left_at = models.TimeField(pgettext_lazy("class line", "went at"), null=True, blank=True)
    how = models.CharField(
        pgettext_lazy("class line", "how"), max_length=8, choices=How, blank=True, default=""
    )
    fetcher = models.ForeignKey(
        Fetcher, models.PROTECT, verbose_name=pgettext_lazy("class line", "fetched by"), null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    unit_lookup = "day__day_class__unit"
    scope_lookup = "day__day_class__project__public_id"
    named_with = ("pupil__user",)

    class Meta:
        verbose_name = _("line of the class")
        constraints = [models.UniqueConstraint(fields=("day", "pupil"), name="class_line_once")]

    def __str__(self) -> str:
        return f"{self.arrived_at:%H:%M}"

    def subject(self) -> UUID:
        """The child."""
        return self.pupil.user.public_id


class ClassNote(_OfAClass):
    """Something about a child: progress, what school or parents say, or an incident of which the guardian must hear."""

    class Kind(models.TextChoices):
        STUDY = "study", pgettext_lazy("class note", "study")
        CHARACTER = "character", pgettext_lazy("class note", "character and habits")
        SCHOOL = "school", pgettext_lazy("class note", "the school says")
        PARENTS = "parents", pgettext_lazy("class note", "the parents say")
        INCIDENT = "incident", pgettext_lazy("class note", "incident")

    class State(models.TextChoices):
        KEPT = "kept", pgettext_lazy("class note", "written down")
        OPEN = "open", pgettext_lazy("class note", "guardian not told yet")
        TOLD = "told", pgettext_lazy("class note", "guardian told")

    pupil = models.ForeignKey(
        Pupil, models.PROTECT, verbose_name=_("child of the class"), related_name="notes"
    )
    kind = models.CharField(
        pgettext_lazy("class note", "kind"), max_length=10, choices=Kind, default=Kind.STUDY
    )
    noted_on = models.DateField(pgettext_lazy("class note", "day"))
    noted_at = models.TimeField(pgettext_lazy("class note", "time"), null=True, blank=True)
    text = EncryptedText(pgettext_lazy("class note", "what happened or was said"))
    measures = EncryptedText(pgettext_lazy("class note", "what was done"))
    told_at = models.DateTimeField(pgettext_lazy("class note", "guardian told at"), null=True, editable=False)
    told_how = models.CharField(
        pgettext_lazy("class note", "how the guardian was told"),
        max_length=120,
        blank=True,
        default="",
        editable=False,
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.KEPT, editable=False)

    unit_lookup = "pupil__day_class__unit"
    scope_lookup = "pupil__day_class__project__public_id"
    personal_fields = ("text", "measures", "told_how")
    named_with = ("pupil__user", "pupil__day_class")

    class Meta:
        verbose_name = _("note on a child")
        indexes = [models.Index(fields=("state", "noted_on"), name="class_note_state")]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def label(self) -> str:
        """Called by the child's number."""
        return self.pupil.label()

    def subject(self) -> UUID:
        """The child."""
        return self.pupil.user.public_id

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Whoever leads the class, and those above them: a child's failings are nobody else's business."""
        if actor.system:
            return Q()
        found = Q(pk__in=[])
        if actor.person_id:
            there = ClassDuty.objects.filter(person=actor.person_id).values("day__day_class_id")
            found = Q(pupil__day_class__responsible=actor.person_id) | Q(pupil__day_class__in=there)
        for right in actor.rights_for(cls.permission("oversee")):
            found |= Q(pupil__day_class__unit__path__startswith=right.path)
        return found
