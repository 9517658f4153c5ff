"""What a check of service records looks at, and what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse

from banyan.core import door
from banyan.core.controls import Finding, Scope
from banyan.core.controls.models import as_sentence
from banyan.core.identity.models import Person
from banyan.core.registers.addresses import page_of
from banyan.core.registers.declaration import register_for
from banyan.core.ui.wording import say
from banyan.domains.quality.models import CheckedRecord, LikeRecords, RecordCheck
from banyan.domains.quality.queries.mending import Place, begun_on
from banyan.domains.quality.rules import record_checks as rules
from banyan.domains.quality.settings import RECORD_CHECK_DAYS, number
from banyan.domains.services import public as services
from banyan.foundation.periods import Period

LABEL = RecordCheck._meta.label_lower
NO, YES = rules.NO, rules.YES


def frame_of(sheet: RecordCheck, entered_by: date) -> list[services.Checkable]:
    """Every record of the quarter that had been entered by a day."""
    period = rules.period_of(sheet.year, sheet.quarter)
    return services.records_between(sheet.project, period.start, period.end, entered_by)


def check_named(public_id: str) -> RecordCheck:
    """The check that a job was started for."""
    with door.opened("compare records"):
        return RecordCheck.everything.select_related("project__unit", "unit").get(public_id=public_id)


def is_checked(sheet: RecordCheck) -> bool:
    """Whether the quarter of this project has its check already."""
    same = RecordCheck.everything.filter(project=sheet.project, year=sheet.year, quarter=sheet.quarter)
    return same.exclude(pk=sheet.pk).exists()


def lines_to_sign(sheet: RecordCheck) -> list[rules.Line]:
    """The drawn records as the signing asks for them."""
    rows = sheet.lines.order_by("position").values_list("source_number", "answer", "complete", "accurate")
    return [rules.Line(*row) for row in rows]


def unread(sheet: RecordCheck) -> int:
    """Pairs of alike records that nobody has read."""
    return sheet.pairs.filter(verdict="").count()


def whose_record(rectification: Any) -> UUID | None:
    """The worker whose record led to a rectification; None where it came from elsewhere."""
    for model in (CheckedRecord, LikeRecords):
        if rectification.source_model == model._meta.label_lower:
            found = model.everything.filter(public_id=rectification.source_id)
            return found.values_list("worker__public_id", flat=True).first()
    return None


def kept_frame(sheet: RecordCheck) -> list[rules.Drawable]:
    """The frame as it was kept on the day of the drawing."""
    return [rules.Drawable(row[0], row[1]) for row in sheet.frame]


@dataclass(frozen=True)
class Drawn:
    """A record of the frame with its place in the drawing."""

    worker: str
    number: str
    held_on: str
    entered_on: str
    place: str
    is_drawn: bool


def places(sheet: RecordCheck) -> list[Drawn]:
    """The whole frame in the order of the drawing, so that anybody may draw it again with a table of their own."""
    chosen = set(rules.drawn(kept_frame(sheet), sheet.seed, sheet.percent, sheet.least))
    names = _names({row[0] for row in sheet.frame})
    found = [
        Drawn(
            names.get(worker, ""),
            number_,
            held,
            entered,
            rules.place_of(sheet.seed, number_),
            number_ in chosen,
        )
        for worker, number_, held, entered, _late in sheet.frame
    ]
    return sorted(found, key=lambda each: (each.worker, each.place))


def _names(people: set[int]) -> dict[int, str]:
    found = Person.everything.filter(pk__in=people)
    return {person.pk: person.name for person in found}


@dataclass
class ByWorker:
    """One worker's part of a check."""

    name: str
    records: int = 0
    late: int = 0
    drawn: int = 0
    waiting: int = 0
    untrue: int = 0
    incomplete: int = 0
    inaccurate: int = 0
    alike: int = 0

    @property
    def late_percent(self) -> int:
        """Share of entries that came late."""
        return round(100 * self.late / self.records) if self.records else 0


@dataclass(frozen=True)
class Shown:
    """A drawn record on the page: the line, the file it lies in as far as the reader may open it, its words."""

    line: CheckedRecord
    url: str
    gaps: list[str]
    contradictions: list[str]
    truth: str

    @property
    def is_judged(self) -> bool:
        return bool(self.line.answer and self.line.complete and self.line.accurate)


def page(sheet: RecordCheck, by: Any) -> dict[str, Any]:
    """The check as its page shows it: by worker, the sample, alike records, and whether the drawing holds."""
    lines = list(
        CheckedRecord.objects.visible_to(by).filter(sheet=sheet)
        .select_related("worker", "asked_by", "judged_by", "rectification").order_by("position")
    )  # fmt: skip
    pairs = list(
        LikeRecords.objects.visible_to(by).filter(sheet=sheet)
        .select_related("worker", "rectification", "read_by").order_by("-likeness", "first")
    )  # fmt: skip
    shown = [shown_line(line) for line in lines]
    again = rules.drawn(kept_frame(sheet), sheet.seed, sheet.percent, sheet.least)
    waiting = [each for each in shown if not each.is_judged]
    mending = [each.rectification for each in lines] + [each.rectification for each in pairs]
    return {
        "lines": [*waiting, *(each for each in shown if each.is_judged)],
        "waiting": len(waiting),
        "pairs": pairs,
        "unread": sum(not pair.verdict for pair in pairs),
        "workers": by_worker(sheet, shown, pairs),
        "records": len(sheet.frame),
        "late": sum(1 for row in sheet.frame if row[4]),
        "holds": {line.source_number for line in lines} == set(again),
        "rectifications": sorted(
            {each.pk: each for each in mending if each}.values(),
            key=lambda each: each.number,
        ),
    }  # fmt: skip


