"""How a circular is numbered, and who has read it."""

from __future__ import annotations

from banyan.foundation.refusal import Refused, noop


def document_number(pattern: str, year: int, number: str) -> str:
    """The document number out of the agency's pattern with {年} and {序号} (or {year} and {count}); `number` is
    the printed one.
    """
    pattern = pattern.replace("{年}", "{year}").replace("{序号}", "{count}")
    if "{count}" not in pattern:
        raise Refused(
            {"": noop("The pattern of document numbers lacks {count}; two circulars would bear one number.")},
            way_out=noop("Mend the dated setting “Document number of circulars”."),
        )
    count = str(int(number.rpartition("-")[2]))
    return pattern.replace("{year}", str(year)).replace("{count}", count)


def share_read(read: int, sent: int) -> int | None:
    """How many of a hundred readers have read it; nothing when it was sent to nobody."""
    return round(100 * read / sent) if sent else None
