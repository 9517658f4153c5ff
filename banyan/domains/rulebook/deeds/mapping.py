"""What the items of a version mean: our clauses, an attestation, or no rule at all. A person decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import numbering
from banyan.core.deeds import deed
from banyan.core.records import new_public_id
from banyan.domains.rulebook import settings
from banyan.domains.rulebook.deeds.items import known_clauses
from banyan.domains.rulebook.models import Attestation, ClauseLink, Item, Version
from banyan.domains.rulebook.rules import attesting
from banyan.foundation.refusal import Refused, noop, sentence

State = Version.State
OPEN, ATTESTED, NO_RULE = Item.Decision.OPEN.value, Item.Decision.ATTESTED.value, Item.Decision.NO_RULE.value
Decisions = Mapping[str, Any]


@deed(Version, "map", frm=(State.DRAFT, State.ADOPTED), label=_("Map to clauses"), icon="arrows-exchange")
def decide(version: Version, by: Any, now: datetime, decisions: Decisions) -> None:
    """Say for many items at once which clauses they speak of; one line in the trail tells all of them.

    `decisions` maps an item's public id to a list of clause ids, or to "open", "attested" or "no_rule".
    """
    items = {
        str(item.public_id): item
        for item in Item.objects.filter(edition=version, public_id__in=list(decisions))
    }
    _check(decisions, items)
    ClauseLink.objects.filter(item__in=items.values()).delete()
    links = []
    for key, wanted in decisions.items():
        item = items[key]
        item.decision = wanted if isinstance(wanted, str) else Item.Decision.MAPPED
        item.decided_by, item.decided_at = by.person, now
        if not isinstance(wanted, str):
            links += [
                ClauseLink(public_id=new_public_id(), item=item, clause=clause)
                for clause in dict.fromkeys(wanted)
            ]
    ClauseLink.objects.bulk_create(links, batch_size=500)
    Item.objects.bulk_update(items.values(), ["decision", "decided_by", "decided_at"], batch_size=200)


def _check(decisions: Decisions, items: Mapping[str, Item]) -> None:
    if not decisions:
        raise Refused(noop("Nothing was decided."))
    if len(items) != len(decisions):
        raise Refused(noop("One of these items does not belong to this version."))
    known = known_clauses()
    for wanted in decisions.values():
        if isinstance(wanted, str):
            if wanted not in (OPEN, ATTESTED, NO_RULE):
                raise Refused(noop("Choose clauses, an attestation, or no rule."))
        else:
            _check_clauses(wanted, known)


def _check_clauses(wanted: Sequence[str], known: frozenset[str]) -> None:
    strange = [clause for clause in wanted if clause not in known]
    if strange:
        raise Refused(sentence(noop("There is no clause %(clause)s."), clause=strange[0]))
    if not wanted:
        raise Refused(noop("Choose at least one clause, or say that it stands by attestation."))


@deed(Attestation, "add", new=True, label=_("Attest…"), icon="writing-sign")
def attest(attestation: Attestation, by: Any, now: datetime) -> None:
    """Answer for a rule that no record can prove: with what evidence, and until when."""
    today: date = now.date()
    months = settings.number_on("rulebook.attested_months", today, attestation.unit)
    attesting.check(attestation.statement, attestation.evidence, today, attestation.valid_until, months)
    attestation.number = numbering.take(Attestation.number_pattern, attestation.unit, now.year)
    attestation.attested_by, attestation.attested_on = by.person, today


@deed(
    Attestation, "withdraw", frm=Attestation.State.STANDING, to=Attestation.State.WITHDRAWN,
    label=_("Withdraw…"), danger=True, icon="arrow-back-up",
)  # fmt: skip
def withdraw(attestation: Attestation, by: Any, now: datetime, reason: str) -> None:
    """What was attested holds no longer."""
    if not reason.strip():
        raise Refused({"reason": noop("Say why it holds no longer.")})
