"""R1.1.1 and R10.2: rules exist on every day, one version at a time; they are interpreted, reviewed, signed and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from banyan.core import dated
from banyan.core.controls import BREACH, GOOD, Finding, Scope, control
from banyan.core.controls.declaring import ATTENTION
from banyan.core.dated.deeds import understood
from banyan.core.dated.values import declared
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.queries import proving
from banyan.domains.rulebook.rules import judging, signing, versions
from banyan.domains.rulebook.rules import local as local_rules
from banyan.foundation.periods import Period
from banyan.foundation.refusal import noop, sentence

_VERSIONS = "rulebook.version.list"
_NO_VERSION = noop("No version of a rulebook is in force in this period.")


def _books(scopes: Sequence[Scope]) -> dict[str, proving.Book]:
    return proving.books_for(scope.unit_path for scope in scopes)


@control(
    "R1.1.1",
    kind="duty",
    title=noop("A rulebook with its purpose in force on every day"),
    judged=noop("On every day of the period one version is in force, and the rulebook says what it is for."),
    absent=_NO_VERSION,
)
def purpose(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """A version is in force on any date, and the rulebook states its purpose (R1.1.1)."""
    books = _books(scopes)
    for scope in scopes:
        book = books.get(scope.unit_path)
        if book is None:
            continue
        for first, last in versions.gaps(book.terms, scope.period.start, scope.period.end):
            told = sentence(
                noop("no version in force from %(first)s to %(last)s"), first=str(first), last=str(last)
            )
            yield Finding(scope.id, BREACH, told, on=first, mend=_VERSIONS)
        if not book.record.purpose.strip():
            yield Finding(
                scope.id, ATTENTION, noop("the rulebook does not say what it is for"), record=book.record
            )
        for version in book.within(scope.period):
            told = sentence(noop("in force from %(day)s"), day=str(version.in_force_on))
            yield Finding(scope.id, GOOD, told, record=version, on=version.in_force_on)


@control(
    "R10.2.1",
    kind="duty",
    title=noop("One version at a time, adopted by a resolution"),
    judged=noop(
        "Every version in force rests on a resolution of an earlier day, and no two are in force on one day."
    ),
    absent=_NO_VERSION,
)
def one_version(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Adoption, entry into force, and the previous version repealed (R10.2.1)."""
    books = _books(scopes)
    for scope in scopes:
        book = books.get(scope.unit_path)
        if book is None:
            continue
        standing = book.within(scope.period)
        for version in standing:
            verdict, told = judging.of_version(version.resolution, version.adopted_on, version.in_force_on)
            yield Finding(scope.id, verdict, told, record=version, on=version.in_force_on)
        yield from _overlaps(scope, standing)


def _overlaps(scope: Scope, standing: Sequence) -> Iterator[Finding]:
    for earlier, later in pairwise(standing):
        if judging.overlap(earlier.repealed_on, later.in_force_on):
            told = sentence(noop("still in force when %(number)s began"), number=later.number)
            yield Finding(scope.id, BREACH, told, record=earlier, on=later.in_force_on)


