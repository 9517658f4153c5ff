"""Projects, contracts, indicators and evidence for tests: say only what matters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid4

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.domains.projects import public
from banyan.domains.projects.deeds.contracts import make_contract as enter_contract
from banyan.domains.projects.deeds.contracts import make_project as take_on
from banyan.domains.projects.deeds.indicators import make_indicator as add_indicator
from banyan.domains.projects.models import Contract, Indicator, LedgerEntry, LedgerLine, Project

NOW = datetime(2025, 12, 31, 1, 0, tzinfo=UTC)
START, END = date(2025, 4, 1), date(2026, 3, 31)
SYSTEM = system_actor("test")
_next = count(1)


def make_project(unit, **fields) -> Project:
    """A running project with a contract from April to March."""
    contract, entered_at = fields.pop("contract", {}), fields.pop("now", NOW)
    wanted = {
        "number": f"P-{next(_next)}",
        "name": "示范项目",
        "type": "综合服务",
        "purchaser": "街道办事处",
    } | fields
    project = take_on(Project(unit=unit, **wanted), by=SYSTEM, now=entered_at)
    days = {
        "number": f"C-{next(_next)}",
        "starts_on": START,
        "ends_on": END,
        "amount": Decimal("2000000"),
    } | contract
    agreed = Contract(project=project, unit=unit, **{k: v for k, v in days.items() if k != "percentages"})
    agreed.percentages = contract.get("percentages", "55/40/5")
    enter_contract(agreed, by=SYSTEM, now=NOW)
    return project


def make_indicator(project: Project, number: str = "A1", **fields) -> Indicator:
    """An indicator of activities with at least 15 people, unless said otherwise."""
    wanted = {
        "field": "长者", "department": "长者部", "service_type": "活动", "name": "社区活动", "counted_in": "场",
        "wording": "签到≥15人", "target": Decimal(36), "weight": Decimal(3), "starts_on": START, "ends_on": END,
    } | fields  # fmt: skip
    made = Indicator(project=project, unit=project.unit, number=number, **wanted)
    return add_indicator(made, by=SYSTEM, now=NOW)


def make_persons_indicator(project: Project, number: str = "P1", **fields) -> Indicator:
    """All distinct persons of the year."""
    return make_indicator(
        project,
        number,
        service_type="去重",
        name="服务覆盖人数",
        counted_in="人",
        wording="全年去重自然人",
        target=6000,
        **fields,
    )


def make_visits_indicator(project: Project, number: str = "V1", **fields) -> Indicator:
    """Visits, once a person and month."""
    return make_indicator(
        project,
        number,
        service_type="探访",
        name="定期探访",
        counted_in="人次",
        wording="每人每月至多计1次",
        target=1800,
        **fields,
    )


def evidence(project: Project, **fields) -> public.Evidence:
    """An activity of 20 people in October, complete and approved, wholly for A1."""
    wanted = {
        "source_model": "services.activity", "source_public_id": uuid4(), "source_number": f"N-{next(_next)}",
        "kind": public.Kind.ACTIVITY, "happened_on": date(2025, 10, 18), "shares": {"A1": 100},
        "persons": tuple(f"p{n}" for n in range(20)), "complete": True, "approved": True,
    } | fields  # fmt: skip
    wanted.setdefault("person_times", len(wanted["persons"]))
    return public.Evidence(project=project.public_id, **wanted)


def visit(project: Project, person: str, day: date, **fields) -> public.Evidence:
    """A visit to one person."""
    return evidence(
        project, kind=public.Kind.VISIT, happened_on=day, persons=(person,), shares={"V1": 100}, **fields
    )


def figures(project: Project, until: date | None = None) -> dict[str, tuple]:
    """Counted, pending and how many lines are not counted, by indicator."""
    answers = public.ledger(project.number, by=SYSTEM, on=date(2025, 12, 31), until=until)
    return {each["code"]: (each["counted"], each["pending"], len(each["not_counted"])) for each in answers}


def reasons(project: Project, code: str) -> list[str]:
    """Codes of the reasons why lines of an indicator do not count or wait."""
    with door.opened("test"):
        lines = LedgerLine.everything.filter(project=project, indicator__number=code).order_by(
            "happened_on", "pk"
        )
        return [line.reason.code for line in lines if line.reason]


def booked(project: Project, code: str) -> list[tuple[str, str, Decimal, bool]]:
    """Month, state, amount and whether an adjustment, of every booking of an indicator."""
    with door.opened("test"):
        rows = LedgerEntry.everything.filter(indicator__project=project, indicator__number=code).order_by(
            "month", "state"
        )
        return [(f"{row.month:%Y-%m}", row.state, row.amount, row.is_adjustment) for row in rows]


def same_source(first: public.Evidence) -> dict[str, UUID | str]:
    """What makes another piece of evidence the same record."""
    return {"source_public_id": first.source_public_id, "source_number": first.source_number}
