"""Sign-ins, roles, grants and deputies as registers of the settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.identity import deeds, queries
from banyan.core.identity.models import Delegation, Grant, Role, User
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.core.registers.forms import RecordForm


class PatternsField(forms.CharField):
    """Permission patterns, one a line."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        """The patterns as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The lines as patterns; empty lines do not count."""
        lines = value if isinstance(value, list) else (value or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compares patterns, not their layout."""
        return self.to_python(initial) != self.to_python(data)


class RoleForm(RecordForm):
    """A role: its code, its name, and what it covers."""

    permissions = PatternsField(
        label=_("Permissions"), help_text=_("One a line, such as services.*.view or projects.indicator.edit.")
    )

    class Meta:
        model = Role
        fields = ("code", "name", "permissions")


users = register(
    Register(
        model=User,
        words=Words(
            title=pgettext_lazy("accounts", "sign-ins"),
            empty=_("Nobody has a sign-in here yet."),
            first_step=_("Make one for a person, set a password, and grant a role."),
            icon="users",
        ),
        area="settings",
        columns=("username", Column("person", role="reason"), "unit", "is_active"),
        fields=("username", "person", "email"),
        filters=("is_active",),
        search=("username", "person__name", "person__name_key"),
        order="username",
        create=deeds.make_user,
        edit=deeds.edit_user,
        deeds=(deeds.set_password, deeds.activate, deeds.remove_second_factor, deeds.deactivate),
        views=(View("closed", _("Closed"), "is_active=no"),),
        panels=(
            Panel("access", _("What this sign-in may do"), "identity/panels/access.html", queries.access_of),
        ),
    )
)

grants = register(
    Register(
        model=Grant,
        words=Words(
            title=_("grants"),
            empty=_("No rights were granted here yet."),
            first_step=_("Grant a role to a sign-in, at a unit and until a day."),
            icon="user-shield",
        ),
        area="settings",
        columns=("user", Column("role", role="reason"), "unit", "starts_on", "until", "reason"),
        fields=("user", "role", "unit", "starts_on", "until", "reason"),
        filters=("role", "unit", "until"),
        search=("user__username", "user__person__name"),
        order="-pk",
        create=deeds.grant,
        deeds=(deeds.revoke,),
    )
)

roles = register(
    Register(
        model=Role,
        words=Words(
            title=_("roles"),
            empty=_("There are no roles yet."),
            first_step=_("Name a role and what it covers."),
            icon="id-badge",
        ),
        area="settings",
        columns=("code", "name"),
        fields=("code", "name", "permissions"),
        search=("code", "name"),
        order="code",
        create=deeds.make_role,
        edit=deeds.change_role,
        form=RoleForm,
    )
)

delegations = register(
    Register(
        model=Delegation,
        words=Words(
            title=_("deputies"),
            empty=_("Nobody signs on somebody's behalf here."),
            first_step=_("Name who signs for whom, from when to when."),
            icon="user-share",
        ),
        area="settings",
        columns=("giver", "deputy", "unit", "starts_on", "ends_on", "reason"),
        fields=("giver", "deputy", "unit", "starts_on", "ends_on", "reason"),
        filters=("unit", "ends_on"),
        order="-pk",
        create=deeds.delegate,
        deeds=(deeds.end_delegation,),
    )
)
