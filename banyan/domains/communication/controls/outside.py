"""Those outside: feedback, contacts, partners, papers, the media."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from banyan.core.controls import BREACH, GOOD, Finding, Scope, control
from banyan.domains.communication import settings
from banyan.domains.communication.models import Spokesperson, Stakeholder
from banyan.domains.communication.queries import proof
from banyan.domains.communication.rules import judging
from banyan.domains.communication.rules.judging import Published
from banyan.domains.communication.rules.partners import Quarter, counted, quarters
from banyan.domains.communication.rules.releases import Term
from banyan.foundation.periods import Period, add_months
from banyan.foundation.refusal import noop, sentence

PARTNERS = ("committee", "school", "hospital", "police", "firm")


@control(
    "R2.2.9",
    kind="duty",
    title=noop("Feedback and what came of it"),
    judged=noop(
        "Feedback was gathered in the period, and each item shows its outcome within "
        "%(feedback_workdays)s working days: the scheme changed, answered, or no change with the "
        "reason. A late outcome wants attention, a missing one is a breach."
    ),
    settings=(settings.FEEDBACK,),
    absent=noop("No feedback of users, departments or partners was written down."),
)
def feedback_has_its_outcome(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Every piece of feedback shows what came of it (R2.2.9)."""
    for item in proof.feedback_given(period):
        verdict = judging.feedback(item.due_on or item.given_on, item.settled_on, today)
        for scope in proof.fitting(item, scopes):
            if item.given_on in scope.period:
                yield from proof.said(scope, item, verdict, item.given_on)


@control(
    "R3.2.3",
    kind="quality",
    title=noop("Users are heard while the service runs"),
    judged=noop(
        "At the end of the period the last feedback of users during service is no older than "
        "%(feedback_months)s months. It speaks for the project as a whole: single cases and groups are "
        "not judged here."
    ),
    settings=(settings.FEEDBACK_MONTHS,),
)
def users_heard_during_service(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Mid-course feedback of users, not only a survey at the end (R3.2.3)."""
    months = settings.number(settings.FEEDBACK_MONTHS, period.end)
    items = proof.users_heard(Period(period.start, min(period.end, today)), months)
    for scope in scopes:
        mine = [each for each in items if proof.fitting(each, [scope])]
        last = judging.heard([each.given_on for each in mine], scope.period.end, months)
        for each in mine:
            if last is not None and (each.given_on in scope.period or each.given_on == last):
                words = sentence(noop("Users were heard while the service ran."))
                yield Finding(scope.id, GOOD, words, each, each.given_on)
        if last is None and not _began_lately(scope, period, months):
            words = sentence(noop("No user was heard in the last %(months)s months."), months=months)
            yield Finding(
                scope.id, BREACH, words, on=scope.period.end, mend="communication.feedbackitem.list"
            )


def _began_lately(scope: Scope, asked: Period, months: int) -> bool:
    """A project that began within the asked period has not run for so many months yet."""
    began = scope.period.start > asked.start
    return began and add_months(scope.period.start, months) > scope.period.end


@control(
    "R3.2.5",
    kind="duty",
    title=noop("Contacts with every stakeholder in every quarter"),
    judged=noop(
        "With each stakeholder at least %(contacts_a_quarter)s contacts in each quarter. A quarter that "
        "is over with fewer is a breach; next steps that are overdue want attention."
    ),
    settings=(settings.CONTACTS,),
    absent=noop("No stakeholder is known, so nobody was spoken to."),
)
def contacts_every_quarter(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The liaison log, stakeholder by stakeholder (R3.2.5)."""
    columns = [each for year in range(period.start.year, period.end.year + 1) for each in quarters(year)]
    days = proof.contacts(Period(columns[0].period.start, columns[-1].period.end))
    for body in proof.stakeholders():
        for scope in proof.fitting(body, scopes):
            touched = [each for each in columns if each.period.overlaps(scope.period)]
            yield from _contacts(body, scope, touched, days.get(body.pk, []), today)
    for entry in proof.promises(period, today):
        for scope in proof.fitting(entry.stakeholder, scopes):
            words = sentence(noop("The next step was due on %(day)s and is not done."), day=entry.next_due)
            yield Finding(scope.id, judging.ATTENTION, words, entry, entry.next_due)


def _contacts(
    body: Stakeholder, scope: Scope, columns: list[Quarter], days: list[date], today: date
) -> Iterator[Finding]:
    for column in columns:
        known = body.known_since is None or body.known_since <= column.period.end
        gone = body.ended_on is not None and body.ended_on <= column.period.end
        if known and not gone:
            wanted = settings.number(settings.CONTACTS, min(column.period.end, today), body.unit)
            count = counted(days, column.period)
            verdict = judging.contacts(count, wanted, column.period, body.known_since, today)
            yield from proof.said(scope, body, verdict, min(column.period.end, today))


@control(
    "R9.2.2",
    kind="duty",
    title=noop("Partners have a liaison person and an agreement"),
    judged=noop(
        "Each community committee, school, hospital, police station and firm has somebody who keeps the "
        "contact and an agreement that has not run out. Without a written agreement it wants attention."
    ),
    absent=noop("No partner is known."),
)
def partners_have_liaison(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Who keeps the contact with whom, and on what footing (R9.2.2)."""
    for body in proof.stakeholders():
        if body.kind not in PARTNERS:
            continue
        for scope in proof.fitting(body, scopes):
            end = scope.period.end
            if (body.known_since or end) <= end and (body.ended_on is None or body.ended_on > end):
                verdict = judging.partner(body.liaison_id is not None, body.agreement, body.agreed_until, end)
                yield from proof.said(scope, body, verdict, body.agreed_from or body.known_since)


@control(
    "R9.2.5",
    kind="duty",
    title=noop("Papers in and out are registered and dealt with"),
    judged=noop(
        "Each paper has its number, handler and deadline, as a rule %(document_workdays)s working days, "
        "and a result by then. Late wants attention; overdue is a breach."
    ),
    settings=(settings.DOCUMENT,),
    absent=noop("No paper was registered in this period."),
)
def papers_dealt_with(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """The register of documents (R9.2.5)."""
    for paper in proof.documents(period):
        verdict = judging.document(
            paper.due_on, paper.closed_on, paper.handler_id is not None, paper.is_open, today
        )
        for scope in proof.fitting(paper, scopes):
            if paper.passed_on in scope.period:
                yield from proof.said(scope, paper, verdict, paper.passed_on)


@control(
    "R9.2.4",
    kind="quality",
    title=noop("One voice to the media, approved beforehand"),
    judged=noop(
        "Each published release was approved before, spoken by the spokesperson of the day, and names a "
        "consent where somebody we serve can be recognised."
    ),
)
def releases_in_order(scopes: Sequence[Scope], period: Period, today: date) -> Iterator[Finding]:
    """Nothing leaves for the media without approval, voice and consent (R9.2.4)."""
    voices = proof.voices()
    for release in proof.releases(period):
        verdict = judging.release(_published(release, voices))
        for scope in proof.fitting(release, scopes):
            if release.published_on in scope.period:
                yield from proof.said(scope, release, verdict, release.published_on)


def _published(release: Any, voices: list[Spokesperson]) -> Published:
    path = proof.place_of(release).path
    speaks = any(
        voice.person_id == release.spokesperson_id
        and path.startswith(proof.place_of(voice).path)
        and Term(voice.starts_on, voice.ends_on).covers(release.planned_on)
        for voice in voices
    )
    return Published(
        release.published_on, release.approved_on, speaks, release.shows_a_client, release.consent_number
    )
