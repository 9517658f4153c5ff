import re
from datetime import date

import pytest
from django.urls import reverse

from banyan.core import door
from banyan.core.identity.models import User
from banyan.domains.services.deeds import signing
from banyan.domains.services.models import Activity, Attendance, Consent, DuplicateProposal, SignInSheet
from tests.makers import make_grant, make_person
from tests.makers import make_user as make_sign_in
from tests.services.makers import OPERATOR, at, make_activity, make_sheet, make_user

PHONE = "00010000142"


@pytest.fixture
def worker(north, client):
    """Signed in at the north station, with all of this room."""
    return _signed_in(client, north)


def _signed_in(client, unit):
    user = make_sign_in(unit, person=make_person(unit, "戊己"))
    make_grant(user, unit, "services.*", "projects.*", "identity.*.view", "staff.*.view")
    client.force_login(
        User.objects.get(pk=user.pk), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return user


@pytest.fixture
def sheet(north):
    return make_sheet(make_activity(north))


def lines():
    with door.opened("test"):
        return list(Attendance.everything.order_by("position"))


def page(client, name, *args, status=200):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_the_activity_page_shows_its_figures_and_what_is_missing(client, worker, north, sheet):
    with door.opened("test"):
        signing.sign_in(sheet, by=OPERATOR, now=at(9), user=make_user(north, phone=PHONE))
        signing.sign_in_nameless(sheet, by=OPERATOR, now=at(9))
    shown = page(client, "services.activity.detail", sheet.activity.public_id)
    assert shown.count("<h1") == 1
    assert 'id="papers"' in shown and "person-times and nobody" not in shown
    activity = sheet.activity
    for code in ("clarify", "sheets", "signed", "worth"):
        link = reverse("services.activity.panel", args=[activity.public_id, code])
        assert f'href="{link}"' in shown, "a link without JavaScript, a part of the page with it"
        assert f'id="panel-{code}"' in page(client, "services.activity.panel", activity.public_id, code)


@pytest.mark.parametrize(
    "which", ["counted", "persons", "volunteer", "staff", "guest", "to_clarify", "all", "first_time"]
)
def test_a_figure_leads_to_exactly_that_many_lines(client, worker, north, sheet, which):
    with door.opened("test"):
        for name, role in (
            ("甲", "resident"),
            ("乙", "resident"),
            ("丙", "volunteer"),
            ("丁", "staff"),
            ("戊", "guest"),
        ):
            signing.sign_in(sheet, by=OPERATOR, now=at(9), name=name, role=role)
        signing.sign_in_nameless(sheet, by=OPERATOR, now=at(9))
    expected = {"counted": 3, "persons": 2, "volunteer": 1, "staff": 1, "guest": 1, "to_clarify": 0, "all": 6}
    shown = page(client, "services.lines", sheet.activity.public_id, which)
    rows = len(re.findall(r"<tr><td", shown))
    assert rows == expected.get(which, 0)


def test_people_sign_in_from_the_list_by_plain_forms(client, worker, north, sheet):
    user = make_user(north, phone=PHONE)
    url = reverse("services.signin.mode", args=[sheet.activity.public_id, "list"])
    found = client.post(url, {"words": "0142"}).content.decode()
    assert str(user.public_id) in found
    answer = client.post(reverse("services.signin.in", args=[sheet.public_id]), {"user": user.public_id})
    assert answer.status_code == 302
    assert [line.user for line in lines()] == [user]
    again = client.post(reverse("services.signin.in", args=[sheet.public_id]), {"user": user.public_id})
    assert again.status_code == 409


def test_a_name_looked_for_stands_in_no_address(client, worker, sheet):
    shown = page(client, "services.signin", sheet.activity.public_id)
    form = re.search(r'<form method="(\w+)"[^>]*class="sr"', shown)
    assert form and form[1] == "post"


def test_a_walk_in_is_typed_or_counted_without_a_name(client, worker, sheet):
    url = reverse("services.signin.walk_in", args=[sheet.public_id])
    assert client.post(url, {"name": "丙丁", "role": "resident", "phone_tail": "0142"}).status_code == 302
    assert client.post(url, {"nameless": "on", "role": "resident", "sex": "female"}).status_code == 302
    assert client.post(url, {"role": "resident"}).status_code == 409
    assert client.post(url, {"name": "x", "role": "resident", "phone_tail": "12"}).status_code == 422
    assert [line.name for line in lines()] == ["丙丁", ""]


def test_the_sheet_opens_shows_a_code_and_closes(client, worker, north):
    activity = make_activity(north)
    assert client.post(reverse("services.signin.open", args=[activity.public_id])).status_code == 302
    with door.opened("test"):
        sheet = SignInSheet.everything.get()
    assert "<svg" in page(client, "services.signin.mode", activity.public_id, "code")
    assert client.post(reverse("services.signin.close", args=[sheet.public_id])).status_code == 302
    with door.opened("test"):
        assert Activity.everything.get().state == Activity.State.HELD


def test_a_resident_signs_in_on_their_own_phone_with_a_fresh_code(client, worker, north, sheet, settings):
    from banyan.core import clock, keys
    from banyan.domains.services.rules import tokens

    user = make_user(north, phone=PHONE)
    shown = tokens.token(keys.derived("sign-in code"), str(sheet.public_id), clock.machine_now())
    url = reverse("services.code", args=[sheet.public_id, shown])
    client.logout()
    assert client.get(url).status_code == 200
    assert client.post(url, {"name": "甲乙", "phone_tail": "0142"}).status_code == 200
    assert [(line.user, line.method) for line in lines()] == [(user, "qr")]
    assert client.get(reverse("services.code", args=[sheet.public_id, "0" * 24])).status_code == 410


def test_the_match_list_offers_people_and_takes_the_answer(client, worker, north, sheet):
    user = make_user(north, "丙丁", phone=PHONE)
    with door.opened("test"):
        signing.sign_in(sheet, by=OPERATOR, now=at(9), name="丙丁", facts={"phone_tail": "0142"})
    shown = page(client, "services.match", sheet.public_id)
    assert user.number in shown
    url = reverse("services.match", args=[sheet.public_id])
    assert client.post(url, {"line": lines()[0].public_id, "user": user.number}).status_code == 302
    assert lines()[0].user == user


def test_a_doubtful_line_is_clarified_from_the_page(client, worker, north, sheet):
    with door.opened("test"):
        for _ in range(2):
            signing.sign_in(sheet, by=OPERATOR, now=at(9), user=make_user(north, phone=PHONE))
    panel = reverse("services.activity.panel", args=[sheet.activity.public_id, "clarify"])
    assert panel in page(client, "services.activity.detail", sheet.activity.public_id)
    assert str(lines()[1].public_id) in client.get(panel).content.decode()
    given = {"line": lines()[1].public_id, "decision": "same_person", "same_as": lines()[0].public_id}
    assert client.post(reverse("services.signin.clarify", args=[sheet.public_id]), given).status_code == 302
    assert lines()[1].reason == "duplicate_sign_in"


def test_the_paper_has_the_lines_and_room_for_more(client, worker, sheet):
    with door.opened("test"):
        signing.sign_in(sheet, by=OPERATOR, now=at(9), name="丙丁")
    shown = page(client, "services.paper", sheet.public_id)
    assert "丙丁" in shown and shown.count("<tr>") > 12


def test_renewals_list_everybody_who_grew_up_after_agreeing(client, worker, north):
    with door.opened("test"):
        user = make_user(north, "丙丁", born_on=date(2011, 5, 1))
        Consent.everything.create(user=user, kind="general", text_version="1", given_on=date(2025, 4, 30))
    assert "丙丁" in page(client, "services.renewals")


def test_both_registrations_stand_side_by_side(client, worker, north):
    with door.opened("test"):
        first, second = make_user(north, phone=PHONE), make_user(north, "甲 乙")
        proposal = DuplicateProposal.everything.create(
            unit=north, first=first, second=second, certainty="probable", ground="name_phone", number="DUP-1"
        )
    url = reverse("services.duplicateproposal.panel", args=[proposal.public_id, "side_by_side"])
    assert first.number in client.get(url).content.decode()


def test_the_panels_of_a_person_open(client, worker, north):
    user = make_user(north, born_on=date(1960, 1, 1))
    for code in ("consents", "attended", "doubts"):
        assert (
            client.get(reverse("services.serviceuser.panel", args=[user.public_id, code])).status_code == 200
        )


def test_a_worker_of_another_station_finds_none_of_these_pages(client, north, south, sheet):
    _signed_in(client, south)
    activity = sheet.activity
    for name, *args in (
        ("services.activity.detail", activity.public_id),
        ("services.lines", activity.public_id, "all"),
        ("services.shares", activity.public_id),
        ("services.summary", activity.public_id),
        ("services.signin", activity.public_id),
        ("services.signin.code", sheet.public_id),
        ("services.paper", sheet.public_id),
        ("services.match", sheet.public_id),
    ):
        page(client, name, *args, status=404)
    for name in ("in", "walk_in", "out", "clarify", "close"):
        assert client.post(reverse(f"services.signin.{name}", args=[sheet.public_id])).status_code == 404
    assert client.post(reverse("services.signin.open", args=[activity.public_id])).status_code == 404


def test_shares_are_kept_on_their_page(client, worker, north):
    from tests.projects.makers import make_indicator, make_project

    project = make_project(north)
    make_indicator(project, "K04")
    make_indicator(project, "K11", field="青少年", department="青少年部")
    activity = make_activity(north, state="draft", plan_approved_at=None, project=project)
    url = reverse("services.shares", args=[activity.public_id])
    assert "K11" in client.get(url).content.decode()
    assert client.post(url, {"share-K04": "60", "share-K11": "30"}).status_code == 409
    assert client.post(url, {"share-K04": "60", "share-K11": "40"}).status_code == 302


def test_numbers_are_masked_until_somebody_asks_and_the_asking_is_written_down(client, worker, north):
    from banyan.core.audit.models import Event

    user = make_user(north, phone=PHONE, id_number="000000196005010021", document="id_card")
    shown = page(client, "services.serviceuser.detail", user.public_id)
    assert PHONE not in shown and "000000196005010021" not in shown and "0142" in shown
    full = client.post(reverse("services.numbers", args=[user.public_id])).content.decode()
    assert PHONE in full and "000000196005010021" in full
    assert Event.objects.filter(verb="services.serviceuser.read", object_id=str(user.public_id)).count() == 1


def test_consents_are_recorded_kind_by_kind_and_a_child_s_by_the_guardian(client, worker, north):
    child = make_user(north, born_on=date(2020, 1, 1), guardian_name="丙丁")
    url = reverse("services.consents", args=[child.public_id])
    given = {"kinds": ["general", "image"], "text_version": "2025-01", "given_on": "2025-06-01"}
    assert client.post(url, given).status_code == 409
    assert client.post(url, {**given, "by_guardian": "on"}).status_code == 302
    with door.opened("test"):
        assert set(Consent.everything.values_list("kind", flat=True)) == {"general", "image"}


def test_another_station_reads_no_numbers_and_records_no_consent(client, north, south):
    user = make_user(north, phone=PHONE)
    _signed_in(client, south)
    assert client.post(reverse("services.numbers", args=[user.public_id])).status_code == 404
    assert client.get(reverse("services.consents", args=[user.public_id])).status_code == 404
    assert client.get(reverse("services.serviceuser.detail", args=[user.public_id])).status_code == 404
