"""Genogram and ecomap: where everybody stands, the signs of the trade, and words that cannot break out of the drawing."""

import xml.etree.ElementTree as ET

import pytest

from banyan.domains.services.rules.drawing import HALF, STEP_Y, Kin, Tie, ecomap, genogram, places
from banyan.domains.services.rules.relations import check_tie
from banyan.foundation.refusal import Refused

SVG = "{http://www.w3.org/2000/svg}"
FAMILY = [
    Kin("女儿", "child", "female", 2013, quality="conflict"),
    Kin("案主", "client", "female", 1982),
    Kin("前夫", "former_spouse", "male", 1980, quality="cut"),
    Kin("父亲", "father", "male", 1950, deceased=True),
    Kin("母亲", "mother", "female", 1953, quality="close"),
    Kin("姐姐", "sibling", "female", 1978),
]


def drawn(people=FAMILY):
    return ET.fromstring(genogram(people, "家系图", "文字说明"))


def count(tree, kind):
    return len(tree.findall(f".//{SVG}{kind}"))


def test_generations_stand_in_rows_and_the_elder_first():
    rows = {}
    for each in places(FAMILY):
        rows.setdefault(each.y, []).append(each.kin.label)
    assert [rows[y] for y in sorted(rows)] == [["父亲", "母亲"], ["姐姐", "案主", "前夫"], ["女儿"]]
    assert sorted(rows)[1] - sorted(rows)[0] == STEP_Y


def test_nobody_stands_on_somebody_else():
    crowd = [Kin(f"甲{n}", "sibling") for n in range(6)] + [Kin("案主", "client")] + [Kin(f"乙{n}", "child") for n in range(4)]  # fmt: skip
    stand = places(crowd)
    apart = [abs(a.x - b.x) >= 2 * HALF or a.y != b.y for a in stand for b in stand if a is not b]
    assert all(apart)


def test_men_are_squares_women_circles_the_client_doubled_and_the_unknown_a_diamond():
    tree = drawn()
    assert (count(tree, "rect"), count(tree, "circle")) == (2, 5)
    alone = drawn([Kin("案主", "client")])
    diamonds = [each for each in alone.iter(f"{SVG}path") if each.get("d").endswith("Z")]
    assert len(diamonds) == 2


def test_who_has_died_is_crossed_and_dashes_stand_for_a_distant_tie():
    def crosses(**fields):
        tree = drawn([Kin("案主", "client"), Kin("外祖母", "grandparent", "female", 1930, **fields)])
        return [each for each in tree.iter(f"{SVG}path") if each.get("d").count("M") == 2]

    assert (len(crosses(deceased=True)), len(crosses())) == (1, 0)
    tree = drawn([Kin("案主", "client"), Kin("父亲", "father", quality="distant")])
    assert [each for each in tree.iter(f"{SVG}path") if each.get("stroke-dasharray")]


def test_the_drawing_has_title_and_words_and_shows_every_name():
    tree = drawn()
    assert tree.get("role") == "img"
    assert (tree.find(f"{SVG}title").text, tree.find(f"{SVG}desc").text) == ("家系图", "文字说明")
    told = {each.text for each in tree.iter(f"{SVG}text")}
    assert {kin.label for kin in FAMILY} <= told and "1982" in told


def test_words_cannot_break_out_of_the_drawing():
    made = genogram([Kin("案主", "client"), Kin("<b>&", "child")], "<script>", "</svg>")
    assert "<script>" not in made and "<b>" not in made
    assert ET.fromstring(made) is not None


@pytest.mark.parametrize(("support", "arrows"), [("none", 0), ("gives", 1), ("takes", 1), ("mutual", 2)])
def test_arrows_say_who_is_supported(support, arrows):
    tree = ET.fromstring(ecomap("案主", [Tie("学校", "close", support), Tie("社区居委会")], "生态图", ""))
    assert count(tree, "polygon") == arrows
    assert count(tree, "circle") == 4


def test_there_is_one_father_and_everybody_is_called_something():
    check_tie("child", "女儿", ["child", "father"])
    for wrong in (("father", "父亲", ["father"]), ("child", " ", [])):
        with pytest.raises(Refused):
            check_tie(*wrong)
