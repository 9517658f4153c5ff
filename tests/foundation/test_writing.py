"""Nothing that leaves comes alive in a spreadsheet, and all of it comes back."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banyan.foundation.readers import Text
from banyan.foundation.sheets import Column, Sheet
from banyan.foundation.tables import open_table
from banyan.foundation.writing import formula_restored, formula_safe

NOTES = Sheet(
    "notes", "Notes", (Column("number", "编号", Text()), Column("note", "备注", Text())), ("number",)
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "'=1", "''=1"]
)
def test_what_a_spreadsheet_would_run_is_protected(text):
    assert formula_safe(text) == "'" + text


@pytest.mark.parametrize("text", ["示例", "1-1", "'例", "", "a=b"])
def test_what_is_harmless_stays_as_it_is(text):
    assert formula_safe(text) == text


@given(st.text("='+-@\t\r＝示a", max_size=8))
def test_every_text_survives_the_round_trip(text):
    assert formula_restored(formula_safe(text)) == text


@settings(max_examples=50)
@given(st.lists(st.text("='+-@＝示例a, \"|;", min_size=1, max_size=8), min_size=1, max_size=8))
def test_a_written_table_is_read_back_cell_by_cell(notes):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(NOTES.headers)
    writer.writerows([f"N{place}", formula_safe(note)] for place, note in enumerate(notes))
    read = open_table(out.getvalue().encode(), "notes.csv", NOTES).rows_by_name()
    assert [row.raw["note"] for row in read] == notes
