"""A case file from the inquiry to the last follow-up, through the deeds that lead it."""

from argparse import Namespace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext

from banyan.core.audit.trail import history
from banyan.domains.services.deeds.cases import contacts, files, goals, papers, team
from banyan.domains.services.models import Case, CaseContact, CaseDocument, CasePresence, CaseWorker
from banyan.domains.services.queries.case_forms import paper_form
from banyan.domains.services.queries.cases.facts import disagreements
from banyan.foundation.refusal import Refused
from banyan.site.cli import DONE, REFUSED
from banyan.site.commands.proving import recount
from tests.services.cases.makers import LEVELS, answered, at, fresh, on


@pytest.mark.clause("R2.2.12")
def test_a_case_goes_through_its_stages_by_its_papers_alone(station):
    case = station.case()
    assert (case.number[:8], case.state) == ("GA-2025-", "inquiry")
    reached = []
    for kind, days in (("intake", 1), ("assessment", 4)):
        station.paper(case, kind, days)
        reached.append(fresh(case).state)
    station.goal(case)
    for kind, days in (("plan", 5), ("agreement", 6)):
        station.paper(case, kind, days)
        reached.append(fresh(case).state)
    station.contact(case, 7)
    reached.append(fresh(case).state)
    for kind, days in (("review", 15), ("evaluation", 20), ("closure", 21), ("follow_up", 52)):
        station.paper(case, kind, days)
        reached.append(fresh(case).state)
    assert reached == [
        "intake", "assessment", "plan", "agreement", "intervention", "review", "evaluation", "closed", "follow_up",
    ]  # fmt: skip
    assert (fresh(case).opened_on, fresh(case).closed_on) == (on(1), on(21))
    assert list(disagreements()) == []


def test_recount_names_a_case_whose_stage_was_written_by_hand(station):
    case = station.case()
    Case.everything.filter(pk=case.pk).update(state="closed")
    assert case.number in str(next(disagreements()))


def test_banyan_recount_refuses_a_case_whose_stage_is_not_what_its_file_proves(station):
    case = station.led(station.case(), "plan")
    assert recount(Namespace(mend=False)) == (DONE, {"differences": [], "ledger": [], "mended": False})
    Case.everything.filter(pk=case.pk).update(state="evaluation")
    code, answer = recount(Namespace(mend=False))
    assert code == REFUSED and [case.number in line for line in answer["ledger"]] == [True]


@pytest.mark.clause("R2.2.12")
def test_assessment_plan_and_closure_are_signed_by_somebody_else(station):
    case = station.led(station.case(), "intake")
    paper = CaseDocument(case=case, kind="assessment", happened_on=on(4))
    waiting = papers.write(paper, by=station.worker, answers=answered("assessment"), now=at(on(4)))
    assert waiting.state == "waiting" and fresh(case).state == "intake"
    assert station.sign(station.worker, on(4)) == 0
    assert station.sign(station.head, on(4)) == 1
    assert fresh(case).state == "assessment"


def test_what_comes_back_with_a_reason_is_mended_and_submitted_again(station):
    from banyan.core.approvals import deeds as approvals
    from banyan.core.approvals.queries import inbox

    case = station.case()
    paper = CaseDocument(case=case, kind="intake", happened_on=on(1))
    papers.write(paper, by=station.worker, answers=answered("intake"), now=at(on(1)))
    approvals.decide(
        inbox(station.head, on(1))[0], agreed=False, by=station.head, reason="缺家庭情况", now=at(on(1))
    )
    back = fresh(paper)
    assert back.state == "draft"
    mended = answered("intake") | {"basic": "三口之家"}
    papers.edit(back, by=station.worker, now=at(on(1)), answers=mended, happened_on=on(1))
    papers.finish(fresh(back), by=station.worker, now=at(on(1)))
    station.sign(station.head, on(2))
    assert fresh(case).state == "intake" and fresh(paper).answers["basic"] == "三口之家"


