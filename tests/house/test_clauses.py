"""Proofs name clauses that exist, and the tools of the checkout find what they look for."""

from scripts import assets, clauses


def test_the_list_of_clauses_is_whole():
    known = clauses.known_clauses()
    assert len(known) == len(set(known)) > 250


def test_every_marked_clause_is_in_the_rulebook():
    assert clauses.unknown(clauses.proofs()) == []


def test_icons_are_found_in_every_way_of_naming_one():
    text = """{% icon "check" %} icon="send" "icon": "clock" icon('map-2') {% button icon="plus" %} iconic="no" """
    assert assets.ICON_USE.findall(text) == ["check", "send", "clock", "map-2", "plus"]
