"""`banyan rulebook import` at the shell: the tree, the plain answer, the exit codes."""

import json

import pytest

from banyan.core import door
from banyan.domains.rulebook.models import Version
from banyan.site.cli import main
from tests.rulebook import files


@pytest.fixture
def written(tmp_path):
    """A file with this content."""

    def write(content: bytes, name: str = "制度.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


def test_the_tree_is_printed_as_json_and_nothing_is_written(written, capsys):
    assert main(["rulebook", "import", written(files.WRONG_NUMBERS.encode("gb18030")), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["title"], told["encoding"], told["cut_end"]) == ("员工守则", "gb18030", False)
    assert [each["number"] for each in told["chapters"]] == [1, 2, 4]
    assert [each["kind"] for each in told["defects"]] == ["doubled", "missing", "missing"]
    assert told["characters"] == len(files.WRONG_NUMBERS)


def test_a_document_is_read_like_a_text(written, capsys):
    content = files.docx(*files.ARTICLES.split("\n"))
    assert main(["rulebook", "import", written(content, "制度.docx"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["encoding"] == "docx"
    assert [len(each["sections"]) for each in told["chapters"]] == [2, 2, 1]


def test_the_plain_answer_is_chinese(written, capsys):
    assert main(["rulebook", "import", written(files.WRONG_NUMBERS.encode())]) == 0
    said = capsys.readouterr().out
    assert "标题: 员工守则" in said
    assert "第 8 行 第二章请假 › 第五条 3 之后是 5，缺 4。" in said


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "文件是空的"), (b"%PDF-1.7", "这是 PDF"), (b"PK\x03\x04", "文档已损坏")]
)
def test_what_is_no_rulebook_answers_one(written, capsys, content, said):
    assert main(["rulebook", "import", written(content)]) == 1
    assert said in capsys.readouterr().out


def test_a_file_that_is_not_there_answers_one(tmp_path):
    assert main(["rulebook", "import", str(tmp_path / "none.docx")]) == 1


@pytest.mark.parametrize("arguments", [["rulebook"], ["rulebook", "import"], ["rulebook", "export", "x"]])
def test_wrong_use_answers_two(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_with_a_unit_it_is_kept_as_a_draft_and_with_dry_run_it_is_not(agency, written, capsys):
    file = written(files.ARTICLES.encode())
    assert main(["rulebook", "import", file, "--unit", agency.code, "--dry-run"]) == 0
    with door.opened("test"):
        assert Version.objects.count() == 0
    capsys.readouterr()
    assert main(["rulebook", "import", file, "--unit", agency.code, "--json"]) == 0
    kept = json.loads(capsys.readouterr().out)["kept_as"]
    with door.opened("test"):
        assert Version.objects.get().number == kept
