"""Who came: one sheet a session, one line a sign-in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.fields import SentenceText
from banyan.core.records import Kept
from banyan.domains.services.models.activities import Activity
from banyan.domains.services.models.people import ServiceUser


class SignInSheet(Kept):
    """The sheet of one session. Its lines change through deeds on the sheet, one line of the trail each."""

    activity = models.ForeignKey(Activity, models.PROTECT, verbose_name=_("activity"), related_name="sheets")
    held_on = models.DateField(_("session"))
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    lines = models.PositiveIntegerField(_("lines"), default=0, editable=False)
    person_times = models.PositiveIntegerField(_("person-times"), default=0, editable=False)
    persons = models.PositiveIntegerField(_("distinct persons"), default=0, editable=False)
    to_clarify = models.PositiveIntegerField(_("lines to clarify"), default=0, editable=False)
    last_change = SentenceText(_("last change"), max_length=120, blank=True, default="", editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("entered at"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed at"), null=True, editable=False)

    unit_lookup = "activity__unit"
    scope_lookup = "activity__project__public_id"

    @classmethod
    def permission(cls, verb: str) -> str:
        """Who may do something with the lines may do it with their sheet."""
        return Attendance.permission(verb)

    class Meta:
        verbose_name = _("sign-in sheet")
        constraints = [models.UniqueConstraint(fields=("activity", "held_on"), name="sheet_once_a_session")]

    def __str__(self) -> str:
        return f"{self.activity.number} {self.held_on:%Y-%m-%d}"

    def label(self) -> str:
        """Called by activity and day."""
        return f"{self.activity.label()}/{self.held_on:%m-%d}"


class Attendance(Kept):
    """One line of a sheet, as it was signed, with what became of it in the count."""

    class Role(models.TextChoices):
        RESIDENT = "resident", _("resident")
        VOLUNTEER = "volunteer", _("volunteer")
        STAFF = "staff", _("staff")
        GUEST = "guest", _("guest")

    class Method(models.TextChoices):
        QR = "qr", pgettext_lazy("manner of signing in", "code")
        LIST = "list", _("list")
        TYPED = "typed", _("typed")
        PAPER = "paper", _("paper")

    class Reason(models.TextChoices):
        COUNTS = "", _("counts")
        VOLUNTEER = "volunteer", _("volunteer")
        STAFF = "staff", _("staff")
        GUEST = "guest", _("guest")
        DUPLICATE = "duplicate_sign_in", _("signed in already")
        TO_CLARIFY = "to_clarify", _("to clarify")

    class Settled(models.TextChoices):
        OPEN = "", _("not decided")
        OWN_PERSON = "own_person", _("a person of their own")
        SAME_PERSON = "same_person", _("signed in already")

    sheet = models.ForeignKey(SignInSheet, models.CASCADE, verbose_name=_("sheet"), related_name="entries")
    position = models.PositiveIntegerField(_("serial number"))
    name = models.CharField(_("full name"), max_length=80, blank=True, default="")
    user = models.ForeignKey(
        ServiceUser,
        models.PROTECT,
        verbose_name=_("service user"),
        null=True,
        blank=True,
        related_name="attendances",
    )
    user_number = models.CharField(_("resident number"), max_length=40, blank=True, default="")
    volunteer_number = models.CharField(_("volunteer number"), max_length=40, blank=True, default="")
    role = models.CharField(_("in the role of"), max_length=10, choices=Role, blank=True, default="")
    sex = models.CharField(_("sex"), max_length=8, choices=ServiceUser.Sex, blank=True, default="")
    age_band = models.CharField(_("age band"), max_length=8, blank=True, default="")
    community = models.CharField(_("community"), max_length=80, blank=True, default="")
    phone_tail = models.CharField(_("phone end"), max_length=4, blank=True, default="")
    first_time = models.BooleanField(_("first time"), null=True, blank=True)
    arrived_at = models.TimeField(_("signed in"), null=True, blank=True)
    left_at = models.TimeField(_("signed out"), null=True, blank=True)
    method = models.CharField(_("manner"), max_length=8, choices=Method, blank=True, default="")
    image_consent = models.BooleanField(_("pictures allowed"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True, default="")
    settled = models.CharField(
        _("decision"), max_length=12, choices=Settled, blank=True, default="", editable=False
    )
    reason = models.CharField(
        _("not counted because"), max_length=20, choices=Reason, blank=True, default="", editable=False
    )
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name=_("same person as"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    unit_lookup = "sheet__activity__unit"
    scope_lookup = "sheet__activity__project__public_id"
    personal_fields = ("name", "phone_tail", "sex", "community", "note")

    class Meta:
        verbose_name = _("attendance")
        indexes = [models.Index(fields=("user", "sheet"))]
        constraints = [
            models.UniqueConstraint(fields=("sheet", "position"), name="attendance_position_once"),
            models.CheckConstraint(
                condition=Q(
                    reason__in=("", "volunteer", "staff", "guest", "duplicate_sign_in", "to_clarify")
                ),
                name="attendance_reason_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.position}"

    def label(self) -> str:
        """Called by sheet and position, never by name."""
        return f"{self.sheet.label()}#{self.position}"
