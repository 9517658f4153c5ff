"""What posts and people prove: a good period is met, one record changed flips it, an unrelated one changes nothing."""

from datetime import date

import pytest

from banyan.core import door
from banyan.core.identity.models import Post
from banyan.domains.staff.models import Area, Employee, Population, Responsibility, ResponsibilityField
from tests.controls import faults, outcome, verdict
from tests.makers import make_appointment, make_post, make_unit
from tests.projects.makers import make_project
from tests.staff.controls.makers import employed

END = date(2025, 12, 31)


@pytest.fixture
def project(north):
    return make_project(north)


def change(record, **fields):
    with door.opened("test"):
        type(record).everything.filter(pk=record.pk).update(**fields)


def field_of(unit, name="长者", **given):
    with door.opened("test"):
        return ResponsibilityField.everything.create(unit=unit, name=name, number=f"RF-{name}", **given)


def leads(unit, field, starts_on=date(2025, 4, 1), **given):
    with door.opened("test"):
        return Responsibility.everything.create(unit=unit, field=field, starts_on=starts_on, **given)


@pytest.mark.clause("R1.3.2")
def test_social_workers_are_certified_or_work_under_somebody_who_is(project, south):
    assert verdict("R1.3.2", project) == "breached"
    worker = employed(project.unit, certified_until=date(2026, 6, 30))
    assert verdict("R1.3.2", project) == "met"
    employed(south)
    assert verdict("R1.3.2", project) == "met"
    change(worker.qualifications.model.everything.get(employee=worker), valid_until=date(2025, 12, 30))
    assert (verdict("R1.3.2", project), faults("R1.3.2", project)) == ("attention", [worker.number])
    chief = employed(project.unit, certified_until=date(2026, 6, 30))
    change(worker, superior=chief)
    assert verdict("R1.3.2", project) == "met"
    abroad = employed(south, certified_until=date(2026, 6, 30))
    change(worker, superior=abroad)
    assert verdict("R1.3.2", project) == "met", "a supervisor of headquarters or another centre"
    change(abroad, left_on=date(2025, 11, 30))
    assert verdict("R1.3.2", project) == "attention"


@pytest.mark.clause("P1.1")
def test_every_post_has_a_line_of_command_to_the_head(project, agency, south):
    assert verdict("P1.1", project) == "breached"
    head = make_post(agency, "总干事")
    worker = make_post(project.unit, "社工", superior=head)
    make_post(south, "社工")
    assert verdict("P1.1", project) == "met"
    change(worker, superior=None)
    assert (verdict("P1.1", project), faults("P1.1", project)) == ("breached", [worker.code])
    change(worker, relation=Post.Relation.ADVISES)
    assert verdict("P1.1", project) == "met"


@pytest.mark.clause("P1.1")
def test_a_signature_asked_of_an_adviser_is_a_breach(project, agency):
    from datetime import UTC, datetime

    from banyan.core.approvals.models import Request, Step
    from tests.makers import make_person

    adviser = make_post(agency, "顾问", relation=Post.Relation.ADVISES)
    make_post(project.unit, "社工", superior=make_post(agency, "总干事"))
    with door.opened("test"):
        asked = Request.everything.create(
            unit=project.unit, kind="plan", model="services.activity", record_id=project.public_id, number="X-1",
            bound_version=1, asked_by=make_person(project.unit), asked_at=datetime(2025, 11, 3, tzinfo=UTC),
        )  # fmt: skip
        step = Step.everything.create(request=asked, unit=project.unit, position=1, how="post", post=adviser)
    assert faults("P1.1", project) == ["X-1"]
    change(step, post=None)
    assert verdict("P1.1", project) == "met"


@pytest.mark.clause("P1.2")
def test_a_place_vacant_for_too_long_wants_attention(project, agency):
    post = make_post(project.unit, "社工", opened_on=date(2025, 4, 1))
    assert (verdict("P1.2", project), faults("P1.2", project)) == ("attention", [post.code])
    assert outcome("P1.2", project).faults[0].sentence.params["days"] == 275
    assert verdict("P1.2", project, "2025-Q2", date(2025, 6, 20)) == "met"
    make_appointment(employed(project.unit).person, post)
    assert verdict("P1.2", project) == "met"
    make_post(agency, "总部空岗", opened_on=date(2025, 1, 1))
    assert verdict("P1.2", project) == "met"


@pytest.mark.clause("P1.3")
def test_a_local_need_is_somebodys_task(project, south):
    assert verdict("P1.3", project) == "breached"
    need = field_of(project.unit, "外来工子女", kind="need")
    assert (verdict("P1.3", project), faults("P1.3", project)) == ("attention", [need.number])
    field_of(south, "别处", kind="need")
    leads(project.unit, need)
    assert verdict("P1.3", project) == "met"


