"""The way of a text through the pages: brought, looked at, kept, mapped, adopted, read, signed, compared."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.identity.models import User
from banyan.domains.rulebook.models import Acknowledgement, Item, Version
from tests.makers import make_grant, make_user
from tests.rulebook import files
from tests.rulebook.makers import adopted, bring, employ

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(client, unit, *permissions, person=None):
    user = make_user(unit, person=person)
    make_grant(user, unit, *permissions)
    client.force_login(User.objects.get(pk=user.pk), backend=BACKEND)
    return client


@pytest.fixture
def head(client, agency):
    """Signed in at the agency, with all of this room."""
    return sign_in(client, agency, "rulebook.*", "identity.*.view", "staff.*.view")


def shown(answer) -> str:
    return answer.content.decode()


def brought(head, content: bytes, name="制度.txt"):
    return head.post(reverse("rulebook.bring"), {"file": SimpleUploadedFile(name, content)})


def test_defects_stand_beside_the_text_before_anything_is_written(head):
    answer = brought(head, files.WRONG_NUMBERS.encode())
    assert "3 之后是 5，缺 4。" in shown(answer)
    with door.opened("test"):
        assert Version.objects.count() == 0


def test_what_is_no_rulebook_is_refused_in_one_sentence(head):
    answer = brought(head, b"%PDF-1.7")
    assert answer.status_code == 422
    assert "PDF" in shown(answer)


def test_a_text_goes_from_the_page_to_a_draft_and_to_its_clauses(head, agency):
    page = shown(brought(head, files.ARTICLES.encode()))
    kept = page.split('name="kept" value="')[1].split('"')[0]
    answer = head.post(reverse("rulebook.bring"), {"kept": kept, "unit": agency.code, "name": "初稿"})
    with door.opened("test"):
        draft = Version.objects.get()
        item = Item.objects.filter(edition=draft, kind="article").first()
    assert answer.url == reverse("rulebook.map", args=[draft.public_id])
    assert draft.text == files.ARTICLES
    key = str(item.public_id)
    head.post(answer.url, {"decide": [key], f"means-{key}": ["R1.2.1"]})
    item.refresh_from_db()
    assert item.decision == "mapped"
    assert "R1.2.1" in shown(head.get(reverse("rulebook.read", args=[draft.public_id])))


def test_a_document_with_heading_styles_is_kept_with_its_chapters_as_they_were_shown(head, agency):
    content = files.docx(
        body=files.styled("总则", "Heading1") + files.styled("目的", "Heading2")
        + files.styled("为规范管理，制定本办法。", "Normal") + files.styled("附则", "Heading1")
        + files.styled("自发布之日起施行。", "Normal")
    )  # fmt: skip
    page = shown(brought(head, content, "制度.docx"))
    kept = page.split('name="kept" value="')[1].split('"')[0]
    head.post(reverse("rulebook.bring"), {"kept": kept, "unit": agency.code, "name": "初稿"})
    with door.opened("test"):
        found = Item.everything.filter(kind="heading").order_by("position")
        assert list(found.values_list("depth", "title")) == [(0, "总则"), (1, "目的"), (0, "附则")]


def test_a_page_that_somebody_changed_is_not_taken(head, agency):
    answer = head.post(reverse("rulebook.bring"), {"kept": "smuggled", "unit": agency.code})
    assert answer.status_code == 422


def test_the_model_text_is_adopted_from_one_form(head, agency):
    given = {
        "unit": agency.code,
        "resolution": "决议",
        "adopted_on": "2025-01-10",
        "in_force_on": "2025-01-10",
    }
    assert head.post(reverse("rulebook.default"), given | {"resolution": " "}).status_code == 409
    answer = head.post(reverse("rulebook.default"), given)
    page = shown(head.get(answer.url))
    assert "R10.2.6" in page
    assert "第一百五十条" in page


def test_a_worker_reads_and_signs_and_then_stands_on_the_list(client, agency, north):
    version, one = adopted(agency, clock.today()), employ(north)
    worker = sign_in(
        client, north, "rulebook.version.view", "rulebook.item.view", "rulebook.clauselink.view",
        "rulebook.interpretation.view", "rulebook.attestation.view", "rulebook.acknowledgement.*", person=one.person,
    )  # fmt: skip
    read = reverse("rulebook.read", args=[version.public_id])
    assert reverse("rulebook.sign", args=[version.public_id]) in shown(worker.get(read))
    assert worker.post(reverse("rulebook.sign", args=[version.public_id])).status_code == 409
    worker.post(reverse("rulebook.sign", args=[version.public_id]), {"has_read": "on"})
    with door.opened("test"):
        assert Acknowledgement.objects.get().person == one.person
    assert reverse("rulebook.sign", args=[version.public_id]) not in shown(worker.get(read))
    assert "100 %" in shown(worker.get(reverse("rulebook.signed", args=[version.public_id])))


def test_the_traditional_reading_stands_beside_the_original(head, agency):
    version = adopted(agency)
    page = shown(head.get(reverse("rulebook.read", args=[version.public_id]) + "?script=hant"))
    assert "總結進展" in page


def test_two_versions_are_compared_with_the_changed_words_marked(head, agency):
    before = adopted(agency)
    after = bring(agency, before.text.replace("每周召开", "每两周召开"))
    page = shown(head.get(reverse("rulebook.compare", args=[after.public_id, before.public_id])))
    assert "<ins>两</ins>" in page


def test_another_agencys_rules_are_not_found(client, agency):
    from tests.makers import make_unit

    version = adopted(agency)
    stranger = sign_in(client, make_unit("B0", "别的机构"), "rulebook.*")
    for name in ("rulebook.read", "rulebook.map", "rulebook.signed"):
        assert stranger.get(reverse(name, args=[version.public_id])).status_code == 404
