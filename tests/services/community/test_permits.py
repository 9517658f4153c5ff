"""A large activity lets nobody in before its permit is there; its safety plan prints."""

from datetime import date

import pytest

from banyan.core.registers.declaration import register_for
from banyan.core.registers.detail import Detail
from banyan.core.todo import waiting_for
from banyan.domains.services.deeds import permits, signing
from banyan.domains.services.models import Activity, ActivityPermit, SignInSheet
from banyan.domains.services.queries.activity_forms import safety_form
from banyan.domains.services.queries.safety import safety_panel
from banyan.foundation.refusal import Refused
from tests.controls import faults
from tests.services.makers import HELD_ON, at, make_activity, make_sheet


def asked(activity, worker):
    permit = ActivityPermit(activity=activity, authority="区公安分局", applied_on=date(2025, 9, 20))
    return permits.apply_for(permit, by=worker, now=at(9, on=date(2025, 9, 20)))


def granted(permit, worker, allowed=1200):
    return permits.grant(
        permit, by=worker, now=at(9, on=date(2025, 10, 8)), number="公许〔2025〕8 号", granted_on=date(2025, 10, 8),
        allowed=allowed,
    )  # fmt: skip


@pytest.mark.clause("R1.3.1")
def test_the_sheet_of_a_large_activity_opens_with_its_permit_only(project, worker):
    activity = make_activity(project.unit, project=project, expected=1200, safety_notice="已报街道")
    with pytest.raises(Refused) as refusal:
        signing.open_sheet(SignInSheet(activity=activity, held_on=HELD_ON), by=worker, now=at(8))
    assert "1000" in str(refusal.value.problems[""]) or "1200" in str(refusal.value.problems[""])
    permit = asked(activity, worker)
    for allowed in (0, -1):
        with pytest.raises(Refused):
            granted(permit, worker, allowed)
    granted(permit, worker, allowed=1200)
    assert signing.open_sheet(SignInSheet(activity=activity, held_on=HELD_ON), by=worker, now=at(8)).opened_at
    small = make_activity(project.unit, project=project, expected=999, safety_notice="已报街道")
    assert signing.open_sheet(SignInSheet(activity=small, held_on=HELD_ON), by=worker, now=at(8)).opened_at


@pytest.mark.clause("R1.3.1")
def test_the_control_flips_without_the_permit_and_with_fewer_people_allowed(project, worker):
    activity = make_activity(project.unit, project=project, expected=1200, safety_notice="已报街道")
    make_sheet(activity)
    assert activity.number in faults("R1.3.1", project)
    permit = granted(asked(activity, worker), worker, allowed=1100)
    assert activity.number in faults("R1.3.1", project)
    ActivityPermit.everything.filter(pk=permit.pk).update(allowed=1200)
    assert activity.number not in faults("R1.3.1", project)
    silent = make_activity(project.unit, project=project, expected=201)
    assert silent.number in faults("R1.3.1", project)


def test_a_coming_large_activity_asks_for_its_permit_and_the_plan_prints(project, worker):
    coming = make_activity(
        project.unit, project=project, expected=1500, held_on=date(2025, 11, 20), state=Activity.State.DRAFT
    )

    def waits(today=date(2025, 10, 20)):
        return [each for each in waiting_for(worker, today) if each.kind == "permit"]

    (todo,) = waits()
    assert (todo.number, todo.due) == (coming.number, date(2025, 10, 31))
    asked(coming, worker)
    assert waits()[0].due == date(2025, 11, 20)
    assert safety_form(coming, worker).blocks
    permits.refuse(
        ActivityPermit.everything.get(), by=worker, now=at(9, on=date(2025, 10, 10)), reason="场地不符"
    )
    assert waits()[0].due == date(2025, 10, 31)


def test_the_safety_plan_is_told_by_its_panel_and_not_again_among_the_fields(project, worker):
    activity = make_activity(
        project.unit, project=project, weather="雷雨改期", safety="两人值守", goals="相识"
    )
    page = Detail(register_for(Activity), activity, worker)
    assert "雷雨改期" not in page.list_of_fields and "两人值守" not in page.list_of_fields
    assert "相识" in page.list_of_fields
    told = safety_panel(activity, worker)
    assert "雷雨改期" in [text for _label, text in told["parts"]]
