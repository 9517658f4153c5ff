"""What is no rulebook is refused in one sentence; what Word keeps elsewhere is read where it belongs."""

import pytest

from banyan.domains.rulebook.rules.reading import UnreadableRulebook, plant, read
from tests.rulebook import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TRADITIONAL = "總則。本制度旨在規範項目的管理，確保項目的順利實施，提高服務質量，滿足服務對象需求。" * 3


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty", "empty"),
        (b"  \r\n\xef\xbb\xbf", "empty", "empty"),
        ("\u3000\n \n".encode(), "empty", "empty"),
        (OLE, "kind", "old Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "locked", "password"),
        (b"%PDF-1.7\n%\xe2\xe3", "kind", "PDF"),
        (b"\n%PDF-1.4", "kind", "PDF"),
        (b"{\\rtf1\\ansi", "kind", "RTF"),
        (b"<!DOCTYPE html><p>x", "kind", "HTML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "kind", "PNG"),
        ("第一章 总则".encode("utf-16"), "encoding", "UTF-16"),
        ("第一章 总则 abc".encode("utf-16-le"), "encoding", "UTF-16"),
        (TRADITIONAL.encode("big5"), "encoding", "Big5"),
        ("第一章 总则".encode() * 9 + b"\xff\xfe" + "附则".encode(), "encoding", "Line 1"),
        (bytes(range(1, 255)) * 4, "encoding", "neither UTF-8 nor GB18030"),
        (b"\x01\x02\0\x03 text", "kind", "holds no text"),
        (files.archive({"xl/workbook.xml": "<x/>"}), "kind", "XLSX"),
        (files.archive({"content.xml": "<x/>"}), "kind", "ODT"),
        (files.archive({"readme.txt": "x"}), "kind", "ZIP"),
        (b"PK\x03\x04 broken", "damaged", "damaged"),
        (files.docx("第一条 守时。")[:-40], "damaged", "damaged"),
        (files.archive({"word/document.xml": "<w:document"}), "damaged", "damaged"),
    ],
)
def test_what_is_no_rulebook_is_refused_in_one_sentence(content, code, says):
    with pytest.raises(UnreadableRulebook) as refused:
        read(content, "制度.docx")
    assert refused.value.code == code
    assert says in str(refused.value)
    assert len(refused.value.problems) == 1


def test_a_scan_inside_a_document_is_named():
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>'
    with pytest.raises(UnreadableRulebook) as refused:
        read(files.archive({"word/document.xml": body, "word/media/image1.png": b"x"}))
    assert refused.value.code == "pictures"


def test_a_document_that_unpacks_without_end_is_refused():
    with pytest.raises(UnreadableRulebook) as refused:
        read(files.archive({"word/document.xml": b"<a>" + b" " * (61 << 20) + b"</a>"}))
    assert refused.value.code == "too_large"


def test_a_document_cannot_reach_for_other_files():
    body = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document xmlns:w="w"><w:t>&e;</w:t></w:document>'
    with pytest.raises(UnreadableRulebook) as refused:
        read(files.archive({"word/document.xml": body}))
    assert refused.value.code == "damaged"


def test_the_name_of_a_file_does_not_matter():
    assert read("第一条 守时。".encode(), "制度.docx").encoding == "utf-8"
    assert read(files.docx("第一条 守时。"), "制度.txt").encoding == "docx"


def test_typed_numbers_of_a_document_make_the_tree():
    tree = plant(read(files.docx(*files.ARTICLES.split("\n"))).text)
    assert [len(chapter.children) for chapter in tree.chapters] == [2, 2, 1]
    assert tree.defects == []


def test_numbers_that_word_makes_are_counted_as_word_counts_them():
    numbering = files.list_of(
        ("chineseCountingThousand", "第%1章"), ("chineseCounting", "第%2条"), ("decimal", "(%3)")
    )
    items = [("总则", 1, 0), ("守时。", 1, 1), ("守密。", 1, 1), ("组织", 1, 0)]
    items += [("站长负责：", 1, 1), ("计划；", 1, 2), ("检查。", 1, 2)]
    content = files.docx("样例办法", *items, numbering=numbering)
    source = read(content)
    assert source.text.split("\n") == [
        "样例办法", "第一章总则", "第一条守时。", "第二条守密。", "第二章组织", "第一条站长负责：", "(1)计划；", "(2)检查。",
    ]  # fmt: skip
    assert [source.text[begin:end] for begin, end in source.generated][:2] == ["第一章", "第一条"]
    assert [len(chapter.children) for chapter in plant(source.text).chapters] == [2, 1]


