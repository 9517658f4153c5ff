"""Checking a quarter's service records: drawing, asking back, judging, comparing, signing (R4.2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.controls.models import as_json
from banyan.core.deeds import deed
from banyan.core.jobs import running
from banyan.core.ui.wording import say
from banyan.domains.quality.deeds.rectifications import open_one
from banyan.domains.quality.models import (
    CheckedRecord,
    LikeRecords,
    RecordCheck,
    Rectification,
    SourceKind,
)
from banyan.domains.quality.queries import record_checks as queries
from banyan.domains.quality.rules import record_checks as rules
from banyan.domains.quality.settings import RECORD_LEAST, RECORD_PERCENT, number
from banyan.domains.services import public as services
from banyan.foundation.refusal import Refused, Sentence, noop, sentence

State = RecordCheck.State
COMPARE = "quality.compare_records"


@deed(RecordCheck, "add", new=True, label=_("Draw a sample"), icon="clipboard-list")
def draw(sheet: RecordCheck, by: Any, now: datetime) -> None:
    """Draw the sample of a quarter: the system takes the seed from the moment, keeps the frame, and looks at each record."""
    rules.check_begun(sheet.year, sheet.quarter, now.date())
    if queries.is_checked(sheet):
        raise Refused(
            {"quarter": noop("This quarter has its check already; a sample is drawn once.")},
            clause=rules.CLAUSE,
        )
    frame = queries.frame_of(sheet, now.date())
    if not frame:
        raise Refused(
            {"quarter": noop("No process record was written in this quarter.")}, clause=rules.CLAUSE
        )
    sheet.unit = sheet.project.unit
    sheet.number = numbering.take(RecordCheck.number_pattern, sheet.unit, now.year)
    sheet.seed = rules.seed_of(sheet.project.public_id, sheet.year, sheet.quarter, now)
    sheet.percent = number(RECORD_PERCENT, now.date(), sheet.unit)
    sheet.least = number(RECORD_LEAST, now.date(), sheet.unit)
    sheet.drawn_on, sheet.drawn_by = now.date(), by.person
    sheet.created_at = sheet.changed_at = now
    _keep_frame(sheet, frame)
    sheet.save()
    _keep_sample(sheet, frame, now)
    running.start(COMPARE, by=by, unit=sheet.unit, sheet=str(sheet.public_id))  # fmt: skip


def _keep_frame(sheet: RecordCheck, frame: Sequence[services.Checkable]) -> None:
    sheet.frame = [
        [each.worker, each.number, each.held_on.isoformat(), each.entered_on.isoformat(), each.late]
        for each in frame
    ]
    sheet.frame_hash = rules.fingerprint(each.number for each in frame)


def _keep_sample(sheet: RecordCheck, frame: Sequence[services.Checkable], now: datetime) -> None:
    by_number = {each.number: each for each in frame}
    chosen = [
        by_number[drawn]
        for drawn in rules.drawn(queries.kept_frame(sheet), sheet.seed, sheet.percent, sheet.least)
    ]
    looked = services.looked_at(chosen, now.date())
    CheckedRecord.everything.bulk_create(
        CheckedRecord(
            sheet=sheet, position=position, worker_id=each.worker, others=list(each.others),
            source_model=each.model, source_id=each.public_id, source_number=each.number,
            page=[each.page[0], str(each.page[1])], held_on=each.held_on, entered_on=each.entered_on, late=each.late,
            gaps=[as_json(told) for told in looked[each.public_id].gaps],
            contradictions=[as_json(told) for told in looked[each.public_id].contradictions],
        )
        for position, each in enumerate(chosen, 1)
    )  # fmt: skip


@deed(CheckedRecord, "call_back", label=_("Note the call-back"), icon="phone")
def call_back(
    line: CheckedRecord, by: Any, now: datetime, answer: CheckedRecord.Answer, consented: bool = False, words: str = ""
) -> None:  # fmt: skip
    """Ask a resident whether it was so: with their consent, by somebody who took no part."""
    _check_open(line.sheet)
    rules.check_apart(by.person_id, _hands(line))
    rules.check_call(answer, consented, words)
    line.answer, line.consented, line.words = answer, consented, words.strip()
    line.asked_on, line.asked_by = now.date(), by.person


@deed(CheckedRecord, "judge", label=_("Judge the record"), icon="scale")
def judge(
    line: CheckedRecord, by: Any, now: datetime, complete: CheckedRecord.Verdict, accurate: CheckedRecord.Verdict,
    remark: str = "",
) -> None:  # fmt: skip
    """Say whether the record is complete and accurate; a verdict against it says why."""
    _check_open(line.sheet)
    rules.check_apart(by.person_id, _hands(line))
    rules.check_verdicts(complete, accurate, remark)
    line.complete, line.accurate, line.remark = complete, accurate, remark.strip()
    line.judged_on, line.judged_by = now.date(), by.person


@deed(LikeRecords, "read", label=_("Read both records"), icon="eye-check")
def read_pair(pair: LikeRecords, by: Any, now: datetime, verdict: LikeRecords.Verdict, words: str) -> None:
    """Say whether two alike records are rightly alike or copied; a person reads, the machine only counts."""
    _check_open(pair.sheet)
    rules.check_apart(by.person_id, (pair.worker_id,))
    pair.verdict, pair.words = verdict, words.strip()
    pair.read_on, pair.read_by = now.date(), by.person


@deed(RecordCheck, "compare", frm=State.DRAFT, label=_("Compare the records again"), icon="copy")
def compare(sheet: RecordCheck, by: Any, now: datetime) -> None:
    """Have the records of the quarter compared with each other, worker by worker, as a job."""
    running.start(COMPARE, by=by, unit=sheet.unit, sheet=str(sheet.public_id))


@deed(RecordCheck, "note_alike", frm=State.DRAFT, system=True, label=_("Alike records noted"))
def note_alike(
    sheet: RecordCheck, by: Any, now: datetime, found: Sequence[rules.Alike], pages: Mapping[str, tuple[str, Any]], compared: int,
) -> None:  # fmt: skip
    """Keep the pairs that are nearly the same; what was read of a pair stays."""
    known = set(sheet.pairs.values_list("first", "second"))
    LikeRecords.everything.bulk_create(
        LikeRecords(
            sheet=sheet, worker_id=each.worker, first=each.first, second=each.second, likeness=each.likeness,
            pages=[[pages[number][0], str(pages[number][1])] for number in (each.first, each.second)],
        )
        for each in found
        if (each.first, each.second) not in known
    )  # fmt: skip
    sheet.compared, sheet.compared_on = compared, now.date()


@deed(RecordCheck, "sign", frm=State.DRAFT, to=State.SIGNED, label=_("Sign the check"), icon="signature")
def sign(sheet: RecordCheck, by: Any, now: datetime, opinion: str) -> None:
    """Sign what was found; what was found against a worker becomes a rectification in the same go."""
    if by.person is None:
        raise Refused(
            {"": noop("Only a person can check records; sign in as yourself.")}, clause=rules.CLAUSE
        )
    rules.check_signing(
        queries.lines_to_sign(sheet), sheet.compared_on is not None, queries.unread(sheet), opinion
    )
    sheet.opinion, sheet.signed_on, sheet.signed_by = opinion.strip(), now.date(), by.person
    for faults in _by_worker(sheet):
        _mend(sheet, faults, by, now)


def _by_worker(sheet: RecordCheck) -> list[list[tuple[Any, str]]]:
    """What was found against each worker's records: the drawn record or pair, and the words for it."""
    found: dict[int, list[tuple[Any, str]]] = {}
    for line in sheet.lines.order_by("position"):
        if words := _faults(line):
            found.setdefault(line.worker_id, []).append((line, " ".join((line.source_number, *words))))
    for pair in sheet.pairs.filter(verdict=LikeRecords.Verdict.COPIED).order_by("first", "second"):
        told = sentence(
            noop("The records %(first)s and %(second)s were copied."), first=pair.first, second=pair.second
        )
        found.setdefault(pair.worker_id, []).append((pair, " ".join((say(told), pair.words))))
    return list(found.values())


