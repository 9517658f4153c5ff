"""Volunteers: taken on, inducted, insured, recognised, thanked; and sent to families whose need fits their skill."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import bulk, deed
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.services.community_settings import star_table
from banyan.domains.services.deeds.volunteer_counting import hand_in, project_for
from banyan.domains.services.models import FamilyNeed, Volunteer, VolunteerCover, VolunteerHonour
from banyan.domains.services.queries.volunteers import approved_hours
from banyan.domains.services.rules import volunteers as rules
from banyan.domains.services.settings import age_limits
from banyan.foundation.refusal import Refused, noop
from banyan.foundation.sheets import CheckedRow, Row

REGISTERED, LEFT = Volunteer.State.REGISTERED, Volunteer.State.LEFT
OPEN, MATCHED = FamilyNeed.State.OPEN, FamilyNeed.State.MATCHED
DONE, CLOSED = FamilyNeed.State.DONE, FamilyNeed.State.CLOSED


@deed(Volunteer, "add", new=True, label=_("Register a volunteer"), icon="user-heart")
def take_on(volunteer: Volunteer, by: Any, now: datetime) -> None:
    """Somebody was told what it is about and agreed to serve."""
    today = localtime(now).date()
    rules.check_may_join(_papers(volunteer), today, age_limits(today, volunteer.unit).adult_from)
    volunteer.registered_on = volunteer.registered_on or today
    volunteer.number = numbering.take(Volunteer.number_pattern, volunteer.unit, now.year)
    volunteer.project = volunteer.project or project_for(volunteer.unit, volunteer.registered_on)
    volunteer.save()
    hand_in(volunteer)


@deed(Volunteer, "edit", frm=REGISTERED, label=_("Edit"), icon="pencil")
def edit(volunteer: Volunteer, by: Any, now: datetime, **changes: Any) -> None:
    """Change what is known of a volunteer; what joining asked for stays."""
    former = volunteer.project
    for name, value in changes.items():
        setattr(volunteer, name, value)
    today = localtime(now).date()
    rules.check_may_join(_papers(volunteer), today, age_limits(today, volunteer.unit).adult_from)
    volunteer.save()
    hand_in(volunteer, former)


@deed(Volunteer, "induct", frm=REGISTERED, label=_("Inducted"), icon="school")
def induct(volunteer: Volunteer, by: Any, now: datetime, on: date) -> None:
    """Ideas, methods, requirements and skills were gone through, before the first service (R7.2.1)."""
    rules.check_leaves(on, volunteer.registered_on, localtime(now).date())
    volunteer.trained_on = on


@deed(Volunteer, "award_stars", frm=REGISTERED, label=_("Award stars"), icon="stars")
def award_stars(volunteer: Volunteer, by: Any, now: datetime) -> None:
    """The stars that the approved hours give today; an award is kept whatever becomes of the table (R7.3.4)."""
    today = localtime(now).date()
    table = star_table(today, volunteer.unit)
    hours = approved_hours(volunteer)
    earned = rules.stars_for(hours, table)
    rules.check_new_stars(earned, volunteer.stars, rules.to_next(hours, table))
    honour = VolunteerHonour(
        volunteer=volunteer, kind=VolunteerHonour.Kind.STARS, given_on=today, reason=gettext("by approved hours"), stars=earned,
        hours=hours,
    )  # fmt: skip
    honour.save()
    volunteer.stars = earned


@deed(
    Volunteer,
    "leave",
    frm=REGISTERED,
    to=LEFT,
    label=pgettext_lazy("volunteer", "Leaves…"),
    icon="user-minus",
    danger=True,
)
def leave(volunteer: Volunteer, by: Any, now: datetime, on: date, reason: str) -> None:
    """A volunteer stops serving; hours and honours stay theirs (R7.4.3)."""
    rules.check_leaves(on, volunteer.registered_on, localtime(now).date())
    if not reason.strip():
        raise Refused({"reason": noop("Say why the volunteer leaves.")}, clause="R7.4.3")
    volunteer.left_on, volunteer.left_because = on, reason.strip()


@deed(Volunteer, "thank", frm=LEFT, label=pgettext_lazy("volunteer", "Thank-you sent"), icon="mail-heart")
def thank(volunteer: Volunteer, by: Any, now: datetime, on: date) -> None:
    """Whoever left was thanked (R7.4.3)."""
    rules.check_leaves(on, volunteer.left_on, localtime(now).date())
    volunteer.thanked_on = on


@deed(VolunteerCover, "add", new=True, label=_("Insure a volunteer"), icon="shield-check")
def insure(cover: VolunteerCover, by: Any, now: datetime) -> None:
    """A volunteer is insured from day to day (R7.3.3)."""
    rules.check_cover(cover.starts_on, cover.ends_on)
    cover.save()
    _settle(cover.volunteer)


@deed(VolunteerHonour, "add", new=True, label=_("Commend a volunteer"), icon="award")
def commend(honour: VolunteerHonour, by: Any, now: datetime) -> None:
    """Outstanding service is commended (R7.3.4); a thing in kind or more responsibility is given likewise (R7.4.1)."""
    if honour.given_on > localtime(now).date():
        raise Refused({"given_on": noop("This day has not come yet.")})
    if honour.kind == VolunteerHonour.Kind.STARS:
        raise Refused({"kind": noop("Stars are awarded by approved hours, on the volunteer's page.")})
    honour.hours = approved_hours(honour.volunteer)


@deed(FamilyNeed, "add", new=True, label=_("Note a family's need"), icon="home-question")
def ask(need: FamilyNeed, by: Any, now: datetime) -> None:
    """A family could use somebody's skill."""
    if need.asked_on > localtime(now).date():
        raise Refused({"asked_on": noop("This day has not come yet.")})
    need.number = numbering.take(FamilyNeed.number_pattern, need.unit, now.year)


