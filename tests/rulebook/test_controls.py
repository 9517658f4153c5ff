"""Each control: a good year is met, one changed record flips it, an unrelated one does not."""

from datetime import date, timedelta

import pytest

from banyan.core import door
from banyan.domains.rulebook.deeds import notes
from banyan.domains.rulebook.models import Interpretation, LocalRule, Review, Rulebook, Stamp, Version
from tests.controls import faults, verdict
from tests.makers import make_unit
from tests.projects.makers import make_project
from tests.rulebook.makers import HOUSE, adopted, at, employ, signed

DAY = date(2025, 9, 20)
QUARTER = date(2025, 10, 1)


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def version(agency):
    made = adopted(agency, DAY)
    change(Rulebook, made.rulebook_id, purpose="把项目做好", interpreter="委员会")
    return made


@pytest.fixture
def elsewhere(db):
    """The rules of another agency: none of this project's business."""
    return adopted(make_unit("B0", "别的机构"), DAY)


def change(model, pk, **values):
    with door.opened("test"):
        model.objects.filter(pk=pk).update(**values)


@pytest.mark.clause("R1.1.1")
def test_a_version_with_its_purpose_on_every_day(version, project, elsewhere):
    assert verdict("R1.1.1", project) == "met"
    change(Version, elsewhere.pk, in_force_on=date(2025, 11, 1))
    assert verdict("R1.1.1", project) == "met"
    change(Version, version.pk, in_force_on=date(2025, 10, 2))
    assert verdict("R1.1.1", project) == "breached"


@pytest.mark.clause("R1.1.1")
def test_a_rulebook_that_does_not_say_what_it_is_for_wants_attention(version, project):
    change(Rulebook, version.rulebook_id, purpose=" ")
    assert verdict("R1.1.1", project) == "attention"


@pytest.mark.clause("R1.1.1", "R10.2.1", "R10.2.2", "R10.2.4", "R10.2.5")
@pytest.mark.parametrize("clause", ["R1.1.1", "R10.2.1", "R10.2.2", "R10.2.4", "R10.2.5"])
def test_without_any_rulebook_the_duties_are_breached(project, clause):
    assert verdict(clause, project) == "breached"


@pytest.mark.clause("R10.2.1")
def test_one_version_at_a_time_rests_on_its_resolution(version, project, elsewhere):
    assert verdict("R10.2.1", project) == "met"
    change(Version, elsewhere.pk, resolution="")
    assert verdict("R10.2.1", project) == "met"
    change(Version, version.pk, resolution="")
    assert faults("R10.2.1", project) == [version.number]


@pytest.mark.clause("R10.2.1")
def test_two_versions_on_one_day_are_a_breach(version, project, agency):
    second = adopted(agency, QUARTER)
    assert verdict("R10.2.1", project) == "met"
    change(Version, version.pk, repealed_on=QUARTER + timedelta(days=3))
    assert faults("R10.2.1", project) == [version.number]
    assert second.number


def asked(version, day=QUARTER):
    note = Interpretation(rulebook=version.rulebook, unit=version.unit, question="算不算？")
    return notes.ask(note, by=HOUSE, now=at(day))


@pytest.mark.clause("R10.2.2")
def test_a_named_body_answers_in_time(version, project, elsewhere):
    note = asked(version)
    notes.answer(note, by=HOUSE, now=at(QUARTER + timedelta(days=15)), answer="算。")
    assert verdict("R10.2.2", project) == "met"
    asked(elsewhere)
    assert verdict("R10.2.2", project) == "met"
    change(Interpretation, note.pk, answered_on=QUARTER + timedelta(days=16))
    assert verdict("R10.2.2", project) == "attention"
    change(Interpretation, note.pk, answered_on=None)
    assert faults("R10.2.2", project) == [note.number]


@pytest.mark.clause("R10.2.2")
def test_a_rulebook_that_names_no_interpreter_is_a_breach(version, project):
    change(Rulebook, version.rulebook_id, interpreter="")
    assert verdict("R10.2.2", project) == "breached"


@pytest.mark.clause("R10.2.3")
def test_a_local_rule_stays_stricter(version, project, south):
    assert verdict("R10.2.3", project) == "not_applicable"
    wanted = {
        "clause": "R10.2.4",
        "words": "每半年复审。",
        "tightens": "每年",
        "setting": "rulebook.review_months",
    }
    rule = notes.add(
        LocalRule(project=project, unit=project.unit, amount="6", **wanted), by=HOUSE, now=at(QUARTER)
    )
    notes.begin(rule, by=HOUSE, now=at(QUARTER), in_force_on=QUARTER)
    other = make_project(south)
    foreign = notes.add(LocalRule(project=other, unit=south, amount="3", **wanted), by=HOUSE, now=at(QUARTER))
    notes.begin(foreign, by=HOUSE, now=at(QUARTER), in_force_on=QUARTER)
    assert verdict("R10.2.3", project) == "met"
    change(LocalRule, foreign.pk, amount="36")
    assert verdict("R10.2.3", project) == "met"
    change(LocalRule, rule.pk, conflict="合同另有约定")
    assert verdict("R10.2.3", project) == "attention"
    change(LocalRule, rule.pk, amount="24")
    assert faults("R10.2.3", project) == [rule.number]


@pytest.mark.clause("R10.2.4")
def test_the_yearly_review_is_not_overdue(version, project, elsewhere):
    with door.opened("test"):
        review = Review.objects.get(rulebook=version.rulebook)
        foreign = Review.objects.get(rulebook=elsewhere.rulebook)
    assert verdict("R10.2.4", project) == "met"
    change(Review, foreign.pk, due_on=QUARTER)
    assert verdict("R10.2.4", project) == "met"
    change(Review, review.pk, due_on=QUARTER)
    assert faults("R10.2.4", project) == [review.number]
    change(Review, review.pk, done_on=QUARTER + timedelta(days=2), state=Review.State.DONE)
    assert verdict("R10.2.4", project) == "attention"


@pytest.mark.clause("R10.2.5")
def test_everybody_at_the_station_signs_in_time(version, project, north, south):
    one = employ(north, "样甲")
    employ(south, "样乙")
    paper = signed(version, one, QUARTER + timedelta(days=1))
    assert verdict("R10.2.5", project) == "met"
    change(type(paper), paper.pk, signed_on=QUARTER + timedelta(days=20))
    assert verdict("R10.2.5", project) == "attention"
    two = employ(north, "样丙")
    assert faults("R10.2.5", project)[0] == two.number


@pytest.mark.clause("R10.2.6")
def test_what_began_carries_the_version_of_its_day(version, project, north, agency):
    from banyan.core.approvals.models import Request

    assert verdict("R10.2.6", project) == "not_applicable"
    with door.opened("test"):
        made = Request.everything.create(
            unit=north, scope_id=project.public_id, kind="plan", model="x", record_id=project.public_id,
            number="ACT-1", bound_version=1, content_hash="a", files_hash="b", asked_at=at(QUARTER),
        )  # fmt: skip
    assert verdict("R10.2.6", project) == "met"
    other = adopted(agency, date(2025, 12, 1))
    assert verdict("R10.2.6", project) == "met"
    with door.opened("test"):
        kept = Stamp.objects.get(record_id=made.public_id)
    change(Stamp, kept.pk, edition=other)
    assert faults("R10.2.6", project) == ["ACT-1"]
    with door.opened("test"):
        kept.delete()
    assert verdict("R10.2.6", project) == "breached"
