"""Volunteers from joining to thanks, their hours from sign-ins, their insurance on a day, and families they fit."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from banyan.domains.services import public
from banyan.domains.services.deeds import volunteers as deeds
from banyan.domains.services.models import Activity, FamilyNeed, Volunteer, VolunteerCover, VolunteerHonour
from banyan.domains.services.queries import volunteers as asked
from banyan.domains.services.rules import volunteers_sheet
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.makers import make_grant
from tests.makers import make_user as make_sign_in
from tests.services.community.conftest import RIGHTS
from tests.services.makers import HELD_ON, OPERATOR, TODAY, at, make_activity, make_sheet, make_user
from tests.services.sheets import area_names, from_file

NOW = at(9, on=TODAY)


def joined(project, worker, name="志甲", trained=date(2025, 5, 1), **fields):
    given = {
        "agreed_on": date(2025, 4, 1),
        "registered_on": date(2025, 4, 1),
        "skills": "理发、摄影",
    } | fields
    made = deeds.take_on(Volunteer(unit=project.unit, name=name, **given), by=worker, now=NOW)
    return deeds.induct(made, by=worker, now=NOW, on=trained) if trained else made


def served(project, volunteer, on=HELD_ON, state=Activity.State.ACCEPTED, hours=(time(8), time(11, 30))):
    activity = make_activity(project.unit, project=project, held_on=on, state=state)
    make_sheet(activity, on).entries.create(
        position=1, name="见名册", role="volunteer", reason="volunteer", volunteer_number=volunteer.number,
        arrived_at=hours[0], left_at=hours[1],
    )  # fmt: skip
    return activity


def insured(volunteer, worker, first=date(2025, 1, 1), last=date(2025, 12, 31), policy="P-1"):
    cover = VolunteerCover(volunteer=volunteer, policy=policy, starts_on=first, ends_on=last)
    return deeds.insure(cover, by=worker, now=NOW)


@pytest.mark.clause("R7.3.4")
def test_hours_come_from_accepted_activities_only_and_give_stars_once(project, worker):
    volunteer = joined(project, worker, hours_before=Decimal("93"))
    served(project, volunteer)
    served(project, volunteer, HELD_ON - timedelta(days=1), state=Activity.State.HELD)
    served(project, volunteer, HELD_ON - timedelta(days=2), hours=(time(8), None))
    assert asked.approved_hours(volunteer) == Decimal("96.50")
    with pytest.raises(Refused):
        deeds.award_stars(volunteer, by=worker, now=NOW)
    served(project, volunteer, HELD_ON - timedelta(days=3))
    assert deeds.award_stars(volunteer, by=worker, now=NOW).stars == 1
    assert VolunteerHonour.everything.get().hours == Decimal("100.00")
    with pytest.raises(Refused):
        deeds.award_stars(volunteer, by=worker, now=NOW)


@pytest.mark.clause("R7.3.3")
def test_the_number_insured_on_a_day_counts_each_person_once_and_nobody_who_has_left(project, worker):
    one, other, gone = (joined(project, worker, f"志{place}") for place in range(3))
    insured(one, worker)
    insured(one, worker, date(2025, 6, 1), date(2026, 5, 31), "P-2")
    insured(gone, worker)
    with pytest.raises(Refused):
        insured(other, worker, date(2025, 6, 1), date(2025, 5, 31))

    def on(day):
        found = public.volunteers_insured_on(project.unit, day)
        return found.registered, found.insured

    assert on(date(2025, 12, 31)) == (3, 2)
    deeds.leave(gone, by=worker, now=NOW, on=date(2025, 11, 30), reason="迁居")
    assert (
        on(date(2025, 11, 29)) == (3, 2)
        and on(date(2025, 12, 31)) == (2, 1)
        and on(date(2026, 1, 1)) == (2, 1)
    )
    assert on(date(2025, 3, 31)) == (0, 0)


@pytest.mark.clause("R7.2.1", "R7.3.3")
def test_the_controls_flip_for_service_before_induction_and_outside_insurance(project, worker):
    volunteer = joined(project, worker, trained=HELD_ON)
    insured(volunteer, worker, date(2025, 1, 1), HELD_ON)
    served(project, volunteer)
    assert (verdict("R7.2.1", project), verdict("R7.3.3", project)) == ("met", "met")
    served(project, volunteer, HELD_ON + timedelta(days=1))
    assert (verdict("R7.2.1", project), verdict("R7.3.3", project)) == ("met", "attention")
    Volunteer.everything.update(trained_on=HELD_ON + timedelta(days=1))
    assert verdict("R7.2.1", project) == "breached"
    Volunteer.everything.update(trained_on=HELD_ON, number="V9999")
    assert faults("R7.2.1", project) == [volunteer.number] * 2, "a number of nobody on the register"


@pytest.mark.clause("R7.1.4", "R7.4.3")
def test_minors_and_leavers_are_judged_by_their_papers(project, worker):
    young = joined(project, worker, born_on=date(2009, 1, 1), guardian_agreed_on=date(2025, 4, 1))
    assert verdict("R7.1.4", project) == "met"
    Volunteer.everything.update(guardian_agreed_on=None)
    assert faults("R7.1.4", project) == [young.number]
    assert verdict("R7.4.3", project) == "not_applicable"
    left = deeds.leave(Volunteer.everything.get(), by=worker, now=NOW, on=date(2025, 12, 1), reason="升学")
    assert faults("R7.4.3", project) == [young.number]
    deeds.thank(left, by=worker, now=NOW, on=date(2025, 12, 2))
    assert verdict("R7.4.3", project) == "met"


@pytest.mark.clause("W6.5")
def test_a_family_gets_somebody_with_the_skill_and_the_control_flips(client, project, worker, north, area):
    able = joined(project, worker, community=area.name)
    other, untrained = (
        joined(project, worker, "志乙", skills="法律"),
        joined(project, worker, "志丙", trained=None),
    )
    user = make_user(project.unit, community=area.name)
    need = deeds.ask(
        FamilyNeed(
            unit=project.unit, user=user, project=project, housing="rented", family="migrant", skill="理发",
            wanted="上门理发", asked_on=date(2025, 11, 20),
        ), by=worker, now=NOW,
    )  # fmt: skip
    board = asked.needs_board(worker, TODAY)
    ((_key, (row,)),) = board["groups"]
    assert [volunteer for volunteer, _able in row.fitting] == [able, untrained] and row.late == 11
    assert faults("W6.5", project) == [need.number]
    for wrong in (other, untrained):
        with pytest.raises(Refused):
            deeds.match(need, by=worker, now=NOW, volunteer=wrong)
    somebody = make_sign_in(north, "matching-worker")
    make_grant(somebody, north, *RIGHTS)
    client.force_login(somebody)
    page = client.get("/services/needs/").content.decode()
    assert able.number in page and other.number not in page
    wrong = client.post("/services/needs/", {"need": need.public_id, "volunteer": other.public_id})
    assert wrong.status_code == 409
    assert (
        client.post("/services/needs/", {"need": need.public_id, "volunteer": able.public_id}).status_code
        == 302
    )
    need.refresh_from_db()
    assert (need.state, need.volunteer) == ("matched", able)
    FamilyNeed.everything.update(matched_on=date(2025, 12, 1))
    assert verdict("W6.5", project) == "met"
    deeds.finish(need, by=worker, now=NOW, outcome="理了两次")
    Volunteer.everything.filter(pk=able.pk).update(skills="法律")
    assert faults("W6.5", project) == [need.number]


def test_the_sample_register_comes_in_and_a_second_time_changes_nothing(north, samples):
    def bring():
        rows = from_file(
            volunteers_sheet.SHEET, samples / "volunteers.csv", areas=area_names(samples), adult_from=18
        ).rows
        taking = deeds.TakingInVolunteers(unit=north, by=OPERATOR, now=NOW)
        taking.chunk(rows)
        return taking.finish()

    first, again = bring(), bring()
    assert (first.accepted, first.changed, again.changed) == (40, [], [])
    found = public.volunteers_insured_on(north, TODAY)
    assert (found.registered, found.insured) == (38, 37)
    day = date(2025, 9, 1)
    assert public.volunteers_on([north.pk], [day]) == {(north.pk, day): (40, 38)}
    assert Volunteer.everything.get(number="V0037").state == "left"
    assert asked.approved_hours(Volunteer.everything.get(number="V0005")) == Decimal("97.00")


@pytest.mark.clause("R7.1.2", "R7.1.3", "R7.3.4")
def test_how_volunteers_were_won_told_and_commended_flips_the_controls(project, worker):
    assert {verdict(clause, project) for clause in ("R7.1.2", "R7.1.3", "R7.3.4")} == {"not_applicable"}
    new = joined(project, worker, trained=None, registered_on=date(2025, 11, 3), channel="朋友介绍")
    assert [verdict(each, project) for each in ("R7.1.2", "R7.1.3", "R7.3.4")] == [
        "attention",
        "met",
        "attention",
    ]
    joined(project, worker, "志乙", channel="公众号")
    assert verdict("R7.1.2", project) == "met"
    Volunteer.everything.filter(pk=new.pk).update(agreed_on=date(2025, 11, 4))
    assert faults("R7.1.3", project) == [new.number]
    deeds.commend(VolunteerHonour(volunteer=new, given_on=TODAY, reason="守时"), by=worker, now=NOW)
    assert verdict("R7.3.4", project) == "met"
