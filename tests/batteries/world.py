"""Two stations of one agency, one of another, people with and without rights, and a record of every kind in each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.test import Client

from banyan.core import clock, door
from banyan.core.attachments import deeds as attachments
from banyan.core.identity import deeds
from banyan.core.identity.actor import actor_for, system_actor
from banyan.core.identity.models import ApiToken, Grant, Role, Unit, User
from banyan.core.search import keeping
from tests.batteries.planting import Planter, canary, kinds
from tests.makers import make_person, make_unit

EVERYTHING = "*"
NOTHING_HERE = "nothing.at.all"
PASSWORD = "a-quiet-morning-7"


@dataclass
class Place:
    """A station with a record of every kind, and somebody who may do everything there."""

    unit: Unit
    planter: Planter
    master: User
    file: Any = None

    @property
    def canary(self) -> str:
        return canary(self.unit)

    def record(self, model: Any) -> Any:
        """The station's record of a kind."""
        return self.planter.plant(model)

    def client(self) -> Client:
        """A browser in which the master of the station is signed in."""
        return browser(self.master)

    def program(self) -> Client:
        """A program with a token of the station's master."""
        return program_of(self.master)

    def brought(self, register: Any) -> Any:
        """A file on its way into a register."""
        from banyan.core.registers.importing.models import Import

        with door.opened("batteries"):
            found = Import.everything.filter(register=register.name, unit=self.unit).first()
            return found or self.planter.another(
                Import,
                register=register.name,
                brought_by=self.master,
                state=Import.State.CHECKED,
                mapping={},
                report={},
            )

    def actor(self) -> Any:
        """The master as an actor."""
        return actor_for(User.objects.select_related("person").get(pk=self.master.pk), clock.today())


@dataclass
class World:
    """What the batteries walk through."""

    agency: Unit
    north: Place
    south: Place
    powerless: User
    missing: list[str] = field(default_factory=list)


def marks(place: Place) -> tuple[str, str]:
    """A station's canary as it reads in pages and in escaped JSON."""
    return place.canary, place.canary.encode("ascii", "backslashreplace").decode()


def browser(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def make_world() -> World:
    """Build it through deeds; what is kept in the records is planted."""
    agency = make_unit("A0", "示例机构")
    everything = _role("master", EVERYTHING)
    north, south = (_place(code, agency, everything) for code in ("N1", "S1"))
    powerless = _user(north.unit, "powerless")
    _grant(powerless, _role("powerless", NOTHING_HERE), north.unit)
    world = World(agency, north, south, powerless)
    for place in (north, south):
        _fill(place, world)
    return world


def _fill(place: Place, world: World) -> None:
    for model in kinds():
        try:
            place.planter.plant(model)
        except Exception as error:
            world.missing.append(f"{place.unit.code} {model._meta.label}: {error!r:.200}")
    place.file = _file(place)
    keeping.reindex()


def _file(place: Place) -> Any:
    """A file with a canary, hung on a record as a user does it."""
    record = place.record(apps.get_model("services.Activity"))
    text = f"{place.canary}\n".encode()
    return attachments.attach(record, f"{place.canary}.txt", text, by=place.actor(), purpose="")


def _place(code: str, agency: Unit, role: Role) -> Place:
    unit = make_unit(code, f"{code}站", agency)
    with door.opened("batteries"):
        unit.name = f"{canary(unit)}站"
        unit.save()
    master = _user(unit, f"master-{code}")
    _grant(master, role, unit)
    return Place(unit, Planter(unit, master), master)


def token_made(user: User, secret: str = "") -> ApiToken:
    """A token that states everything: it opens what its owner's grants open."""
    over_midnight = clock.today() + timedelta(days=1)
    token = ApiToken(user=user, name="batteries", permissions=[EVERYTHING], ends_on=over_midnight)
    return deeds.make_token(token, by=actor_for(user, clock.today()), secret=secret or deeds.new_secret())


def program_of(user: User) -> Client:
    """A program that speaks on somebody's behalf."""
    secret = deeds.new_secret()
    token_made(user, secret)
    return Client(headers={"authorization": f"Bearer {secret}"}, raise_request_exception=False)


def _role(code: str, *permissions: str) -> Role:
    return deeds.make_role(Role(code=code, name=code, permissions=list(permissions)), by=_house())


def _user(unit: Unit, username: str) -> User:
    person = make_person(unit, f"{canary(unit)}{username}")
    user = deeds.make_user(User(username=username, person=person), by=_house())
    return deeds.set_password(user, by=_house(), password=PASSWORD)


def _grant(user: User, role: Role, unit: Unit) -> None:
    deeds.grant(Grant(user=user, role=role, unit=unit), by=_house())


def _house() -> Any:
    return system_actor("batteries")