def test_a_correction_is_a_version_and_the_former_words_stay(station):
    case = station.led(station.case(), "intervention")
    former = station.paper(case, "review", 15)
    changed = former.answers | {"progress": "更正：到校三天"}
    new = papers.correct(former, by=station.worker, reason="日期误录", answers=changed, now=at(on(16)))
    assert (new.edition, new.number, fresh(former).state) == (2, f"{case.number}-RV2", "replaced")
    assert fresh(former).answers["progress"] == "据实填写" and new.change_reason == "日期误录"
    with pytest.raises(Refused):
        papers.correct(
            new, by=station.worker, reason="", answers=changed | {"progress": "又改"}, now=at(on(16))
        )


def test_a_signed_plan_holds_until_the_corrected_one_is_signed(station):
    case = station.led(station.case(), "plan")
    plan = CaseDocument.everything.get(case=case, kind="plan")
    new = papers.correct(
        plan,
        by=station.worker,
        reason="增设目标",
        answers=plan.answers | {"steps": "改为每周两次"},
        now=at(on(6)),
    )
    assert (fresh(plan).state, fresh(new).state) == ("approved", "waiting")
    station.sign(station.head, on(6))
    assert (fresh(plan).state, fresh(new).state) == ("replaced", "approved")


def test_a_second_plan_is_refused_and_the_way_out_is_a_correction(station):
    case = station.led(station.case(), "plan")
    with pytest.raises(Refused) as refused:
        station.paper(case, "plan", 6)
    assert "correct" in str(refused.value.way_out)


def test_contacts_are_numbered_kept_apart_in_three_voices_and_corrected_by_versions(station):
    case = station.led(station.case(), "agreement")
    first, second = station.contact(case, 7), station.contact(case, 8)
    assert (first.number, second.number) == (f"{case.number}-01", f"{case.number}-02")
    new = contacts.correct_contact(
        first, by=station.worker, reason="时间误录", changes={"happened": "母女与外婆均在家"}, now=at(on(9))
    )
    assert (new.number, new.edition, new.said, fresh(first).state) == (
        first.number,
        2,
        "我没喊她",
        "replaced",
    )
    assert fresh(first).happened == "母女均在家"


def test_a_contact_is_corrected_after_the_end_of_its_case_and_no_new_one_is_written(station):
    case = station.led(station.case(), "closed")
    former = CaseContact.everything.get(case=case)
    told = {"by": station.worker, "reason": "原话误录", "now": at(on(30))}
    new = contacts.correct_contact(former, changes={"said": "我自己起的床"}, **told)
    assert (new.edition, new.change_reason, fresh(former).state) == (2, "原话误录", "replaced")
    assert (fresh(former).said, fresh(case).state, fresh(case).closed_on) == ("我没喊她", "closed", on(21))
    with pytest.raises(Refused):
        contacts.correct_contact(new, changes={"held_on": on(22)}, **told)
    with pytest.raises(Refused):
        contacts.correct_contact(new, changes={"said": "又改"}, **(told | {"reason": ""}))
    with pytest.raises(Refused):
        station.contact(case, 25)


def test_words_of_a_contact_are_sealed_and_the_trail_holds_commitments(station):
    from django.db import connection

    case = station.led(station.case(), "agreement")
    contact = station.contact(case, 7, happened="冰箱有三天的菜")
    with connection.cursor() as cursor:
        cursor.execute("SELECT happened, said FROM services_casecontact WHERE id = %s", [contact.pk])
        assert "冰箱" not in "".join(cursor.fetchone())
        cursor.execute("SELECT changes FROM audit_event WHERE model = 'services.casecontact'")
        assert "冰箱" not in str(cursor.fetchall())
    assert history(contact)[0]["changes"]["happened"] == [None, "冰箱有三天的菜"]


@pytest.mark.parametrize(
    "wrong", [{"happened": " "}, {"judgement": ""}, {"held_on": on(99)}, {"held_on": on(-1)}]
)
def test_a_contact_that_says_too_little_or_lies_outside_is_refused(station, wrong):
    case = station.led(station.case(), "agreement")
    fields = {"case": case, "held_on": on(7), "began_at": at(on(7)).time(), "ended_at": at(on(7), 11).time()}
    contact = CaseContact(**({**fields, "happened": "a", "judgement": "b"} | wrong))
    with pytest.raises(Refused):
        contacts.write_contact(contact, by=station.worker, now=at(on(8)))


