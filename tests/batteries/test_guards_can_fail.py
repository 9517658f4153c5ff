"""Each guard is taken away once, and the battery that watches it must turn red."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import pytest
from django.db.models import Q

from banyan.core import approvals, gate, records
from banyan.core.approvals import rules as signing
from banyan.core.audit import chain
from banyan.core.dated.models import DatedSetting
from banyan.core.deeds import Deed
from banyan.core.identity import actor, deeds
from banyan.core.identity import rules as access
from banyan.core.identity.models import Grant, Role
from banyan.core.registers import forms
from banyan.core.registers.api import actors, written
from banyan.core.registers.declaration import register_for
from banyan.foundation.refusal import Refused
from tests.batteries import doors, probing, tampering, writing
from tests.batteries.addresses import walk
from tests.batteries.test_trail import APPEND_ONLY, attacks, refused
from tests.core.approvals import office
from tests.makers import make_grant
from tests.repeated import LATER

pytestmark = pytest.mark.django_db

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Guard:
    """What stands in the way (`remove` takes it away), and who would notice (`faults` are what it finds)."""

    name: str
    remove: Patch
    faults: Callable[[Any], list[Any]]


def attribute(owner: Any, name: str, value: Any) -> Patch:
    """Puts something harmless-looking in a guard's place."""
    return lambda patch: patch.setattr(owner, name, value)


def always(answer: Any) -> Callable[..., Any]:
    """A guard that always answers the same."""
    return lambda *args, **kwargs: answer


# -- what the batteries find


def matrix(*names: str) -> Callable[[Any], list[Any]]:
    """The faults of the permission matrix on a few addresses."""
    return lambda world: [str(o) for o in probing.outcomes(world, lambda a: a.name in names) if o.wrong]


def matrix_of_api(face: str) -> Callable[[Any], list[Any]]:
    """The faults of the permission matrix on one face of the sign-ins in the API."""

    def is_it(address: Any) -> bool:
        return address.name == face and address.route.startswith("api/identity/user/")

    return lambda world: [str(o) for o in probing.outcomes(world, is_it) if o.wrong]


def unlisted(world: Any) -> list[str]:
    """Addresses outside the permission table."""
    return [address.route for address in walk() if address.access is None]


def foreign_relations(world: Any) -> list[str]:
    """Relations that take a record of another station."""
    return [name for name, _own, foreign in writing.foreign_relations(world) if foreign]


def stale_edits(world: Any) -> list[str]:
    """A change that names an older version and is taken all the same."""
    unit = world.north.unit
    return not_refused("conflict", lambda: deeds.edit_unit(unit, by=house(), version=99, name="改"))


def own_grants(world: Any) -> list[str]:
    """A right that somebody gave themselves."""
    by = world.north.actor()
    given = Grant(user=by.user, role=world.north.planter.plant(Role), unit=world.north.unit)
    return not_refused("own_grant", lambda: deeds.grant(given, by=by))


def wide_sign_ins(world: Any) -> list[str]:
    """A password set for somebody with rights where one has none."""
    deeds.grant(
        Grant(user=world.powerless, role=world.south.planter.plant(Role), unit=world.south.unit), by=house()
    )
    by = world.north.actor()
    return not_refused(
        "beyond_reach", lambda: deeds.set_password(world.powerless, by=by, password="a-quiet-noon-8")
    )


def circles(world: Any) -> list[str]:
    """A unit below itself."""
    act = lambda: deeds.move_unit(world.agency, by=house(), parent=world.north.unit, reason="x")  # noqa: E731
    return not_refused("cycle", act)


def own_signatures(world: Any) -> list[str]:
    """A request signed by who asked."""
    approvals.outcome(
        DatedSetting, office.KIND, approved=office.accept, returned=office.take_back, fields=("key", "value")
    )
    return not_refused("own_request", lambda: _sign_own(world))


def _sign_own(world: Any) -> None:
    place = office.Station(world.north.unit, world.south.unit, asker=world.north.actor())
    for user in (world.north.master, world.powerless):
        make_grant(user, world.north.unit, "approvals.step.sign", role="test-director")
    setting = place.asked(approvals.StepPlan("role", "test-director"))
    office.signs(setting, by=place.asker)


def tampered(world: Any) -> list[str]:
    """Tampering that verification does not name, on a chain whose hashes are as they are made now."""
    tampering.rewrite_all()
    return list(tampering.unnoticed())


