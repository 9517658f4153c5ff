"""Which papers lie in the files of groups, each with its day and the day of its entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.domains.services.models import Group, GroupAnswer, GroupEvaluation, GroupMember, GroupSession
from banyan.domains.services.queries import dossiers
from banyan.domains.services.queries.groups import day_of
from banyan.domains.services.rules.dossiers import Document, Requirement


def papers_in_files(groups: Sequence[Group]) -> dict[int, list[Document]]:
    """Plan, consents, session records, answers and evaluation of groups. Four statements."""
    found: dict[int, list[Document]] = defaultdict(list)
    keys = [each.pk for each in groups]
    for each in groups:
        entered = day_of(each.plan_approved_at or each.created_at)
        found[each.pk].append(Document("plan", None, entered, each.plan_approved_at is not None))
    for key, first in _consents(keys):
        found[key].append(Document("consent", first, first))
    for session in GroupSession.everything.filter(group__in=keys, held_on__isnull=False).order_by("position"):
        entered = day_of(session.recorded_at)
        found[session.group_id].append(
            Document("record", session.held_on, entered, entered is not None, str(session.position))
        )
    for key, last in _answered(keys):
        found[key].append(Document("satisfaction", last, last))
    for evaluation in GroupEvaluation.everything.filter(group__in=keys):
        entered = day_of(evaluation.submitted_at)
        found[evaluation.group_id].append(
            Document("evaluation", None, entered, evaluation.accepted_at is not None)
        )
    return found


def _consents(keys: Sequence[int]) -> list[tuple[int, date]]:
    agreed = GroupMember.everything.filter(group__in=keys, consent_on__isnull=False)
    return list(agreed.values_list("group_id").annotate(Min("consent_on")))


def _answered(keys: Sequence[int]) -> list[tuple[int, date]]:
    answers = GroupAnswer.everything.filter(group__in=keys, moment=GroupAnswer.Moment.END)
    return list(answers.values_list("group_id").annotate(Max("given_on")))


def milestones_of(groups: Sequence[Group]) -> dict[int, dict[str, date | None]]:
    """The first session that was held, and the last one of those that are over. One statement."""
    over = (Group.State.ENDED, Group.State.EVALUATION_WAITING, Group.State.ACCEPTED)
    held = GroupSession.everything.filter(group__in=[each.pk for each in groups], held_on__isnull=False)
    first = dict(held.values_list("group_id").annotate(Min("held_on")))
    return {
        each.pk: {"first": first.get(each.pk), "last": each.last_on if each.state in over else None}
        for each in groups
    }


def declare() -> None:
    """Make files of groups known, with the papers that are usual (services.md §2)."""
    dossiers.requires(
        Group, "group",
        papers={
            "plan": _("Plan"), "consent": pgettext_lazy("paper of a group", "Consents of the members"),
            "record": _("Session records"), "satisfaction": pgettext_lazy("paper of a group", "Answers of the members"),
            "evaluation": _("Evaluation"),
        },
        milestones={"first": _("first session"), "last": _("last session")},
        usual=(
            Requirement("plan", "first"), Requirement("consent", "first"), Requirement("record", "first", 3),
            Requirement("satisfaction", "last", 7), Requirement("evaluation", "last", 14),
        ),
        documents=papers_in_files, reached=milestones_of, printed="services.group.print",
    )  # fmt: skip