@pytest.mark.clause("P1.3")
def test_centres_that_are_all_alike_want_attention(project, south):
    from banyan.core.controls.declaring import declared
    from banyan.core.controls.evaluating import evaluate
    from banyan.core.controls.scopes import running
    from banyan.foundation.periods import quarter

    twin = make_project(south)
    for unit in (project.unit, south):
        leads(unit, field_of(unit, "长者"))
    with door.opened("test"):
        both = running([project.public_id, twin.public_id])
    said = evaluate(both, quarter("2025-Q4"), END, declared("P1.3"))
    assert said[project.public_id, "P1.3"].result == "attention"
    assert verdict("P1.3", project) == "attention", "sisters are compared although nobody asked for them"
    leads(project.unit, field_of(project.unit, "妇女"))
    said = evaluate(both, quarter("2025-Q4"), END, declared("P1.3"))
    assert said[project.public_id, "P1.3"].result == "met"


@pytest.mark.clause("P1.4")
def test_void_is_a_breach_and_overlap_wants_attention(project, south):
    assert verdict("P1.4", project) == "breached"
    department = make_unit("N1-1", "家庭部", project.unit, kind="department")
    field = field_of(project.unit, "妇女")
    field_of(south, "别处无人管")
    assert faults("P1.4", project) == [field.number]
    leads(project.unit, field)
    assert verdict("P1.4", project) == "met"
    second = leads(department, field)
    assert verdict("P1.4", project) == "attention"
    change(second, ends_on=date(2025, 11, 30))
    assert verdict("P1.4", project) == "met"


@pytest.mark.clause("P1.5")
def test_a_reassignment_has_a_reason(project):
    department = make_unit("N1-1", "家庭部", project.unit, kind="department")
    field = field_of(project.unit, "妇女")
    leads(project.unit, field)
    assert verdict("P1.5", project) == "not_applicable"
    again = leads(department, field, starts_on=date(2025, 11, 1))
    assert verdict("P1.5", project) == "attention"
    change(again, reason="协商后调整")
    assert verdict("P1.5", project) == "met"
    assert verdict("P1.5", project, "2025-Q3", date(2025, 9, 30)) == "not_applicable"


@pytest.mark.clause("P1.6")
def test_who_misses_what_the_post_asks_wants_attention(project, south):
    post = make_post(project.unit, "主任", requirement="一线服务≥3年")
    worker = employed(project.unit, frontline_years=4)
    assert verdict("P1.6", project) == "not_applicable"
    make_appointment(worker.person, post)
    assert verdict("P1.6", project) == "met"
    make_appointment(
        employed(south, frontline_years=0).person, make_post(south, "主任", requirement="一线服务≥3年")
    )
    assert verdict("P1.6", project) == "met"
    change(worker, frontline_years=2)
    assert (verdict("P1.6", project), faults("P1.6", project)) == ("attention", [worker.number])


@pytest.mark.clause("P2.1")
def test_the_ratio_names_both_its_sides(project, south):
    employed(project.unit)
    assert verdict("P2.1", project) == "breached"
    with door.opened("test"):
        area = Area.everything.create(unit=project.unit, number="A-1", name="甲街", kind="street")
        count = Population.everything.create(
            area=area, kind="resident", people=5650, counted_on=date(2024, 12, 31)
        )
        far = Area.everything.create(unit=south, number="A-2", name="乙街", kind="street")
        Population.everything.create(area=far, kind="resident", people=9, counted_on=date(2020, 1, 1))
    assert verdict("P2.1", project) == "met"
    assert outcome("P2.1", project).evidence[0].sentence.params["residents"] == "5,650"
    change(count, counted_on=date(2023, 1, 1))
    assert verdict("P2.1", project) == "attention"


@pytest.mark.clause("P2.4")
def test_leavers_are_counted_and_their_reasons_kept(project, south, actor_with):
    from datetime import UTC, datetime

    from banyan.domains.staff import deeds

    stay = [employed(project.unit) for _each in range(9)]
    assert verdict("P2.4", project) == "met"
    clerk = actor_with(project.unit, "staff.*", "identity.*")
    deeds.leave(
        Employee.everything.get(pk=stay[0].pk), by=clerk, now=datetime(2025, 11, 3, tzinfo=UTC),
        left_on=date(2025, 11, 5), reason="搬家",
    )  # fmt: skip
    assert verdict("P2.4", project) == "met"
    employed(south, left_on=date(2025, 11, 5), state="left")
    assert verdict("P2.4", project) == "met"
    employed(project.unit, left_on=date(2025, 11, 6), state="left")
    found = outcome("P2.4", project)
    assert [str(fault.sentence) for fault in found.faults] == ["left, and nobody wrote down why"]
    employed(project.unit, left_on=date(2025, 2, 6), state="left")
    assert verdict("P2.4", project, "2026-Q1", date(2026, 3, 20)) == "met"
    for _each in range(2):
        employed(project.unit, left_on=date(2025, 8, 6), state="left")
    assert any("within twelve months" in str(fault.sentence) for fault in outcome("P2.4", project).faults)
