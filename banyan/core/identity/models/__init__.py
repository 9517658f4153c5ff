"""Everything that identity keeps."""

from banyan.core.identity.models.people import Appointment, Person, Post
from banyan.core.identity.models.rights import Delegation, Grant, Installation, Role, User
from banyan.core.identity.models.tokens import ApiToken
from banyan.core.identity.models.units import Unit

__all__ = [
    "ApiToken",
    "Appointment",
    "Delegation",
    "Grant",
    "Installation",
    "Person",
    "Post",
    "Role",
    "Unit",
    "User",
]
