"""Brings the lines of one record into the ledger and settles who counts where persons repeat."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from banyan.core.pointing import closed_among, points_at_closed
from banyan.domains.projects.deeds.bookings import BATCH, book
from banyan.domains.projects.models import Evidence, LedgerLine
from banyan.domains.projects.queries.terms import ProjectTerms
from banyan.domains.projects.rules.judging import Line, Standing
from banyan.domains.projects.rules.limits import Claim, settle
from banyan.domains.projects.rules.measures import CountingRule

REWRITTEN = ("standing", "state", "amount", "base", "part", "happened_on", "reason_code", "reason_params")
BOOKED = ("state", "amount", "base", "happened_on")
UNASKED = ("evidence__facts", "evidence__title")
Key = tuple[int, str]


class Posting:
    """One record's way into the ledger; it looks only at the indicators that ``terms`` were asked for."""

    def __init__(self, kept: Evidence, terms: ProjectTerms) -> None:
        self.kept, self.terms = kept, terms
        lines = LedgerLine.everything.filter(evidence=kept, indicator_id__in=terms.asked_for)
        self.before: dict[Key, LedgerLine] = {(line.indicator_id, line.unit_key): line for line in lines}
        self.new: list[LedgerLine] = []
        self.touched: list[LedgerLine] = []
        self.loaded: dict[int, dict[str, Any]] = {line.pk: _values(line) for line in self.before.values()}
        self.rules = terms.rules_on(kept.happened_on)
        self.guarded: dict[int, bool] = {}

    def write(self, judged: Mapping[int, list[Line]]) -> None:
        """Make the ledger say what was judged of this record, and nothing else of it."""
        wanted = {(indicator, line.unit_key): line for indicator, lines in judged.items() for line in lines}
        for key, line in wanted.items():
            self._take_in(key, line)
        for key in self.before.keys() - wanted.keys():
            self._take_out(self.before[key])
        self._give_places()
        LedgerLine.everything.bulk_create(self.new, batch_size=BATCH)
        write_changes(self.touched, self.loaded)
        book(
            [*filter(self._is_worth_other, self.touched), *self.new], self._frozen_through, self.terms.scopes
        )

    @property
    def _frozen_through(self) -> date | None:
        return self.kept.project.frozen_through

    def _is_worth_other(self, line: LedgerLine) -> bool:
        """Whether the bookings of a line no longer say what it is worth."""
        return any(self.loaded[line.pk][name] != getattr(line, name) for name in BOOKED)

    def _take_in(self, key: Key, judged: Line) -> None:
        """A new line, or the one that is there with what has changed; an equal one stays untouched."""
        line = self.before.get(key)
        if line is not None and _is_as_judged(line, judged, self.kept):
            return
        if line is None:
            line = LedgerLine(
                project_id=self.kept.project_id, evidence=self.kept, indicator_id=key[0], unit_key=key[1]
            )
        (self.touched if line.pk else self.new).append(line)
        keeps_place = line.standing == judged.standing
        _put(line, judged)
        line.state = line.state if keeps_place else line.standing
        line.happened_on = self.kept.happened_on

    def _take_out(self, line: LedgerLine) -> None:
        if line.standing == Standing.WITHDRAWN:
            return
        line.standing = line.state = str(Standing.WITHDRAWN)
        line.amount = line.base = Decimal(0)
        line.reason_code, line.reason_params = "", {}
        self.touched.append(line)

    def _give_places(self) -> None:
        """Where a person, household or case counts only so often, say which record has the place."""
        mine: dict[Key, list[LedgerLine]] = defaultdict(list)
        for line in [*self.touched, *self.new]:
            if "@" in line.unit_key and (self._stands_otherwise(line) or self._is_guarded(self.kept)):
                mine[(line.indicator_id, line.unit_key)].append(line)
        rivals = self._rivals(mine.keys())
        for key, own in mine.items():
            rule = self.rules.get(key[0])
            if rule is not None and rule.at_most is not None:
                self._settle([*own, *rivals[key]], rule)

    def _stands_otherwise(self, line: LedgerLine) -> bool:
        return line.pk is None or self.loaded[line.pk]["standing"] != line.standing

    def _rivals(self, keys: Iterable[Key]) -> dict[Key, list[LedgerLine]]:
        """Lines of other records for the same persons."""
        found: dict[Key, list[LedgerLine]] = defaultdict(list)
        wanted = set(keys)
        if wanted:
            indicators, persons = ({key[part] for key in wanted} for part in (0, 1))
            lines = LedgerLine.everything.filter(indicator_id__in=indicators, unit_key__in=persons)
            others = lines.exclude(evidence=self.kept).select_related("evidence").defer(*UNASKED)
            for line in others:
                self.loaded[line.pk] = _values(line)
                found[(line.indicator_id, line.unit_key)].append(line)
            self._note_guarded(line.evidence for line in others)
        return found

    def _note_guarded(self, others: Iterable[Evidence]) -> None:
        """Which of these records lie in files that few may read. One statement for each kind that can be closed."""
        kinds: dict[str, dict[UUID, int]] = defaultdict(dict)
        for each in others:
            kinds[each.source_model][each.source_public_id] = each.pk
        for kind, records in kinds.items():
            closed = closed_among(kind, records)
            self.guarded |= {pk: record in closed for record, pk in records.items()}

    def _settle(self, lines: list[LedgerLine], rule: CountingRule) -> None:
        claims = [self._claim(index, line) for index, line in enumerate(lines)]
        for index, state in settle(claims, rule).items():
            line = lines[int(str(index))]
            is_rival = line.evidence_id != self.kept.pk
            if is_rival and line.state != state:
                self.touched.append(line)
            line.state = str(state)

    def _claim(self, index: int, line: LedgerLine) -> Claim:
        own = line.evidence_id == self.kept.pk
        now = self.loaded.get(line.pk, {}).get("state") if own else line.state
        return Claim(
            index,
            Standing(line.standing),
            line.happened_on,
            line.evidence.number,
            Standing(now) if now else None,
            self._is_guarded(line.evidence),
        )

    def _is_guarded(self, evidence: Evidence) -> bool:
        """Whether the record lies in a file that few may read; asked once."""
        if evidence.pk not in self.guarded:
            self.guarded[evidence.pk] = points_at_closed(evidence.source_model, evidence.source_public_id)
        return self.guarded[evidence.pk]


