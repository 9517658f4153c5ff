"""`python -m bench.floor.seed ROWS`: fills the floor's table and prints what the measurement needs, as JSON."""

import json
import os
import sys
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.floor.settings")


def main(many: int) -> dict:
    """The same people as the product has, and a sign-in."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from bench.floor.app.models import Entry
    from bench.people import PASSWORD, people

    call_command("migrate", run_syncdb=True, verbosity=0)
    everybody = (
        Entry(
            number=p.number, name=p.name, sex=p.sex, born_on=p.born_on, community=p.community, phone=p.phone
        )
        for p in people(many)
    )
    while some := list(islice(everybody, 5000)):
        Entry.objects.bulk_create(some)
    client = Client()
    client.force_login(User.objects.create_user("worker", password=PASSWORD))
    return {"session": client.cookies["sessionid"].value, "ids": list(range(1, 201))}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
