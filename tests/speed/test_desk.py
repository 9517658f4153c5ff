"""The desk costs a fixed number of statements, however many cases somebody leads and whatever waits elsewhere."""

from django.test import Client

from banyan.core import door
from bench import casework, product
from bench.statements import statements

#: What all rooms ask together for a social worker (54), and a few for what is remembered no longer; it can only fall.
DESK = 60
#: Units and settings are asked again when what the process remembers of them is two seconds old.
REMEMBERED = 3
FEW, FULL = 3, 30


def lead(worker, station, first, last):
    """Open cases of a worker, each with two contacts."""
    with door.opened("test"):
        for count in range(first, last + 1):
            casework._contacts(casework._case(station, worker.person, count), worker.person, 2)


def test_the_desk_costs_the_same_for_a_few_cases_and_for_a_full_load(north):
    with door.opened("test"):
        worker = product._worker(north)
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    lead(worker, north, 1, FEW)
    statements(client, "get", "/")
    few = statements(client, "get", "/")
    lead(worker, north, FEW + 1, FULL)
    full = statements(client, "get", "/")
    assert len(few) <= DESK, few
    assert len(full) <= len(few) + REMEMBERED, full