@pytest.mark.clause("P1.7")
def test_hours_of_a_case_are_split_by_the_parts_of_its_team(station):
    case = station.led(station.case(), "agreement")
    place = CaseWorker(case=case, person=station.colleague.person, role="law", since=on(6))
    with pytest.raises(Refused):
        station.contact(case, 7, companions=[station.colleague.person])
    team.join(place, by=station.worker, now=at(on(6)))
    station.contact(case, 7, companions=[station.colleague.person])
    split = CasePresence.everything.filter(case=case).values_list("role", "minutes")
    assert sorted(split) == [("law", 60), ("social_work", 60)]


@pytest.mark.clause("P1.7")
def test_a_transfer_takes_three_signatures_and_leaves_no_day_without_a_key_worker(station):
    case = station.led(station.case(), "intervention")
    successor = station.colleague.person
    paper = CaseDocument(case=case, kind="transfer", happened_on=on(10), successor=successor)
    papers.write(paper, by=station.worker, answers=answered("transfer"), now=at(on(10)))
    assert fresh(case).key_worker == station.worker.person
    assert station.sign(station.head, on(10)) == 0
    assert (station.sign(station.colleague, on(10)), station.sign(station.head, on(11))) == (1, 1)
    assert fresh(case).key_worker == successor
    on_paper = repr(paper_form(fresh(paper)).blocks)
    assert [gettext(word) in on_paper for word in ("Handed over by", "Taken over by")] == [True] * 2
    keys = list(CaseWorker.everything.filter(case=case, is_key=True).order_by("since"))
    assert [key.person_id for key in keys] == [station.worker.person_id, successor.pk]
    assert keys[0].until + timedelta(days=1) == keys[1].since and keys[1].until is None


def test_a_key_worker_does_not_simply_leave_and_a_colleague_may(station):
    case = station.case()
    place = CaseWorker(case=case, person=station.colleague.person, role="psychology", since=on(0))
    joined = team.join(place, by=station.worker, now=at(on(0)))
    with pytest.raises(Refused):
        team.leave(CaseWorker.everything.get(case=case, is_key=True), by=station.worker, now=at(on(1)))
    assert team.leave(joined, by=station.worker, now=at(on(1))).until == on(1)


def test_a_closed_case_is_reopened_under_a_new_number_with_a_link(station):
    from banyan.domains.services.queries.cases.desk import follow_ups

    case = station.led(station.case(), "closed")
    assert [each.number for each in follow_ups(station.worker, on(60))] == [case.number]
    files.reopen(case, by=station.worker, now=at(on(60)), reason="再次求助")
    assert not list(follow_ups(station.worker, on(60))), "what was reopened goes on in its new file"
    again = Case.everything.get(reopens=case)
    assert again.number > case.number and (again.state, fresh(case).state) == ("inquiry", "closed")
    assert CaseDocument.everything.filter(case=again, kind="inquiry").count() == 0
    with pytest.raises(Refused):
        files.reopen(fresh(case), by=station.worker, now=at(on(61)), reason="再次求助")


def test_levels_are_changed_before_intervention_and_replaced_by_a_new_goal_after(station):
    case = station.led(station.case(), "plan")
    goal = case.casegoals.get()
    told = {"text": "到校", "measure": "考勤", "levels": LEVELS, "weight": 2, "baseline": -2}
    goals.edit_goal(goal, by=station.worker, now=at(on(5)), **told)
    station.paper(case, "agreement", 6)
    station.contact(case, 7)
    with pytest.raises(Refused):
        goals.edit_goal(fresh(goal), by=station.worker, now=at(on(8)), **(told | {"text": "别的"}))
    from banyan.domains.services.models import CaseGoal

    new = goals.replace_goal(
        fresh(goal), CaseGoal(text="按时到校", measure="考勤"), LEVELS, by=station.worker, now=at(on(8))
    )
    assert (new.position, new.replaces_id, fresh(goal).state) == (2, goal.pk, "replaced")


