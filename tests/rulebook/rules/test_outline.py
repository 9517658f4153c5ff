"""Chapters and articles that only the heading styles of a Word document show are read as such."""

import pytest

from banyan.domains.rulebook.rules.reading import plant, read
from banyan.domains.rulebook.rules.reading.answer import answer
from tests.rulebook import files
from tests.rulebook.files import style, styled

LEVEL = '<w:outlineLvl w:val="{}"/>'
ENGLISH = style("Heading1", "heading 1") + style("Heading2", "heading 2", "Normal") + style("Title", "Title")
CHINESE = (
    style("1", "标题 1") + style("2", "标题 2") + style("Title", "Title") + style("Heading1", "章名", "1")
    + style("Heading2", "条名", "2")
)  # fmt: skip
BY_LEVEL = (
    style("Heading1", "一级", properties=LEVEL.format(0)) + style("a", "二级", properties=LEVEL.format(1))
    + style("Heading2", "二级条文", "a") + style("Title", "Title")
)  # fmt: skip


def document(*lines, styles=ENGLISH, numbering=""):
    """Lines of a document: words, or (words, style)."""
    body = "".join(styled(*line) if isinstance(line, tuple) else styled(line, "Normal") for line in lines)
    return files.docx(body=body, styles=styles, numbering=numbering)


def grown(content):
    source = read(content)
    tree = plant(source.text, source.headlines)
    assert "".join(tree.own(node) for node in tree.nodes()) == source.text
    return source, tree


HANDBOOK = (
    ("员工手册", "Title"),
    ("总则", "Heading1"),
    ("目的", "Heading2"),
    "为规范员工行为，制定本手册。",
    ("范围", "Heading2"),
    "本手册适用于：",
    "1.全体员工；",
    "2.实习生。",
    ("请假", "Heading1"),
    ("事假", "Heading2"),
    "1.事假须提前一天。",
    "2.事假不超过五天。",
    ("附则", "Heading1"),
    "本手册自发布之日起施行。",
)


@pytest.mark.clause("R10.2.1")
@pytest.mark.parametrize("styles", [ENGLISH, CHINESE, BY_LEVEL, ""])
def test_heading_styles_alone_make_chapters_and_articles(styles):
    source, tree = grown(document(*HANDBOOK, styles=styles))
    told = answer(source, tree)
    assert told["title"] == "员工手册"
    assert [chapter["title"] for chapter in told["chapters"]] == ["总则", "请假", "附则"]
    assert [[each["title"] for each in chapter["sections"]] for chapter in told["chapters"]] == [
        ["目的", "范围"], ["事假"], [],
    ]  # fmt: skip
    assert [item["mark"] for item in told["chapters"][0]["sections"][1]["items"]] == ["1.", "2."]
    assert tree.defects == []


def test_a_title_in_the_style_of_chapters_is_no_chapter():
    for title in (("员工手册", "Heading1"), "员工手册"):
        _source, tree = grown(document(title, *HANDBOOK[1:]))
        assert (tree.title, len(tree.chapters)) == ("员工手册", 3)


def test_headings_that_word_numbers_by_their_style_or_the_one_below_it_keep_their_numbers():
    numbered = files.list_of(("chineseCountingThousand", "第%1章"), ("decimal", "%1.%2"))
    list_of_style = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    styles = (
        style("1", "heading 1", properties=list_of_style.format(0)) + style("Heading1", "章", "1")
        + style("Heading2", "heading 2", properties=list_of_style.format(1)) + style("Title", "Title")
    )  # fmt: skip
    source, tree = grown(document(*HANDBOOK, styles=styles, numbering=numbered))
    assert [tree.mark(node) for node in tree.chapters] == ["第一章", "第二章", "第三章"]
    articles = tree.chapters[0].children
    assert [(tree.mark(node), tree.heading(node)) for node in articles] == [
        ("一.1", "目的"),
        ("一.2", "范围"),
    ]
    assert len(source.generated) == 6


def test_a_number_of_word_without_a_sign_behind_it_is_the_mark_of_its_heading():
    own = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(
        styled(words, "Heading1", own) + styled("应当守时。应当守密。", "Normal")
        for words in ("考勤", "保密")
    )
    _source, tree = grown(files.docx(body=body, styles=ENGLISH, numbering=files.list_of(("decimal", "%1"))))
    assert [(tree.mark(node), tree.heading(node)) for node in tree.chapters] == [("1", "考勤"), ("2", "保密")]


def test_typed_numbers_and_bare_headings_of_one_document_stand_side_by_side():
    _source, tree = grown(
        document(
            ("第一章 总则", "Heading1"), ("目的", "Heading2"), "为规范管理。", ("适用", "Heading2"), "适用于员工。",
            ("第二章 请假", "Heading1"), "第一条 事假须提前。", "第二条 病假凭证明。", ("附则", "Heading1"), "第三条 自发布之日起施行。",
        )
    )  # fmt: skip
    assert [tree.mark(node) or tree.heading(node) for node in tree.chapters] == ["第一章", "第二章", "附则"]
    assert [len(node.children) for node in tree.chapters] == [2, 2, 1]
    assert tree.defects == []


def test_what_a_style_takes_out_of_the_outline_is_text():
    styles = ENGLISH + style("TOCHeading", "TOC Heading", "Heading1", LEVEL.format(9))
    _source, tree = grown(
        document(*HANDBOOK[:4], ("应急电话见附页", "TOCHeading"), *HANDBOOK[4:], styles=styles)
    )
    assert [tree.heading(node) for node in tree.chapters] == ["总则", "请假", "附则"]
