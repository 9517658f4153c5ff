"""After every change of a sheet: what each line counts for, the totals, and the evidence handed to the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from banyan.domains.projects import public as projects
from banyan.domains.services.deeds.activity_besides import HELD, Held, besides, hand_in_with, opinions_of
from banyan.domains.services.models import Activity, ActivityShare, Attendance, SignInSheet
from banyan.domains.services.queries import attendance as asking
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.activities import papers_of, totals
from banyan.domains.services.rules.activities import missing_evidence
from banyan.domains.services.rules.attendance import Count, Reason
from banyan.domains.services.settings import summary_days

_LEFT_OUT = {
    Reason.VOLUNTEER: "volunteer",
    Reason.STAFF: "staff",
    Reason.GUEST: "guest",
    Reason.DUPLICATE: "same_person",
    Reason.TO_CLARIFY: "to_clarify",
}


def recount(sheet: SignInSheet) -> Count:
    """Judge every line anew and keep the verdicts and the totals. The caller saves the sheet."""
    lines, result = asking.count_sheet(sheet)
    by_line = {line.pk: line for line in lines}
    changed = []
    for ruling in result.rulings:
        line = by_line[ruling.sign_in.line]
        verdict = (str(ruling.reason or ""), ruling.same_as or line.same_as_id)
        if verdict != (line.reason, line.same_as_id):
            line.reason, line.same_as_id = verdict
            changed.append(line)
    Attendance.everything.bulk_update(changed, ("reason", "same_as"), batch_size=500)
    _keep_sums(sheet.activity)
    sheet.lines = len(lines)
    sheet.person_times = result.person_times
    sheet.persons = len(result.persons)
    sheet.to_clarify = sum(ruling.reason is Reason.TO_CLARIFY for ruling in result.rulings)
    return result


def _keep_sums(activity: Activity) -> None:
    """Lists show the sums of all sessions as they are kept here; a person of two sessions is one person."""
    figures = totals(activity)
    activity.person_times, activity.persons = figures["person_times"], figures["persons"]
    Activity.everything.filter(pk=activity.pk).update(
        person_times=activity.person_times, persons=activity.persons
    )


def hand_in(activity: Activity) -> None:
    """Offer the activity to the ledger as it stands: counted when complete and approved, pending before.

    Runs inside the deed that changed something. Without a project or a day there is nothing to offer.
    """
    if activity.project is None or activity.held_on is None:
        return
    if activity.state == Activity.State.CANCELLED:
        projects.withdraw(activity.project.public_id, activity._meta.label_lower, activity.public_id)
        return
    held = _held(activity, activity.project.public_id, activity.held_on)
    hand_in_with(held, _evidence(held))


def hand_in_opinions(activity: Activity) -> None:
    """Offer what people said so far; nothing else of the activity has changed."""
    if activity.project is None or activity.held_on is None or activity.state not in HELD:
        return
    lacking = _lacking(activity, activity.held_on)
    opinions = opinions_of(Held(activity, activity.project.public_id, activity.held_on, [], lacking))
    if opinions:
        projects.offer(opinions)


def picture_changed(activity: Activity, file: Any) -> None:
    """Offer the activity anew when a picture came or went and a purchaser counts by the papers of the file."""
    if file.content_type.startswith("image/") and dossiers.counts_by_papers(Activity):
        hand_in(activity)


def evidences_of(activity: Activity) -> list[projects.Evidence]:
    """Everything the ledger should hold of an activity."""
    if activity.project is None or activity.held_on is None or activity.state == Activity.State.CANCELLED:
        return []
    held = _held(activity, activity.project.public_id, activity.held_on)
    return [_evidence(held), *(besides(held) if activity.state in HELD else ())]


def _held(activity: Activity, project: UUID, on: date) -> Held:
    lines = (
        Attendance.everything.filter(sheet__activity=activity)
        .order_by("sheet__held_on", "position")
        .select_related("user__merged_into", "sheet__activity__unit")
    )
    return Held(activity, project, on, list(lines), _lacking(activity, on))


def _evidence(held: Held) -> projects.Evidence:
    activity, held_on, lines, missing = held.activity, held.on, held.lines, held.missing
    counted = [line for line in lines if not line.reason]
    persons = {key: line for line in counted if (key := asking.person_key(line))}
    accepted_at = activity.summary.accepted_at if hasattr(activity, "summary") else None
    return projects.Evidence(
        project=held.project,
        source_model=activity._meta.label_lower,
        source_public_id=activity.public_id,
        source_number=activity.number,
        source_title=activity.title,
        kind=projects.Kind.ACTIVITY,
        happened_on=held_on,
        shares=dict(ActivityShare.everything.filter(activity=activity).values_list("indicator", "percent")),
        person_times=len(counted),
        volunteers=sum(line.reason == Reason.VOLUNTEER for line in lines),
        persons=tuple(persons),
        women=tuple(key for key, line in persons.items() if _is_woman(line)),
        households=tuple(sorted(asking.households_of(counted))),
        labels={key: line.label() for key, line in persons.items()},
        left_out=_left_out(lines),
        sessions=len({line.sheet_id for line in lines}),
        complete=not missing,
        approved=activity.state == Activity.State.ACCEPTED,
        missing=missing,
        approved_at=accepted_at,
    )


def _lacking(activity: Activity, held_on: date) -> tuple[str, ...]:
    """What keeps the activity from counting: its own papers, and those that the purchaser's table asks for."""
    own = missing_evidence(papers_of(activity), held_on, summary_days(held_on, activity.unit))
    return (*(paper.code for paper in own), *dossiers.lacking(activity, held_on))


def _is_woman(line: Attendance) -> bool:
    return (line.user.sex if line.user else line.sex) == "female"


def _left_out(lines: list[Attendance]) -> tuple[Any, ...]:
    without_name = [
        projects.LeftOut(line.label(), "without_name", (projects.Measure.PERSONS,))
        for line in lines
        if not line.reason and asking.person_key(line) is None
    ]
    return tuple(
        [projects.LeftOut(line.label(), _LEFT_OUT[Reason(line.reason)]) for line in lines if line.reason]
        + without_name
    )