def test_the_last_score_of_a_goal_stands_and_an_earlier_one_written_later_does_not(station):
    case = station.led(station.case(), "agreement")
    goal = case.casegoals.get()
    station.contact(case, 10, scores={goal: 1})
    station.contact(case, 8, scores={goal: -1})
    assert fresh(goal).score == 1 and goal.scores.count() == 2


def test_somebody_who_does_not_read_a_file_writes_nothing_into_it(station):
    case = station.led(station.case(), "agreement")
    with pytest.raises(PermissionDenied):
        station.contact(case, 7, by=station.colleague)
    with pytest.raises(PermissionDenied):
        station.paper(case, "review", 7, by=station.colleague)


@pytest.mark.clause("R3.2.3")
def test_midway_somebody_of_the_agency_asks_the_client_who_did_not_serve_them(station):
    case = station.led(station.case(), "intervention")
    station.contact(case, 8, companions=())
    for asker in (station.worker.person.public_id, "部门主管电话询问", station.department.public_id):
        with pytest.raises(Refused) as refused:
            station.paper(case, "review", 15, asked_by=str(asker))
        assert set(refused.value.problems) == {"asked_by"}
    assert not CaseDocument.everything.filter(case=case, kind="review").exists()
    assert station.paper(case, "review", 15).state == "filed"


def test_nobody_supervises_their_own_record(station):
    case = station.led(station.case(), "agreement")
    contact = station.contact(case, 7)
    noted = contacts.note_contact(contact, by=station.head, now=at(on(8)), note="注意女儿意愿")
    assert (noted.supervisor_note, noted.noted_by) == ("注意女儿意愿", station.head.person)
    own = station.contact(case, 9, by=station.head)
    with pytest.raises(Refused):
        contacts.note_contact(own, by=station.head, now=at(on(9)), note="好")


def test_the_desk_names_papers_contacts_and_follow_ups_by_number(station):
    from banyan.domains.services.queries.cases.desk import case_work, follow_ups, opinions_wanted

    case = station.case()
    assert [(each.number, str(each.deed), each.due) for each in case_work(station.worker, on(1))] == [
        (case.number, "Write the intake form", on(4))
    ]
    assert list(case_work(station.colleague, on(1))) == []
    case = station.led(case, "intervention")
    assert [str(each.deed) for each in case_work(station.worker, on(8))] == ["Write the review"]
    late = {str(each.deed): each.due for each in case_work(station.worker, on(30))}
    assert late["Write a contact record"] == on(22)
    leads = {each.url for each in case_work(station.worker, on(30))}
    assert leads >= {reverse("services.case.contact", args=[case.public_id])}, (
        "from the desk to the form at once"
    )
    station.paper(case, "evaluation", 30)
    asked = {str(each.title): each.due for each in case_work(station.worker, on(30))}
    assert asked["Nobody has asked the client yet"] is None, "the worker hears of it, too"
    wanted = [(each.number, str(each.title)) for each in opinions_wanted(station.head, on(30))]
    assert wanted == [(case.number, "1 clients to be asked how satisfied they are")]
    assert not [*opinions_wanted(station.worker, on(30)), *opinions_wanted(station.director, on(30))]
    Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    assert not list(opinions_wanted(station.head, on(30))), "a file that the head is not named in"
    Case.everything.filter(pk=case.pk).update(confidentiality="L2")
    station.paper(case, "opinion", 30, by=station.head)
    assert "Nobody has asked the client yet" not in {
        str(each.title) for each in case_work(station.worker, on(30))
    }
    assert not list(opinions_wanted(station.head, on(30)))
    station.paper(case, "closure", 31)
    assert list(follow_ups(station.worker, on(50))) == []
    assert [each.due for each in follow_ups(station.worker, on(60))] == [on(61)]


def test_hours_come_from_the_contacts_of_each_worker(station):
    from banyan.domains.services.queries.hours import spent

    case = station.led(station.case(), "agreement")
    station.contact(case, 7, kind="visit", travel_minutes=20)
    (each,) = spent([station.worker.person_id], on(0), on(40))
    assert (each.minutes, each.travel, each.number, str(each.category)) == (60, 20, case.number, "interview")
    assert spent([station.head.person_id], on(0), on(40)) == []
