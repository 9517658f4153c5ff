"""Where signatures show up outside their own pages: on every record, on the desk, in the frame."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, todo
from banyan.core.approvals import queries, views
from banyan.core.approvals.outcomes import matter_of
from banyan.core.attachments import deeds as files
from banyan.core.attachments.models import Attachment
from banyan.core.attachments.queries import further_door
from banyan.core.deeds import guard_edits
from banyan.core.registers import panels
from banyan.core.registers.declaration import Panel
from banyan.core.todo import Todo
from banyan.core.ui import frame
from banyan.foundation.refusal import noop, sentence

_MATTER = noop("%(matter)s: %(number)s")
_SINCE = noop("asked by %(who)s on %(day)s")
_ASKED = noop("asked on %(day)s")


def show() -> None:
    """Hang the panel on every record, and offer the count and the lines of the desk."""
    panels.everywhere(Panel("approvals", _("Signatures"), "approvals/panel.html", views.on_record))
    frame.counted("inbox", waiting_count)
    todo.provider(for_the_desk)
    files.guard(queries.check_files_free)
    guard_edits(queries.check_edit)
    further_door(may_read_to_sign)


def may_read_to_sign(attachment: Attachment, actor: Any) -> bool:
    """Whoever is to sign may read the files that are part of it, as long as it is their turn."""
    turn = queries.inbox(actor, clock.today())
    return turn.filter(request__model=attachment.model, request__record_id=attachment.record_id).exists()


def waiting_count(actor: Any) -> int:
    """How many signatures wait for this person."""
    return queries.inbox(actor, clock.today()).count()


def for_the_desk(actor: Any, today: date) -> Iterator[Todo]:
    """The lines of the desk."""
    for step in queries.inbox(actor, today):
        asked = step.request
        day = localtime(asked.asked_at).date()
        said = (
            sentence(_SINCE, who=asked.asked_by.name, day=day)
            if asked.asked_by
            else sentence(_ASKED, day=day)
        )
        yield Todo(
            title=sentence(_MATTER, matter=str(matter_of(asked)), number=asked.number),
            why=said,
            url=reverse("approvals.step", kwargs={"public_id": step.public_id}),
            deed=_("Read and sign"),
            unit_id=asked.unit_id,
            number=asked.number,
            kind="sign",
        )
