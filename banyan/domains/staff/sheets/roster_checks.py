"""What is looked at on a roster beyond its single cells. All of it are warnings: the person works here anyway.

`references` brings: today, terms (StaffTerms), posts, department_names, known_employees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from banyan.domains.staff.rules import qualifications as rules
from banyan.domains.staff.rules.places import KnownPost, post_by_title
from banyan.domains.staff.rules.trees import in_circles
from banyan.foundation import identity_card
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CellFinding, Row


def is_not_somebody_elses(row: Row) -> Iterator[CellFinding]:
    """Somebody who works in a unit beyond the bringer's reach is not taken over."""
    if row.values["number"] in row.references.get("taken_employees", ()):
        yield row.error("number", "not_unique", noop("This number belongs to an employee of another unit."))


def identity_agrees(row: Row) -> Iterator[CellFinding]:
    """Birth date and sex are compared with what the identity number says."""
    if not row.values["id_number"]:
        return
    card = identity_card.check(row.values["id_number"])
    if card.birth and row.values["born_on"] and card.birth != row.values["born_on"]:
        yield row.warning(
            "born_on", "id_birth_mismatch", noop("The identity number gives another birth date.")
        )
    if card.sex and row.values["sex"] and card.sex != row.values["sex"]:
        yield row.warning("sex", "id_sex_mismatch", noop("The identity number gives the other sex."))


def days_follow_each_other(row: Row) -> Iterator[CellFinding]:
    """Contract, probation and leaving come after hiring, hiring after birth."""
    hired = row.values["hired_on"]
    if hired is None:
        return
    for name in ("contract_ends_on", "probation_ends_on"):
        if row.values[name] and row.values[name] < hired:
            yield row.warning(name, "out_of_range", noop("This day lies before the day of hiring."))
    if row.values["left_on"] and row.values["left_on"] < hired:
        yield row.error("left_on", "out_of_range", noop("This day lies before the day of hiring."))
    if row.values["born_on"] and row.values["born_on"] >= hired:
        yield row.warning("born_on", "out_of_range", noop("Nobody is hired before being born."))


def post_is_established(row: Row) -> Iterator[CellFinding]:
    """The post stands in the establishment of the department; without one the person has no place in the chart."""
    if row.values["department"] is None or not row.values["post"]:
        return
    if find_post(row) is None:
        yield row.warning(
            "post",
            "unknown_reference",
            noop("The establishment of this department has no post “%(found)s”."),
            found=row.values["post"],
        )


def probation_is_decided(row: Row) -> Iterator[CellFinding]:
    """Probation that has run out must have been decided."""
    days = rules.probation_overdue(
        row.values["state"] == "probation", row.values["probation_ends_on"], _today(row)
    )
    if days:
        yield row.warning(
            "state",
            "probation_overdue",
            noop("Probation ended %(days)s days ago and was not decided."),
            days=days,
        )


def registration_is_in_force(row: Row) -> Iterator[CellFinding]:
    """A certificate's registration has not run out; where it has, missing class hours are named."""
    level, valid_until = row.values["level"], row.values["valid_until"]
    if not level:
        return
    if valid_until is None:
        yield row.warning("valid_until", "registration_missing", noop("The registration date is missing."))
        return
    found = rules.registration(
        level,
        valid_until,
        row.values["hours"] or Decimal(0),
        _today(row),
        row.references["terms"].registration,
    )
    if found.state == "expired":
        yield row.warning(
            "valid_until",
            "registration_expired",
            noop("The registration ended %(days)s days ago."),
            days=-found.days_left,
        )
    if found.state == "last_day":
        yield row.warning("valid_until", "registration_ends", noop("The registration ends today."))
    if found.state in ("expired", "last_day") and found.hours_short:
        yield row.warning(
            "hours",
            "hours_short",
            noop("%(hours)s class hours are missing for the next registration."),
            hours=f"{found.hours_short.normalize():f}",
        )


def inquiry_is_fresh(row: Row) -> Iterator[CellFinding]:
    """The no-crime inquiry is made at hiring and then every year."""
    hired, made = row.values["hired_on"], row.values["inquiry_on"]
    if hired is None or row.values["state"] == "left":
        return
    if made is None:
        yield row.warning("inquiry_on", "inquiry_missing", noop("No no-crime inquiry is recorded."))
        return
    late = rules.inquiry_overdue(made, hired, _today(row), row.references["terms"].inquiry_months)
    if late:
        yield row.warning(
            "inquiry_on",
            "inquiry_overdue",
            noop("The yearly no-crime inquiry is %(days)s days late."),
            days=late,
        )


def duties_go_together(row: Row) -> Iterator[CellFinding]:
    """Duties that must lie in two hands do not stand in one post."""
    terms = row.references["terms"]
    duties = rules.duties_in_title(row.values["post"], terms.duty_words)
    if rules.incompatible_duties(duties, terms.incompatible):
        yield row.warning(
            "post",
            "incompatible_duties",
            noop("This post joins duties that must lie in two hands."),
        )


def superior_is_known(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """The direct superior stands in the roster or works here already; only the top of a line has none."""
    in_file = {row.values["number"] for row in rows}
    for row in rows:
        superior = row.values["superior"]
        if superior and superior not in in_file and superior not in row.references["known_employees"]:
            yield row.warning(
                "superior",
                "unknown_reference",
                noop("There is no employee “%(found)s” here."),
                found=superior,
            )
        if not superior and _stands_below_somebody(row):
            yield row.warning(
                "superior", "superior_missing", noop("Only the top of a centre has no direct superior.")
            )


def identity_is_not_shared(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Two employees with one identity number are one person twice, or a slip."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.values["id_number"]:
            lines[row.values["id_number"]].append(row)
    for first, *others in lines.values():
        for row in others:
            yield row.warning(
                "id_number",
                "not_unique",
                noop("Line %(line)s has the same identity number."),
                line=first.line,
            )


def no_circles(rows: Sequence[Row]) -> Iterator[CellFinding]:
    """Nobody is their own superior, not even round a corner."""
    circling = in_circles({row.values["number"]: row.values["superior"] or None for row in reversed(rows)})
    for row in rows:
        if row.values["number"] in circling:
            yield row.error("superior", "circular_reference", noop("Nobody can be their own superior."))


def find_post(row: Row) -> KnownPost | None:
    """The post of the establishment that a row of the roster speaks of."""
    department = row.values["department"]
    name = row.references["department_names"].get(department, "")
    return post_by_title(row.references["posts"], department, name, row.values["post"])


def _stands_below_somebody(row: Row) -> bool:
    """Whether the row's post has a commanding superior post in the same centre; advisers have none."""
    if row.values["department"] is None or row.values["employment"] == "external":
        return False
    post = find_post(row)
    above = {each.key: each for each in row.references["posts"]}.get(post.superior) if post else None
    return above is not None and post is not None and above.home == post.home


def _today(row: Row) -> date:
    today: date = row.references["today"]
    return today
