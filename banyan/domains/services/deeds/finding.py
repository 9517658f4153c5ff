"""Keeping people and activities findable, in the transaction of the deed that changed them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from banyan.core.search.keeping import Entry, forget, put_all, source
from banyan.domains.services.models import Activity, ServiceUser

_USER, _ACTIVITY = ServiceUser._meta.label_lower, Activity._meta.label_lower


def find_users(users: Sequence[ServiceUser]) -> None:
    """Make registrations findable by number, name and initials; merged ones are found no more."""
    put_all([_user(user) for user in users if user.state == ServiceUser.State.ACTIVE])
    for user in users:
        if user.state == ServiceUser.State.MERGED:
            forget(_USER, user.public_id)


def find_activities(activities: Sequence[Activity]) -> None:
    """Make activities findable by number, title and place."""
    put_all([_activity(activity) for activity in activities])


def _user(user: ServiceUser) -> Entry:
    return Entry(user, user.name, names=(user.name,))


def _activity(activity: Activity) -> Entry:
    return Entry(activity, activity.title, (activity.place,))


def _users() -> Iterator[Entry]:
    return map(
        _user, ServiceUser.everything.filter(state=ServiceUser.State.ACTIVE).select_related("unit").iterator()
    )


def _activities() -> Iterator[Entry]:
    return map(_activity, Activity.everything.select_related("unit", "project").iterator())


source(_USER, _users)
source(_ACTIVITY, _activities)
