"""People in posts, as controls judge them."""

from datetime import date
from itertools import count

from banyan.core import door
from banyan.domains.staff.models import Employee, Qualification
from tests.makers import make_person

_next = count(1)


def employed(unit, certified_until=None, **fields):
    """Somebody in office since the year began, with a certificate where a day is given."""
    wanted = {
        "number": f"E-{next(_next)}", "employment": "full_time", "hired_on": date(2025, 1, 1), "social_worker": True,
    } | fields  # fmt: skip
    with door.opened("test"):
        if "person" not in wanted:
            wanted["person"] = make_person(unit)
        employee = Employee.everything.create(unit=unit, agency=unit.root, **wanted)
        if certified_until:
            Qualification.everything.create(
                employee=employee, level="social_worker", valid_until=certified_until
            )
    return employee
