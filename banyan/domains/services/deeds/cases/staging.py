"""Keeping the stage of a case in line with its file, and its number findable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.search.keeping import Entry, put, source
from banyan.domains.services.models import Case
from banyan.domains.services.models.cases.reach import readable
from banyan.domains.services.queries.cases.facts import facts_of, kept_by
from banyan.domains.services.rules.cases.secrecy import LOGGED, check_named

_CASE = Case._meta.label_lower


def check_reads(case: Case, by: Any) -> None:
    """Whoever does not read a case file writes nothing into it either."""
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied(Case.permission("view"))


def check_writes(case: Case, by: Any) -> None:
    """Whoever reads a file through broken glass alone reads it, and leaves the writing to those named in it."""
    if Case.objects.visible_to(by).filter(readable(by, verb="edit"), pk=case.pk).exists():
        return
    check_reads(case, by)
    check_named(through_glass=True)


def restage(case: Case, by: Any, now: datetime) -> Case:
    """After a change of the file: keep the stage that its facts now prove."""
    kept = Case.everything.select_related("unit", "client", "project").get(pk=case.pk)
    wanted = kept_by(facts_of(kept))
    if any(getattr(kept, name) != value for name, value in wanted.items()):
        kept = keep_stage(kept, by=by, now=now, wanted=wanted)
    return kept


@deed(Case, "keep_stage", system=True, label=_("Stage follows from the file"))
def keep_stage(case: Case, by: Any, now: datetime, wanted: dict[str, Any]) -> None:
    """The stage follows from the file; nobody chooses it."""
    for name, value in wanted.items():
        setattr(case, name, value)


def find_case(case: Case) -> None:
    """Make a case findable: by number, and where it is not guarded by the client's name too."""
    put(_entry(case))


def _entry(case: Case) -> Entry:
    named = case.client is not None and case.confidentiality not in LOGGED
    names = (case.client.name,) if named and case.client else ()
    return Entry(case, case.number, names, names)


def _entries() -> Iterator[Entry]:
    return map(_entry, Case.everything.select_related("unit", "project", "client").iterator())


source(_CASE, _entries)
