import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.services.deeds.residents import TakingIn
from banyan.domains.services.models import Consent, DuplicateProposal, Household, ServiceUser, ServiceUserTag
from banyan.domains.services.queries.residents import Gathering
from banyan.domains.services.rules import residents_sheet
from tests.services.makers import NOW, OPERATOR, TODAY
from tests.services.sheets import area_names, from_file, residents

PERSON = {
    "证件类型": "居民身份证",
    "证件号码": "000000196005010021",
    "手机": "00010000001",
    "重点人群标签": "低保|失能",
}


def take_in(checked, unit, by=OPERATOR):
    work = TakingIn(unit=unit, by=by, now=NOW)
    work.chunk(checked.accepted)
    return work.finish()


@pytest.fixture(autouse=True)
def open_door():
    with door.opened("test"):
        yield


def test_a_row_becomes_a_person_with_household_groups_and_consents(north):
    applied = take_in(residents({**PERSON, "影像同意": "是"}), north)
    user = ServiceUser.everything.get(unit=north)
    assert (applied.accepted, applied.changed) == (1, [])
    assert (user.number, user.name, user.sex, user.born_on) == ("R1", "甲乙", "female", date(1960, 5, 1))
    assert (user.household.number, user.relation, user.groups) == ("H1", "head", "低保、失能")
    assert set(user.tags.values_list("name", flat=True)) == {"低保", "失能"}
    kinds = set(Consent.everything.filter(user=user).values_list("kind", "text_version", "given_on"))
    assert kinds == {(kind, "2025-01", date(2025, 5, 1)) for kind in ("general", "sensitive", "image")}


def test_personal_numbers_are_sealed_in_the_database_and_found_by_their_hash(north):
    take_in(residents(PERSON), north)
    (row,) = ServiceUser.everything.values("id_number", "phone", "id_hash")
    assert "0000001960" not in str(row) and "00010000001" not in str(row)
    digest = ServiceUser._meta.get_field("id_hash").digest("000000196005010021")
    assert ServiceUser.everything.get(id_hash=digest).phone == "00010000001"


def test_the_trail_tells_of_every_person_and_shows_no_personal_word(north):
    take_in(residents(PERSON), north)
    event = Event.objects.get(model="services.serviceuser")
    assert (event.verb, event.label) == ("services.serviceuser.import", "R1")
    assert "甲乙" not in event.changes and "低保" not in event.changes
    assert "general 2025-01 2025-05-01" in json.loads(event.changes)["agreed_to"][1]


def test_the_same_file_again_changes_nothing(north):
    take_in(residents(PERSON), north)
    events = Event.objects.count()
    applied = take_in(residents(PERSON), north)
    assert (applied.accepted, applied.changed) == (1, [])
    assert Event.objects.count() == events
    assert ServiceUser.everything.get().version == 1


def test_a_changed_row_is_an_update_that_lists_its_fields(north):
    take_in(residents(PERSON), north)
    applied = take_in(
        residents({**PERSON, "手机": "00010000002", "重点人群标签": "低保", "影像同意": "是"}), north
    )
    (change,) = applied.changed
    assert (change["line"], change["key"], set(change["fields"])) == (
        2,
        "R1",
        {"phone", "groups", "consents"},
    )
    user = ServiceUser.everything.get()
    assert (user.phone, user.groups, user.version) == ("00010000002", "低保", 2)
    assert list(ServiceUserTag.everything.values_list("name", flat=True)) == ["低保"]


def test_a_column_that_the_file_lacks_changes_nothing(north):
    take_in(residents(PERSON), north)
    narrow = residents(PERSON)
    for checked in narrow:
        del checked.row.raw["phone"], checked.row.raw["tags"]
        checked.row.values.update(phone="", tags=())
    assert take_in(narrow, north).changed == []
    assert ServiceUser.everything.get().phone == "00010000001"


def test_duplicates_are_proposed_once_and_never_refused(north):
    rows = residents(PERSON, {**PERSON, "居民编号": "R2", "户编号": "H2"})
    take_in(rows, north)
    take_in(rows, north)
    proposal = DuplicateProposal.everything.get()
    assert (proposal.first.number, proposal.second.number, proposal.certainty) == ("R1", "R2", "certain")


def gathered(table, unit):
    """What the whole table shows, looked through ten rows at a time."""
    gathering = Gathering(unit=unit, by=OPERATOR, today=TODAY)
    for start in range(0, len(table), 10):
        gathering.chunk(table.rows[start : start + 10])
    _findings, report = gathering.finish(
        lambda lines: {each.row.line: each.row for each in table if each.row.line in lines}
    )
    return report


def test_a_person_known_at_the_unit_is_found_before_anything_is_written(north):
    take_in(residents(PERSON), north)
    (proposed,) = gathered(residents({**PERSON, "居民编号": "R7"}), north)["duplicates"]
    assert (proposed["lines"], proposed["certainty"], proposed["known"]) == ([2], "certain", ["R1"])


def test_two_stations_number_their_people_independently(north, south):
    take_in(residents(PERSON), north)
    take_in(residents({**PERSON, "姓名": "丙丁"}), south)
    assert ServiceUser.everything.get(unit=north).name == "甲乙"
    assert not DuplicateProposal.everything.exists()


def test_our_own_numbers_go_on_above_the_imported_ones(north):
    from django.db import transaction

    from banyan.core import numbering

    take_in(residents({"居民编号": "R00041"}), north)
    with transaction.atomic():
        assert numbering.take(ServiceUser.number_pattern, north, 2025) == "R00042"


def test_who_may_not_import_takes_nothing_in(north, south, actor_with):
    stranger = actor_with(south, "services.*")
    with pytest.raises(PermissionDenied):
        take_in(residents(PERSON), north, by=stranger)
    assert not ServiceUser.everything.exists()


def test_the_sample_gives_196_people_and_two_proposals(north, samples):
    checked = from_file(residents_sheet.SHEET, samples / "residents.csv", areas=area_names(samples))
    report = gathered(checked, north)
    assert [(each["lines"], each["certainty"]) for each in report["duplicates"]] == [
        ([21, 151], "certain"),
        ([22, 152], "probable"),
    ]
    assert take_in(checked, north).accepted == 196
    assert ServiceUser.everything.count() == 196
    assert DuplicateProposal.everything.count() == 2
    assert Household.everything.count() == len({each.row.values["household"] for each in checked.accepted})
    assert take_in(checked, north).changed == []
