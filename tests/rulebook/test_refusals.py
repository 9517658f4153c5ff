"""What the deeds of this room refuse by themselves: each guard seen refusing, with its field and its clause."""

from datetime import date

import pytest

from banyan.core import door
from banyan.domains.rulebook.deeds import books, mapping, notes
from banyan.domains.rulebook.models import Rulebook
from tests.guards import refused
from tests.projects.makers import make_project
from tests.rulebook.makers import HOUSE, adopted, at, bring
from tests.rulebook.test_living import DAY, LATER, attestation, local_rule

NOW = {"by": HOUSE, "now": at(LATER)}
MONTHS = {"setting": "rulebook.review_months", "amount": "6"}


@pytest.fixture
def version(agency):
    return adopted(agency)


def test_a_rulebook_has_a_title_and_its_versions_end_with_a_reason(agency, version):
    refused(books.found, Rulebook(unit=agency, title=" "), "title", "R1.1.1", **NOW)
    refused(books.repeal, version, "reason", "R10.2.1", repealed_on=LATER, reason=" ", **NOW)
    draft = bring(agency)
    refused(books.discard, draft, "reason", reason=" ", **NOW)


def test_what_items_mean_is_decided_for_items_of_the_version_and_known_clauses(version):
    item = str(attestation(version).item.public_id)
    refused(mapping.decide, version, "", decisions={}, **NOW)
    for wanted in ("perhaps", [], ["R99.9"]):
        refused(mapping.decide, version, "", decisions={item: wanted}, **NOW)
    refused(mapping.decide, version, "", decisions={str(version.public_id): "attested"}, **NOW)


def test_what_was_attested_is_withdrawn_with_a_reason(version):
    paper = mapping.attest(attestation(version), by=HOUSE, now=at(DAY))
    refused(mapping.withdraw, paper, "reason", reason=" ", **NOW)


def test_a_local_rule_stays_stricter_when_edited_begun_and_ended(agency, north):
    project = make_project(north)
    rule = notes.add(local_rule(project, **MONTHS), by=HOUSE, now=at(DAY))
    refused(notes.edit, rule, "words", "R10.2.3", words=" ", **NOW)
    refused(notes.edit, rule, "amount", "R10.2.3", amount="18", **NOW)
    unknown = local_rule(project, setting="rulebook.nothing", amount="1")
    refused(notes.add, unknown, "setting", "R10.2.3", **NOW)
    with door.opened("test"):
        type(rule).objects.filter(pk=rule.pk).update(amount="18")
    refused(notes.begin, rule, "amount", "R10.2.3", in_force_on=LATER, **NOW)
    with door.opened("test"):
        type(rule).objects.filter(pk=rule.pk).update(amount="6")
    rule = notes.begin(rule, in_force_on=LATER, **NOW)
    refused(notes.end, rule, "ended_on", "R10.2.3", ended_on=date(2025, 6, 30), reason="并入制度", **NOW)