def _faults(line: CheckedRecord) -> list[str]:
    """What was found against a record, in words."""
    found: list[Sentence] = []
    if rules.is_true(line.answer) == rules.NO:
        found.append(sentence(noop("The resident says that the contact was otherwise.")))
    if line.complete == rules.NO:
        found.append(sentence(noop("The record is not complete.")))
    if line.accurate == rules.NO:
        found.append(sentence(noop("The record is not accurate.")))
    return [word for word in (*map(say, found), line.remark) if word] if found else []


def _mend(sheet: RecordCheck, faults: Sequence[tuple[Any, str]], by: Any, now: datetime) -> None:
    """One rectification for all that was found against a worker's records."""
    source = faults[0][0]
    made = Rectification(
        unit=sheet.unit, project=sheet.project, source_kind=SourceKind.RECORDS,
        source_model=source._meta.label_lower, source_id=source.public_id, source_number=sheet.number,
        clause=rules.CLAUSE, finding="\n".join(words for _record, words in faults),
    )  # fmt: skip
    opened = open_one(made, by=by, now=now)
    for record, _words in faults:
        record.rectification = opened
        record.save(update_fields=["rectification"])


def _hands(line: CheckedRecord) -> tuple[int, ...]:
    return (line.worker_id, *line.others)


def _check_open(sheet: RecordCheck) -> None:
    if sheet.state != State.DRAFT:
        raise Refused({"": noop("This check is signed; it is not changed any more.")}, clause=rules.CLAUSE)
