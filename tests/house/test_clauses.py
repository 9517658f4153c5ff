"""Proofs name clauses that exist, and the tools of the checkout find what they look for."""

from scripts import assets, clauses


def test_the_list_of_clauses_is_whole():
    known = clauses.known_clauses()
    assert len(known) == len(set(known)) > 250


def test_every_marked_clause_is_in_the_rulebook():
    assert clauses.unknown(clauses.proofs()) == []


def test_every_control_is_found_in_the_code_and_answers_for_a_clause_of_the_rulebook():
    from banyan.core.controls.declaring import clauses as declared

    found = clauses.controls()
    assert set(found) == set(declared())
    assert clauses.unknown(found) == []


def test_a_clause_is_shown_as_carried_only_by_what_is_there():
    every = clauses.carried()
    assert list(every) == clauses.known_clauses()
    assert clauses.line_of("R9.9.9", {}).split() == ["R9.9.9", "nothing", "yet"]
    bare = [clause for clause, found in every.items() if not found]
    assert all(clauses.line_of(clause, every[clause]).endswith("nothing yet") for clause in bare)
    assert not set(bare) & set(clauses.proofs())


def test_what_stands_by_attestation_is_said_apart_and_is_no_refusal():
    every = clauses.carried()
    assert "attested" in every["R2.1.2"] and "control" not in every["R2.1.2"]
    assert not any("attesting.py" in place for found in every.values() for place in found.get("refusal", ()))


def test_icons_are_found_in_every_way_of_naming_one():
    text = """{% icon "check" %} icon="send" "icon": "clock" icon('map-2') {% button icon="plus" %} iconic="no" """
    assert assets.ICON_USE.findall(text) == ["check", "send", "clock", "map-2", "plus"]
