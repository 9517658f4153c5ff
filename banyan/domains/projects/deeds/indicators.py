"""What is done to indicators: entering them, correcting them, and setting how they are counted."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core.deeds import deed
from banyan.core.identity.actor import Actor
from banyan.domains.projects.deeds.finding import make_findable
from banyan.domains.projects.deeds.ledger import count_again
from banyan.domains.projects.models import CountingVersion, Indicator, LedgerEntry
from banyan.domains.projects.rules.contract import check_days, check_number_is_free
from banyan.domains.projects.rules.counting import read_rule, rule_in_words
from banyan.domains.projects.rules.freeze import month_after
from banyan.domains.projects.rules.measures import CountingRule, Measure, as_plain
from banyan.domains.staff import public as staff

Source = CountingVersion.Source
COUNTED_BY = ("service_type", "name", "counted_in", "wording")
UNDER_TERMS = (*COUNTED_BY, "starts_on", "ends_on")


@deed(Indicator, "make", new=True, label=_("Add an indicator"), icon="plus")
def make_indicator(indicator: Indicator, by: Actor, now: datetime) -> None:
    """Add a line to the contract's table of indicators; its counting rule is read from its words."""
    check_days(indicator.starts_on, indicator.ends_on)
    check_number_is_free(
        Indicator.everything.filter(project=indicator.project, number=indicator.number).exists()
    )
    indicator.unit = indicator.project.unit
    indicator.position = Indicator.everything.filter(project=indicator.project).count() + 1
    indicator.save()
    understand(indicator)
    make_findable(indicator)
    count_again(indicator.project, [indicator], indicator.starts_on)


@deed(Indicator, "edit", label=_("Edit"), icon="pencil")
def edit_indicator(indicator: Indicator, by: Actor, now: datetime, **changes: Any) -> None:
    """Correct an indicator; when its words or days change, what it counts is judged again in the open months."""
    others = Indicator.everything.filter(project=indicator.project).exclude(pk=indicator.pk)
    check_number_is_free(others.filter(number=changes.get("number", "")).exists())
    for name, value in changes.items():
        setattr(indicator, name, value)
    check_days(indicator.starts_on, indicator.ends_on)
    indicator.save()
    make_findable(indicator)
    if any(name in COUNTED_BY for name in changes):
        understand(indicator)
    if any(name in UNDER_TERMS for name in changes):
        count_again(indicator.project, [indicator], date.min)


@deed(Indicator, "set_rule", label=_("Set the counting rule"), icon="ruler-2")
def set_rule(
    indicator: Indicator, by: Actor, now: datetime, *, wording: str, valid_from: date, reason: str,
    counts_as: str = "",
) -> None:  # fmt: skip
    """Say in plain words how the indicator is counted from a day on, such as 签到≥15人.

    `counts_as` is a service type that the house knows, for contracts that use a word of their own. Months that are
    frozen keep what they reported; the difference appears in the open month.
    """
    rule = rule_in_words(counts_as or indicator.service_type, indicator.name, indicator.counted_in, wording)
    keep_version(indicator, rule, wording, valid_from, Source.SET)
    count_again(indicator.project, [indicator], valid_from)


def understand(indicator: Indicator) -> bool:
    """Read the counting rule from the contract's words; whether it was understood.

    An indicator under which nothing was booked takes the rule from its first day, any other from the first open
    month. Words that are not understood leave the rule that somebody set.
    """
    read = read_rule(*(getattr(indicator, name) for name in COUNTED_BY))
    if read.rule is None:
        CountingVersion.everything.filter(indicator=indicator, source=Source.READ).delete()
        return False
    keep_version(indicator, read.rule, indicator.wording, _first_day(indicator), Source.READ)
    if read.rule.measure is Measure.COVERAGE and indicator.out_of is None:
        _refer_to_people(indicator, women=read.rule.women_only)
    return True


def _refer_to_people(indicator: Indicator, women: bool) -> None:
    """A rate of people refers to those who live where the centre works."""
    living = staff.population(indicator.unit, indicator.ends_on)
    indicator.out_of = living.women if women else living.number
    indicator.save(update_fields=["out_of"])


def keep_version(
    indicator: Indicator, rule: CountingRule, wording: str, valid_from: date, source: StrEnum | str
) -> None:
    """Keep a version of the counting rule; one of the same day is replaced."""
    CountingVersion.everything.update_or_create(
        indicator=indicator,
        valid_from=valid_from,
        defaults={"wording": wording, "plain": as_plain(rule), "source": source},
    )


def _first_day(indicator: Indicator) -> date:
    frozen = indicator.project.frozen_through
    booked = frozen and LedgerEntry.everything.filter(indicator=indicator, month__lte=frozen).exists()
    return month_after(frozen) if booked and frozen else indicator.starts_on
