"""Forms, drafts, conflicts, deeds and the page of a record."""

import pytest
from django.http import QueryDict

from banyan.core.registers import drafts
from banyan.core.registers.declaration import register_for
from banyan.core.registers.models import Draft

HOME = "/staff/area/"


def area_numbered(number):
    from banyan.core import door

    with door.opened("test"):
        return register_for("staff.area").model.everything.get(number=number)


def given(**fields):
    return {"number": "A1", "name": "榕树社区", "kind": "community", "parent": "", **fields}


def test_a_new_record_is_written_by_its_deed(north, at_work):
    answer = at_work.post(f"{HOME}new/", given(unit=north.public_id))
    made = area_numbered("A1")
    assert answer.status_code == 302
    assert answer.url == f"{HOME}{made.public_id}/"
    assert made.name == "榕树社区"


def test_a_form_with_a_gap_comes_back_with_the_error_beside_the_field(north, at_work):
    answer = at_work.post(f"{HOME}new/", given(unit=north.public_id, name=""))
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()


def test_a_form_offers_no_unit_beyond_reach(north, south, at_work):
    page = at_work.get(f"{HOME}new/").content.decode()
    assert "北站" in page
    assert "南站" not in page
    assert at_work.post(f"{HOME}new/", given(unit=south.public_id)).status_code == 422


def test_a_drop_down_offers_no_record_beyond_reach(north, south, make_area, at_work):
    make_area(south, "B1", name="别站社区")
    make_area(north, "A0", name="本站社区")
    page = at_work.get(f"{HOME}new/").content.decode()
    assert "本站社区" in page
    assert "别站社区" not in page


def test_what_others_keep_does_not_exist(south, make_area, at_work):
    foreign = make_area(south, "B1")
    for address in ("", "edit/", "panel/history/"):
        assert at_work.get(f"{HOME}{foreign.public_id}/{address}").status_code == 404


def test_a_change_is_kept_and_stands_in_the_history(north, make_area, at_work):
    area = make_area(north, "A1", name="旧名")
    answer = at_work.post(
        f"{HOME}{area.public_id}/edit/", given(unit=north.public_id, name="新名", version=area.version)
    )
    assert answer.status_code == 302
    assert area_numbered("A1").name == "新名"
    history = at_work.get(f"{HOME}{area.public_id}/panel/history/").content.decode()
    assert "旧名" in history
    assert "新名" in history


