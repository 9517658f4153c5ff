"""A station with everybody who has a hand in money: a worker, the head, the director, headquarters and the cashier."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from banyan.core import approvals, attachments, door
from banyan.core.approvals.models import Step
from banyan.core.dated.models import DatedSetting
from banyan.core.identity.actor import Actor, actor_for
from banyan.core.identity.models import User
from banyan.domains.finance.deeds import claims, payments
from banyan.domains.finance.models import Budget, BudgetLine, Claim, ExpenseKind
from banyan.site.roles import ROLES
from tests.makers import make_appointment, make_grant, make_person, make_post, make_unit, make_user
from tests.projects.makers import make_project

NOON = datetime(2025, 11, 19, 4, 0, tzinfo=UTC)
DAY = date(2025, 11, 18)
PLAIN_ROLES = {code: permissions for code, _name, permissions in ROLES}
PLACES = {
    "worker": ("worker", True), "colleague": ("worker", True), "head": ("department-head", True),
    "director": ("centre-director", True), "programme": ("programme-director", False),
    "general": ("director-general", False), "finance": ("finance", False), "cashier": ("cashier", False),
    "accountant": ("finance", False),
}  # fmt: skip
SUPERIOR = {
    "worker": "head",
    "colleague": "head",
    "head": "director",
    "director": "programme",
    "programme": "general",
}


@dataclass
class Office:
    """The people of a station by their part, its project, and a budget in force."""

    unit: Any
    agency: Any
    project: Any = None
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, part: str) -> Actor:
        if part not in PLACES:
            raise AttributeError(part)
        return self.actor(part)

    def actor(self, part: str, on: date = DAY) -> Actor:
        """Somebody by their part, as they are on a day."""
        return actor_for(User.objects.select_related("person__unit").get(pk=self.users[part].pk), on)

    def person(self, part: str) -> Any:
        return self.users[part].person


def make_office(unit: Any, amount: str = "400", **more: str) -> Office:
    """A staffed station whose budget has one item E1 of so many yuan, and others by name."""
    made = Office(unit, unit.root)
    posts: dict[str, Any] = {}
    for part in reversed(PLACES):
        role, is_here = PLACES[part]
        place = unit if is_here else made.agency
        person = make_person(place, f"样{part}")
        posts[part] = make_post(place, part)
        make_appointment(person, posts[part])
        made.users[part] = make_user(place, person=person)
        make_grant(made.users[part], place, *PLAIN_ROLES[role], role=role)
    with door.opened("test"):
        for part, above in SUPERIOR.items():
            posts[part].superior = posts[above]
            posts[part].save()
    made.project = make_project(unit)
    set_for(unit, "finance.release_required", False)
    make_budget(made.project, {"E1": amount} | more)
    return made


def set_for(unit: Any, key: str, value: Any) -> None:
    """What a unit set for itself."""
    with door.opened("test"):
        DatedSetting.everything.update_or_create(
            unit=unit, key=key, valid_from=date(2025, 1, 1), defaults={"value": value}
        )


def make_budget(project: Any, items: dict[str, str], edition: int = 1) -> Budget:
    """A budget in force with these items."""
    with door.opened("test"):
        Budget.everything.filter(project=project, state="effective").update(state="superseded")
        budget = Budget(
            project=project, unit=project.unit, edition=edition, state="draft", number=f"YS-{edition}"
        )
        budget.save()
        for place, (code, amount) in enumerate(items.items(), start=1):
            line = BudgetLine(
                budget=budget, position=place, side="expense", code=code, block="服务活动", name=code
            )
            line.amount, line.account = Decimal(amount), "5101"
            line.save()
        budget.state = Budget.State.EFFECTIVE
        budget.save()
    return budget


def write_claim(office: Office, *amounts: str, by: str = "worker", **said: Any) -> Claim:
    """A claim with everything that makes it ready: transport with its trip list, confirmed by a colleague."""
    given = {
        "project": office.project, "unit": office.unit, "happened_on": DAY, "place": "社区广场", "reason": "走访乘车",
        "payee": "出租车公司", "payee_account": "6222000000000001", "witness": office.person("colleague"),
    }  # fmt: skip
    kind, item = said.pop("kind", ExpenseKind.TRANSPORT), said.pop("item", "E1")
    line = {name: said.pop(name) for name in ("invoice_code", "invoice_number", "seller") if name in said}
    now = said.pop("now", NOON)
    papers, confirmed = said.pop("papers", ("trip list",)), said.pop("confirmed", True)
    claimant = office.actor(by)
    claim = claims.begin(Claim(**given | said), by=claimant, now=now)
    for amount in amounts or ("100",):
        claims.add_line(claim, by=claimant, now=now, item=item, kind=kind, amount=Decimal(amount), **line)
    for paper in papers:
        attachments.attach(
            claim, "p.txt", f"{paper} {claim.pk}".encode(), by=claimant, purpose=paper, now=now
        )
    claim = fresh(claim)
    if confirmed and claim.witness_id:
        claims.witness(claim, by=office.actor("colleague"), now=now)
    return fresh(claim)


def hand_in(office: Office, claim: Claim, by: str = "worker", now: datetime = NOON) -> Claim:
    """Handed in by whoever claims."""
    claims.submit(claim, by=office.actor(by), now=now)
    return fresh(claim)


def sign(record: Any, who: Actor, agreed: bool = True, reason: str = "", now: datetime = NOON) -> None:
    """The open step of a record, decided by somebody."""
    approvals.decide(open_step(record), agreed=agreed, by=who, reason=reason, now=now)


def open_step(record: Any) -> Step:
    """The step whose turn it is."""
    with door.opened("test"):
        return Step.everything.select_related("request").get(
            state="open", request__record_id=record.public_id
        )


def signed(
    office: Office, *amounts: str, parts: tuple[str, ...] = ("head", "director", "finance"), **said: Any
) -> Claim:
    """An approved claim."""
    claim = hand_in(office, write_claim(office, *amounts, **said), now=said.get("now", NOON))
    for part in parts:
        sign(claim, office.actor(part), now=said.get("now", NOON))
    return fresh(claim)


def paid(office: Office, *amounts: str, **said: Any) -> Any:
    """A paid claim's payment."""
    return payments.pay_once(signed(office, *amounts, **said), by=office.cashier, now=NOON)


def fresh(record: Any) -> Any:
    """As it stands in the database."""
    with door.opened("test"):
        return type(record).everything.get(pk=record.pk)


def new_office(amount: str = "400", **more: str) -> Office:
    """An office of its own, for tests that have no fixtures."""
    agency = make_unit("A9", "机构")
    return make_office(make_unit("N9", "站", agency), amount, **more)


def later(days: int) -> datetime:
    return NOON + timedelta(days=days)
