"""Sign-ins, roles, grants and deputies."""

from __future__ import annotations

import fnmatch
import uuid
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banyan.core.records import GuardedQuerySet, Kept, new_public_id


class Installation(models.Model):
    """The one row that says what kind of installation this is. Only a demo has a day of its own."""

    demo_day = models.DateField(_("demo day"), null=True, blank=True)
    demo_loaded = models.BooleanField(_("demo loaded"), default=False)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("installation")

    def __str__(self) -> str:
        return f"demo {self.demo_day}" if self.demo_day else "installation"


class UserQuerySet(GuardedQuerySet):
    """Sign-ins: screens narrow them with `visible_to`; the library's own flow reads them without an actor."""

    def _check(self) -> None:
        """Signing in comes before anybody is somebody."""

    def _check_open(self) -> None:
        """The library writes `last_login` outside any deed."""


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes sign-ins; whoever reads one nearly always asks for the person behind it."""

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person")

    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        """Make a sign-in; without a password it can be used only after one was set."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """A sign-in. What it may do stands in its grants; raising `access_stamp` ends its sessions at once."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    username = models.CharField(_("sign-in name"), max_length=80, unique=True)
    email = models.EmailField(_("e-mail"), blank=True, default="")
    person = models.OneToOneField(
        "identity.Person",
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        blank=True,
        related_name="user",
    )
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=10, blank=True, default="")
    access_stamp = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    date_joined = models.DateTimeField(_("made at"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    personal_fields = ("email",)
    scope_lookup = ""
    unit_lookup = "person__unit"
    silent_fields = ("id", "public_id", "password", "last_login", "access_stamp", "date_joined", "version")

    objects = UserManager()
    everything = UserManager()
    permission: Any = classmethod(Kept.permission.__func__)  # type: ignore[attr-defined]
    narrow: Any = classmethod(Kept.narrow.__func__)  # type: ignore[attr-defined]
    scope = Kept.scope
    subject = Kept.subject
    must_be = Kept.must_be

    class Meta:
        verbose_name = _("sign-in")

    def __str__(self) -> str:
        return self.person.name if self.person else self.username

    @property
    def unit(self) -> Any:
        """The unit of the person; nothing for a sign-in without one."""
        from banyan.core.identity import tree

        return tree.current().units.get(self.person.unit_id) if self.person else None

    def label(self) -> str:
        """Called by the sign-in name."""
        return self.username

    def home(self) -> Any:
        """The unit of the person; a sign-in without a person belongs to the top of the tree."""
        from banyan.core.identity import tree

        return self.person.unit if self.person else tree.top()

    def get_session_auth_hash(self) -> str:
        """Changes with the password and with `access_stamp`: older sessions then no longer open."""
        return salted_hmac(
            "banyan.session", f"{self.password}:{self.access_stamp}", algorithm="sha256"
        ).hexdigest()

    def get_session_auth_fallback_hash(self):
        """Keys are not rotated by fallback here."""
        return iter(())

    def end_sessions(self) -> None:
        """End every session of this sign-in at its next request."""
        type(self).objects.filter(pk=self.pk).update(access_stamp=F("access_stamp") + 1)


class Role(Kept):
    """A named bundle of permissions. A pattern such as `services.*.view` covers every kind of record of a room."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("role"), max_length=80)
    permissions = models.JSONField(_("permissions"), default=list)
    given = models.JSONField(_("given with the product"), null=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    unit_lookup = ""
    silent_fields = ("id", "public_id", "version", "given")

    class Meta:
        verbose_name = _("role")

    def __str__(self) -> str:
        """In the words of the screen where the role came with the product; as written where the agency made it."""
        return gettext(self.name) if self.name else self.code

    def label(self) -> str:
        """Called by its code."""
        return self.code

    def allows(self, permission: str) -> bool:
        """Whether the role covers a permission such as `services.activity.view`."""
        return any(fnmatch.fnmatchcase(permission, pattern) for pattern in self.permissions)


class Grant(Kept):
    """A sign-in × a role × a unit and all below it × perhaps one project, until a date."""

    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("sign-in"), related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, verbose_name=_("role"), related_name="grants")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    scope_id = models.UUIDField(_("only this project"), null=True, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True, default="")

    silent_fields = ("id", "public_id")

    class Meta:
        verbose_name = _("grant")
        indexes = [models.Index(fields=("user", "until"))]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit}"

    def label(self) -> str:
        """Called by role and unit."""
        return f"{self.role.code}@{self.unit.code}"

    @staticmethod
    def on(day: date) -> Q:
        """Grants in force on a day."""
        started = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        return started & (Q(until__isnull=True) | Q(until__gte=day))


class Delegation(Kept):
    """Somebody signs for somebody else between two dates, for a stated reason."""

    giver = models.ForeignKey(
        "identity.Person", models.PROTECT, verbose_name=_("on behalf of"), related_name="+"
    )
    deputy = models.ForeignKey("identity.Person", models.PROTECT, verbose_name=_("deputy"), related_name="+")
    unit = models.ForeignKey("identity.Unit", models.PROTECT, verbose_name=_("unit"), related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=200)
    revoked_at = models.DateTimeField(_("ended early at"), null=True, blank=True, editable=False)

    silent_fields = ("id", "public_id")

    class Meta:
        verbose_name = _("delegation")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("deputy")), name="delegation_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="delegation_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.deputy_id}"

    def label(self) -> str:
        """Called by its first day."""
        return f"{self.starts_on:%Y-%m-%d}"

    @staticmethod
    def on(day: date) -> Q:
        """Delegations in force on a day."""
        return Q(starts_on__lte=day, ends_on__gte=day, revoked_at__isnull=True)


def scope_of(value: uuid.UUID | str | None) -> uuid.UUID | None:
    """Read a project id as it arrives from forms and commands."""
    return value if value is None or isinstance(value, uuid.UUID) else uuid.UUID(str(value))
