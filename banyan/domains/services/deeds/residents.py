"""Taking in a residents' register: people, households, groups, consents and proposed duplicates, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from banyan.core import numbering
from banyan.core.among import among
from banyan.core.audit.trail import Line
from banyan.core.deeds import Bulk, bulk
from banyan.core.inserting import insert_rows
from banyan.core.records import snapshot
from banyan.core.registers.declaration import Applied
from banyan.domains.services.deeds.doubts import propose_all
from banyan.domains.services.deeds.finding import find_users
from banyan.domains.services.deeds.newcomers import Newcomers, community_of, facts_of
from banyan.domains.services.models import Consent, Household, ServiceUser, ServiceUserTag
from banyan.domains.services.queries.duplicates import as_candidate, proposed
from banyan.domains.services.rules.ages import needs_guardian
from banyan.domains.services.settings import age_limits
from banyan.foundation.refusal import noop
from banyan.foundation.sheets import CheckedRow, Row

AGREED = noop("agreed to").replace(" ", "_")
#: A consent on its way in: person's id, kind, version of the text, day, whether the guardian signed.
Given = tuple[int, str, str, date, bool]


class TakingIn:
    """One import of residents. A known number is an update: changed fields are listed, equal rows do nothing."""

    def __init__(self, *, unit: Any, by: Any, now: datetime, source: Any = None, project: Any = None) -> None:
        self.unit, self.by, self.now = unit, by, now
        self.limits = age_limits(now.date(), unit)
        self.applied = Applied()
        self.highest = ""

    def chunk(self, rows: Iterable[CheckedRow]) -> None:
        """Write the next rows, with their lines in the trail."""
        taken = [checked.row for checked in rows]
        with bulk(ServiceUser, "import", by=self.by, unit=self.unit, now=self.now) as work:
            known = self._known(taken)
            homes = self._households(taken)
            new = [row for row in taken if row.values["number"] not in known]
            changed = self._change(
                [row for row in taken if row.values["number"] in known], known, homes, work
            )
            find_users(changed)
            newcomers = Newcomers(new, facts_of(new, homes), self.unit, self.now)
            # Before they stand in the register: afterwards each of them would be found as like itself.
            doubts = proposed([*newcomers.candidates(), *map(as_candidate, changed)], self.unit)
            self._make(newcomers, work)
            propose_all(doubts, unit=self.unit, now=self.now)
        self.applied.accepted += len(taken)
        self.highest = max([self.highest, *(row.values["number"] for row in new)])

    def finish(self) -> Applied:
        """What came of it; our own numbers go on above the imported ones."""
        if self.highest:
            numbering.keep_above(ServiceUser.number_pattern, self.unit, self.highest)
        return self.applied

    def _known(self, rows: Sequence[Row]) -> dict[str, ServiceUser]:
        numbers = [row.values["number"] for row in rows]
        users = ServiceUser.everything.filter(among("number", numbers), unit=self.unit).select_related(
            "unit", "household"
        )
        return {user.number: user for user in users}

    def _households(self, rows: Sequence[Row]) -> dict[str, int]:
        """Household number → id; unknown households are opened where their first member lives."""
        places = {
            row.values["household"]: community_of(row) for row in reversed(rows) if row.values["household"]
        }
        kept = self._kept_households(places)
        new = [
            (self.unit.pk, number, place, self.now, self.now)
            for number, place in places.items()
            if number not in kept
        ]
        if not new:
            return kept
        insert_rows(Household, ("unit", "number", "community", "created_at", "changed_at"), new)
        return self._kept_households(places)

    def _kept_households(self, numbers: Iterable[str]) -> dict[str, int]:
        kept = Household.everything.filter(among("number", list(numbers)), unit=self.unit)
        return dict(kept.values_list("number", "pk"))

    def _make(self, newcomers: Newcomers, work: Bulk) -> None:
        given = [
            self._consents(pk, values["guardian_name"], born_on, values)
            for pk, born_on, values in newcomers.asked()
        ]
        newcomers.write()
        self._keep_consents(consent for consents in given for consent in consents)
        agreed = [[spoken(each) for each in consents] for consents in given]
        work.made.append(newcomers.told({AGREED: agreed}))

    def _change(
        self,
        rows: Sequence[Row],
        known: Mapping[str, ServiceUser],
        homes: Mapping[str, int],
        work: Bulk,
    ) -> list[ServiceUser]:
        changed = []
        for row in rows:
            user = known[row.values["number"]]
            if self._update(user, row, homes, work):
                changed.append(user)
        return changed

    def _update(self, user: ServiceUser, row: Row, homes: Mapping[str, int], work: Bulk) -> bool:
        facts = {name: values[0] for name, values in facts_of([row], homes).items()}
        fields = [name for name, value in facts.items() if getattr(user, name) != value]
        consents = self._new_consents(user, row)
        if not fields and not consents:
            return False
        before = snapshot(user)
        for name in fields:
            setattr(user, name, facts[name])
        if "groups" in fields:
            set_tags(user, row.values["tags"])
        user.version += 1
        user.changed_at = self.now
        user.save()
        self._keep_consents(consents)
        more = {AGREED: [spoken(consent) for consent in consents]} if consents else {}
        work.lines.append(Line(user, work.permission, before, snapshot(user) | more))
        names = [*fields, *(["consents"] if consents else [])]
        self.applied.changed.append({"line": row.line, "key": user.number, "fields": names})
        return True

    def _new_consents(self, user: ServiceUser, row: Row) -> list[Given]:
        wanted = self._consents(user.pk, user.guardian_name, user.born_on, row.values)
        if not wanted:
            return []
        kept = set(Consent.everything.filter(user=user).values_list("kind", "text_version", "given_on"))
        return [each for each in wanted if each[1:4] not in kept]

    def _consents(
        self, pk: int, guardian_name: str, born_on: date | None, values: Mapping[str, Any]
    ) -> list[Given]:
        """What the row says was agreed to; pictures and sensitive data only where the row says yes."""
        given_on: date = values["consented_on"] or values["registered_on"] or self.now.date()
        asked = (
            ("general", bool(values["consent_version"])),
            ("sensitive", values["sensitive_consent"]),
            ("image", values["image_consent"]),
        )
        guardian = bool(guardian_name) and needs_guardian(born_on, given_on, self.limits)
        return [(pk, kind, values["consent_version"], given_on, guardian) for kind, agreed in asked if agreed]

    def _keep_consents(self, given: Iterable[Given]) -> None:
        insert_rows(Consent, ("user", "kind", "text_version", "given_on", "by_guardian"), given)


def set_tags(user: ServiceUser, names: Sequence[str]) -> None:
    """Make the person's groups exactly these, as rows and as the line that lists show."""
    ServiceUserTag.everything.filter(user=user).exclude(name__in=names).delete()
    kept = set(ServiceUserTag.everything.filter(user=user).values_list("name", flat=True))
    ServiceUserTag.everything.bulk_create(
        [ServiceUserTag(user=user, name=name) for name in names if name not in kept]
    )
    user.groups = "、".join(names)


def spoken(consent: Given) -> str:
    """A consent as the trail tells it."""
    _user, kind, version, given_on, _guardian = consent
    return f"{kind} {version} {given_on.isoformat()}"
