"""What a control is, what it finds, and making both known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from banyan.foundation.periods import Period
from banyan.foundation.refusal import Sentence, noop, sentence

GOOD, ATTENTION, BREACH = "good", "attention", "breach"
#: Nothing was asked of the project in the period: no record, no fault, and a duty that stays silent is not breached.
NOT_ASKED = "not_asked"
#: What must leave a record, and is breached when there is none; and how well it was done, which needs a record to judge.
DUTY, QUALITY = "duty", "quality"
_GAP = re.compile(r"%\((\w+)\)s")
_NOTHING = noop("No record of this period shows that it was done.")


@dataclass(frozen=True, slots=True)
class Scope:
    """A project that controls judge: where it belongs and which days of the asked period it runs.

    `period` is the asked period within the project's running time, ended at the day of judging.
    """

    id: UUID
    unit_id: int
    unit_path: str
    number: str
    name: str
    period: Period


@dataclass(frozen=True, slots=True)
class Finding:
    """One record that proves a clause or is at fault against it, with the sentence that says why.

    `on` is the day of the fact; `mend` the address name of the page where the fault is put right (empty: the
    record's own page). A finding without a record speaks of something that is missing.
    """

    scope: UUID
    verdict: str
    sentence: Sentence | str
    record: Any = None
    on: date | None = None
    mend: str = ""
    model: str = ""
    record_id: UUID | None = None
    number: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in (GOOD, ATTENTION, BREACH, NOT_ASKED):
            raise ValueError(f"{self.verdict} is no verdict")
        if not isinstance(self.sentence, Sentence):
            object.__setattr__(self, "sentence", sentence(str(self.sentence)))
        if self.record is not None and not self.model:
            object.__setattr__(self, "model", self.record._meta.label_lower)
            object.__setattr__(self, "record_id", self.record.public_id)
            object.__setattr__(self, "number", self.record.label())

    @classmethod
    def of(
        cls,
        scope: UUID,
        verdict: str,
        sentence: Sentence | str,
        *,
        model: str,
        public_id: UUID,
        number: str,
        on: date | None = None,
        mend: str = "",
    ) -> Finding:
        """A finding about a record that was read as plain values: `model` is its label, such as `services.activity`."""
        return cls(scope, verdict, sentence, None, on, mend, model.lower(), public_id, number)


def not_asked(scope: Scope) -> Finding:
    """Nothing was asked of a project in the period: with nothing else found, even a duty is not applicable."""
    return Finding(scope.id, NOT_ASKED, "")


Find = Callable[[Sequence[Scope], Period, date], Iterable[Finding]]


@dataclass(frozen=True)
class Control:
    """One check: the clause it answers for, how it judges in words, the dated settings it judges by."""

    clause: str
    kind: str
    title: str
    judged: str
    find: Find
    name: str
    settings: tuple[str, ...] = ()
    absent: str = _NOTHING

    @property
    def gaps(self) -> Mapping[str, str]:
        """Gap of `judged` → key of the setting that fills it: by the key's last word, else in their order."""
        return _filled(_GAP.findall(self.judged), self.settings)


_controls: dict[tuple[str, str], Control] = {}


def control(
    clause: str,
    *,
    kind: str,
    title: str,
    judged: str,
    settings: Sequence[Any] = (),
    absent: str = _NOTHING,
) -> Callable[[Find], Find]:
    """Make a function the proof of a clause, for all projects of a request at once.

    `kind` is "duty" (nothing found means breached, with `absent` as the fault) or "quality" (nothing found means
    not applicable). `settings` are what `dated.declare` returned, or their keys; gaps of `judged` are filled from them.
    """
    if kind not in (DUTY, QUALITY):
        raise ValueError(f"{kind} is no kind of control")
    keys = tuple(getattr(each, "key", each) for each in settings)

    def wrap(find: Find) -> Find:
        name = f"{find.__module__}.{find.__name__}"
        made = Control(clause, kind, title, judged, find, name, keys, absent)
        if len(made.gaps) < len(set(_GAP.findall(judged))):
            raise ValueError(f"{name}: a gap of its explanation has no setting")
        _controls[clause, name] = made
        return find

    return wrap


def declared(clause: str = "") -> tuple[Control, ...]:
    """All controls in the order of the rulebook, or those of one clause."""
    chosen = [each for each in _controls.values() if clause in ("", each.clause)]
    return tuple(sorted(chosen, key=lambda each: (clause_order(each.clause), each.name)))


def clauses() -> tuple[str, ...]:
    """The clauses that have at least one control, in the order of the rulebook."""
    return tuple(dict.fromkeys(each.clause for each in declared()))


def clause_order(clause: str) -> tuple[Any, ...]:
    """R3.2.10 comes after R3.2.9, and P after R."""
    part = "RPWAS".find(clause[:1])
    return (part, *(int(number) for number in re.findall(r"\d+", clause)))


def missing(made: Control, scope: Scope) -> Finding:
    """The fault of a duty of which no record speaks."""
    return Finding(scope.id, BREACH, sentence(made.absent), on=scope.period.end)


def without_record(found: Finding) -> Finding:
    """The same finding, its record given by label and number only, so that it can be kept."""
    return replace(found, record=None)


def _filled(gaps: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
    by_name = {key.rsplit(".", 1)[-1]: key for key in keys}
    filled = {gap: by_name[gap] for gap in gaps if gap in by_name}
    rest = iter([key for key in keys if key not in filled.values()])
    for gap in gaps:
        if gap not in filled and (key := next(rest, "")):
            filled[gap] = key
    return filled
