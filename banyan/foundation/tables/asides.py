"""Rows that stand in a table without being data: sums, remarks, repeated headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from banyan.foundation.readers.choices import folded
from banyan.foundation.refusal import Sentence, noop, sentence
from banyan.foundation.sheets import Sheet
from banyan.foundation.tables.headings import Heading
from banyan.foundation.tables.refusals import listed

_REMARK = re.compile(
    r"^(注|备注|说明|填表|制表|审核|审批|复核|负责人|单位|日期|填报|统计|联系|打印|以上|以下)"
)


_SUM = re.compile(
    r"^(?:本?[页月季年]度?|全部|以上|收入|支出|人数|金额|借方|贷方|发生额)(?:合计|总计|小计|累计|共计)|^累计|^共计"
)
_COUNTED = re.compile(r"^(?:合|总)?共[0-9]")


class Asides:
    """Tells the rows of data from the others and remembers which lines were left aside."""

    def __init__(self, sheet: Sheet, heading: Heading) -> None:
        self._totals = tuple(map(folded, sheet.total_labels))
        self._heading = [folded(cell) for cell in heading.cells]
        self._wide = len(heading.places) > 2
        self.totals: list[int] = []
        self.remarks: list[int] = []

    def is_aside(self, cells: Sequence[str]) -> bool:
        """Whether these cells are no record; remembers nothing."""
        return self._kind(cells) is not None

    def takes(self, line: int, cells: Sequence[str]) -> bool:
        """Whether the row is left aside; its line is remembered for the notes."""
        kind = self._kind(cells)
        if kind is not None:
            kind.append(line)
        return kind is not None

    def notes(self) -> list[Sentence]:
        """What to tell about the rows left aside so far."""
        said = (
            (noop("Rows with totals were left aside: line %(lines)s."), self.totals),
            (noop("Rows with remarks or a repeated heading were left aside: line %(lines)s."), self.remarks),
        )
        return [sentence(words, lines=listed(map(str, lines))) for words, lines in said if lines]

    def _kind(self, cells: Sequence[str]) -> list[int] | None:
        first_filled = next(filter(None, cells), "")
        first = folded(first_filled) if first_filled else ""
        few = self._wide and len(cells) - cells.count("") <= 2
        if first.startswith(self._totals) or _SUM.match(first) or (few and _COUNTED.match(first)):
            return self.totals
        if few and (_REMARK.match(first) or "：" in first_filled):
            return self.remarks
        if first == self._heading[0] and [folded(cell) for cell in cells] == self._heading:
            return self.remarks
        return None