def test_tables_are_read_and_deleted_and_hidden_words_are_not():
    body = (
        "<w:p><w:r><w:t>第一条 甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>丙</w:t></w:r><w:ins><w:r><w:t>丁。</w:t></w:r></w:ins></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>戊</w:t><w:tab/><w:t>己</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert read(files.docx(body=body)).text == "第一条 甲丁。\n戊\t己"


@pytest.mark.parametrize("size", [21 << 20])
def test_a_file_larger_than_any_rulebook_is_refused(size):
    with pytest.raises(UnreadableRulebook) as refused:
        read(b"x" * size)
    assert refused.value.code == "too_large"


def test_numbers_three_deep_and_the_rows_of_a_table_are_read_as_they_stand_on_paper():
    figures = "chineseCountingThousand"
    numbering = files.list_of((figures, "第%1章"), (figures, "第%2条"), (figures, "（%3）"))
    written = ("费用审批规定", ("总则", 1, 0), ("适用于：", 1, 1), ("社区；", 1, 2), ("学校。", 1, 2), ("权限", 1, 0),
               ("审批权限见下表：", 1, 1))  # fmt: skip
    body = files.table(("岗位", "额度"), ("站长", "500元以下"))
    tree = plant(read(files.docx(*written, numbering=numbering, body=body)).text)
    told = [(tree.mark(node), node.where.count("›")) for chapter in tree.chapters for node in chapter.walk()]
    assert told == [("第一章", 0), ("第一条", 1), ("（一）", 2), ("（二）", 2), ("第二章", 0), ("第一条", 1)]
    assert tree.own(tree.chapters[1].children[0]).endswith("岗位\t额度\n站长\t500元以下")
    assert tree.defects == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_pages_that_tear_a_traditional_text_apart_are_told_with_its_wrong_numbers(encoding):
    source = read(files.TORN_BY_PAGES.replace("\n", "\r\n").encode(encoding))
    tree = plant(source.text)
    assert (source.encoding, tree.title) == (encoding, "社會服務中心員工手冊")
    assert [len(chapter.children) for chapter in tree.chapters] == [3, 2]
    assert [(each.kind, each.line) for each in tree.defects] == [
        ("page_edge", 2), ("missing", 7), ("doubled", 8), ("empty", 11),
    ]  # fmt: skip
    assert tree.defects[0].told.params == {"count": 4, "words": "— 1 —"}


@pytest.mark.clause("R10.2.1")
def test_numbers_that_word_makes_without_a_sign_are_kept_apart_from_the_words():
    numbering = files.list_of(("decimal", "%1"), ("decimal", "%1.%2"))
    items = [("值班安排", 1, 0), ("每日两人值班。", 1, 1), ("交接", 1, 0), ("交接须书面。", 1, 1)]
    source = read(files.docx("值班制度", *items, numbering=numbering))
    tree = plant(source.text)
    assert [tree.mark(each) for each in tree.chapters] == ["1", "2"]
    assert [tree.mark(each.children[0]) for each in tree.chapters] == ["1.1", "2.1"]
    assert [source.text[begin:end] for begin, end in source.generated][:2] == ["1 ", "1.1 "]


@pytest.mark.clause("R10.2.1")
def test_numbers_that_word_makes_are_checked_for_gaps_and_doubled_ones_like_typed_ones():
    begun_anew = (
        '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    numbering = files.list_of(("chineseCounting", "%1、")) + begun_anew.format(2) + begun_anew.format(3)
    items = [("总则", 1, 0), ("归档", 1, 0), ("借阅", 2, 0), ("销毁", 3, 0)]
    tree = plant(read(files.docx("档案管理制度", *items, numbering=numbering)).text)
    assert [(each.kind, each.expected, each.found) for each in tree.defects] == [
        ("missing", 3, 4),
        ("doubled", 5, 4),
    ]
