"""A rulebook from the document to the version in force: one version on a day, kept to the character."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.domains.rulebook import public
from banyan.domains.rulebook.deeds import books, mapping
from banyan.domains.rulebook.models import ClauseLink, Item, Review, Version
from banyan.domains.rulebook.queries.books import version_on
from banyan.domains.rulebook.rules import default_text
from banyan.foundation.refusal import Refused
from tests.rulebook import files
from tests.rulebook.makers import HOUSE, TEXT, adopt, adopted, at, bring

FIRST, SECOND = date(2025, 1, 10), date(2025, 7, 1)


def items_of(version):
    with door.opened("test"):
        return list(Item.objects.filter(edition=version).order_by("position"))


def test_the_items_of_a_version_are_its_text_to_the_character(agency):
    draft = bring(agency, files.ARTICLES)
    assert "".join(item.own for item in items_of(draft)) == files.ARTICLES == draft.text
    assert [item.path for item in items_of(draft)][:4] == ["0", "1", "1.1", "1.2"]


def test_a_draft_keeps_what_is_wrong_with_its_numbers(agency):
    draft = bring(agency, files.WRONG_NUMBERS)
    assert [each["kind"] for each in draft.defects] == ["doubled", "missing", "missing"]


def test_a_text_with_defects_is_adopted_only_when_somebody_says_so(agency):
    draft = bring(agency, files.WRONG_NUMBERS)
    with pytest.raises(Refused) as refused:
        adopt(draft, FIRST)
    assert "defects_seen" in refused.value.problems
    assert adopt(draft, FIRST, defects_seen=True).state == Version.State.ADOPTED


@pytest.mark.clause("R10.2.1")
def test_a_new_version_repeals_the_one_before_it(agency):
    first = adopted(agency)
    second = adopt(bring(agency), SECOND)
    first.refresh_from_db()
    assert (first.state, first.repealed_on) == (Version.State.REPEALED, SECOND)
    assert version_on(agency, date(2025, 6, 30)) == first
    assert version_on(agency, SECOND) == second


@pytest.mark.clause("R10.2.1")
@pytest.mark.parametrize(
    ("resolution", "adopted_on", "in_force_on", "field"),
    [
        ("", FIRST, FIRST, "resolution"),
        ("决议", FIRST, date(2025, 1, 9), "in_force_on"),
        ("决议", FIRST, FIRST, "in_force_on"),
    ],
)
def test_an_adoption_needs_its_resolution_and_a_day_of_its_own(
    agency, resolution, adopted_on, in_force_on, field
):
    adopted(agency)
    with pytest.raises(Refused) as refused:
        adopt(bring(agency), in_force_on, resolution=resolution, adopted_on=adopted_on)
    assert field in refused.value.problems
    assert refused.value.clause == "R10.2.1"


def test_a_resolution_of_a_day_to_come_adopts_nothing(agency):
    draft = bring(agency)
    with pytest.raises(Refused) as refused:
        books.adopt(draft, by=HOUSE, now=at(FIRST), resolution="决议", adopted_on=SECOND, in_force_on=SECOND)
    assert "adopted_on" in refused.value.problems


@pytest.mark.clause("R10.2.1")
def test_the_database_itself_keeps_a_second_open_version_out(agency):
    first = adopted(agency)
    with door.opened("test"), transaction.atomic(), pytest.raises(IntegrityError):
        Version.everything.create(
            rulebook=first.rulebook,
            unit=agency,
            name="二",
            state="adopted",
            adopted_on=FIRST,
            in_force_on=SECOND,
        )


def test_a_version_without_a_successor_ends_with_a_reason(agency):
    first = adopted(agency)
    with pytest.raises(Refused):
        books.repeal(first, by=HOUSE, repealed_on=FIRST, reason="并入总则")
    books.repeal(first, by=HOUSE, repealed_on=SECOND, reason="并入总则")
    assert version_on(agency, SECOND) is None


@pytest.mark.clause("R1.1.1")
def test_a_station_is_ruled_by_the_agency_unless_it_has_rules_of_its_own(agency, north, south):
    of_agency = adopted(agency)
    of_north = adopted(north, SECOND)
    assert version_on(south, SECOND) == of_agency
    assert version_on(north, SECOND) == of_north
    assert version_on(north, FIRST) == of_agency


def test_the_model_text_is_adopted_in_one_go_and_mapped(agency):
    version = public.adopt_default(agency, "理事会决议", FIRST, FIRST, HOUSE, at(FIRST))
    with door.opened("test"):
        links = set(ClauseLink.objects.filter(item__edition=version).values_list("clause", flat=True))
        waiting = Item.objects.filter(edition=version, decision=Item.Decision.OPEN).count()
    assert version.state == Version.State.ADOPTED
    assert links == set(default_text.short_names())
    assert waiting == 0
    assert version.defects == []
    assert version.rulebook.purpose


def test_the_model_text_speaks_of_every_clause_of_the_rulebook():
    from scripts.clauses import known_clauses

    assert list(default_text.short_names()) == [each for each in known_clauses() if each.startswith("R")]


@pytest.mark.clause("R10.2.4")
def test_adopting_plans_the_next_yearly_review(agency):
    version = adopted(agency)
    with door.opened("test"):
        review = Review.objects.get(rulebook=version.rulebook)
    assert review.due_on == date(2026, 1, 10)


def test_a_station_worker_reads_the_agencys_rules_and_changes_nothing(agency, north, actor_with):
    version = adopted(agency)
    worker = actor_with(north, "rulebook.version.view", "rulebook.version.repeal", "rulebook.version.map")
    assert Version.objects.visible_to(worker).get() == version
    assert not Version.objects.visible_to(worker, "repeal").exists()
    with pytest.raises(PermissionDenied):
        books.repeal(version, by=worker, repealed_on=SECOND, reason="x")


def test_another_agency_sees_nothing_of_it(agency, actor_with):
    from tests.makers import make_unit

    adopted(agency)
    stranger = actor_with(make_unit("B0", "别的机构"), "rulebook.*")
    assert not Version.objects.visible_to(stranger).exists()


def test_bringing_needs_the_right_at_the_unit(agency, north, actor_with):
    with pytest.raises(PermissionDenied):
        bring(agency, by=actor_with(north, "rulebook.*"))


def test_decisions_of_many_items_leave_one_line_in_the_trail(agency):
    draft = bring(agency)
    articles = [item for item in items_of(draft) if item.kind == "article"]
    before = Event.objects.filter(verb="rulebook.version.map").count()
    decisions = {str(articles[0].public_id): ["R3.2.7"], str(articles[1].public_id): "attested"}
    mapping.decide(draft, by=HOUSE, decisions=decisions)
    after = {item.path: item.decision for item in items_of(draft)}
    assert (after["1.1"], after["1.2"]) == ("mapped", "attested")
    assert Event.objects.filter(verb="rulebook.version.map").count() == before + 1


@pytest.mark.parametrize("wanted", [["R99.9.9"], [], "maybe"])
def test_an_item_means_a_clause_that_exists(agency, wanted):
    draft = bring(agency)
    item = items_of(draft)[-1]
    with pytest.raises(Refused):
        mapping.decide(draft, by=HOUSE, decisions={str(item.public_id): wanted})


def test_items_of_another_version_are_not_decided(agency, north):
    draft, other = bring(agency), bring(north)
    with pytest.raises(Refused):
        mapping.decide(draft, by=HOUSE, decisions={str(items_of(other)[-1].public_id): "no_rule"})


def test_a_clause_is_read_in_the_words_of_the_version_of_its_day(agency, north):
    for day, text in ((FIRST, TEXT), (SECOND, TEXT.replace("每周", "每五天"))):
        draft = bring(agency, text)
        item = next(each for each in items_of(draft) if each.path == "1.1")
        mapping.decide(draft, by=HOUSE, decisions={str(item.public_id): ["R3.2.7"]})
        adopt(draft, day)
    earlier = public.words_of("R3.2.7", north, date(2025, 3, 1), HOUSE)
    later = public.words_of("R3.2.7", north, date(2025, 8, 1), HOUSE)
    assert earlier.text.startswith("每周召开")
    assert later.text.startswith("每五天召开")
    assert "第一章总则" in later.heading


def test_where_the_version_is_silent_our_own_words_stand_in(agency, north):
    adopted(agency)
    words = public.words_of("R5.3.2", north, SECOND, HOUSE)
    assert words.own is False
    assert "凭证" in words.text
    assert public.words_of("R77.1.1", north, SECOND, HOUSE) is None
