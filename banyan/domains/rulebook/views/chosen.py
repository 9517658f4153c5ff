"""What the address of a matrix page asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from banyan.core.controls import chapters
from banyan.domains.rulebook.rules import matrix
from banyan.foundation.periods import quarter_of


@dataclass(frozen=True)
class Chosen:
    """What the address asks for."""

    period: str
    chapter: str = ""
    only: str = ""
    compare: bool = False
    unit: str = ""
    clause: str = ""
    project: str = ""
    every: bool = False

    @classmethod
    def of(cls, given: QueryDict, today: date) -> Chosen:
        """Read from the address; what means nothing is left out."""
        chapter, only = given.get("chapter", ""), given.get("only", "")
        return cls(
            period=given.get("period", "").strip().upper() or quarter_of(today),
            chapter=chapter if chapter in chapters.CHAPTERS else "",
            only=only if only in matrix.FILTERS else "",
            compare=given.get("compare") == "1",
            unit=given.get("unit", ""),
            clause=given.get("clause", ""),
            project=given.get("project", ""),
            every=given.get("all") == "1",
        )

    def query(self, **changes: Any) -> str:
        """The address with some of it changed."""
        kept = {
            "period": self.period,
            "chapter": self.chapter,
            "only": self.only,
            "compare": "1" if self.compare else "",
            "unit": self.unit,
            "clause": self.clause,
            "project": self.project,
            "all": "1" if self.every else "",
        }
        return urlencode({name: value for name, value in (kept | changes).items() if value})
