"""Keeping volunteers from end to end: rules, posts, courses, reviews, certificates that anybody checks, the year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from banyan.domains.projects.models import LedgerLine
from banyan.domains.services.deeds import volunteer_work as deeds
from banyan.domains.services.deeds import volunteers
from banyan.domains.services.models import (
    PostHolding,
    RulesAcceptance,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerHonour,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.foundation.refusal import Refused
from tests.controls import TODAY, faults, verdict
from tests.makers import make_actor, make_grant
from tests.makers import make_user as make_sign_in
from tests.projects.makers import make_indicator
from tests.services.community.conftest import RIGHTS
from tests.services.community.test_volunteers import NOW, joined, served
from tests.services.makers import HELD_ON, at

LATER = at(9, on=TODAY)


def course(project, worker, form="theory", on=date(2025, 11, 20), **fields):
    given = {"kind": "training", "minutes": 60, "led_by": "督导", "topic": "沟通", "form": form} | fields
    return deeds.hold(VolunteerCourse(unit=project.unit, held_on=on, **given), by=worker, now=LATER)


@pytest.mark.clause("R7.2.2", "R7.2.3")
def test_a_post_refuses_the_untrained_until_they_were_at_its_training(project, worker):
    volunteer = joined(project, worker)
    post = deeds.describe(
        VolunteerPost(unit=project.unit, title="陪诊", does="陪老人看病"), by=worker, now=LATER
    )
    with pytest.raises(Refused) as refused:
        deeds.fill(post, by=worker, now=LATER, volunteer=volunteer, on=date(2025, 12, 1))
    assert refused.value.clause == "R7.2.3" and refused.value.way_out
    held = course(project, worker, "practice", post=post)
    assert deeds.attend(held, by=worker, now=LATER, numbers=f"{volunteer.number}，").came == 1
    deeds.fill(post, by=worker, now=LATER, volunteer=volunteer, on=date(2025, 12, 1))
    assert verdict("R7.2.3", project) == "met" and verdict("R7.2.2", project) == "attention"
    course(project, worker, "theory")
    course(project, worker, "cases")
    assert verdict("R7.2.2", project) == "met"
    VolunteerCourse.everything.filter(pk=held.pk).update(held_on=date(2025, 12, 2))
    assert faults("R7.2.3", project) == [PostHolding.everything.get().label()]
    holding = deeds.give_up(PostHolding.everything.get(), by=worker, now=LATER, on=date(2025, 12, 3))
    assert holding.state == "left"


@pytest.mark.clause("R7.2.4", "R7.3.1", "R7.3.2")
def test_rules_exchanges_and_reviews_flip_their_controls(project, worker):
    assert [verdict(clause, project) for clause in ("R7.2.4", "R7.3.1", "R7.3.2")] == ["not_applicable"] * 3
    volunteer = joined(project, worker)
    assert [verdict(clause, project) for clause in ("R7.2.4", "R7.3.1")] == ["attention", "breached"]
    made = VolunteerRules(
        unit=project.unit,
        title="志愿者管理办法",
        since=date(2025, 5, 1),
        rights="一",
        conduct="二",
        appraisal="三",
    )
    made = deeds.enact(made, by=worker, now=LATER)
    assert faults("R7.3.1", project) == [volunteer.number]
    with pytest.raises(Refused):
        deeds.accept_rules(made, by=worker, now=LATER, on=date(2025, 12, 1), numbers="V9999")
    deeds.accept_rules(made, by=worker, now=LATER, on=date(2025, 12, 1), numbers=volunteer.number)
    assert verdict("R7.3.1", project) == "met"
    newer = VolunteerRules(
        unit=project.unit,
        title="志愿者管理办法二",
        since=date(2025, 12, 20),
        rights="一",
        conduct="二",
        appraisal="三",
    )
    deeds.enact(newer, by=worker, now=LATER)
    assert VolunteerRules.everything.get(pk=made.pk).state == "replaced"
    assert verdict("R7.3.1", project) == "not_applicable", "thirty days to accept the newer ones"
    with pytest.raises(Refused):
        course(project, worker, kind="exchange")
    course(project, worker, kind="exchange", said="互相介绍经验", on=date(2025, 9, 30))
    assert verdict("R7.2.4", project) == "met"
    VolunteerCourse.everything.update(held_on=date(2025, 9, 29))
    assert verdict("R7.2.4", project) == "attention"
    served(project, volunteer, on=TODAY - timedelta(days=366))
    assert faults("R7.3.2", project) == [volunteer.number]
    marks = {"attitude": 5, "ability": 4, "reliance": 5, "words": "守时"}
    done = deeds.review(
        VolunteerReview(volunteer=volunteer, held_on=date(2025, 12, 5), **marks), by=worker, now=LATER
    )
    assert done.reviewer == worker.person and verdict("R7.3.2", project) == "met"


@pytest.mark.clause("R7.4.2", "R7.4.3", "R7.4.1")
def test_a_certificate_says_the_approved_hours_and_checks_only_unchanged(client, project, worker, north):
    volunteer = joined(project, worker, hours_before=Decimal(10))
    served(project, volunteer)
    with pytest.raises(Refused):
        other = joined(project, worker, "志乙")
        deeds.issue(
            VolunteerCertificate(unit=project.unit, volunteer=other, until=HELD_ON), by=worker, now=LATER
        )
    volunteers.leave(volunteer, by=worker, now=NOW, on=date(2025, 12, 1), reason="升学")
    volunteer.refresh_from_db()
    made = VolunteerCertificate(
        unit=project.unit, volunteer=volunteer, until=date(2025, 12, 1), purpose="升学"
    )
    paper = deeds.issue(made, by=worker, now=LATER)
    assert (paper.hours, paper.times) == (Decimal("13.50"), 1), "who has left keeps the right to it"
    assert verdict("R7.4.2", project) == "met" and verdict("R7.4.1", project) == "attention"
    for kind in ("material", "advancement"):
        honour = VolunteerHonour(volunteer=volunteer, kind=kind, given_on=TODAY, reason="年度")
        volunteers.commend(honour, by=worker, now=LATER)
    assert verdict("R7.4.1", project) == "met"
    asked = {"number": paper.number.lower(), "code": paper.code}
    page = client.post("/certificate/", asked)
    assert (
        page.status_code == 200
        and "13.50" in page.content.decode()
        and volunteer.name not in page.content.decode()
    )
    assert client.post("/certificate/", {**asked, "code": "A" * 12}).status_code == 404
    somebody = make_sign_in(north, "certificate-worker")
    make_grant(somebody, north, *RIGHTS)
    client.force_login(somebody)
    printed = client.get(f"/services/volunteercertificate/{paper.public_id}/print/")
    assert printed["Content-Type"] == "application/pdf"
    VolunteerCertificate.everything.update(hours=Decimal("99.50"))
    assert client.post("/certificate/", asked).status_code == 404, "a changed figure no longer checks"
    assert faults("R7.4.2", project) == [paper.number]
    deeds.withdraw(VolunteerCertificate.everything.get(), by=worker, now=LATER, reason="写错")
    assert client.get(f"/services/volunteercertificate/{paper.public_id}/print/").status_code == 404


@pytest.mark.clause("R7.4.4")
def test_the_year_takes_its_figures_from_the_records_and_somebody_else_accepts_it(project, worker, north):
    volunteer = joined(project, worker)
    served(project, volunteer)
    span = {"starts_on": date(2025, 1, 1), "ends_on": TODAY}
    with pytest.raises(Refused):
        early = VolunteerYear(unit=project.unit, project=project, **span)
        deeds.begin_year(early, by=worker, now=LATER - timedelta(days=3))
    year = deeds.begin_year(VolunteerYear(unit=project.unit, project=project, **span), by=worker, now=LATER)
    assert (year.people, year.hours, year.joined, year.left) == (1, Decimal("3.50"), 1, 0)
    with pytest.raises(Refused):
        deeds.hand_in_year(year, by=worker, now=LATER)
    year = deeds.edit_year(year, by=worker, now=LATER, worked="一", lacked="二", lesson="三", next_steps="四")
    late = date(2026, 3, 31)
    assert verdict("R7.4.4", project, "2026-Q1", late) == "breached"
    year = deeds.hand_in_year(year, by=worker, now=LATER)
    assert verdict("R7.4.4", project, "2026-Q1", late) == "met"
    with pytest.raises(Refused):
        deeds.accept_year(year, by=worker, now=LATER)
    assert deeds.accept_year(year, by=make_actor(north, *RIGHTS), now=LATER).state == "accepted"
    VolunteerYear.everything.update(handed_on=date(2026, 3, 2))
    assert verdict("R7.4.4", project, "2026-Q1", late) == "attention"


@pytest.mark.clause("R7.3.1")
def test_the_room_writes_down_who_signed_with_one_press(client, project, worker, north):
    one, other = joined(project, worker), joined(project, worker, "志乙")
    served(project, one, on=timezone.localdate() - timedelta(days=3))
    made = VolunteerRules(
        unit=project.unit,
        title="志愿者管理办法",
        since=date(2025, 5, 1),
        rights="一",
        conduct="二",
        appraisal="三",
    )
    made = deeds.enact(made, by=worker, now=LATER)
    somebody = make_sign_in(north, "room-worker")
    make_grant(somebody, north, *RIGHTS)
    client.force_login(somebody)
    page = client.get("/services/volunteers/").content.decode()
    assert f'value="{one.number}"' in page and f'value="{other.number}"' in page
    assert (
        client.post("/services/volunteers/", {"rules": made.public_id, "on": "2025-12-01"}).status_code == 409
    )
    given = {"rules": made.public_id, "on": "2025-12-01", "numbers": [one.number]}
    assert client.post("/services/volunteers/", given).status_code == 302
    assert [each.volunteer for each in RulesAcceptance.everything.all()] == [one]
    page = client.get("/services/volunteers/").content.decode()
    assert f'value="{one.number}"' not in page and f'value="{other.number}"' in page


def test_a_new_volunteer_counts_once_for_the_contract_that_won_them(project, worker):
    make_indicator(
        project,
        "K23",
        service_type="志愿者",
        name="注册志愿者新增",
        counted_in="人",
        wording="去重",
        target=Decimal(200),
    )
    for national in ("N-1", "N-1", ""):
        joined(project, worker, national_number=national)
    assert {each.project for each in Volunteer.everything.all()} == {project}
    assert sorted(LedgerLine.everything.values_list("state", flat=True)) == ["counted", "counted", "repeated"]
    late = Volunteer.everything.get(national_number="")
    volunteers.edit(late, by=worker, now=NOW, registered_on=date(2024, 12, 1))
    assert LedgerLine.everything.filter(state="counted").count() == 1
