"""What an empty house needs first, in order: shown on the desk of whoever sets it up, until all of it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.identity.models import Post, Unit, User
from banyan.domains.projects.models import Project
from banyan.domains.rulebook.models import Rulebook
from banyan.domains.services.models import ServiceUser
from banyan.domains.staff.models import Area, Employee

_SETS_UP = "identity.unit.import"


@dataclass(frozen=True)
class Step:
    """One step: what comes in, why, the deed with its address, and whether it is done; `is_next` for the first undone."""

    title: Any
    why: Any
    deed: Any
    url: str
    done: bool
    is_next: bool = False


@dataclass(frozen=True)
class _Ask:
    code: str
    title: Any
    why: Any
    deed: Any
    address: str


_ASKED = (
    _Ask(
        "units", _("Stations and departments"), _("Everything belongs to a unit: who sees what follows from it."),
        _("Import the units"), "identity.unit.import",
    ),
    _Ask(
        "areas", _("Streets and communities"), _("With their population: what the ratios divide by."),
        _("Import the areas"), "staff.area.import",
    ),
    _Ask(
        "posts", _("Posts of the establishment"), _("Filled or vacant, with who commands whom: signatures go that way."),
        _("Import the posts"), "identity.post.import",
    ),
    _Ask(
        "employees", _("Everybody on the staff"), _("With contracts, qualifications and posts; ratios follow."),
        _("Import the staff"), "staff.employee.import",
    ),
    _Ask(
        "users", _("Accounts and their roles"), _("One for each person; a role opens only its own areas of work."),
        _("Make an account"), "identity.user.new",
    ),
    _Ask(
        "projects", _("Projects and their contracts"), _("Then the indicators of each contract, on the project's page."),
        _("Import the projects"), "projects.project.import",
    ),
    _Ask(
        "residents", _("The register of residents"), _("Doubtful duplicates are proposed; people decide."),
        _("Import the residents"), "services.serviceuser.import",
    ),
    _Ask(
        "rulebook", _("The agency's rulebook"), _("Its own text, or a model text to start from; the matrix judges by it."),
        _("Bring in the rulebook"), "rulebook.standing",
    ),
)  # fmt: skip


def first_steps(actor: Any) -> list[Step]:
    """All steps with what is done, or nothing once the house stands or for whoever does not set it up. One statement."""
    if not actor.may(_SETS_UP) or actor.user is None:
        return []
    stands = _stands(actor)
    if all(stands.values()):
        return []
    undone = next(each.code for each in _ASKED if not stands[each.code])
    return [
        Step(each.title, each.why, each.deed, reverse(each.address), stands[each.code], each.code == undone)
        for each in _ASKED
    ]


def _stands(actor: Any) -> dict[str, bool]:
    wanted: dict[str, QuerySet] = {
        "units": Unit.objects.visible_to(actor).filter(parent__isnull=False),
        "posts": Post.objects.visible_to(actor),
        "employees": Employee.objects.visible_to(actor),
        "users": User.objects.visible_to(actor).exclude(pk=actor.user.pk),
        "areas": Area.objects.visible_to(actor),
        "projects": Project.objects.visible_to(actor),
        "residents": ServiceUser.objects.visible_to(actor),
        "rulebook": Rulebook.objects.visible_to(actor),
    }
    asked = {code: Exists(rows) for code, rows in wanted.items()}
    return User.objects.visible_to(actor).filter(pk=actor.user.pk).values(**asked).get()
