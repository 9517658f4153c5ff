"""Reading, making and changing records, and their deeds, for programs."""

import pytest

from banyan.core.identity.models import Role, User
from tests.makers import make_grant, make_person, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a-quiet-morning-7"


def test_a_list_holds_what_the_owner_sees_and_nothing_else(north, south, program):
    make_user(north, "n1")
    make_user(south, "s1")
    answer = program(north, "identity.user.view").get("identity/user/").json()
    names = {item["username"] for item in answer["items"]}
    assert "n1" in names
    assert "s1" not in names
    assert answer["total"] == len(names)


def test_somebody_else_s_record_does_not_exist(north, south, program):
    other = make_user(south, "s1")
    answer = program(north, "identity.user.view").get(f"identity/user/{other.public_id}/")
    assert answer.status_code == 404
    assert answer.json()["code"] == "missing"


def test_personal_fields_are_masked_without_the_right_to_them(north, program):
    user = make_user(north, "n1", person=make_person(north, "⟦PERSON⟧"))
    User.objects.filter(pk=user.pk).update(email="secret@example.cn")
    path = f"identity/user/{user.public_id}/"
    told = program(north, "identity.user.view").get(path)
    assert "secret@example.cn" not in told.content.decode()
    assert "⟦PERSON⟧" not in told.content.decode()
    assert told.json()["masked"] == ["email"]
    full = program(north, "identity.*").get(path).json()
    assert full["email"] == "secret@example.cn"
    assert full["person"]["label"] == "⟦PERSON⟧"


def test_a_record_is_made_by_the_same_deed_as_on_screen(north, program):
    person = make_person(north)
    answer = program(north, "identity.*").post("identity/user/", username="new", person=str(person.public_id))
    assert answer.status_code == 201, answer.content
    assert User.objects.get(username="new").person == person


def test_a_record_is_not_made_without_the_right(north, program):
    answer = program(north, "identity.user.view").post("identity/user/", username="new")
    assert answer.status_code == 403


def test_what_the_form_refuses_is_told_by_field(north, program):
    make_user(north, "taken")
    answer = program(north, "identity.*").post("identity/user/", username="taken")
    assert answer.status_code == 422
    assert "username" in answer.json()["problems"]


def test_a_person_of_another_station_cannot_be_named(north, south, program):
    stranger = make_person(south)
    answer = program(north, "identity.*").post("identity/user/", username="x", person=str(stranger.public_id))
    assert answer.status_code == 422
    assert not User.objects.filter(username="x").exists()


def test_fields_that_are_not_offered_are_refused(north, program):
    answer = program(north, "identity.*").post(
        "identity/user/", username="x", is_active=False, access_stamp=9
    )
    assert answer.status_code == 422
    assert not User.objects.filter(username="x").exists()


def test_a_change_names_the_version_that_was_read(north, program):
    user = make_user(north, "n1")
    speaker = program(north, "identity.*")
    path = f"identity/user/{user.public_id}/"
    assert speaker.patch(path, email="a@b.cn", version=1).status_code == 200
    behind = speaker.patch(path, email="c@d.cn", version=1)
    assert behind.status_code == 409
    assert behind.json()["code"] == "conflict"
    assert behind.json()["standing"]["version"] == 2
    assert User.objects.get(pk=user.pk).email == "a@b.cn"


def test_a_change_leaves_what_it_does_not_name(agency, program):
    speaker = program(agency, "identity.*")
    made = speaker.post("identity/role/", code="r1", name="角色", permissions=["services.*"]).json()
    answer = speaker.patch(f"identity/role/{made['id']}/", name="新名", version=made["version"])
    assert answer.status_code == 200, answer.content
    assert Role.everything.get(code="r1").permissions == ["services.*"]


def test_a_deed_is_done_with_what_it_asks(north, program):
    user = make_user(north, "n1")
    answer = program(north, "identity.*").post(
        f"identity/user/{user.public_id}/set_password/", password=PASSWORD
    )
    assert answer.status_code == 200, answer.content
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_a_broken_rule_is_told_with_its_sentence(agency, north, program):
    wide = make_user(north)
    make_grant(wide, agency, "*")
    answer = program(north, "identity.*").post(
        f"identity/user/{wide.public_id}/set_password/", password=PASSWORD
    )
    assert answer.status_code == 409
    assert answer.json()["code"] == "beyond_reach"
    assert answer.json()["message"]


def test_a_deed_needs_its_own_right(north, program):
    user = make_user(north)
    speaker = program(north, "identity.user.view")
    answer = speaker.post(f"identity/user/{user.public_id}/deactivate/", reason="x")
    assert answer.status_code == 403
    assert User.objects.get(pk=user.pk).is_active


def test_no_json_at_all_is_a_400(north, program):
    answer = program(north, "identity.*").client.post(
        "/api/identity/user/", "{", content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


def test_a_list_turns_its_pages_by_key(north, program):
    for number in range(55):
        make_user(north, f"n{number:03}")
    speaker = program(north, "identity.user.view")
    first = speaker.get("identity/user/", sort="username").json()
    second = speaker.get("identity/user/", sort="username", after=first["next"]).json()
    names = [item["username"] for item in first["items"] + second["items"]]
    assert len(names) == len(set(names)) == first["total"]


def test_every_route_stands_in_the_description_with_all_its_answers(client, db):
    described = client.get("/api/openapi.json").json()
    wanted = {"400", "401", "403", "404", "422"}
    seen = 0
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            seen += 1
            assert wanted <= set(operation["responses"]), f"{method} {path}"
            assert operation["security"] == [{"ByToken": []}]
            if method != "get":
                assert "409" in operation["responses"], f"{method} {path}"
    assert seen >= 15
    assert {"code", "message", "problems"} <= set(described["components"]["schemas"]["Problem"]["properties"])
