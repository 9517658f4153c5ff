"""Pay standards are written, adopted by somebody else, and replaced by new editions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.core.records import new_public_id
from banyan.domains.staff.models import PayBand, PayScheme
from banyan.domains.staff.rules import pay as rules

State = PayScheme.State


@deed(PayScheme, "write", new=True, label=_("Write a pay standard"), icon="cash-banknote")
def write_scheme(scheme: PayScheme, by: Actor, now: datetime) -> None:
    """Begin a standard by which some of the people are paid."""
    scheme.number = numbering.take(PayScheme.number_pattern, scheme.unit, now.year)
    scheme.written_by = by.person


@deed(PayScheme, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def change_scheme(scheme: PayScheme, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a draft; whoever changes it has written it."""
    for name, value in changes.items():
        setattr(scheme, name, value)
    scheme.written_by = by.person


@deed(PayBand, "add", new=True, label=_("Add a grade"), icon="plus")
def add_band(band: PayBand, by: Actor, now: datetime) -> None:
    """Say what a grade of a draft earns."""
    _into_draft(band, by)


@deed(PayBand, "edit", label=_("Edit"), icon="pencil")
def change_band(band: PayBand, by: Actor, now: datetime, **changes: Any) -> None:
    """Change a grade of a draft."""
    rules.check_may_change(band.scheme.state == State.DRAFT)
    for name, value in changes.items():
        setattr(band, name, value)
    _into_draft(band, by)


def _into_draft(band: PayBand, by: Actor) -> None:
    scheme = PayScheme.everything.select_for_update().get(pk=band.scheme_id)
    rules.check_may_change(scheme.state == State.DRAFT)
    scheme.written_by = by.person
    scheme.save(update_fields=["written_by"])


@deed(PayScheme, "adopt", frm=State.DRAFT, to=State.IN_FORCE, label=_("Adopt…"), icon="rubber-stamp")
def adopt_scheme(scheme: PayScheme, by: Actor, now: datetime, starts_on: date) -> None:
    """Put an edition in force from a day on; the one before ends the day before."""
    same = PayScheme.everything.filter(unit=scheme.unit_id, name=scheme.name)
    earlier = same.select_for_update().filter(state=State.IN_FORCE).first()
    is_own = by.person_id is not None and by.person_id == scheme.written_by_id
    rules.check_adopt(scheme.bands.count(), is_own, starts_on, earlier.starts_on if earlier else None)
    if earlier is not None:
        replace_scheme(earlier, by=by, now=now, ends_on=rules.last_day_before(starts_on))
    scheme.starts_on, scheme.adopted_by = starts_on, by.person


@deed(PayScheme, "replace", frm=State.IN_FORCE, to=State.ENDED, system=True, label=_("Pay standard replaced"))
def replace_scheme(scheme: PayScheme, by: Actor, now: datetime, ends_on: date) -> None:
    """A newer edition was adopted; the older one stays readable with its days."""
    scheme.ends_on = ends_on


@deed(PayScheme, "revise", label=_("Write a new edition…"), icon="copy-plus")
def revise_scheme(scheme: PayScheme, by: Actor, now: datetime, grounds: str) -> None:
    """Begin the next edition as a draft with the same grades."""
    same = PayScheme.everything.filter(unit=scheme.unit_id, name=scheme.name)
    rules.check_revise(scheme.state == State.DRAFT, same.filter(state=State.DRAFT).exists(), grounds)
    newest = same.order_by("-edition").values_list("edition", flat=True)[0]
    draft = PayScheme(
        unit=scheme.unit,
        name=scheme.name,
        covers=scheme.covers,
        basis=scheme.basis,
        grounds=grounds,
        edition=newest + 1,
    )
    draft = write_scheme(draft, by=by, now=now)
    copied = ("grade", "lowest", "highest")
    rows = list(scheme.bands.values(*copied))
    PayBand.everything.bulk_create([PayBand(public_id=new_public_id(), scheme=draft, **row) for row in rows])
