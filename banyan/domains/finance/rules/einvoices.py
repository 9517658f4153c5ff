"""Reading an electronic invoice: the XML of fully digital ones, and the XML that an OFD file carries inside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from defusedxml.ElementTree import fromstring

from banyan.foundation.refusal import Refused, noop, sentence

_CODE_PAGE = re.compile(rb"""\s*<\?xml[^>]*encoding=["'](gb2312|gbk|gb18030)["'][^>]*\?>""", re.IGNORECASE)
_LARGEST_XML = 2 * 1024 * 1024
_NUMBER = ("InvoiceNumber", "EIid", "InvoiceNo", "Fphm")
_CODE = ("InvoiceCode", "Fpdm")
_TOTAL = ("TotalTax-includedAmount", "TaxInclusiveTotalAmount", "TotalTaxIncludedAmount", "Jshj")
_SELLER = ("SellerName", "Xfmc")
_BUYER = ("BuyerName", "Gfmc")
_BUYER_TAX = ("BuyerIdNum", "BuyerTaxID", "BuyerTaxNo", "Gfnsrsbh", "Gfsh")
_DAY = ("IssueTime", "IssueDate", "RequestTime", "Kprq")


@dataclass(frozen=True)
class Invoice:
    """What an electronic invoice says; `total` in yuan with tax, None where it cannot be read."""

    number: str
    code: str = ""
    total: Decimal | None = None
    seller: str = ""
    buyer: str = ""
    issued_on: date | None = None
    buyer_tax: str = ""


def looks_electronic(name: str, content: bytes) -> bool:
    """Whether a file gives itself out as an electronic invoice: by its name, or by how it begins."""
    return name.lower().endswith((".xml", ".ofd")) or _begins_as_xml(content)


def check_readable(name: str, content: bytes) -> Invoice | None:
    """The electronic invoice in a file, None for pictures and PDF; one that cannot be read is no voucher (R5.3.2)."""
    found = read_invoice(content)
    if found is None and looks_electronic(name, content):
        raise Refused(
            {
                "file": noop(
                    "This electronic invoice cannot be read: the file is damaged, cut off, or no invoice."
                )
            },
            clause="R5.3.2",
            way_out=noop(
                "Get the file from the seller again, or attach the PDF and write number and amount by hand."
            ),
            code="unreadable",
        )
    return found


def check_total(invoice: Invoice, amount: Decimal) -> None:
    """Nobody claims more than the invoice comes to; less is allowed, where others bear the rest (R5.3.2)."""
    if invoice.total is not None and amount > invoice.total:
        words = noop(
            "The invoice comes to %(total)s; %(amount)s is claimed for it. Claim no more than it says."
        )
        told = sentence(words, total=invoice.total, amount=amount)
        raise Refused({"amount": told}, clause="R5.3.2", code="above_invoice")


def read_invoice(content: bytes) -> Invoice | None:
    """The invoice in an XML or OFD file; None for pictures, for PDF, and for whatever else cannot be read."""
    for text in _documents(content):
        found = _read(text)
        if found is not None:
            return found
    return None


def _documents(content: bytes) -> Iterator[bytes]:
    if _begins_as_xml(content):
        yield content[:_LARGEST_XML]
    elif content.startswith(b"PK\x03\x04"):
        yield from _inside(content)


def _begins_as_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") or content.startswith(
        (b"\xff\xfe<", b"\xfe\xff\x00<")
    )


def _inside(content: bytes) -> Iterator[bytes]:
    """The XML attachments of an OFD file; a damaged or oversized one is passed over."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if "attach" in member.filename.lower() and member.filename.endswith(".xml"):
                    with archive.open(member) as file:
                        yield file.read(_LARGEST_XML)
    except Exception:  # a forged archive raises many kinds of errors
        return


def _read(text: bytes) -> Invoice | None:
    try:
        root = fromstring(_in_plain_code(text))
    except Exception:  # neither broken XML nor one that attacks the reader is an invoice
        return None
    said: dict[str, str] = {}
    for each in root.iter():
        name = str(each.tag).rpartition("}")[2]
        if each.text and each.text.strip():
            said.setdefault(name, each.text.strip())
    number = _first(said, _NUMBER)
    if not number.isdigit():
        return None
    return Invoice(
        number,
        _first(said, _CODE),
        _amount(_first(said, _TOTAL)),
        _first(said, _SELLER),
        _first(said, _BUYER),
        _day(_first(said, _DAY)),
        _first(said, _BUYER_TAX),
    )


def _in_plain_code(text: bytes) -> bytes | str:
    """Chinese code pages are read here, since the reader of XML knows none of them."""
    declared = _CODE_PAGE.match(text)
    return text[declared.end() :].decode("gb18030") if declared else text


def _first(said: dict[str, str], names: Iterable[str]) -> str:
    return next((said[name] for name in names if name in said), "")


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None


def _day(text: str) -> Any:
    figures = "".join(each for each in text[:11] if each.isdigit())
    try:
        return date(int(figures[:4]), int(figures[4:6]), int(figures[6:8]))
    except ValueError:
        return None
