"""What happens inside a group: who came, what was noticed of each, tests, answers, the evaluation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.records import Kept
from banyan.domains.services.models.group_reach import SENSITIVE, insiders
from banyan.domains.services.models.groups import Group, GroupMember, GroupSession


class SessionAttendance(Kept):
    """One member at one session: present, late, or absent with the reason."""

    class Mark(models.TextChoices):
        PRESENT = "present", pgettext_lazy("attendance mark", "present")
        LATE = "late", pgettext_lazy("attendance mark", "late")
        ABSENT = "absent", pgettext_lazy("attendance mark", "absent")

    session = models.ForeignKey(
        GroupSession,
        models.CASCADE,
        verbose_name=pgettext_lazy("group work", "group session"),
        related_name="marks",
    )
    member = models.ForeignKey(
        GroupMember, models.PROTECT, verbose_name=_("group member"), related_name="marks"
    )
    mark = models.CharField(pgettext_lazy("session", "attendance"), max_length=8, choices=Mark)
    reason = models.CharField(_("why absent"), max_length=120, blank=True, default="")

    unit_lookup = "session__group__unit"
    scope_lookup = "session__group__project__public_id"
    personal_fields = ("reason",)

    class Meta:
        verbose_name = _("attendance at a session")
        constraints = [models.UniqueConstraint(fields=("session", "member"), name="mark_once_a_session")]

    def __str__(self) -> str:
        return self.get_mark_display()

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By the grade of the group."""
        return insiders(actor, "session__group")

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.member.user.public_id


class MemberNote(Kept):
    """What the worker noticed of one member at one session. Kept at grade L2 (services, grades of confidentiality)."""

    session = models.ForeignKey(
        GroupSession,
        models.CASCADE,
        verbose_name=pgettext_lazy("group work", "group session"),
        related_name="notes",
    )
    member = models.ForeignKey(
        GroupMember, models.PROTECT, verbose_name=_("group member"), related_name="notes"
    )
    text = models.TextField(_("note on the member"))
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "session__group__unit"
    scope_lookup = "session__group__project__public_id"
    personal_fields = ("text",)

    class Meta:
        verbose_name = _("note on a member")
        constraints = [models.UniqueConstraint(fields=("session", "member"), name="note_once_a_session")]

    def __str__(self) -> str:
        return f"{self.session_id}/{self.member_id}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """Kept at L2 in any group: its workers and those above them; in a sensitive one its workers alone."""
        return insiders(actor, "session__group", notes=True)

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.member.user.public_id


class GroupTest(Kept):
    """The score of one member before or after the group, with the version of the instrument that was used."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("before the group")
        AFTER = "after", _("after the group")

    member = models.ForeignKey(
        GroupMember, models.PROTECT, verbose_name=_("group member"), related_name="tests"
    )
    moment = models.CharField(_("test"), max_length=8, choices=Moment)
    score = models.DecimalField(_("score"), max_digits=7, decimal_places=2)
    instrument_version = models.CharField(
        _("version of the instrument"), max_length=40, blank=True, default=""
    )
    taken_on = models.DateField(_("taken on"))

    unit_lookup = "member__group__unit"
    scope_lookup = "member__group__project__public_id"
    personal_fields = ("score",)

    class Meta:
        verbose_name = _("test of a member")
        constraints = [models.UniqueConstraint(fields=("member", "moment"), name="test_once_a_moment")]

    def __str__(self) -> str:
        return self.get_moment_display()

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By the grade of the group."""
        return insiders(actor, "member__group")

    def subject(self) -> UUID:
        """The person whose data this is."""
        return self.member.user.public_id


def _one_to_five(label: Any) -> Any:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class GroupAnswer(Kept):
    """What one member answered about the group, from 1 to 5 each. Who it was is not asked."""

    class Moment(models.TextChoices):
        MIDWAY = "midway", _("midway")
        END = "end", _("at the end")

    group = models.ForeignKey(
        Group, models.CASCADE, verbose_name=pgettext_lazy("group work", "group"), related_name="answers"
    )
    moment = models.CharField(_("asked when"), max_length=8, choices=Moment, default=Moment.END)
    attitude = _one_to_five(_("attitude of the worker"))
    ability = _one_to_five(_("ability of the worker"))
    content = _one_to_five(_("content"))
    venue = _one_to_five(_("venue"))
    effect = _one_to_five(_("effect"))
    again = _one_to_five(_("would come again"))
    words = models.TextField(_("in their own words"), blank=True, default="")
    assisted = models.BooleanField(_("somebody helped to fill it in"), default=False)
    collected_by = models.ForeignKey(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("collected by"),
        null=True,
        blank=True,
        related_name="+",
    )
    given_on = models.DateField(_("given on"))

    unit_lookup = "group__unit"
    scope_lookup = "group__project__public_id"
    personal_fields = ("words",)
    named_with = ("group",)

    class Meta:
        verbose_name = _("answer about a group")
        indexes = [models.Index(fields=("group", "moment"), name="answer_group_moment")]

    def __str__(self) -> str:
        return f"{self.group.number} {self.get_moment_display()}"

    @classmethod
    def narrow(cls, actor: Any, verb: str) -> Q:
        """By the grade of the group; whoever collected an answer reads it too."""
        return insiders(actor, "group") | Q(collected_by=actor.person_id or 0)

    def is_watched(self) -> bool:
        """Each reading of a sensitive group stands in the log of readings."""
        return self.group.confidentiality == SENSITIVE

    def label(self) -> str:
        """Called by the group."""
        return self.group.label()


class GroupEvaluation(Kept):
    """What the group reached: goals, course, recommendations. The figures beside it come from the records."""

    group = models.OneToOneField(
        Group, models.CASCADE, verbose_name=pgettext_lazy("group work", "group"), related_name="evaluation"
    )
    results = models.TextField(_("goals reached"))
    process = models.TextField(_("how the group went"))
    recommendations = models.TextField(_("recommendations"))
    follow_up = models.TextField(_("members who need more"), blank=True, default="")
    actual_cost = models.DecimalField(
        _("actual cost"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    submitted_at = models.DateTimeField(_("handed in at"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, editable=False)

    unit_lookup = "group__unit"
    scope_lookup = "group__project__public_id"
    personal_fields = ("follow_up",)

    class Meta:
        verbose_name = _("evaluation of a group")

    def __str__(self) -> str:
        return self.group.number

    def label(self) -> str:
        """Called by the group."""
        return self.group.label()