def shown_line(line: CheckedRecord) -> Shown:
    """A drawn record with what the house sees of it, in the reader's language."""
    return Shown(
        line, page_at(line.page), _told(line.gaps), _told(line.contradictions), rules.is_true(line.answer)
    )


def page_at(kept: Sequence[str]) -> str:
    """The page on which a record is read; whether it opens is for the reader's own door to say."""
    return reverse(f"{kept[0]}.detail", args=[kept[1]]) if kept and register_for(kept[0]) else ""


def pair_panel(pair: LikeRecords, by: Any) -> dict[str, Any]:
    """Both records of a pair, to be read."""
    both = zip((pair.first, pair.second), map(page_at, pair.pages), strict=False)
    return {"both": list(both), "pair": pair, "sheet": pair.sheet, "sheet_url": page_of(pair.sheet)}


def _told(kept: Sequence[Any]) -> list[str]:
    return [say(as_sentence(each)) for each in kept]


def by_worker(sheet: RecordCheck, shown: Sequence[Shown], pairs: Sequence[LikeRecords]) -> list[ByWorker]:
    """What was found, worker by worker."""
    named = (
        {row[0] for row in sheet.frame}
        | {each.line.worker_id for each in shown}
        | {pair.worker_id for pair in pairs}
    )
    found = {person: ByWorker(name) for person, name in _names(named).items()}
    for worker, _number, _held, _entered, late in sheet.frame:
        found[worker].records += 1
        found[worker].late += bool(late)
    for each in shown:
        mine = found[each.line.worker_id]
        mine.drawn += 1
        mine.waiting += not each.is_judged
        mine.untrue += each.truth == NO
        mine.incomplete += each.line.complete == NO
        mine.inaccurate += each.line.accurate == NO
    for pair in pairs:
        found[pair.worker_id].alike += 1
    return sorted(found.values(), key=lambda each: each.name)


def panel(line: CheckedRecord, by: Any) -> dict[str, Any]:
    """What the house sees of a drawn record, beside the questions that a person answers."""
    shown = shown_line(line)
    sheet = line.sheet
    return {"shown": shown, "line": line, "sheet_url": page_of(sheet), "sheet": sheet}


def checks_found(scopes: Sequence[Scope], period: Period) -> Iterator[Finding]:
    """The last quarter whose records had to be checked by the end of each project's period. A fixed number of reads."""
    due = {scope.id: _due(scope) for scope in scopes}
    begun = begun_on(scopes)
    worked = _worked(due)
    checks = {
        (row.project.public_id, row.year, row.quarter): row
        for row in RecordCheck.everything.filter(project__public_id__in=list(due))
        .defer("frame").select_related("project").order_by("pk")
    }  # fmt: skip
    for scope in scopes:
        named, days = due[scope.id]
        if scope.id in worked and begun[scope.id] <= rules.period_of(*named).end:
            yield _found(scope, named, days, checks.get((scope.id, *named)))


def _due(scope: Scope) -> tuple[tuple[int, int], int]:
    days = number(RECORD_CHECK_DAYS, scope.period.end, Place(scope.unit_path))
    return rules.due_quarter(scope.period.end, days), days


def _worked(due: dict[UUID, Any]) -> set[UUID]:
    """The projects that have process records in the quarter that is due for them. A fixed number of reads."""
    spans = {project: rules.period_of(*named) for project, (named, _days) in due.items()}
    if not spans:
        return set()
    first, last = min(span.start for span in spans.values()), max(span.end for span in spans.values())
    days = services.record_days(list(spans), first, last)
    return {project for project, found in days.items() if any(day in spans[project] for day in found)}


def _found(scope: Scope, named: tuple[int, int], days: int, sheet: RecordCheck | None) -> Finding:
    wanted_by = rules.period_of(*named).end + timedelta(days=days)
    in_time = sheet is not None and sheet.signed_on is not None and sheet.signed_on <= scope.period.end
    verdict, words = rules.check_verdict(named, sheet.signed_on if in_time and sheet else None, wanted_by)
    if sheet is None:
        return Finding(scope.id, verdict, words, on=wanted_by, mend="quality.recordcheck.list")
    return Finding.of(
        scope.id, verdict, words, model=LABEL, public_id=sheet.public_id, number=sheet.number,
        on=sheet.signed_on or wanted_by,
    )  # fmt: skip
