import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.services.deeds import signing
from banyan.domains.services.models import Attendance, SignInSheet
from banyan.domains.services.queries.signin import look_for
from banyan.foundation.refusal import Refused
from tests.services.makers import HELD_ON, NOW, OPERATOR, at, make_activity, make_sheet, make_user

WORKER = ("services.*",)


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


@pytest.fixture
def sheet(north):
    return make_sheet(make_activity(north))


@pytest.fixture
def worker(north, actor_with):
    return actor_with(north, *WORKER)


def fresh(record):
    return type(record).everything.get(pk=record.pk)


def entry(position=1):
    return Attendance.everything.get(position=position)


def test_somebody_of_the_register_signs_in_with_what_the_paper_asks_and_no_more(north, sheet, worker):
    user = make_user(
        north, phone="00010000142", community="东村", sex="female", id_number="000000196005010021"
    )
    signing.sign_in(sheet, by=worker, now=at(9, 5), user=user)
    line = entry()
    assert (line.name, line.user, line.phone_tail, line.community) == ("甲乙", user, "0142", "东村")
    assert (line.arrived_at, line.first_time) == (at(9, 5).time(), True)
    assert (fresh(sheet).person_times, fresh(sheet).persons) == (1, 1)


def test_the_same_person_is_told_that_they_signed_in_already(north, sheet, worker):
    user = make_user(north)
    signing.sign_in(sheet, by=worker, now=at(9), user=user)
    with pytest.raises(Refused) as refusal:
        signing.sign_in(sheet, by=worker, now=at(9, 30), user=user)
    assert refusal.value.code == "duplicate_sign_in"
    assert Attendance.everything.count() == 1


def test_a_walk_in_counts_as_a_person_and_a_nameless_one_as_a_person_time(sheet, worker):
    signing.sign_in(sheet, by=worker, now=at(9), name="丙丁", method="typed")
    signing.sign_in_nameless(sheet, by=worker, now=at(9), sex="female")
    assert (fresh(sheet).person_times, fresh(sheet).persons) == (2, 1)


def test_a_resident_without_a_name_is_asked_for_one(sheet, worker):
    with pytest.raises(Refused):
        signing.sign_in(sheet, by=worker, now=at(9), name="  ")


def test_volunteers_sign_in_and_are_not_counted(sheet, worker):
    signing.sign_in(
        sheet, by=worker, now=at(9), name="戊己", role="volunteer", facts={"volunteer_number": "V1"}
    )
    assert (entry().reason, entry().volunteer_number) == ("volunteer", "V1")
    assert fresh(sheet).person_times == 0


def test_signing_out_writes_the_time_once(sheet, worker):
    signing.sign_in(sheet, by=worker, now=at(9), name="丙丁")
    signing.sign_out(sheet, by=worker, now=at(11), line=entry().public_id)
    assert entry().left_at == at(11).time()
    with pytest.raises(Refused):
        signing.sign_out(sheet, by=worker, now=at(12), line=entry().public_id)


def test_a_late_entry_invents_no_time(sheet, worker):
    signing.sign_in(sheet, by=worker, now=NOW, name="丙丁")
    assert entry().arrived_at is None


def test_a_doubtful_line_counts_nowhere_until_it_is_clarified(north, sheet, worker):
    first, second = (make_user(north, phone="00010000142") for _ in range(2))
    for user in (first, second):
        signing.sign_in(sheet, by=worker, now=at(9), user=user)
    assert (fresh(sheet).person_times, fresh(sheet).to_clarify) == (1, 1)
    doubtful = entry(2)
    assert doubtful.same_as == entry(1)
    signing.clarify(sheet, by=worker, now=NOW, line=doubtful.public_id, decision="own_person")
    assert (fresh(sheet).person_times, fresh(sheet).persons, fresh(sheet).to_clarify) == (2, 2, 0)
    signing.clarify(
        sheet, by=worker, now=NOW, line=doubtful.public_id, decision="same_person", same_as=entry(1).public_id
    )
    assert (fresh(sheet).person_times, entry(2).reason) == (1, "duplicate_sign_in")


def test_a_name_is_matched_with_the_register_and_the_match_taken_back(north, sheet, worker):
    user = make_user(north, "丙丁")
    signing.sign_in(sheet, by=worker, now=at(9), name="丙丁")
    signing.match(sheet, by=worker, now=NOW, line=entry().public_id, user=user)
    assert (entry().user, entry().user_number) == (user, user.number)
    signing.match(sheet, by=worker, now=NOW, line=entry().public_id)
    assert (entry().user, entry().user_number) == (None, "")


def test_a_match_with_a_person_of_another_station_is_refused(south, sheet, worker):
    signing.sign_in(sheet, by=worker, now=at(9), name="丙丁")
    with pytest.raises(PermissionDenied):
        signing.match(sheet, by=worker, now=NOW, line=entry().public_id, user=make_user(south, "丙丁"))


def test_a_correction_says_why_and_stands_in_the_trail_without_a_name(sheet, worker):
    signing.sign_in(sheet, by=worker, now=at(9), name="丙丁")
    with pytest.raises(Refused):
        signing.correct(sheet, by=worker, now=NOW, line=entry().public_id, reason="", name="丙戊")
    signing.correct(sheet, by=worker, now=NOW, line=entry().public_id, reason="写错", name="丙戊")
    event = Event.objects.filter(verb="services.attendance.correct").get()
    assert event.reason == "写错"
    assert "丙" not in event.changes
    assert entry().name == "丙戊"


def test_nobody_signs_in_on_a_closed_sheet(sheet, worker):
    signing.close(sheet, by=worker, now=at(11, 30))
    with pytest.raises(Refused):
        signing.sign_in(fresh(sheet), by=worker, now=at(12), name="丙丁")


def test_a_sheet_is_opened_for_an_approved_activity_only(north, worker):
    draft = make_activity(north, state="draft", plan_approved_at=None)
    with pytest.raises(Refused):
        signing.sheet_for(draft, HELD_ON, worker, NOW)
    assert not SignInSheet.everything.exists()


def test_a_resident_s_own_phone_finds_the_registration_where_it_is_certain(north, south, sheet):
    mine = make_user(north, phone="00010000142")
    make_user(south, phone="00010000142")
    signing.sign_in_by_code(sheet, by=OPERATOR, now=at(9), name="甲乙", phone_tail="0142")
    assert (entry().user, entry().method) == (mine, "qr")


def test_two_registrations_that_fit_leave_the_line_to_the_match_list(north, sheet):
    for _ in range(2):
        make_user(north, phone="00010000142")
    signing.sign_in_by_code(sheet, by=OPERATOR, now=at(9), name="甲乙", phone_tail="0142")
    assert entry().user is None


def test_people_are_found_by_name_initials_number_and_phone_end(north, south, sheet, worker):
    user = make_user(north, "欧阳远", phone="00010000142", number="R7")
    make_user(south, "欧阳远", phone="00010000142")
    for words in ("阳远", "oyy", "R7", "0142"):
        assert look_for(words, sheet.activity, worker) == [user], words
    assert look_for("0143", sheet.activity, worker) == []


def test_a_worker_of_another_station_signs_nobody_in(south, sheet, actor_with):
    stranger = actor_with(south, *WORKER)
    with pytest.raises(PermissionDenied):
        signing.sign_in(sheet, by=stranger, now=at(9), name="丙丁")
    assert not SignInSheet.objects.visible_to(stranger).exists()
    assert not Attendance.objects.visible_to(stranger).exists()