def unmasked(world: Any) -> list[str]:
    """Personal data shown to a program without the right to them."""
    by = actor.Actor(
        user=world.north.master, rights=(actor.Right(("identity.user.view",), world.north.unit.path),)
    )
    shown = written.item(register_for("identity.user"), world.north.master, by)
    return [shown["email"]] if "email" not in shown["masked"] else []


def wide_tokens(world: Any) -> list[str]:
    """A token that opens more than it states."""
    right = actors.NarrowedRight(("*",), "", None, "", ("identity.user.view",))
    return ["identity.grant.view"] if right.allows("identity.grant.view") else []


def not_refused(code: str, act: Callable[[], Any]) -> list[str]:
    """Whether an act was let through, or stopped by something else than its own rule."""
    from django.db import transaction

    with transaction.atomic():
        try:
            act()
            found = "went through"
        except Refused as refused:
            found = refused.code
        except Exception as error:
            found = repr(error)
        transaction.set_rollback(True)
    return [] if found == code else [f"{code}: {found}"]


def house() -> actor.Actor:
    """Somebody who may do everything."""
    return actor.system_actor("batteries")


# -- the guards


def forget_a_view(patch: pytest.MonkeyPatch) -> None:
    """A new page whose view says nothing of who may open it."""
    from banyan.core.identity import views

    patch.delattr(views.account, "access")


def open_triggers(patch: pytest.MonkeyPatch) -> None:
    """The database lets its lines be changed."""
    for model in APPEND_ONLY:
        tampering.without_triggers(model._meta.db_table)


def let_through(world: Any) -> list[str]:
    """Statements on append-only tables that the database does not refuse."""
    return [statement for model in APPEND_ONLY for statement in attacks(model) if not refused(statement)]


def leave_out(column: str) -> Patch:
    """The hash of a line no longer covers a column."""
    return attribute(chain, "_columns", attrgetter(*(name for name in chain._HASHED if name != column)))


USERS = matrix("identity.user.list", "identity.user.detail")
GUARDS = (
    Guard("the door", attribute(records.GuardedQuerySet, "_check", always(None)), lambda w: list(doors.unguarded(w))),
    Guard("the door of writing", attribute(records.GuardedQuerySet, "_check_open", always(None)), lambda w: list(doors.unguarded(w))),
    Guard("the unit", attribute(actor.Actor, "_by_place", always(Q())), USERS),
    Guard("the unit in the API", attribute(actor.Actor, "_by_place", always(Q())), matrix_of_api("read_record")),
    Guard("the gate", attribute(gate.GateMiddleware, "process_view", always(None)), USERS),
    Guard("the right at the gate", attribute(actor.Actor, "may", always(True)), USERS),
    Guard("the token", attribute(actors.ByToken, "__call__", always(True)), matrix_of_api("list_records")),
    Guard("the token's own limits", attribute(actors.NarrowedRight, "allows", always(True)), wide_tokens),
    Guard("the permission table", forget_a_view, unlisted),
    Guard("the right to a deed", attribute(Deed, "permitted", always(True)), lambda w: list(doors.done_without_right(w))),
    Guard("the narrowed drop-down", attribute(forms, "_narrow", always(None)), foreign_relations),
    Guard("the version", attribute(records.Kept, "must_be", always(None)), stale_edits),
    Guard("no rights for oneself", attribute(access, "check_not_for_oneself", always(None)), own_grants),
    Guard("no way up", attribute(access, "check_reaches", always(None)), wide_sign_ins),
    Guard("no circles", attribute(access, "moved_path", lambda path, parent: f"{parent}{path}"), circles),
    Guard("one's own request", attribute(signing, "check_not_own", always(None)), own_signatures),
    Guard("personal data", attribute(written, "masked_fields", always(set())), unmasked),
    Guard("the triggers", open_triggers, let_through),
    *(Guard(f"the hash of {column}", leave_out(column), tampered) for column in ("reason", "changes", "actor", "day")),
)  # fmt: skip


def _once(guard: Guard) -> Any:
    """Only triggers and the chain are a matter of the database; the others are tried on one."""
    of_the_database = guard.faults in (let_through, tampered)
    return pytest.param(guard, id=guard.name, marks=() if of_the_database else LATER)


@pytest.mark.parametrize("guard", [_once(guard) for guard in GUARDS])
def test_a_missing_guard_is_noticed(guard, world, monkeypatch):
    assert guard.faults(world) == [], "the guard stands and something is wrong all the same"
    guard.remove(monkeypatch)
    assert guard.faults(world) != [], "the guard was taken away and nobody noticed"
