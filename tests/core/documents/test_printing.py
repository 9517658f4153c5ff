"""Forms as PDF."""

from datetime import UTC, datetime

import pytest

from banyan.core.documents import FontsMissing, pdf, printing

FORM = "core/documents/forms/countersigning.typ"
MOMENT = datetime(2025, 12, 31, 2, 0, tzinfo=UTC)
DATA = {
    "title": "会签单",
    "unit": "示例站",
    "number": "T-1",
    "form_code": "T",
    "printed": "2025-12-31",
    "facts": [{"label": "事项", "value": "#panic() $x$ *非粗体*"}],
    "heads": ["岗位", "意见", "签名", "日期"],
    "stops": [{"post": "主任", "words": "同意", "mark": "样甲", "day": "12月31日"}] * 30,
    "closing": "终",
}
needs_fonts = pytest.mark.skipif(bool(printing.missing_fonts()), reason="needs the Noto CJK fonts")


@needs_fonts
def test_a_form_is_set_as_pdf_and_the_same_data_give_the_same_bytes():
    first = pdf(FORM, DATA, MOMENT)
    assert first.startswith(b"%PDF-")
    assert first == pdf(FORM, DATA, MOMENT)


@needs_fonts
def test_data_is_never_read_as_typst():
    assert pdf(FORM, DATA | {"title": '#read("/etc/passwd")'}, MOMENT).startswith(b"%PDF-")


@pytest.mark.parametrize("form", ["../pyproject.toml", "core/documents/printing.py", "/etc/passwd"])
def test_only_forms_of_the_product_are_set(form):
    with pytest.raises(ValueError, match="no form"):
        pdf(form, {}, MOMENT)


def test_a_server_without_chinese_fonts_says_what_to_install(monkeypatch):
    monkeypatch.setattr(printing, "FONTS", ("No Such Face",))
    printing._compiler.cache_clear()
    with pytest.raises(FontsMissing) as refused:
        pdf(FORM, DATA, MOMENT)
    assert "fonts-noto-cjk" in str(refused.value.way_out)
    printing._compiler.cache_clear()
