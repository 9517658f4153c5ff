"""What volunteers live by and grow in: rules, posts, trainings and exchanges, reviews."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept, Record
from banyan.domains.services.models.volunteers import Volunteer


class VolunteerRules(Record):
    """The rules of volunteering at a station: rights and duties, conduct, appraisal; a newer set takes their place."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("volunteer rules", "being written")
        HOLDS = "holds", pgettext_lazy("volunteer rules", "in force")
        REPLACED = "replaced", pgettext_lazy("volunteer rules", "renewed")

    title = models.CharField(pgettext_lazy("volunteer rules", "name of the rules"), max_length=80)
    since = models.DateField(pgettext_lazy("volunteer rules", "in force from"))
    rights = models.TextField(pgettext_lazy("volunteer rules", "rights and duties"))
    conduct = models.TextField(pgettext_lazy("volunteer rules", "conduct"))
    appraisal = models.TextField(pgettext_lazy("volunteer rules", "how service is appraised"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.DRAFT, editable=False)

    number_pattern = "ZYGZ-{count:02}"

    class Meta:
        verbose_name = _("rules of volunteering")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_rules_number_once"
            ),
            models.UniqueConstraint(
                fields=("unit",), condition=Q(state="holds"), name="volunteer_rules_hold_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class RulesAcceptance(Kept):
    """A volunteer read the rules of their station and accepted them on a day."""

    rules = models.ForeignKey(
        VolunteerRules, models.PROTECT, verbose_name=_("rules of volunteering"), related_name="acceptances"
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="accepted_rules"
    )
    accepted_on = models.DateField(pgettext_lazy("volunteer rules", "accepted on"))

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer",)

    class Meta:
        verbose_name = _("rules accepted by a volunteer")
        constraints = [
            models.UniqueConstraint(fields=("rules", "volunteer"), name="volunteer_rules_accepted_once")
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Called by volunteer and rules."""
        return f"{self.volunteer.number}/{self.rules.label()}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


class VolunteerPost(Record):
    """A post that volunteers fill, and whether it asks for training of its own."""

    class State(models.TextChoices):
        OPEN = "active", pgettext_lazy("volunteer post", "open")
        CLOSED = "closed", pgettext_lazy("volunteer post", "no longer filled")

    title = models.CharField(pgettext_lazy("volunteer post", "post"), max_length=60)
    does = models.CharField(pgettext_lazy("volunteer post", "what is done there"), max_length=200)
    needs_training = models.BooleanField(
        pgettext_lazy("volunteer post", "asks for training of its own"), default=True
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, editable=False)

    number_pattern = "ZYGW{count:03}"

    class Meta:
        verbose_name = _("post of volunteers")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_post_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title


class PostHolding(Kept):
    """A volunteer fills a post, from when to when."""

    class State(models.TextChoices):
        IN = "in", pgettext_lazy("volunteer post", "fills it")
        LEFT = "left", pgettext_lazy("volunteer post", "gave it up")

    post = models.ForeignKey(
        VolunteerPost, models.PROTECT, verbose_name=_("post of volunteers"), related_name="holdings"
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="postings"
    )
    since = models.DateField(pgettext_lazy("volunteer post", "since"))
    until = models.DateField(pgettext_lazy("volunteer post", "until"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.IN, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer", "post")

    class Meta:
        verbose_name = _("volunteer in a post")
        constraints = [
            models.UniqueConstraint(
                fields=("post", "volunteer"), condition=Q(state="in"), name="volunteer_in_a_post_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="volunteer_post_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Called by post and volunteer."""
        return f"{self.post.label()}/{self.volunteer.number}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


class VolunteerCourse(Record):
    """Volunteers came together to learn or to exchange what they met with; who came stands on the same paper."""

    class Kind(models.TextChoices):
        TRAINING = "training", pgettext_lazy("volunteer course", "training")
        EXCHANGE = "exchange", pgettext_lazy("volunteer course", "exchange meeting")

    class Form(models.TextChoices):
        THEORY = "theory", pgettext_lazy("volunteer course", "theory")
        PRACTICE = "practice", pgettext_lazy("volunteer course", "practice")
        CASES = "cases", pgettext_lazy("volunteer course", "sharing of cases")

    kind = models.CharField(
        pgettext_lazy("volunteer course", "training or exchange"),
        max_length=8,
        choices=Kind,
        default=Kind.TRAINING,
    )
    form = models.CharField(
        pgettext_lazy("volunteer course", "form"), max_length=8, choices=Form, default=Form.THEORY
    )
    post = models.ForeignKey(
        VolunteerPost, models.PROTECT, verbose_name=pgettext_lazy("volunteer course", "for the post"), null=True,
        blank=True, related_name="courses",
    )  # fmt: skip
    held_on = models.DateField(pgettext_lazy("volunteer course", "held on"))
    minutes = models.PositiveSmallIntegerField(
        pgettext_lazy("volunteer course", "minutes"), validators=[MinValueValidator(1)]
    )
    led_by = models.CharField(pgettext_lazy("volunteer course", "led by"), max_length=80)
    topic = models.CharField(pgettext_lazy("volunteer course", "topic"), max_length=120)
    said = models.TextField(
        pgettext_lazy("volunteer course", "what was said and agreed"), blank=True, default=""
    )
    came = models.PositiveIntegerField(
        pgettext_lazy("volunteer course", "volunteers who came"), default=0, editable=False
    )

    number_pattern = "ZYPX-{year}-{count:03}"

    class Meta:
        verbose_name = _("training or exchange of volunteers")
        constraints = [
            models.UniqueConstraint(
                fields=("unit", "number"), condition=~Q(number=""), name="volunteer_course_number_once"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="volunteer_course_takes_time"),
        ]

    def __str__(self) -> str:
        return self.topic


class CoursePlace(Kept):
    """A volunteer was at a training or an exchange."""

    course = models.ForeignKey(
        VolunteerCourse,
        models.PROTECT,
        verbose_name=_("training or exchange of volunteers"),
        related_name="places",
    )
    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="courses"
    )

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer", "course")

    class Meta:
        verbose_name = _("volunteer at a training")
        constraints = [
            models.UniqueConstraint(fields=("course", "volunteer"), name="volunteer_at_a_course_once")
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Called by course and volunteer."""
        return f"{self.course.label()}/{self.volunteer.number}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id


def _mark(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(5)], help_text=_("1 to 5")
    )


class VolunteerReview(Kept):
    """The service of a volunteer looked at with them: three marks, what went well, what is agreed."""

    volunteer = models.ForeignKey(
        Volunteer, models.PROTECT, verbose_name=_("volunteer"), related_name="reviews"
    )
    held_on = models.DateField(pgettext_lazy("volunteer review", "talked over on"))
    attitude = _mark(pgettext_lazy("volunteer review", "attitude"))
    ability = _mark(pgettext_lazy("volunteer review", "ability"))
    reliance = _mark(pgettext_lazy("volunteer review", "reliability"))
    words = models.TextField(
        pgettext_lazy("volunteer review", "what went well, and what they say themselves")
    )
    agreed = models.TextField(
        pgettext_lazy("volunteer review", "what is agreed for the time to come"), blank=True, default=""
    )
    reviewer = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=pgettext_lazy("volunteer review", "reviewed by"), null=True,
        editable=False, related_name="+",
    )  # fmt: skip
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "volunteer__unit"
    named_with = ("volunteer",)
    personal_fields = ("words", "agreed")

    class Meta:
        verbose_name = _("review of a volunteer")
        constraints = [
            models.CheckConstraint(
                condition=Q(attitude__range=(1, 5), ability__range=(1, 5), reliance__range=(1, 5)),
                name="volunteer_review_marks_from_1_to_5",
            )
        ]

    def __str__(self) -> str:
        return self.label()

    def label(self) -> str:
        """Called by volunteer and day."""
        return f"{self.volunteer.number}/{self.held_on:%Y-%m-%d}"

    def subject(self) -> UUID:
        """The volunteer."""
        return self.volunteer.public_id
