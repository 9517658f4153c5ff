"""Frozen months never change; what comes late is booked in the open month."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.domains.projects import public
from banyan.domains.projects.deeds.indicators import set_rule
from banyan.domains.projects.deeds.months import freeze, freeze_due
from banyan.domains.projects.models import LedgerEntry, MonthFreeze, Project
from banyan.foundation.refusal import Refused
from tests.projects.makers import (
    NOW,
    SYSTEM,
    booked,
    evidence,
    figures,
    make_indicator,
    make_persons_indicator,
    make_project,
)


@pytest.fixture
def project(north):
    made = make_project(north)
    make_indicator(made)
    make_persons_indicator(made)
    return made


def frozen(project, through=date(2025, 10, 1)):
    return freeze(project, by=SYSTEM, now=NOW, through=through)


def test_a_late_approval_is_an_adjustment_in_the_open_month(project):
    waiting = evidence(project, approved=False)
    public.offer(waiting)
    frozen(project)
    public.offer(replace(waiting, approved=True))
    assert booked(project, "A1") == [
        ("2025-10", "pending", 1, False),
        ("2025-11", "counted", 1, True),
        ("2025-11", "pending", -1, True),
    ]
    assert figures(project)["A1"] == (1, 0, 0)
    assert figures(project, until=date(2025, 10, 31))["A1"] == (0, 1, 0)
    assert public.disagreements() == []


def test_an_activity_entered_late_appears_in_the_open_month(project):
    frozen(project)
    public.offer(evidence(project))
    assert booked(project, "A1") == [("2025-11", "counted", 1, True)]
    assert figures(project, until=date(2025, 10, 31))["A1"] == (0, 0, 0)


def test_a_withdrawn_activity_is_taken_back_in_the_open_month_and_its_lines_stay(project):
    activity = evidence(project)
    public.offer(activity)
    frozen(project)
    public.withdraw(project.public_id, activity.source_model, activity.source_public_id)
    assert booked(project, "A1") == [("2025-10", "counted", 1, False), ("2025-11", "counted", -1, True)]
    assert figures(project)["A1"] == (0, 0, 0)
    assert public.disagreements() == []


def test_an_open_month_is_written_anew_without_adjustments(project):
    activity = evidence(project, happened_on=date(2025, 11, 5))
    public.offer(activity)
    frozen(project)
    public.offer(replace(activity, approved=False))
    assert booked(project, "A1") == [("2025-11", "pending", 1, False)]


def test_a_person_who_counts_elsewhere_after_all_moves_only_open_months(project):
    first = evidence(project, persons=("a",), person_times=15)
    public.offer(first)
    frozen(project)
    public.offer(evidence(project, persons=("a",), person_times=15, happened_on=date(2025, 11, 2)))
    assert booked(project, "P1") == [("2025-10", "counted", 1, False)]
    public.withdraw(project.public_id, first.source_model, first.source_public_id)
    assert figures(project)["P1"] == (1, 0, 0)
    assert figures(project, until=date(2025, 10, 31))["P1"] == (1, 0, 0)


def test_a_changed_rule_touches_the_open_month_only(project):
    public.offer(evidence(project))
    frozen(project)
    with door.opened("test"):
        indicator = project.indicators.get(number="A1")
    set_rule(
        indicator, by=SYSTEM, now=NOW, wording="签到≥30人", valid_from=date(2025, 4, 1), reason="补充协议"
    )
    assert figures(project)["A1"] == (0, 0, 1)
    assert figures(project, until=date(2025, 10, 31))["A1"][0] == 1
    assert public.disagreements() == []


def test_freezing_takes_all_earlier_months_along_and_keeps_their_figures(project):
    public.offer(evidence(project))
    frozen(project)
    with door.opened("test"):
        months = list(MonthFreeze.everything.order_by("month"))
    assert [f"{each.month:%m}" for each in months] == ["04", "05", "06", "07", "08", "09", "10"]
    assert months[-1].figures == {"A1": {"counted": "1"}, "P1": {"counted": "20"}}
    assert months[0].figures == {}


def test_a_frozen_month_that_was_tampered_with_is_found(project):
    public.offer(evidence(project))
    frozen(project)
    with door.opened("test"):
        LedgerEntry.everything.filter(indicator__number="A1").update(amount=2)
    assert "2025-10" in " ".join(map(str, public.disagreements()))


def test_a_month_that_runs_or_is_frozen_cannot_be_frozen(project):
    with pytest.raises(Refused):
        frozen(project, date(2025, 12, 1))
    frozen(project)
    with pytest.raises(Refused):
        frozen(project)


def test_months_close_by_themselves_once_their_hour_has_come(project):
    at = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
    assert freeze_due(at.replace(hour=9, minute=59), SYSTEM) == []
    assert freeze_due(at, SYSTEM) == [project.number]
    with door.opened("test"):
        assert Project.everything.get().frozen_through == date(2025, 12, 1)
    assert freeze_due(at, SYSTEM) == []


def test_freezing_asks_for_the_right(project, actor_with, north, south):
    with pytest.raises(PermissionDenied):
        freeze(project, by=actor_with(north, "projects.*.view"), now=NOW, through=date(2025, 10, 1))
    with pytest.raises(PermissionDenied):
        freeze(project, by=actor_with(south, "projects.*"), now=NOW, through=date(2025, 10, 1))
    freeze(project, by=actor_with(north, "projects.project.freeze"), now=NOW, through=date(2025, 10, 1))
