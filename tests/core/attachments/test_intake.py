"""What may hang on a record, judged by its content."""

import io
import zipfile

import pytest
from PIL import Image

from banyan.core.attachments import intake
from banyan.foundation.refusal import Refused

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def picture(kind: str = "JPEG", size=(40, 20), **saving) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **saving)
    return out.getvalue()


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (PDF, "application/pdf"),
        (picture(), "image/jpeg"),
        (picture("PNG"), "image/jpeg"),
        (picture("WEBP"), "image/jpeg"),
        (office("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (office("OFD.xml"), "application/ofd"),
        ("签到表\n示例".encode(), "text/plain"),
        ("签到表\n示例".encode("gb18030"), "text/plain"),
    ],
)
def test_what_the_office_brings_is_taken_for_what_it_is(content, content_type):
    assert intake.accept("签到.bin", content).content_type == content_type


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00\x03\x00", "kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kind"),
        (office("a/b.txt"), "kind"),
        (office("word/document.xml", "word/vbaProject.bin"), "macros"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xff\xd8\xff\xe0 not a picture", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "damaged"),
        (b"x" * (intake.LARGEST_BYTES + 1), "too_large"),
    ],
)
def test_everything_else_is_refused_in_a_sentence(content, code):
    with pytest.raises(Refused) as refused:
        intake.accept("a.pdf", content)
    assert refused.value.code == code


def test_a_picture_loses_the_place_it_was_taken_at_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    with Image.open(io.BytesIO(picture(exif=exif.tobytes()))) as before:
        assert before.getexif()
    with Image.open(io.BytesIO(intake.accept("a.jpg", picture(exif=exif.tobytes())).content)) as after:
        assert not after.getexif()
        assert after.size == (20, 40)


def test_a_picture_with_more_pixels_than_allowed_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr(intake, "_LARGEST_PIXELS", 100)
    with pytest.raises(Refused) as refused:
        intake.accept("a.png", picture("PNG"))
    assert refused.value.code == "too_large"


def test_a_picture_is_brought_to_a_bearable_size():
    _type, _ending, content = intake.redrawn(picture(size=(5000, 10)))
    with Image.open(io.BytesIO(content)) as drawn:
        assert drawn.width == 4000


def test_an_archive_that_says_it_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(intake, "_LARGEST_UNPACKED", 3)
    with pytest.raises(Refused) as refused:
        intake.accept("a.docx", office("word/document.xml"))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("签到表.pdf", "签到表.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\files\\照片.PDF", "照片.pdf"),
        ("report.docx.exe", "report.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("", "file.pdf"),
        ("长" * 300 + ".pdf", "长" * 100 + ".pdf"),
    ],
)
def test_a_file_name_keeps_its_words_and_loses_its_tricks(name, kept):
    assert intake.clean_name(name, ".pdf") == kept
