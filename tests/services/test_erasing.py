"""Erasing a person leaves the chain provable and the words gone."""

import json
from datetime import date

import pytest
from django.db import connection

from banyan.core import door
from banyan.core.audit import chain, trail
from banyan.core.identity.actor import system_actor
from banyan.core.search import finding
from banyan.domains.services.deeds import erasing, people
from banyan.domains.services.models import (
    FamilyNeed,
    Group,
    GroupMember,
    GroupSession,
    GroupTest,
    Mediation,
    MemberNote,
    Reception,
    ServiceUser,
    SessionAttendance,
)
from banyan.foundation.refusal import Refused

pytestmark = pytest.mark.django_db
CANARY = "金丝雀甲"


@pytest.fixture
def person(north):
    user = ServiceUser(
        unit=north, name=CANARY, sex="female", born_on=date(1950, 1, 2), phone="00010009999", address=f"{CANARY}路 1 号",
        note=f"{CANARY}的备注", guardian_name=f"{CANARY}子",
    )  # fmt: skip
    return people.register_user(user, by=system_actor("test"))


def _everything() -> str:
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            texts.append(json.dumps(cursor.fetchall(), default=str, ensure_ascii=False))
    return "".join(texts)


def test_the_words_are_gone_everywhere_and_the_trail_still_holds(person):
    assert CANARY in _everything()
    assert finding.find(CANARY[:2], system_actor("test"))
    erasing.erase(person, by=system_actor("test"), reason="本人要求")
    assert CANARY not in _everything()
    assert finding.find(CANARY[:2], system_actor("test")) == []
    with door.opened("test"):
        kept = ServiceUser.objects.get(pk=person.pk)
    assert (kept.state, kept.name, kept.phone, kept.sex) == ("erased", "", "", "female")
    assert list(chain.faults()) == []
    assert all(CANARY not in json.dumps(each["changes"], ensure_ascii=False) for each in trail.history(kept))
    assert trail.history(kept)[-1]["erased"], "the first line had words and tells that they were erased"


def _written_in_a_group(person, north):
    group = Group.everything.create(unit=north, title="互助", kind="support")
    session = GroupSession.everything.create(
        group=group, position=1, planned_on=date(2025, 5, 2), theme="一", goal="二", procedure="三"
    )
    member = GroupMember.everything.create(
        group=group,
        user=person,
        joined_on=date(2025, 5, 1),
        expectation=f"{CANARY}盼",
        left_because=f"{CANARY}走",
    )
    MemberNote.everything.create(session=session, member=member, text=f"{CANARY}说得少")
    SessionAttendance.everything.create(session=session, member=member, mark="absent", reason=f"{CANARY}病")
    GroupTest.everything.create(member=member, moment="before", score=3, taken_on=date(2025, 5, 2))


def _written_at_the_table_and_of_the_family(person, north):
    FamilyNeed.everything.create(
        unit=north, user=person, housing="own", family="elders", skill="理发", wanted=f"{CANARY}要",
        asked_on=date(2025, 5, 3),
    )  # fmt: skip
    visit = Reception.everything.create(
        unit=north,
        user=person,
        came_on=date(2025, 5, 4),
        matter="other",
        asked=f"{CANARY}问",
        outcome=f"{CANARY}好",
    )
    Mediation.everything.create(
        reception=visit, held_on=date(2025, 5, 5), mediators="社工", parties=f"{CANARY}等", outcome="failed"
    )


def test_what_was_written_of_somebody_in_groups_at_the_table_and_of_their_family_goes_too(person, north):
    with door.opened("test"):
        _written_in_a_group(person, north)
        _written_at_the_table_and_of_the_family(person, north)
    erasing.erase(person, by=system_actor("test"), reason="本人要求")
    assert CANARY not in _everything()
    with door.opened("test"):
        for sealed in (Reception.everything.get(), Mediation.everything.get()):
            assert not any(getattr(sealed, name) for name in sealed.personal_fields)
        assert Reception.everything.get().user is None
        assert GroupTest.everything.get().score == 3, "a score without a name stays counted"


def test_an_erased_person_is_not_edited_or_erased_again(person, actor_with):
    erasing.erase(person, by=system_actor("test"), reason="本人要求")
    for again in (lambda: erasing.erase(person, by=system_actor("test"), reason="x"),):
        with pytest.raises(Refused):
            again()


def test_erasing_wants_a_reason(person):
    with pytest.raises(Refused):
        erasing.erase(person, by=system_actor("test"), reason=" ")
