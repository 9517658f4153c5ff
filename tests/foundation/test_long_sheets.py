"""A long workbook is read piece by piece, and says the same as one that is opened whole."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from banyan.foundation.tables import long_sheets, open_table
from banyan.foundation.tables.long_sheets import LongSheet
from tests.foundation.test_tables import HEADERS, STAFF

ROWS = 60
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
INLINE = re.compile(r't="inlineStr"><is>(.*?)</is>')
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def book():
    """A title, a gap, merged cells, dates, numbers, a formula, a failure, rich text, a hidden sheet, a sum."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in (["员工名册"], [], HEADERS):
        sheet.append(row)
    for count in range(ROWS):
        born = date(1990, 1, 2) if count % 2 else datetime(1985, 5, 6)
        sheet.append(
            [f"S{count:03}", f"示例{'甲乙丙'[count % 3]}", born, 13800138000 + count, 8.0, time(8, 55), "好"]
        )
    sheet["G8"], sheet["E9"], sheet["G10"] = "=1+1", True, "#N/A"
    sheet["G10"].data_type = "e"
    sheet["G12"] = CellRichText("一", TextBlock(InlineFont(b=True), "二"), " 三")
    sheet["G14"] = "从这里"
    sheet.merge_cells("G14:G18")
    sheet.append([])
    sheet.append(["合计", None, None, None, 480])
    made.create_sheet("旧名册").sheet_state = "hidden"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content, change):
    """The workbook with every part as `change(name, text)` has it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name).decode()))
    return out.getvalue()


def with_shared_texts(content):
    """The same workbook as Excel and WPS write it: cells point at texts that stand once."""
    texts = {}

    def shared(name, text):
        if name == SHEET:
            return INLINE.sub(lambda found: f't="s"><v>{texts.setdefault(found[1], len(texts))}</v>', text)
        if name == "xl/_rels/workbook.xml.rels":
            link = f'<Relationship Id="rId99" Type="{KIND}" Target="sharedStrings.xml"/></Relationships>'
            return text if KIND in text else text.replace("</Relationships>", link)
        return text

    made = io.BytesIO(changed(content, shared))
    with zipfile.ZipFile(made, "a") as archive:
        items = "".join(f"<si>{text}</si>" for text in texts)
        archive.writestr(
            TEXTS, f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{items}</sst>'
        )
    return made.getvalue()


def without_places(content):
    """As few programs write it: cells without their place, which follow from their order."""
    return changed(content, lambda name, text: re.sub(r'<c r="\w+"', "<c", text) if name == SHEET else text)


@pytest.fixture
def cut(monkeypatch, tmp_path):
    """Reads a workbook from the disk in pieces of a few rows."""
    for name, value in (
        ("WORTH_CUTTING", 0),
        ("_CHUNK", 900),
        ("_TEXTS_OF_A_BLOCK", 3),
        ("_BLOCKS_AT_HAND", 2),
    ):
        monkeypatch.setattr(long_sheets, name, value)

    def read(content):
        path = tmp_path / "book.xlsx"
        path.write_bytes(content)
        return open_table(path, path.name, STAFF)

    return read


def said(table):
    return (
        list(table.rows),
        table.row_count,
        table.header_line,
        [str(note) for note in table.notes],
        table.findings,
    )


@pytest.mark.parametrize("form", [bytes, with_shared_texts])
def test_a_sheet_read_in_pieces_says_what_it_says_as_a_whole(cut, form):
    content = form(book())
    whole, pieces = open_table(content, "book.xlsx", STAFF), cut(content)
    assert isinstance(pieces._source._grid._sheet, LongSheet)
    assert said(pieces) == said(whole)
    assert whole.row_count == ROWS


def test_no_piece_grows_with_the_sheet(cut):
    pieces = [len(piece) for piece in cut(with_shared_texts(book()))._source._grid._sheet._pieces()]
    assert len(pieces) > 5
    assert max(pieces) <= 3 * 900


def test_cells_that_do_not_say_where_they_stand_are_read_as_a_whole(cut):
    content = without_places(book())
    whole, found = open_table(content, "book.xlsx", STAFF), cut(content)
    assert not isinstance(found._source._grid._sheet, LongSheet)
    assert said(found) == said(whole)
