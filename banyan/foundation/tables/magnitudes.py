"""Figures in tens of thousands: where a table says so, nothing is read as if its figures were full."""

from __future__ import annotations

import re
from collections.abc import Iterable

from banyan.foundation.readers import Decimal_, Integer
from banyan.foundation.readers.choices import folded
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.headings import Heading
from banyan.foundation.tables.refusals import UnreadableTable

_SCALE = "(?:十|百|千|万|百万|千万|亿)(?:元|人次|人|户|次)"
_ABOVE = re.compile(rf"单位:?(?:人民币)?({_SCALE}|万)(?![\u4e00-\u9fff])")
_IN_HEADER = re.compile(rf"\((?:单位:?)?(?:人民币)?({_SCALE}|万)\)$")


def check_magnitudes(above: Iterable[tuple[int, str]], heading: Heading, sheet: Sheet) -> None:
    """Refuse a table of figures whose title or headers count in tens, thousands or tens of thousands.

    `above` are the lines and cells over the heading.
    """
    numeric = {column.name for column in sheet.columns if isinstance(column.reader, Decimal_ | Integer)}
    if not numeric:
        return
    headers = [heading.cells[place] for name, place in heading.places.items() if name in numeric]
    said = [(line, _ABOVE.search(folded(cell))) for line, cell in above]
    said += [(heading.line, _IN_HEADER.search(folded(cell))) for cell in headers]
    for line, found in said:
        if found:
            raise UnreadableTable(
                "bad_format",
                noop("Found figures in “%(found)s” (line %(line)s); expected full figures, such as yuan and persons."),
                found=found.group(1), line=line,
            )  # fmt: skip
