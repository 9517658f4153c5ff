"""What may hang on a record: files are judged by what they are, not by what they are called."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from PIL import Image, ImageOps

from banyan.foundation.refusal import Refused, noop, sentence

LARGEST_BYTES = 20 * 1024 * 1024
_LARGEST_PIXELS = 60_000_000
_LONGEST_EDGE = 4000
_MOST_MEMBERS = 5_000
_LARGEST_UNPACKED = 300 * 1024 * 1024
_LONGEST_NAME = 100
_JPEG_QUALITY = 88
_NAMED_WRONGLY = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_OFFICE = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    "OFD.xml": ("application/ofd", ".ofd"),
}


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept: cleaned name, what it really is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def accept(name: str, content: bytes) -> Accepted:
    """Take a file in, or refuse it. Pictures are drawn anew, which leaves their place and camera behind."""
    if not content:
        raise Refused({"file": noop("The file is empty.")}, code="empty")
    if len(content) > LARGEST_BYTES:
        limit = LARGEST_BYTES // (1024 * 1024)
        raise Refused(
            {"file": sentence(noop("The file is larger than %(limit)s MB."), limit=limit)}, code="too_large"
        )
    content_type, ending, content = _recognised(content)
    return Accepted(clean_name(name, ending), content_type, content)


def _recognised(content: bytes) -> tuple[str, str, bytes]:
    if content.startswith(b"%PDF-"):
        return "application/pdf", ".pdf", content
    if (
        content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or content[:4] + content[8:12] == b"RIFFWEBP"
    ):
        return redrawn(content)
    if content.startswith(b"PK\x03\x04"):
        return (*_office(content), content)
    if _is_text(content):
        return "text/plain", ".txt", content
    raise _unknown()


def _unknown() -> Refused:
    return Refused(
        {"file": noop("This kind of file is not taken.")},
        way_out=noop("Bring a PDF, a picture (JPEG, PNG, WebP), a text, or a DOCX, XLSX, PPTX or OFD file."),
        code="kind",
    )


def redrawn(content: bytes) -> tuple[str, str, bytes]:
    """A picture drawn anew, upright, at most 4,000 pixels long: content type, ending, bytes."""
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > _LARGEST_PIXELS:
                raise Refused({"file": noop("The picture has too many pixels.")}, code="too_large")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE))
            return _drawn(upright)
    except Refused:
        raise
    except Exception as error:  # a broken picture raises whatever its decoder happens to raise
        raise Refused({"file": noop("The picture is damaged.")}, code="damaged") from error


def _drawn(picture: Image.Image) -> tuple[str, str, bytes]:
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    fresh = Image.new("RGBA" if see_through else "RGB", picture.size)
    fresh.paste(picture.convert(fresh.mode))
    out = io.BytesIO()
    if see_through:
        fresh.save(out, "PNG", optimize=True)
        return "image/png", ".png", out.getvalue()
    fresh.save(out, "JPEG", quality=_JPEG_QUALITY)
    return "image/jpeg", ".jpg", out.getvalue()


def _office(content: bytes) -> tuple[str, str]:
    """Which office file it is, from its directory alone; nothing is unpacked, macros are refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except Exception as error:  # a forged directory raises many kinds of errors
        raise Refused({"file": noop("The file is damaged.")}, code="damaged") from error
    names = [member.filename for member in members]
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
        raise Refused({"file": noop("The file unpacks to more than is allowed.")}, code="too_large")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused({"file": noop("Files with macros are not taken.")}, code="macros")
    for start, kind in _OFFICE.items():
        if any(name.startswith(start) for name in names):
            return kind
    raise _unknown()


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(character.isprintable() or character in "\r\n\t\ufeff\u3000" for character in text)
    return False


def clean_name(name: str, ending: str) -> str:
    """A file name without folders, control and direction characters, with the ending of what the file is."""
    bare = PureWindowsPath(PurePosixPath(name).name).name
    plain = "".join(
        each for each in unicodedata.normalize("NFC", bare) if unicodedata.category(each)[0] != "C"
    )
    stem = plain.strip(" .")
    while _NAMED_WRONGLY.search(stem):
        stem = _NAMED_WRONGLY.sub("", stem)
    return f"{stem[:_LONGEST_NAME] or 'file'}{ending}"
