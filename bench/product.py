"""`python -m bench.product ROWS`: fills the product and prints what the measurement needs, as JSON.

An agency with two stations, all people at one of them, and a social worker of that station: the door has to
narrow every question. Another station's people stand beside them.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from itertools import islice
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")
PIECE = 2000
ELSEWHERE = 500


def main(many: int) -> dict[str, Any]:
    """Tables, units, roles, a sign-in, the people and what makes them findable."""
    from django.core.management import call_command

    from banyan.core import door
    from banyan.core.inserting import refresh_statistics

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with door.opened("bench"):
        station, other = _units()
        user = _worker(station)
        _fill(station, many, 1)
        _fill(other, ELSEWHERE, many + 1)
    refresh_statistics()  # as the importer does after a long file
    return {"session": _session(user), "unit": station.code, **_marks(station)}


def _units() -> tuple[Any, Any]:
    from banyan.core.identity.models import Unit
    from banyan.domains.staff.models import Area
    from bench.people import COMMUNITIES

    agency = Unit.everything.create(code="A0", name="示例机构", kind="agency", parent=None)
    station, other = (
        Unit.everything.create(code=code, name=name, kind="station", parent=agency)
        for code, name in (("N1", "北站"), ("S1", "南站"))
    )
    for count, name in enumerate(COMMUNITIES):
        Area.everything.create(unit=station, number=f"Q{count:02}", name=name, kind=Area.Kind.COMMUNITY)
    return station, other


def _worker(station: Any) -> Any:
    from banyan.core.identity.models import Grant, Person, Role, User
    from banyan.site.writing_roles import write_roles
    from bench.people import PASSWORD

    write_roles()
    person = Person.everything.create(name="样例", unit=station)
    user = User.objects.create_user(username="worker", password=PASSWORD, person=person)
    Grant.everything.create(user=user, role=Role.everything.get(code="worker"), unit=station)
    return user


def _fill(unit: Any, many: int, first: int) -> None:
    from django.db import transaction

    from banyan.core.inserting import insert_records
    from banyan.core.search.keeping import Entry, put_all
    from banyan.domains.services.models import ServiceUser
    from bench.people import people

    everybody = people(many, first)
    while some := list(islice(everybody, PIECE)):
        made = [_registered(unit, someone) for someone in some]
        with transaction.atomic():
            insert_records(ServiceUser, made)
            put_all([Entry(user, user.name, names=(user.name,)) for user in made])


def _registered(unit: Any, someone: Any) -> Any:
    from banyan.domains.services.models import ServiceUser

    user = ServiceUser(
        unit=unit, number=someone.number, name=someone.name, sex="male" if someone.sex == "男" else "female",
        born_on=someone.born_on, community=someone.community, id_number=someone.id_number, phone=someone.phone,
        document=ServiceUser.Document.ID_CARD, registered_on=date(2025, 6, 30),
    )  # fmt: skip
    user.set_keys()
    return user


def _session(user: Any) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


def _marks(station: Any) -> dict[str, Any]:
    """Whose pages are opened, and what the form calls the station."""
    from banyan.core import door
    from banyan.domains.services.models import ServiceUser

    with door.opened("bench"):
        first = ServiceUser.everything.filter(unit=station).order_by("pk")[:200]
        return {
            "ids": [str(user.public_id) for user in first],
            "unit_id": station.pk,
            "station": str(station.public_id),
        }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
