"""How a broken rule is said: a sentence for a person, never a code alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def noop(text: str) -> str:
    """Mark an English sentence for translation and hand it back unchanged."""
    return text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A whole sentence with named gaps, translated only when it is shown.

    `text` is the English msgid, `params` fills its `%(name)s` gaps.
    """

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def rendered(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the reader's language; without `translate`, in English."""
        words = translate(self.text)
        return words % self.params if self.params else words

    def __str__(self) -> str:
        return self.rendered()

    def __hash__(self) -> int:
        return hash((str(self.text), tuple(sorted(self.params))))


def sentence(text: str, /, **params: Any) -> Sentence:
    """A sentence with its gaps filled: `sentence(noop("At most %(limit)s."), limit=3)`."""
    return Sentence(text, params)


class Refused(Exception):
    """A rule of the house forbids this, and says why and what can be done instead.

    `problems` maps a field name (or "" for the whole) to its Sentence; `clause` names the clause of the
    rulebook, such as "R3.2.1"; `way_out` tells what the person can do; `code` is a short slug for scripts.
    """

    def __init__(
        self,
        problems: Mapping[str, str | Sentence] | str | Sentence,
        clause: str | None = None,
        way_out: str | Sentence | None = None,
        code: str = "refused",
    ) -> None:
        named = problems if isinstance(problems, Mapping) else {"": problems}
        self.problems: dict[str, Sentence] = {name: _as_sentence(problem) for name, problem in named.items()}
        self.clause = clause
        self.way_out = None if way_out is None else _as_sentence(way_out)
        self.code = code
        super().__init__(self.problems)

    def __str__(self) -> str:
        return " ".join(str(problem) for problem in self.problems.values())


def _as_sentence(problem: str | Sentence) -> Sentence:
    return problem if isinstance(problem, Sentence) else Sentence(problem)
