"""A small station whose settings are signed: somebody asks, the director and headquarters sign."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from banyan.core import approvals, door
from banyan.core.approvals.models import Step
from banyan.core.dated.models import DatedSetting
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import Delegation, Person, User

NOW = datetime(2025, 12, 31, 2, 0, tzinfo=UTC)
DAY = date(2025, 12, 31)
KIND = "test-setting"
SIGNING = ("approvals.step.sign", "approvals.request.withdraw")


@deed(DatedSetting, "test_submit", system=True)
def submit(setting, by, now, steps):
    """Ask for signatures under a setting."""
    approvals.ask(setting, KIND, steps, by, now)


@deed(DatedSetting, "test_accept", system=True)
def accept(setting, by, now):
    """All have signed."""
    setting.basis = "accepted"


@deed(DatedSetting, "test_take_back", system=True)
def take_back(setting, by, now, reason):
    """It came back."""
    setting.basis = f"returned: {reason}"


@deed(DatedSetting, "test_edit", system=True)
def edit(setting, by, now, value):
    """Change the value; the guard of locked fields is asked as the edit form does."""
    approvals.check_unlocked(setting, ["value"])
    setting.value = value


def actor(user: User, on: date = DAY) -> Actor:
    """The actor of a sign-in, afresh."""
    return actor_for(User.objects.select_related("person").get(pk=user.pk), on)


def person(who: Actor) -> Person:
    """The person behind an actor."""
    return who.person


@dataclass
class Station:
    """The people of the story."""

    unit: Any
    other: Any
    asker: Actor = field(default_factory=Actor)
    director: Actor = field(default_factory=Actor)
    second_director: Actor = field(default_factory=Actor)
    headquarters: Actor = field(default_factory=Actor)
    stranger: Actor = field(default_factory=Actor)

    def setting(self, value: Any = 7) -> DatedSetting:
        with door.opened("test"):
            return DatedSetting.everything.create(
                unit=self.unit, key="test.days", value=value, valid_from=date(2025, 1, 1)
            )

    def asked(self, *steps: approvals.StepPlan, by: Actor | None = None) -> DatedSetting:
        """A setting that waits for signatures: by default of a director, then of headquarters."""
        plan = steps or (approvals.StepPlan("role", "test-director"), approvals.StepPlan("role", "test-hq"))
        return submit(self.setting(), by=by or self.asker, now=NOW, steps=list(plan))

    def deputise(self, giver: Actor, deputy: Actor, starts: date = DAY, ends: date = DAY) -> Delegation:
        with door.opened("test"):
            return Delegation.everything.create(
                giver=giver.person,
                deputy=deputy.person,
                unit=self.unit,
                starts_on=starts,
                ends_on=ends,
                reason="leave",
            )


def open_step(setting: DatedSetting) -> Step:
    """The step whose turn it is."""
    with door.opened("test"):
        return Step.everything.get(request__record_id=setting.public_id, state=Step.State.OPEN)


def signs(setting: DatedSetting, by: Actor, now: datetime = NOW) -> Step:
    """Sign the step whose turn it is."""
    return approvals.decide(open_step(setting), agreed=True, by=by, now=now)


def fresh(record: Any) -> Any:
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)


def last_request(setting: DatedSetting) -> Any:
    from banyan.core.approvals.queries import latest

    return latest(setting, KIND)
