"""A station with a project, a community of it, and somebody who works there."""

import pytest

from banyan.core import door
from banyan.domains.staff.models import Area, Population
from tests.makers import make_actor
from tests.projects.makers import make_project
from tests.services.makers import HELD_ON

RIGHTS = (
    "services.*.view", "services.activity.*", "services.activitypermit.*", "services.attendance.*",
    "services.residentteam.*", "services.teamplace.*", "services.teammeeting.*", "services.communityanalysis.*",
    "services.communityresource.*", "services.resourceuse.*", "services.groupcount.*", "services.volunteer.*",
    "services.volunteerrules.*", "services.volunteerpost.*", "services.postholding.*", "services.volunteercourse.*",
    "services.volunteerreview.*", "services.volunteercertificate.*", "services.volunteeryear.*", "services.lecture.*",
    "services.showing.*", "services.reception.*", "services.mediation.*", "services.surveyreport.*", "attachments.attachment.*",
    "services.volunteercover.*", "services.volunteerhonour.*", "services.familyneed.*", "projects.*.view",
    "identity.*.view", "staff.*.view",
)  # fmt: skip


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def worker(north):
    return make_actor(north, *RIGHTS)


@pytest.fixture
def area(north):
    """A community of a hundred women, counted in the year before."""
    made = Area.everything.create(unit=north, number="S-1", name="榕荫社区", kind="community")
    Population.everything.create(
        area=made,
        kind="resident",
        people=210,
        women=100,
        counted_on=HELD_ON.replace(month=1),
        source="街道办事处",
    )
    return made
