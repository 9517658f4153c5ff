"""The sample agency, brought in once for each file of tests and taken back after it."""

from datetime import date

import pytest
from django.db import transaction


@pytest.fixture(scope="module")
def sample_agency(django_db_setup, django_db_blocker, samples):
    """Unit number → unit of the sample agency; each test sees it untouched."""
    from banyan.core import clock, door
    from banyan.core.identity import tree
    from banyan.core.identity.models import Installation
    from banyan.domains.staff import public
    from tests.makers import make_unit
    from tests.staff.bringing import bring_samples

    with django_db_blocker.unblock(), transaction.atomic():
        Installation.objects.update_or_create(pk=1, defaults={"demo_day": date(2025, 12, 31)})
        clock.forget()
        units = bring_samples(samples, make_unit("U0", "空机构"))
        with door.opened("test"):
            public.set_contracted_places(
                unit=units["U-G"], contract_number="HT-1", project_number="", project_id=None, places=20,
                starts_on=date(2025, 4, 1), ends_on=date(2026, 3, 31),
            )  # fmt: skip
        yield units
        transaction.set_rollback(True)
    clock.forget()
    tree.forget()


@pytest.fixture
def units(sample_agency, db):
    """The sample agency for one test."""
    from banyan.core import clock
    from banyan.core.identity import tree

    tree.forget()
    clock.forget()
    return sample_agency
