"""Forms as PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import translation
from pypdf import PdfReader

from banyan.core.documents import FontsMissing, a4, pdf, printing
from banyan.core.identity.actor import system_actor

FORM = "core/documents/forms/a4.typ"
MOMENT = datetime(2025, 12, 31, 2, 0, tzinfo=UTC)
BY = system_actor("测试")
needs_fonts = pytest.mark.skipif(bool(printing.missing_fonts()), reason="needs the Noto CJK fonts")


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def form(north):
    """A form with a block of every kind."""
    blocks = (
        a4.fields(
            ("地点", "#panic() $x$ *非粗体*"), ("日期", date(2025, 12, 29)), ("预算", Decimal("1200.50"))
        ),
        a4.fields(("出席", (a4.Tick("主任", True), a4.Tick("督导"))), per_row=1),
        a4.words("下周计划", "", tall=True),
        a4.lines(("事项", "责任人"), [("联系街道", "样丙")] * 60, widths=(3, 1)),
        a4.signatures(
            a4.Hand("记录人", name="样乙", day=date(2025, 12, 30)),
            a4.Hand("主持人", seal=a4.seal_of_the_station()),
        ),
    )
    return a4.Form("会议纪要", "BY-T-01", north, "T-1", blocks, note="一式一份")


def text_of(made):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


@needs_fonts
def test_a_form_is_set_as_pdf_and_the_same_data_give_the_same_bytes(form):
    first = a4.paper(form, BY, MOMENT)
    assert first.startswith(b"%PDF-")
    assert first == a4.paper(form, BY, MOMENT)


@needs_fonts
def test_header_and_footer_say_unit_file_form_code_printer_and_page_of_pages(form, agency, north):
    text = text_of(a4.paper(form, BY, MOMENT)).replace(" ", "")
    for said in (
        agency.name,
        north.name,
        "档号T-1",
        "表BY-T-01",
        "打印2025-12-3110:00测试",
        "第1页/共2页",
        "第2页/共2页",
    ):
        assert said in text


@needs_fonts
def test_ticks_days_and_empty_signature_lines_stand_as_people_know_them(form):
    text = text_of(a4.paper(form, BY, MOMENT)).replace(" ", "")
    for said in ("☑主任", "☐督导", "2025年12月29日", "1,200.50", "年　　月　　日", "站章"):
        assert said in text
    assert text.count("责任人") == 2


@needs_fonts
def test_data_is_never_read_as_typst(form):
    made = a4.paper(replace(form, title='#read("/etc/passwd")'), BY, MOMENT)
    text = text_of(made).replace(" ", "")
    assert '#read("/etc/passwd")' in text
    assert "root:" not in text


def test_the_file_is_named_by_code_and_number(form):
    if printing.missing_fonts():
        pytest.skip("needs the Noto CJK fonts")
    answer = a4.answer(replace(form, number='T"1\r\nX: y'), BY, MOMENT)
    assert answer["Content-Disposition"] == 'inline; filename="by-t-01-t1-x-y.pdf"'


@pytest.mark.parametrize("form", ["../pyproject.toml", "core/documents/printing.py", "/etc/passwd"])
def test_only_forms_of_the_product_are_set(form):
    with pytest.raises(ValueError, match="no form"):
        pdf(form, {}, MOMENT)


def test_a_server_without_chinese_fonts_says_what_to_install(monkeypatch):
    monkeypatch.setattr(printing, "FONTS", ("No Such Face",))
    printing._compiler.cache_clear()
    with pytest.raises(FontsMissing) as refused:
        pdf(FORM, {}, MOMENT)
    assert "fonts-noto-cjk" in str(refused.value.way_out)
    printing._compiler.cache_clear()
