"""Everything that changes who is who and who may do what."""

from banyan.core.identity.deeds.access import (
    change_role,
    delegate,
    end_delegation,
    grant,
    make_role,
    revoke,
)
from banyan.core.identity.deeds.leaving import end_appointment, take_away_access
from banyan.core.identity.deeds.sign_ins import (
    activate,
    change_password,
    choose_language,
    deactivate,
    edit_user,
    make_user,
    remove_second_factor,
    set_password,
)
from banyan.core.identity.deeds.tokens import make_token, new_secret, revoke_token
from banyan.core.identity.deeds.units import close_unit, edit_unit, make_unit, move_unit

__all__ = [
    "activate",
    "change_password",
    "change_role",
    "choose_language",
    "close_unit",
    "deactivate",
    "delegate",
    "edit_unit",
    "edit_user",
    "end_appointment",
    "end_delegation",
    "grant",
    "make_role",
    "make_token",
    "make_unit",
    "make_user",
    "move_unit",
    "new_secret",
    "remove_second_factor",
    "revoke",
    "revoke_token",
    "set_password",
    "take_away_access",
]
