"""What audits of money found, with the last rectification of each: three statements, however many projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from banyan.core.attachments.models import Attachment
from banyan.core.controls import Scope
from banyan.domains.finance import public as finance
from banyan.domains.quality.models import Rectification
from banyan.domains.quality.rules.audit_findings import PutRight

_LABEL = Rectification._meta.label_lower


def findings_of(scopes: Sequence[Scope]) -> Iterator[tuple[Scope, Any, PutRight | None]]:
    """Every finding that was there by the end of the days judged and was not closed before they began."""
    found = finance.audit_findings([scope.id for scope in scopes])
    last = _last([each.public_id for some in found.values() for each in some])
    for scope in scopes:
        for each in found.get(scope.id, ()):
            ended = last[each.public_id].verified_on if each.public_id in last else None
            if each.found_on <= scope.period.end and not _was_closed(ended, scope.period.start):
                yield scope, each, last.get(each.public_id)


def _was_closed(ended: date | None, start: date) -> bool:
    return ended is not None and ended < start


def _last(sources: Sequence[UUID]) -> dict[UUID, PutRight]:
    """Finding → its last rectification: the one that is no mistake, of the highest round."""
    kept = Rectification.everything.filter(source_model=finance.AUDIT_FINDING, source_id__in=sources)
    rows = list(kept.order_by("round", "pk"))
    files = _files([each.public_id for each in rows])
    found: dict[UUID, PutRight] = {}
    for each in rows:
        is_void = each.state == Rectification.State.VOID
        if is_void and each.source_id in found:
            continue
        found[each.source_id] = PutRight(  # type: ignore[index]
            each.due_on, each.verified_on, each.owner_id, each.done_by_id, each.verifier_id,
            files.get(each.public_id, 0), is_void,
        )  # fmt: skip
    return found


def _files(records: Sequence[UUID]) -> dict[UUID, int]:
    rows = Attachment.everything.filter(model=_LABEL, record_id__in=records, removed_at=None).order_by()
    return dict(rows.values_list("record_id").annotate(files=Count("pk")))