def _values(line: LedgerLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in REWRITTEN}


def write_changes(lines: Iterable[LedgerLine], loaded: Mapping[int, dict[str, Any]]) -> None:
    """Write what has changed; lines that change alike, as those of one sheet do, change in one statement."""
    alike: dict[str, tuple[dict[str, Any], list[int]]] = {}
    for line in lines:
        changes = {name: value for name, value in _values(line).items() if loaded[line.pk][name] != value}
        key = json.dumps(changes, default=str, sort_keys=True)
        alike.setdefault(key, (changes, []))[1].append(line.pk)
    for changes, keys in alike.values():
        if changes:
            LedgerLine.everything.filter(pk__in=keys).update(**changes)


def _is_as_judged(line: LedgerLine, judged: Line, kept: Evidence) -> bool:
    reason = (judged.reason.code, dict(judged.reason.params)) if judged.reason else ("", {})
    return (
        line.standing == judged.standing
        and (line.amount, line.base) == (judged.amount, judged.base)
        and (line.part, line.happened_on) == (judged.label[:80], kept.happened_on)
        and (line.reason_code, line.reason_params) == reason
    )


def _put(line: LedgerLine, judged: Line) -> None:
    line.standing = str(judged.standing)
    line.amount, line.base, line.part = judged.amount, judged.base, judged.label[:80]
    line.reason_code = judged.reason.code if judged.reason else ""
    line.reason_params = dict(judged.reason.params) if judged.reason else {}
