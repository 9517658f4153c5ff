"""Rulebooks as agencies bring them: the tree, the defects, and every character kept."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.domains.rulebook.rules.reading import UnreadableRulebook, plant, read
from banyan.domains.rulebook.rules.reading.answer import answer
from tests.rulebook import files

RUN_ON = (
    "样例制度一、总则1.目的本制度旨在规范工作。2.适用范围本制度适用于各站点。二、经费1.预算管理在年初编制预算,"
    "金额3.5万元以上的报批,保管期限为短期(15年)、中期(510年)和长期(10年以上)。2.经费报销员工应在30日内报销。"
    "三、附则1.解释本制度由理事会负责解释。"
)


def told(text: str) -> dict:
    """What the shell answers for a text."""
    return answer(read(text.encode()), plant(text))


def numbers(chapters: list[dict]) -> list[int | None]:
    return [each["number"] for each in chapters]


def kinds(found: dict) -> list[str]:
    return [each["kind"] for each in found["defects"]]


@pytest.fixture(scope="module")
def sample(samples) -> dict:
    return told((samples / "rulebook_source.txt").read_text(encoding="utf-8"))


def test_the_sample_has_nine_chapters_with_their_sections(sample):
    assert numbers(sample["chapters"]) == list(range(1, 10))
    assert [len(each["sections"]) for each in sample["chapters"]] == [3, 2, 2, 4, 4, 4, 4, 4, 1]
    assert all(
        numbers(each["sections"]) == list(range(1, len(each["sections"]) + 1)) for each in sample["chapters"]
    )


def test_the_sample_says_how_its_sections_are_called(sample):
    called = {(c["number"], s["number"]): s["title"] for c in sample["chapters"] for s in c["sections"]}
    assert called[5, 2] == "預算管理"
    assert called[1, 1] == "目的"
    assert called[2, 1] == "項目管理架構"
    assert called[6, 1] == "人員招聘與配置"
    assert called[7, 4] == "志愿者激勵與退出"
    assert sample["title"] == "社工項目制度管理制度"


def test_the_cut_end_of_the_sample_is_marked_and_the_ninth_chapter_incomplete(sample):
    assert sample["cut_end"] is True
    assert [each["incomplete"] for each in sample["chapters"]] == [False] * 8 + [True]
    assert "cut_end" in kinds(sample)


def test_the_years_that_lost_their_dashes_are_named_and_kept(sample):
    assert "lost_range" in kinds(sample)
    eighth = sample["chapters"][7]["sections"][2]
    assert any("中期(510年)" in item["text"] for item in eighth["items"])


def test_the_simplified_reading_stands_beside_the_original(sample):
    assert sample["title_simplified"] == "社工项目制度管理制度"
    assert sample["chapters"][4]["sections"][1]["title_simplified"] == "预算管理"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_sample_reads_the_same_in_every_encoding(samples, encoding):
    text = (samples / "rulebook_source.txt").read_text(encoding="utf-8")
    source = read(text.encode(encoding))
    assert source.text == text
    assert source.encoding == ("gb18030" if encoding == "gb18030" else "utf-8")


def test_a_mark_before_gb18030_is_no_part_of_the_text():
    source = read("\ufeff".encode("gb18030") + files.ARTICLES.encode("gb18030"))
    assert source.text == files.ARTICLES


def test_articles_run_through_the_chapters():
    found = told(files.ARTICLES)
    assert numbers(found["chapters"]) == [1, 2, 3]
    assert [numbers(each["sections"]) for each in found["chapters"]] == [[1, 2], [3, 4], [5]]
    assert found["defects"] == []
    assert found["title"] == "站点管理办法"


def test_items_lie_below_their_article():
    third = told(files.ARTICLES)["chapters"][1]["sections"][0]
    assert third["title"] == "站点负责人的职责"
    assert numbers(third["items"]) == [1, 2, 3]
    assert numbers(third["items"][1]["items"]) == [1, 2]


def test_numbers_references_and_amounts_are_no_marks():
    found = told(files.ARTICLES)
    second = found["chapters"][0]["sections"][1]
    assert "依照第一条规定，3.5万元以上" in "".join(item["text"] for item in second["items"])
    assert found["chapters"][0]["sections"][1]["number"] == 2


def test_missing_and_doubled_numbers_are_named_with_their_place():
    found = told(files.WRONG_NUMBERS)
    said = [(each["kind"], each["line"], each["expected"], each["found"]) for each in found["defects"]]
    assert said == [("doubled", 7, 4, 3), ("missing", 8, 4, 5), ("missing", 9, 3, 4)]
    assert found["defects"][1]["where"] == "第二章请假 › 第五条"
    assert [numbers(each["sections"]) for each in found["chapters"]] == [[1, 2], [3, 3, 5], [6]]


def test_figures_and_brackets_alone_make_two_levels():
    found = told(files.FIGURES_ONLY)
    assert [each["title"] for each in found["chapters"]] == ["考勤", "请假", "报销"]
    assert [numbers(each["sections"]) for each in found["chapters"]] == [[1, 2], [1, 2], [1]]
    assert found["defects"] == []


def test_a_text_without_numbers_is_read_by_its_headings():
    found = told(files.UNNUMBERED)
    assert [each["title"] for each in found["chapters"]] == ["总则", "行为要求", "附则"]
    assert numbers(found["chapters"]) == [None] * 3
    assert found["remarks"]


def test_words_without_any_heading_stand_as_sentences():
    found = told("员工应当守时。员工应当诚实。")
    assert [item["text"] for item in found["chapters"][0]["items"]] == ["员工应当守时。", "员工应当诚实。"]


def test_run_on_text_is_divided_where_it_goes_on_counting():
    found = told(RUN_ON)
    assert [each["title"] for each in found["chapters"]] == ["总则", "经费", "附则"]
    assert [[s["title"] for s in c["sections"]] for c in found["chapters"]] == [
        ["目的", "适用范围"],
        ["预算管理", "经费报销"],
        ["解释"],
    ]
    assert kinds(found) == ["lost_range"]


@pytest.mark.parametrize("number", ["二", "三"])
def test_a_chapter_missing_in_run_on_text_is_named(number):
    text = "样例制度一、总则1.目的本制度旨在规范。二、经费1.预算管理在年初编制。三、人员1.培训为员工提供培训。四、附则1.解释由理事会解释。"
    begin = text.index(f"{number}、")
    end = text.index("、", begin + 2) - 1
    found = told(text[:begin] + text[end:])
    assert len(found["chapters"]) == 3
    assert kinds(found) == ["missing"]


def test_a_section_goes_on_after_items_that_run_into_its_number():
    text = (
        "一、总则 1. 目的 为了保证服务质量（1）达成目标（2）合理使用资源2. 原则 依法；专业；3年以内完成3. 适用范围 所有项目"
        "二、组织 1. 委员会 由5人组成。2、负责人 负责3.5项工作"
    )
    found = told(text)
    assert [[s["title"] for s in c["sections"]] for c in found["chapters"]] == [
        ["目的", "原则", "适用范围"],
        ["委员会", "负责人"],
    ]
    assert numbers(found["chapters"][0]["sections"][0]["items"]) == [1, 2]


@pytest.mark.parametrize("heading", ["目  录\n", "目录\r\n", "目錄\r\n"])
def test_a_table_of_contents_is_no_row_of_chapters(heading):
    contents = heading + "第一章 总则……1\n第二章 组织……2\n第三章 附则……5\n\n"
    found = told(files.ARTICLES.replace("第一章　总则\n", contents + "第一章　总则\n"))
    assert numbers(found["chapters"]) == [1, 2, 3]
    assert found["defects"] == []
    assert contents.strip() in found["lead"]


def test_decimal_numbers_make_levels_and_amounts_do_not():
    found = told(
        "1 目的\n为规范工作。\n2 范围\n2.1 人员\n全体员工。\n2.3 例外\n外聘除外。\n3 职责\n3.5万元以上由总部批准。\n"
    )
    assert numbers(found["chapters"]) == [1, 2, 3]
    assert numbers(found["chapters"][1]["sections"]) == [1, 3]
    assert kinds(found) == ["missing"]
    assert "3.5万元" in found["chapters"][2]["text"]


def test_a_row_that_begins_anew_is_named():
    assert kinds(told("一、总则\n1.守时。\n2.诚实。\n1.守密。\n二、附则\n1.试行。\n")) == ["restarted"]


def test_a_mark_with_nothing_behind_it_is_named():
    assert "empty" in kinds(told("一、总则\n1.守时。\n2.\n3.守密。\n二、附则\n1.试行。\n"))


def test_signs_lost_in_a_conversion_are_named():
    assert "unreadable" in kinds(told("一、总则\n1.守\ufffd时。\n2.守密。\n"))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("一、总则\n1.守时。\n2.工作例会应通报进", True),
        ("一、总则\n1.守时。\n2.守密。\n\n样例机构\n2025年3月20日", False),
        ("一、总则\n1.守时。\n2.守密。\n样例社会服务机构", False),
        ("一、总则\n1.守时\n2.守密\n3.诚实\n4.友善\n5.守法", False),
        ("一、总则。\n二、附则。\n", False),
        ("第一章总则第一条守时。第二条本办法自2025年4月1日起施行", False),
        ("一、总则\n守时。\n附件：\n1.考勤表\n2.请假单", False),
    ],
)
def test_a_cut_end_is_told_from_a_signature(text, cut):
    assert told(text)["cut_end"] is cut


MARKS = "第一章 第二章 第三条 一、 二、 （一） (2) 1. 2. 3、 ① ⒈ 1.1 a. Ⅱ、 目录 总则 职责 10年以上 3.5 2025年 短期(15年) 根据"
SIGNS = "。；，：「項目𠮷\n\r \u3000\t\ufeff\ufffd"
PIECES = st.sampled_from([*MARKS.split(), *SIGNS])


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_the_tree_gives_the_text_back_to_the_character(text):
    tree = plant(text)
    assert "".join(tree.own(node) for node in tree.nodes()) == text


BROUGHT = [
    files.ARTICLES.encode(),
    files.WRONG_NUMBERS.encode("gb18030"),
    RUN_ON.encode(),
    files.docx(*files.ARTICLES.split("\n")),
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mutilated_rulebook_is_read_or_refused_in_one_sentence(data):
    whole = data.draw(st.sampled_from(BROUGHT))
    begin, end = sorted(data.draw(st.tuples(st.integers(0, len(whole)), st.integers(0, len(whole)))))
    mutilated = whole[:begin] + data.draw(st.binary(max_size=8)) + whole[end:]
    refused = None
    try:
        source = read(mutilated)
    except UnreadableRulebook as told_why:
        refused = told_why
    if refused is not None:
        assert len(refused.problems) == 1
        return
    tree = plant(source.text)
    assert "".join(tree.own(node) for node in tree.nodes()) == source.text


@pytest.mark.clause("R10.2.1")
def test_articles_run_into_words_are_told_from_references_and_from_marks_of_footnotes():
    tree = plant(
        "社区服务中心管理规定第一章总则第一条为加强管理①，制定本规定。第二条本规定所称项目，是指购买的服务②。"
        "第二章会议第三条中心每周召开例会。第四条纪要在2个工作日内完成，评估按第五条执行。第五条及时公开结果。"
        "第七条本规定自发布之日起施行。"
    )
    assert [tree.mark(each) for each in tree.chapters[0].children] == ["第一条", "第二条"]
    assert [tree.mark(each) for each in tree.chapters[1].children] == ["第三条", "第四条", "第五条", "第七条"]
    assert [(each.kind, each.expected) for each in tree.defects] == [("missing", 6)]


def test_a_list_whose_items_have_no_full_stop_is_not_cut_at_its_end():
    kept = "一、招募\n1.公开招募。\n2.面试。\n二、保障\n1）购买保险\n2）发放补贴\n"
    assert plant(kept).cut_end is False
    assert plant(kept.replace("购买保险", "购买保险。")).cut_end is True


@pytest.mark.parametrize("end", ["①指街道购买的服务②指每周一次", "\n①指街道购买的服务\n②指每周一次"])
def test_footnotes_after_the_last_article_are_no_items_and_no_cut_end(end):
    words = (
        "社区服务中心管理规定第一章总则第一条为加强管理①，制定本规定。第二章会议第二条中心每周召开例会②。"
        "第三条本规定自发布之日起施行。"
    )
    tree = plant(words + end)
    assert [tree.mark(each) for each in tree.chapters[1].children] == ["第二条", "第三条"]
    assert (tree.cut_end, tree.defects) == (False, [])
    assert "circle" not in {node.kind for node in tree.nodes()}
    assert len(tree.remarks) == len(plant(words).remarks) + 1
    unpointed = plant(words.replace("①，", "，") + end)
    assert unpointed.remarks == plant(words).remarks and unpointed.chapters[1].children[-1].children
    longer = plant(words + end + "。第四条附则。")
    assert longer.mark(longer.chapters[1].children[-1]) == "第四条"


@pytest.mark.clause("R10.2.1")
@pytest.mark.parametrize("sign", ["[{}]", "［{}］", "〔{}〕", "[注{}]"])
def test_footnotes_in_brackets_on_lines_of_their_own_are_no_items_and_no_cut_end(sign):
    one, two = sign.format(1), sign.format(2)
    words = f"督导制度\n第一条 督导每两周一次{one}，每次一小时。\n第二条 记录三日内完成。{two}\n第三条 督导具备中级职称。\n"
    tree = plant(f"{words}{one} 新员工头三个月每周一次\n{two} 节假日顺延\n")
    assert [tree.mark(each) for each in tree.chapters] == ["第一条", "第二条", "第三条"]
    assert (tree.cut_end, tree.defects, len(tree.remarks)) == (False, [], 1)
    assert plant(f"{words}{one} 新员工头三个月每周一次\n第四条 附则。\n").remarks == [], "an article follows"
    assert plant(words.replace(one, "") + f"{one} 新员工\n").remarks == [], "nothing points at it"


def shape(nodes, tree) -> list:
    return [[tree.mark(each), *shape(each.children, tree)] for each in nodes]


def test_roman_rows_nested_figures_and_appendices_stand_where_they_belong():
    text = (
        "经费管理制度\r\n本制度经理事会通过。\r\nⅠ 总则\r\n1.1 专款专用。\r\n1.2 公开采购。\r\n1.2.1 五百元以下由主管批准。\r\n"
        "Ⅱ 报销\r\n2.1 须附发票。\r\n2.3 逾期须说明。\r\n附件一 权限表\r\n500元以下：主管\r\n附录\r\n样式见上。\r\n"
    )
    tree = plant(text)
    assert shape(tree.chapters, tree) == [
        ["Ⅰ", ["1.1"], ["1.2", ["1.2.1"]]], ["Ⅱ", ["2.1"], ["2.3"]], ["附件一"], ["附录"],
    ]  # fmt: skip
    assert [(each.kind, each.expected, each.found) for each in tree.defects] == [("missing", 2, 3)]
    assert [node.number for node in tree.chapters] == [1, 2, 1, None]


def test_plain_letters_are_a_roman_row_or_letters_by_what_stands_before():
    roman = plant("印章办法\nI. 档案\n1. 集中保管。\n(i) 用途\n(ii) 份数\nII. 印章\n1. 用印登记。\n")
    assert shape(roman.chapters, roman) == [["I.", ["1.", ["(i)"], ["(ii)"]]], ["II.", ["1."]]]
    rows = "".join(f"{letter}. 第{place}项内容。\n" for place, letter in enumerate("ABCDEFGHIJ", 1))
    letters = plant("用品清单\n" + rows)
    assert [each.kind for each in letters.chapters] == ["letter"] * 10 and letters.defects == []


def test_an_article_put_in_later_is_no_repetition():
    head = "志愿服务条例\n第九条 面谈。\n第十条 建档。\n"
    assert [each.kind for each in plant(head).defects] == ["missing"]
    later = plant(head + "第十条之一 复核。\n第十之二条 由部门负责。\n第十一条 解释。\n")
    assert shape(later.chapters, later)[2:] == [["第十条之一"], ["第十之二条"], ["第十一条"]]
    assert len(later.defects) == 1
    gap = plant(head + "第十条之一 复核。\n第十条之三 由部门负责。\n第十条之三 再负责。\n").defects[1:]
    assert [(each.kind, each.expected, each.found) for each in gap] == [("missing", 2, 3), ("doubled", 4, 3)]
