"""What contacts of cases tell of working hours."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from banyan.domains.services.models import CaseContact, CasePresence
from banyan.domains.services.rules.hours.spent import Category, Spent

_MODEL = "services.casecontact"
_CATEGORIES = {
    CaseContact.Kind.INTERVIEW: Category.INTERVIEW,
    CaseContact.Kind.VISIT: Category.INTERVIEW,
    CaseContact.Kind.PHONE: Category.PHONE,
    CaseContact.Kind.ONLINE: Category.PHONE,
    CaseContact.Kind.ACCOMPANY: Category.INTERVIEW,
    CaseContact.Kind.CONFERENCE: Category.CONTACT,
}


def contact_minutes(workers: Collection[int] | None, first: date, last: date) -> Iterator[Spent]:
    """Contacts of these days, one row for each of the team who was there. One statement."""
    found = CasePresence.everything.filter(
        contact__held_on__range=(first, last), contact__state=CaseContact.State.FILED
    )
    if workers is not None:
        found = found.filter(person__in=workers)
    for presence in found.select_related("contact", "case__project").order_by("contact__held_on", "pk"):
        contact = presence.contact
        yield Spent(
            presence.person_id, contact.held_on, presence.minutes, _CATEGORIES[CaseContact.Kind(contact.kind)], _MODEL,
            contact.public_id, presence.case.number if not presence.case.is_guarded else presence.case.confidentiality,
            began_at=contact.began_at, travel=contact.travel_minutes, leads=presence.person_id == contact.worker_id,
            people=1, project=presence.case.project and presence.case.project.public_id, entered_on=contact.entered_on,
        )  # fmt: skip
