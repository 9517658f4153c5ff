"""Taking evidence in, taking it back, and counting it again under changed terms.

Everything here runs inside the deed of the room that hands the evidence in, or of this room when terms change.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from banyan.core import door
from banyan.domains.projects.deeds.posting import Posting
from banyan.domains.projects.models import Evidence, Indicator, LedgerLine, Project
from banyan.domains.projects.queries.evidence import whole
from banyan.domains.projects.queries.sources import check_source
from banyan.domains.projects.queries.terms import ProjectTerms
from banyan.domains.projects.rules import evidence as given
from banyan.domains.projects.rules.judging import concerns, judge
from banyan.domains.projects.rules.measures import Kind
from banyan.domains.projects.rules.shares import check_shares


def offer(*offered: given.Evidence) -> None:
    """Hand in records, or what has become of them; their lines in the ledger are then as if handed in only now.

    Refuses shares that do not make one event, and a project that does not exist. The terms of a project are read once
    for all that one deed hands in.
    """
    with door.opened("projects.offer"), transaction.atomic():
        for public_id in dict.fromkeys(each.project for each in offered):
            project = _locked(public_id)
            terms = ProjectTerms(project)
            for each in (one for one in offered if one.project == public_id):
                check_source(each.source_model)
                check_shares(each.shares, terms.measures(each.happened_on))
                _post(_kept(project, each), each, terms)


def withdraw(project: UUID, source_model: str, source_public_id: UUID, kind: Kind | None = None) -> None:
    """Take a record out of the ledger, or only what it said of one kind of work; frozen months stay, the open month
    takes back what they say of it."""
    with door.opened("projects.withdraw"), transaction.atomic():
        held = _locked(project)
        record = {"source_model": source_model, "source_public_id": source_public_id}
        record |= {"kind": str(kind)} if kind else {}
        found = list(Evidence.everything.filter(project=held, **record).select_related("project"))
        terms = ProjectTerms(held) if found else None
        for kept in found:
            Posting(kept, terms).write({})  # type: ignore[arg-type]
            if LedgerLine.everything.filter(evidence=kept).exists():
                Evidence.everything.filter(pk=kept.pk).update(withdrawn=True)
            else:
                kept.delete()


def count_again(project: Project, indicators: Iterable[Indicator], since: date) -> int:
    """Judge all evidence from a day on again under these indicators; returns how many records were looked at."""
    terms = ProjectTerms(project, only=[indicator.pk for indicator in indicators])
    records = list(
        Evidence.everything.filter(project=project, happened_on__gte=since, withdrawn=False)
        .select_related("project")
        .order_by("happened_on", "pk")
    )
    for kept in records:
        _post(kept, whole(kept), terms)
    return len(records)


def _locked(public_id: UUID) -> Project:
    """The project, held so that two people cannot count the same person twice at once."""
    return Project.everything.select_for_update(of=("self",)).get(public_id=public_id)


def _kept(project: Project, offered: given.Evidence) -> Evidence:
    record = {
        "source_model": offered.source_model,
        "source_public_id": offered.source_public_id,
        "kind": str(offered.kind),
    }
    kept = Evidence.everything.filter(project=project, **record).first() or Evidence(
        project=project, **record
    )
    kept.project = project
    kept.number, kept.title = offered.source_number, offered.source_title[:120]
    kept.happened_on, kept.approved_at = offered.happened_on, offered.approved_at
    kept.facts, kept.withdrawn = given.facts_of(offered), False
    kept.save()
    return kept


def _post(kept: Evidence, offered: given.Evidence, terms: ProjectTerms) -> None:
    judged = {
        indicator.pk: judge(each, offered)
        for indicator, each in terms.on(offered.happened_on)
        if concerns(each, offered)
    }
    Posting(kept, terms).write(judged)