def test_two_changes_of_one_record_are_shown_side_by_side(north, make_area, at_work):
    area = make_area(north, "A1", name="旧名")
    at_work.post(
        f"{HOME}{area.public_id}/edit/", given(unit=north.public_id, name="别人的", version=area.version)
    )
    answer = at_work.post(
        f"{HOME}{area.public_id}/edit/", given(unit=north.public_id, name="我的", version=area.version)
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'name="take-name"' in page
    assert "别人的" in page
    assert "我的" in page
    assert area_numbered("A1").name == "别人的"


def test_the_other_version_can_be_taken_field_by_field(north, make_area, at_work):
    area = make_area(north, "A1", name="旧名", kind="community")
    edit = f"{HOME}{area.public_id}/edit/"
    at_work.post(edit, given(unit=north.public_id, name="别人的", version=area.version))
    standing = area_numbered("A1").version
    mine = given(unit=north.public_id, name="我的", kind="street", version=standing)
    at_work.post(edit, mine | {"take-name": "theirs", "take-kind": "mine"})
    settled = area_numbered("A1")
    assert (settled.name, settled.kind) == ("别人的", "street")


def test_what_is_being_written_is_kept_sealed_for_its_writer(at_work, worker_actor):
    answer = at_work.post(f"{HOME}new/draft/", given(name="写了一半"))
    assert answer.json()["at"]
    draft = drafts.open_draft(worker_actor, register_for("staff.area"), None)
    assert drafts.written(draft)["name"] == "写了一半"
    kept = Draft.objects.values_list("values", flat=True).get()
    assert "写了一半" not in kept
    assert "写了一半" in at_work.get(f"{HOME}new/").content.decode()


def test_a_draft_is_gone_once_it_was_handed_in(north, at_work):
    at_work.post(f"{HOME}new/draft/", given(unit=north.public_id))
    at_work.post(f"{HOME}new/", given(unit=north.public_id))
    assert not Draft.objects.exists()


def test_nobody_opens_the_draft_of_another(north, at_work, actor_with):
    at_work.post(f"{HOME}new/draft/", given())
    other = actor_with(north, "staff.area.*")
    assert drafts.open_draft(other, register_for("staff.area"), None) is None


def test_a_draft_is_no_place_for_a_book(worker_actor):
    from banyan.core import clock

    kept = drafts.keep(
        worker_actor, register_for("staff.area"), None, {"name": ["长" * drafts.LARGEST]}, clock.now()
    )
    assert kept is None


@pytest.mark.parametrize("face", ["edit/", "draft/", "deed/void/"])
def test_changing_asks_for_more_than_seeing(face, client, north, make_area):
    from tests.makers import make_grant, make_user

    reader = make_user(north, "reader")
    make_grant(reader, north, "staff.area.view")
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    area = make_area(north, "A1")
    assert client.get(f"{HOME}{area.public_id}/").status_code == 200
    assert client.post(f"{HOME}{area.public_id}/{face}", given()).status_code in (403, 404)
    assert area_numbered("A1").name != "榕树社区"


def test_the_page_of_a_record_costs_a_fixed_number_of_statements(
    north, make_area, at_work, django_assert_max_num_queries
):
    area = make_area(north, "A1", parent=make_area(north, "A0"))
    at_work.get(f"{HOME}{area.public_id}/")
    with django_assert_max_num_queries(4 + 4):
        page = at_work.get(f"{HOME}{area.public_id}/")
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_looking_at_a_page_writes_nothing(north, make_area, at_work):
    area = make_area(north, "A1")
    at_work.post(f"{HOME}new/draft/", given())
    before = (Draft.objects.get().kept_at, area_numbered("A1").version)
    at_work.get(f"{HOME}{area.public_id}/edit/")
    at_work.get(f"{HOME}new/")
    assert (Draft.objects.get().kept_at, area_numbered("A1").version) == before


def test_a_list_of_too_many_becomes_a_field_for_the_number(
    north, south, make_area, worker_actor, monkeypatch
):
    from banyan.core.registers import lookups
    from banyan.core.registers.forms import record_form

    monkeypatch.setattr(lookups, "LONGEST_LIST", 2)
    for serial in range(4):
        make_area(north, f"A{serial}")
    make_area(south, "B1")
    data = QueryDict(mutable=True)
    data.update(given(number="A9", parent="A2", unit=north.public_id))
    form = record_form(register_for("staff.area"), worker_actor, data=data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["parent"].number == "A2"
    data["parent"] = "B1"
    assert "parent" in record_form(register_for("staff.area"), worker_actor, data=data).errors


def test_what_merely_points_to_a_record_is_none_of_its_fields():
    from banyan.core.registers.columns import field_of

    area = register_for("staff.area").model
    assert field_of(area, "parts") is None
    assert field_of(area, "parent").name == "parent"


def test_a_history_names_what_was_pointed_to_and_hides_what_lies_outside_reach(
    north, south, make_area, at_work
):
    near, far = make_area(north, "A0", name="近处"), make_area(south, "B0", name="远处")
    area = make_area(north, "A1", name="旧名", parent=far)
    at_work.post(
        f"{HOME}{area.public_id}/edit/", given(unit=north.public_id, parent=near.public_id, version=1)
    )
    history = at_work.get(f"{HOME}{area.public_id}/panel/history/").content.decode()
    assert "近处" in history
    assert "远处" not in history