@control(
    "R10.2.2",
    kind="duty",
    title=noop("A body that interprets, questions answered"),
    judged=noop(
        "The rulebook names who interprets it; a question is answered within %(answer_days)s days, "
        "later wants attention, not at all is a breach."
    ),
    settings=(settings.ANSWER_DAYS,),
    absent=_NO_VERSION,
)
def interpreted(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Interpretation belongs to a named body; questions and answers are recorded (R10.2.2)."""
    books = _books(scopes)
    questions = proving.questions_of(books.values())
    for scope in scopes:
        book = books.get(scope.unit_path)
        if book is None:
            continue
        named = bool(book.record.interpreter.strip())
        said = noop("it names who interprets it") if named else noop("it does not name who interprets it")
        yield Finding(scope.id, GOOD if named else BREACH, said, record=book.record)
        for note in questions.get(book.record.pk, ()):
            yield from _answered(scope, note, min(today, scope.period.end))


def _answered(scope: Scope, note, last: date) -> Iterator[Finding]:  # type: ignore[no-untyped-def]
    if note.asked_on is None or not scope.period.start <= note.asked_on <= scope.period.end:
        return
    judged = judging.of_question(
        note.asked_on, note.answered_on, settings.answer_due(note.asked_on, note.unit), last
    )
    if judged is not None:
        yield Finding(scope.id, judged[0], judged[1], record=note, on=note.asked_on)


@control(
    "R10.2.3",
    kind="quality",
    title=noop("Local rules stricter than the rulebook"),
    judged=noop(
        "A local rule with a number is stricter than the number that stands above it; a conflict with contract or law wants attention."
    ),
)
def local(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Projects may add detailed rules that must not be weaker; contract or law prevails (R10.2.3)."""
    for rule in proving.local_rules_of([scope.id for scope in scopes], period):
        scope_id = rule.project.public_id
        weaker = _weaker(rule, min(today, period.end))
        if weaker is not None:
            yield Finding(scope_id, BREACH, weaker, record=rule, on=rule.in_force_on)
        elif rule.conflict.strip():
            told = noop("it conflicts with contract or law, which go before it")
            yield Finding(scope_id, ATTENTION, told, record=rule, on=rule.in_force_on)
        else:
            yield Finding(
                scope_id, GOOD, noop("stricter than the rulebook"), record=rule, on=rule.in_force_on
            )


def _weaker(rule, on: date):  # type: ignore[no-untyped-def]
    known = next((each for each in declared() if each.key == rule.setting), None)
    if known is None:
        return None
    direction = local_rules.stricter(rule.setting, str(known.unit_of_measure))
    standing, wanted = (
        dated.value(rule.setting, on=on, unit=rule.unit.parent),
        understood(rule.setting, rule.amount),
    )
    weaker = wanted > standing if direction == "less" else wanted < standing
    return local_rules.weaker_told(standing, wanted, direction) if weaker else None


@control(
    "R10.2.4",
    kind="duty",
    title=noop("The rulebook reviewed every year"),
    judged=noop(
        "A review is done within %(review_months)s months of the last look, and within %(law_days)s days of "
        "a change of the law; late wants attention, overdue is a breach."
    ),
    settings=(settings.REVIEW_MONTHS, settings.LAW_DAYS),
    absent=noop("No review of the rulebook is done or planned."),
)
def reviewed(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Reviewed yearly and whenever the law changes (R10.2.4)."""
    books = _books(scopes)
    reviews = proving.reviews_of(books.values())
    for scope in scopes:
        book = books.get(scope.unit_path)
        for review in reviews.get(book.record.pk, ()) if book else ():
            if review.done_on is not None and review.done_on < scope.period.start:
                continue
            done = review.done_on if review.done_on and review.done_on <= scope.period.end else None
            verdict, told = judging.of_review(review.due_on, done, scope.period.end)
            yield Finding(scope.id, verdict, told, record=review, on=review.due_on)


@control(
    "R10.2.5",
    kind="duty",
    title=noop("Each version read and signed by everybody"),
    judged=noop(
        "Everybody signs a new version within %(sign_days)s days of its adoption or of being hired; "
        "late wants attention, not signed is a breach."
    ),
    settings=(settings.SIGN_DAYS,),
    absent=noop("Nobody has signed a version of the rulebook."),
)
def signed(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Staff read and sign each new version (R10.2.5)."""
    books = _books(scopes)
    staff = proving.staff_of(
        [scope.unit_path for scope in scopes], {v.pk for book in books.values() for v in book.versions}
    )
    for scope in scopes:
        book = books.get(scope.unit_path)
        for version in book.within(scope.period) if book else ():
            for member in staff.of(scope.unit_path):
                yield from _signature(
                    scope, version, member, staff.signed.get((version.pk, member.person_id))
                )


def _signature(scope: Scope, version, member, paper) -> Iterator[Finding]:  # type: ignore[no-untyped-def]
    days = settings.number_on("rulebook.sign_days", version.adopted_on, version.unit)
    due = signing.due_on(version.adopted_on, member.hired_on, days)
    served = member.serves(min(due, scope.period.end)) and (
        version.repealed_on is None or due < version.repealed_on
    )
    if not served and paper is None:
        return
    on_time = paper.signed_on if paper is not None and paper.signed_on <= scope.period.end else None
    mended = on_time is not None and on_time < scope.period.start
    judged = judging.of_signature(on_time, max(due, on_time) if mended else due, scope.period.end)
    if judged is None:
        return
    if paper is not None and on_time is not None:
        yield Finding(scope.id, judged[0], judged[1], record=paper, on=on_time)
        return
    yield Finding.of(
        scope.id, judged[0], judged[1],
        model="staff.employee", public_id=member.public_id, number=member.number, on=due, mend="rulebook.signatures",
    )  # fmt: skip


@control(
    "R10.2.6",
    kind="quality",
    title=noop("What began under a version is finished under it"),
    judged=noop(
        "Whatever asks for signatures or rectification carries the version that was in force on the day it began."
    ),
)
def stamped(scopes: Sequence[Scope], period: Period, today: date) -> Iterable[Finding]:
    """Matters begun earlier finish under the old version (R10.2.6)."""
    books = _books(scopes)
    paths = {scope.id: scope.unit_path for scope in scopes}
    for matter in proving.begun([scope.id for scope in scopes], period):
        book = books.get(paths[matter.scope])
        standing = versions.in_force(book.terms, matter.on) if book else None
        if standing is None:
            continue
        if matter.edition is None:
            verdict, told = BREACH, sentence(noop("it carries no version of the rules"))
        elif matter.edition.in_force_on == standing.in_force_on:
            verdict, told = GOOD, sentence(noop("began under %(number)s"), number=matter.edition.number)
        else:
            verdict, told = (
                BREACH,
                sentence(
                    noop("carries %(number)s, which was not in force on that day"),
                    number=matter.edition.number,
                ),
            )
        yield Finding.of(
            matter.scope, verdict, told, model=matter.model, public_id=matter.public_id, number=matter.number, on=matter.on
        )  # fmt: skip