@deed(FamilyNeed, "match", frm=OPEN, to=MATCHED, label=_("Match with a volunteer"), icon="arrows-join")
def match(need: FamilyNeed, by: Any, now: datetime, volunteer: Volunteer) -> None:
    """Somebody who has the skill goes to the family (W6.5)."""
    if volunteer.state != REGISTERED:
        raise Refused({"volunteer": noop("This volunteer has left.")})
    if volunteer.trained_on is None:
        raise Refused({"volunteer": noop("This volunteer has not been inducted yet.")}, clause="R7.2.1")
    rules.check_fits(need.skill, volunteer.skills)
    need.volunteer, need.matched_on = volunteer, localtime(now).date()


@deed(FamilyNeed, "finish", frm=MATCHED, to=DONE, label=_("Served"), icon="circle-check")
def finish(need: FamilyNeed, by: Any, now: datetime, outcome: str) -> None:
    """What the volunteer did, and what the family says of it."""
    if not outcome.strip():
        raise Refused({"outcome": noop("Say what came of it.")})
    need.outcome, need.ended_on = outcome.strip(), localtime(now).date()


@deed(
    FamilyNeed,
    "close",
    frm=(OPEN, MATCHED),
    to=CLOSED,
    label=_("No longer wanted…"),
    icon="circle-x",
    danger=True,
)
def close(need: FamilyNeed, by: Any, now: datetime, reason: str) -> None:
    """The family no longer wants it."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why it is no longer wanted.")})
    need.outcome, need.ended_on = reason.strip(), localtime(now).date()


class TakingInVolunteers:
    """One import of the register of volunteers. A known number is an update; insurance of the sheet is kept by its days."""

    def __init__(self, *, unit: Any, by: Any, now: datetime, source: Any = None, project: Any = None) -> None:
        self.unit, self.by, self.now = unit, by, now
        self.applied, self.highest = Applied(), ""
        self.project = project_for(unit, localtime(now).date())

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Write the next rows, with their lines in the trail."""
        taken = [checked.row for checked in rows]
        known = {
            each.number: each
            for each in Volunteer.everything.filter(
                unit=self.unit, number__in=[row.values["number"] for row in taken]
            )
        }
        with bulk(Volunteer, "import", by=self.by, unit=self.unit, now=self.now) as work:
            for row in taken:
                volunteer = known.get(row.values["number"])
                before = snapshot(volunteer) if volunteer else {}
                made = self._write(volunteer or Volunteer(unit=self.unit, created_at=self.now), row)
                if snapshot(made) != before:
                    work.add(made, before)
                    if before:
                        self.applied.changed.append({"line": row.line, "key": made.number, "fields": []})
        self.applied.accepted += len(taken)
        self.highest = max([self.highest, *(row.values["number"] for row in taken)])

    def finish(self) -> Applied:
        """What came of it; our own numbers go on above the imported ones."""
        if self.highest:
            numbering.keep_above(Volunteer.number_pattern, self.unit, self.highest)
        return self.applied

    def _write(self, volunteer: Volunteer, row: Row) -> Volunteer:
        values = row.values
        for name in _PLAIN:
            setattr(volunteer, name, values[name] if values[name] is not None else _EMPTY.get(name, ""))
        volunteer.skills = "、".join(rules.skills(values["skills"] or ""))
        volunteer.state = LEFT if values["left_on"] else REGISTERED
        volunteer.changed_at = self.now
        volunteer.project = volunteer.project or self.project
        volunteer.save()
        hand_in(volunteer)
        if values["insured_from"] and values["insured_to"]:
            VolunteerCover.everything.get_or_create(
                volunteer=volunteer, policy=values["policy"] or _FROM_A_SHEET, starts_on=values["insured_from"],
                defaults={"ends_on": values["insured_to"], "created_at": self.now, "changed_at": self.now},
            )  # fmt: skip
            _settle(volunteer)
        return volunteer


_PLAIN = (
    "number", "national_number", "name", "sex", "born_on", "id_number", "phone", "community", "occupation", "employer",
    "wishes", "free_at", "channel", "registered_on", "agreed_on", "trained_on", "guardian_name", "guardian_agreed_on",
    "hours_before", "left_on", "left_because", "thanked_on", "stars",
)  # fmt: skip
_EMPTY: dict[str, Any] = {
    "hours_before": 0, "stars": 0,
    **dict.fromkeys(("born_on", "registered_on", "agreed_on", "trained_on", "guardian_agreed_on", "left_on", "thanked_on")),
}  # fmt: skip
_FROM_A_SHEET = "—"


def _papers(volunteer: Volunteer) -> rules.Papers:
    return rules.Papers(volunteer.born_on, volunteer.agreed_on, volunteer.guardian_agreed_on)


def _settle(volunteer: Volunteer) -> None:
    """The last day of insurance, for lists."""
    last = VolunteerCover.everything.filter(volunteer=volunteer).aggregate(last=Max("ends_on"))["last"]
    volunteer.insured_until = last
    Volunteer.everything.filter(pk=volunteer.pk).update(insured_until=last)
