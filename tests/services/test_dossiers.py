"""The files of activities and cases for completeness, the table that changes what is usual, and the ledger's reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from banyan.core import attachments, door
from banyan.core.attachments.models import Attachment
from banyan.domains.projects.models import Evidence
from banyan.domains.services.deeds import dossiers as deeds
from banyan.domains.services.deeds.activities import give_feedback
from banyan.domains.services.deeds.counting import hand_in
from banyan.domains.services.models import Activity, Attendance, Case, DocumentRequirement, Feedback, Summary
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.dossier_todo import missing_papers
from tests.core.attachments.test_intake import picture as a_picture
from tests.makers import make_actor
from tests.projects.makers import make_indicator, make_project
from tests.services.cases.makers import BEGAN, Station, on
from tests.services.hours_makers import employed, signed_in
from tests.services.makers import HELD_ON, NOW, make_activity, make_sheet

LATER = date(2025, 12, 31)


def standings(record, today=LATER):
    return {line.requirement.document: str(line.standing) for line in dossiers.lines_of(record, today)}


def held(unit, **fields):
    """An activity with a closed sheet of one line."""
    activity = make_activity(unit, state=Activity.State.HELD, **fields)
    sheet = make_sheet(activity, closed_at=NOW.replace(month=10, day=19), lines=1)
    with door.opened("test"):
        Attendance.everything.create(sheet=sheet, position=1, name="甲", role="resident", image_consent=None)
    return activity


def summed_up(activity):
    with door.opened("test"):
        Summary.everything.create(
            activity=activity, process="x", results="x", experience="x", submitted_at=NOW, accepted_at=NOW
        )


def photographed(activity):
    with door.opened("test"):
        return Attachment.everything.create(
            unit=activity.unit, model="services.activity", record_id=activity.public_id, name="a.png",
            stored_as=f"x{activity.pk}", content_type="image/png", size=3, sha256="0" * 64, added_at=NOW,
        )  # fmt: skip


def test_the_file_of_an_activity_fills_paper_by_paper(north):
    activity = held(north)
    assert standings(activity) == {
        "plan": "complete", "signin": "complete", "summary": "missing", "feedback": "missing", "photos": "missing",
    }  # fmt: skip
    assert standings(activity, HELD_ON + timedelta(days=7))["summary"] == "due"
    with door.opened("test"):
        Summary.everything.create(
            activity=activity, process="x", results="x", experience="x", submitted_at=NOW
        )
    assert standings(activity, HELD_ON + timedelta(days=7))["summary"] == "begun"
    with door.opened("test"):
        Summary.everything.update(accepted_at=NOW)
    assert standings(activity)["summary"] == "late", "held in October, written at the end of December"
    with door.opened("test"):
        Summary.everything.update(submitted_at=datetime(2025, 10, 20, tzinfo=UTC))
    assert standings(activity)["summary"] == "complete"


def test_photos_are_complete_where_somebody_agreed_to_pictures(north):
    activity = held(north)
    photographed(activity)
    assert standings(activity, HELD_ON)["photos"] == "begun"
    with door.opened("test"):
        Attendance.everything.update(image_consent=True)
    assert standings(activity, HELD_ON)["photos"] == "late"


def test_an_activity_called_off_needs_nothing(north):
    activity = make_activity(north, state=Activity.State.CANCELLED, plan_approved_at=None)
    assert set(standings(activity).values()) <= {"later", "begun"}


def test_the_file_of_a_case_follows_its_milestones(north):
    station = Station(north)
    case = station.case()
    assert standings(case, BEGAN)["assessment"] == "later"
    station.paper(case, "intake", 1, decision="accept")
    case = Case.objects.visible_to(station.worker).get(pk=case.pk)
    found = standings(case, on(2))
    assert (found["inquiry"], found["intake"], found["assessment"], found["closure"]) == (
        "complete", "complete", "due", "later",
    )  # fmt: skip
    assert standings(case, on(60))["assessment"] == "missing"


def asked(unit, **fields):
    director = make_actor(unit, "services.documentrequirement.*")
    wanted = {
        "document": "activity.feedback", "since": "activity.held", "amount": 3, "basis": "合同附件四",
        "valid_from": date(2025, 1, 1), "counts": True,
    } | fields  # fmt: skip
    return deeds.ask_for(DocumentRequirement(unit=unit, **wanted), by=director, now=NOW), director


def test_what_a_purchaser_asks_before_it_counts_stands_in_the_ledger_until_it_is_there(north):
    project = make_project(north)
    make_indicator(project, "K04")
    activity = held(north, project=project, responsible=None)
    summed_up(activity)
    with door.opened("test"):
        Activity.everything.filter(pk=activity.pk).update(state=Activity.State.ACCEPTED)
        activity.refresh_from_db()
        assert dossiers.lacking(activity, LATER) == []
    asked(north, project=make_project(north))
    with door.opened("test"):
        assert dossiers.lacking(activity, LATER) == [], "another purchaser's wish"
    asked(north, project=project)
    with door.opened("test"):
        assert dossiers.lacking(activity, LATER) == ["dossier_incomplete"]
        hand_in(activity)

    def missing():
        with door.opened("test"):
            return Evidence.everything.get(source_public_id=activity.public_id, kind="activity").facts[
                "missing"
            ]

    assert "dossier_incomplete" in missing()
    give_feedback(
        Feedback(activity=activity, score=5), by=make_actor(north, "services.feedback.add"), now=NOW
    )
    assert missing() == []


def test_a_picture_that_was_wanting_is_offered_to_the_ledger_at_once_and_taken_back_with_it(north):
    project = make_project(north)
    make_indicator(project, "K04")
    activity = held(north, project=project, responsible=None)
    summed_up(activity)
    with door.opened("test"):
        Activity.everything.filter(pk=activity.pk).update(state=Activity.State.ACCEPTED)
        activity.refresh_from_db()
        Attendance.everything.filter(sheet__activity=activity).update(image_consent=True)
    asked(north, project=project, document="activity.photos")
    by = make_actor(north, "services.activity.view", "attachments.attachment.*")
    with door.opened("test"):
        hand_in(activity)

    def missing():
        with door.opened("test"):
            return Evidence.everything.get(source_public_id=activity.public_id, kind="activity").facts[
                "missing"
            ]

    assert "dossier_incomplete" in missing()
    picture = attachments.attach(activity, "合影.png", a_picture("PNG"), by=by, now=NOW)
    assert missing() == []
    attachments.remove(picture, by=by, now=NOW, reason="未经同意")
    assert "dossier_incomplete" in missing()


def test_a_line_of_the_table_ends_and_what_was_judged_by_it_stays(north):
    row, director = asked(north, needed=False, counts=False)
    activity = held(north)
    assert "feedback" not in standings(activity)
    deeds.end(row, by=director, now=NOW, last_day=date(2025, 9, 30))
    assert "feedback" in standings(activity)


@pytest.mark.parametrize("many", [1, 6])
def test_many_files_are_judged_in_the_same_statements(north, many, django_assert_max_num_queries):
    activities = [held(north) for _each in range(many)]
    photographed(activities[0])
    with django_assert_max_num_queries(8):
        found = dossiers.lines_of_all(Activity, activities, LATER)
    assert len(found) == many


def test_the_page_shows_both_days_and_the_late_entry(north, client):
    activity = held(north)
    summed_up(activity)
    signed_in(client, employed(north, "样甲", "services.*"))
    shown = client.get(
        reverse("services.activity.panel", args=[activity.public_id, "dossier"])
    ).content.decode()
    assert "2025-10-18" in shown and "2025-12-31" in shown and "补录" in shown


def test_the_desk_names_what_is_missing_from_one_s_own_files_and_nobody_else_s(north):
    ana, bo = employed(north, "样甲", "services.*"), employed(north, "样乙", "services.*")
    activity = held(north, responsible=ana.person)
    summed_up(activity)
    (item,) = missing_papers(ana, HELD_ON + timedelta(days=20))
    assert (item.number, item.due) == (activity.number, HELD_ON + timedelta(days=7))
    assert list(missing_papers(bo, HELD_ON + timedelta(days=20))) == []
    assert list(missing_papers(ana, HELD_ON + timedelta(days=5))) == []
