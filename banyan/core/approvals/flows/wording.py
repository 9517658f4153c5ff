"""Flows in words, for lists and histories."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from banyan.core import door
from banyan.core.approvals.flows.declaring import Matter
from banyan.core.approvals.resolving import StepPlan
from banyan.core.identity.models import Person, Role


def step_words(step: StepPlan, told: Matter) -> str:
    """A step as the office says it: "superior, otherwise centre director"."""
    words = [_who(step)]
    if step.mode == "all":
        words.append(_("all of them"))
    if step.otherwise:
        words.append(_("otherwise %(role)s") % {"role": role_name(step.otherwise)})
    if step.above:
        words.append(_("only above: %(limit)s") % {"limit": told.limit(step.above).label})
    if step.further:
        words.append(_("where that is somebody else"))
    return pgettext("between conditions", ", ").join(words)


def steps_words(steps: Sequence[StepPlan], told: Matter) -> list[str]:
    """All steps in words, in order."""
    return [step_words(step, told) for step in steps]


def _who(step: StepPlan) -> str:
    if step.how == "superior":
        return _("the superior of who asks")
    if step.how == "role":
        return role_name(str(step.who))
    with door.opened("approvals.flow.words"):
        name = Person.everything.filter(public_id=step.who).values_list("name", flat=True).first()
    return name or _("somebody who is no longer there")


def role_name(code: str) -> str:
    """The name of a role in the reader's language."""
    return _(roles().get(code, code))


def roles() -> dict[str, str]:
    """Code → name of every role, by name."""
    with door.opened("approvals.flow.words"):
        return dict(Role.everything.order_by("code").values_list("code", "name"))
