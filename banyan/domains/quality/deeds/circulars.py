"""Telling everybody of a unit, under a document number, and who has read it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.notices.telling import tell
from banyan.domains.quality.models import Circular, CircularReading
from banyan.domains.quality.queries.circulars import readers_of
from banyan.domains.quality.rules import circulars as rules
from banyan.domains.quality.settings import CIRCULAR_PATTERN, text
from banyan.foundation.refusal import Refused, noop, sentence

State = Circular.State


@deed(Circular, "add", new=True, label=_("Write a circular"), icon="speakerphone")
def add_circular(circular: Circular, by: Any, now: datetime) -> None:
    """Begin a circular; it stays a draft until it is published."""
    inspection = circular.inspection
    if inspection is not None and inspection.state != inspection.State.SIGNED:
        raise Refused({"inspection": noop("Only a signed inspection is told.")}, clause="R10.1.1")


@deed(Circular, "edit", frm=State.DRAFT, label=_("Edit"), icon="pencil")
def edit_circular(circular: Circular, by: Any, now: datetime, **changes: Any) -> None:
    """Change the draft; what is published is corrected by another circular."""
    for name, value in changes.items():
        setattr(circular, name, value)


@deed(Circular, "publish", frm=State.DRAFT, to=State.PUBLISHED, label=_("Publish"), icon="send")
def publish(circular: Circular, by: Any, now: datetime) -> None:
    """Give it its document number and send it to everybody of the unit and below; their reading is kept."""
    circular.number = numbering.take(Circular.number_pattern, circular.unit, now.year)
    pattern = text(CIRCULAR_PATTERN, now.date(), circular.unit)
    circular.document_number = rules.document_number(pattern, now.year, circular.number)
    circular.published_on = now.date()
    readers = readers_of(circular.unit, by, now.date())
    readings = [CircularReading(circular=circular, user=user, unit=place) for user, place in readers]
    CircularReading.everything.bulk_create(readings)
    words = sentence(noop("Circular %(number)s is out; please read it."), number=circular.document_number)
    for reading in readings:
        tell([reading.user], "circular", words, reading, now)


@deed(CircularReading, "confirm", label=_("Read it"), icon="check")
def confirm_reading(reading: CircularReading, by: Any, now: datetime) -> None:
    """Say that one has read it. Nobody says so for another."""
    if by.user is None or reading.user_id != by.user.pk:
        raise Refused({"": noop("Everybody confirms their own reading.")}, clause="R10.1.1")
    if reading.read_at is None:
        reading.read_at = now
