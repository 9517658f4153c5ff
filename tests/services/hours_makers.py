"""People who work, and what stands on their day sheets."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.identity import tree
from banyan.core.identity.models import User
from banyan.domains.services.deeds import hours
from banyan.domains.services.models import Activity, WorkEntry
from banyan.domains.staff.models import Employee
from tests.makers import make_actor, make_appointment, make_person, make_post, make_user
from tests.services.makers import make_activity, make_sheet

DAY = date(2025, 10, 20)
NOW = datetime(2025, 10, 21, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
OWN = ("services.workentry.view", "services.workentry.add", "services.workentry.edit", "services.workentry.strike")  # fmt: skip


def employed(unit, name="样甲", *permissions):
    """Somebody of the staff, who may write day sheets."""
    person = make_person(unit, name)
    make_appointment(person, make_post(unit))
    with door.opened("test"):
        Employee.everything.create(
            unit=unit, agency=tree.root_of(unit), person=person, number=f"E{person.pk}", hired_on=date(2025, 1, 1),
            employment=Employee.Employment.FULL_TIME,
        )  # fmt: skip
    return make_actor(unit, *OWN, *permissions, user=make_user(unit, person=person))


def written(by, minutes=60, category="meeting", done_on=DAY, **fields):
    """A line on the sheet."""
    entry = WorkEntry(unit=by.person.unit, done_on=done_on, minutes=minutes, category=category, matter="例会", **fields)  # fmt: skip
    return hours.write(entry, by=by, now=NOW)


def worked(by, starts_at=time(8), ends_at=time(12)):
    """An activity of the day for which somebody was responsible."""
    unit = by.person.unit
    activity = make_activity(
        unit, state=Activity.State.HELD, held_on=DAY, starts_at=starts_at, ends_at=ends_at,
        responsible=by.person,
    )  # fmt: skip
    return make_sheet(activity, held_on=DAY)


def signed_in(client, actor):
    """The browser with somebody signed in."""
    client.force_login(
        User.objects.get(person=actor.person), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
