"""Festivals, lectures, public results, visitors and mediation; and a survey that somebody else attests."""

from datetime import date
from decimal import Decimal

import pytest

from banyan.core import attachments
from banyan.domains.projects.models import LedgerLine
from banyan.domains.services.deeds import activities, surveys
from banyan.domains.services.deeds import public_life as deeds
from banyan.domains.services.models import (
    Activity,
    Case,
    Lecture,
    Mediation,
    Reception,
    Showing,
    SurveyReport,
)
from banyan.foundation.refusal import Refused
from tests.controls import TODAY, faults, outcome, verdict
from tests.makers import make_actor, make_grant
from tests.makers import make_user as make_sign_in
from tests.projects.makers import make_indicator
from tests.services.cases.makers import Station
from tests.services.community.conftest import RIGHTS
from tests.services.makers import HELD_ON, at, make_activity

LATER = at(9, on=TODAY)
TEXT = "姓名,答案\n甲,是\n".encode()


def visitor(project, worker, matter="marriage", on=date(2025, 11, 20)):
    made = Reception(
        unit=project.unit,
        project=project,
        came_on=on,
        matter=matter,
        asked="想离婚",
        advice="先谈孩子",
        law="民法典",
    )
    return deeds.receive(made, by=worker, now=LATER)


@pytest.mark.clause("W5.1")
def test_something_held_around_a_festival_meets_the_clause_and_a_day_too_far_is_refused(
    client, project, worker, north
):
    assert {each.on for each in outcome("W5.1", project).faults} == {date(2025, 10, 6), date(2025, 10, 29)}
    held = make_activity(project.unit, project=project, held_on=date(2025, 10, 2), state=Activity.State.DRAFT)
    with pytest.raises(Refused):
        activities.edit(held, by=worker, now=LATER, festival="double_ninth")
    activities.edit(held, by=worker, now=LATER, festival="mid_autumn")
    make_activity(project.unit, project=project, held_on=date(2025, 10, 29), festival="double_ninth")
    assert verdict("W5.1", project) == "met"
    Activity.everything.filter(pk=held.pk).update(state=Activity.State.CANCELLED)
    assert [each.on for each in outcome("W5.1", project).faults] == [date(2025, 10, 6)]
    somebody = make_sign_in(north, "festive-worker")
    make_grant(somebody, north, *RIGHTS)
    client.force_login(somebody)
    page = client.get("/services/festivals/")
    assert page.status_code == 200 and "festival=spring&amp;held_on=" in page.content.decode()


@pytest.mark.clause("W5.2", "W4.3")
def test_lectures_cover_three_fields_and_results_have_their_proof(project, worker):
    held = make_activity(project.unit, project=project, held_on=HELD_ON, state=Activity.State.ACCEPTED)
    assert verdict("W5.2", project) == "not_applicable" == verdict("W4.3", project)
    for field in ("law", "health"):
        given = Lecture(activity=held, field=field, lecturer="讲师", comes_from="司法所", topic=field)
        deeds.lecture(given, by=worker, now=LATER)
    assert verdict("W5.2", project) == "attention"
    Lecture.everything.create(activity=held, field="family", lecturer="讲师", comes_from="学校", topic="亲子")
    assert verdict("W5.2", project) == "met"
    Activity.everything.update(state=Activity.State.CANCELLED)
    assert verdict("W5.2", project) == "not_applicable"
    shown = Showing(
        unit=project.unit,
        project=project,
        brand="榕荫下",
        kind="performance",
        title="汇演",
        shown_on=HELD_ON,
        where="广场",
    )
    shown = deeds.show(shown, by=worker, now=LATER)
    assert faults("W4.3", project) == [shown.number]
    attachments.attach(shown, "报道.csv", TEXT, by=worker)
    assert verdict("W4.3", project) == "met"


@pytest.mark.clause("W5.4")
def test_a_matter_is_mediated_settled_or_goes_on_as_a_case_and_violence_only_as_a_case(
    project, worker, north
):
    visit = visitor(project, worker)
    assert faults("W5.4", project) == [visit.number]
    held = {
        "reception": visit,
        "held_on": date(2025, 12, 1),
        "mediators": "社工、人民调解员",
        "parties": "双方",
        "course": "各自说明",
    }
    with pytest.raises(Refused):
        deeds.mediate(Mediation(**held, outcome="agreed"), by=worker, now=LATER)
    deeds.mediate(Mediation(**held, outcome="agreed", agreed="周末共同照看"), by=worker, now=LATER)
    deeds.settle(visit, by=worker, now=LATER, on=date(2025, 12, 2), outcome="和好")
    assert verdict("W5.4", project) == "met"
    hurt = visitor(project, worker, "violence")
    with pytest.raises(Refused):
        deeds.mediate(Mediation(**(held | {"reception": hurt}), outcome="failed"), by=worker, now=LATER)
    with pytest.raises(Refused):
        deeds.settle(hurt, by=worker, now=LATER, on=TODAY, outcome="走了")
    assert outcome("W5.4", project).result == "breached"
    station = Station(north)
    case = station.case(project=project)
    Reception.everything.filter(pk=hurt.pk).update(case=case)
    assert verdict("W5.4", project) == "met"
    colleague = make_actor(
        north, *(right for right in RIGHTS if "reception" not in right), "services.reception.view"
    )
    assert not Reception.objects.visible_to(colleague).exists(), (
        "what is told here is read by who received them"
    )
    assert Reception.objects.visible_to(worker).count() == 2
    Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    assert set(Reception.objects.visible_to(worker)) == {visit}, "a guarded case guards what led to it"


def test_a_survey_counts_once_somebody_else_attested_its_files(project, worker, north):
    make_indicator(
        project,
        "K27",
        service_type="调研",
        name="需求调研报告",
        counted_in="份",
        wording="有效问卷≥383",
        target=Decimal(1),
    )
    given = {
        "title": "年度需求调研", "asked_about": "居民的需要", "method": "随机入户", "starts_on": date(2025, 10, 1), "conclusion": "照顾",
        "finished_on": date(2025, 11, 28), "handed_out": 420, "returned": 400, "valid": 391,
    }  # fmt: skip

    def states():
        return list(LedgerLine.everything.values_list("state", "reason_code"))

    made = surveys.report(SurveyReport(unit=project.unit, project=project, **given), by=worker, now=LATER)
    assert [state for state, _why in states()] == ["pending"]
    with pytest.raises(Refused):
        surveys.hand_in(made, by=worker, now=LATER)
    for name in ("报告.csv", "答卷.csv"):
        attachments.attach(made, name, TEXT + name.encode(), by=worker)
    made = surveys.hand_in(made, by=worker, now=LATER)
    with pytest.raises(Refused):
        surveys.attest(made, by=worker, now=LATER)
    assert [state for state, _why in states()] == ["pending"]
    other = make_actor(north, *RIGHTS)
    made = surveys.attest(made, by=other, now=LATER)
    assert [state for state, _why in states()] == ["counted"]
    made = surveys.send_back(made, by=other, now=LATER, reason="漏了十份")
    surveys.edit(made, by=worker, now=LATER, valid=382)
    assert states() == [("not_counted", "too_few_answers")]
