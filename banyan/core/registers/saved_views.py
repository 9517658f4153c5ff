"""A person's own views of a list: filters, columns and order under a name."""

from typing import Any

from django.db import transaction

from banyan.core.registers.declaration import Register
from banyan.core.registers.models import SavedView
from banyan.foundation.refusal import Refused, noop, sentence

VIEWS_KEPT = 12


def of(by: Any, register: Register) -> list[SavedView]:
    """The person's own views of a register, in the order they were made."""
    if by.user is None:
        return []
    return list(SavedView.objects.filter(user=by.user, register=register.name))


@transaction.atomic
def keep(by: Any, register: Register, name: str, query: str) -> SavedView:
    """Give the present settings a name; the same name again replaces them."""
    name = name.strip()[:30]
    if not name:
        raise Refused({"name": noop("A view needs a name.")})
    if len(of(by, register)) >= VIEWS_KEPT:
        raise Refused(
            {"": sentence(noop("At most %(limit)s own views fit; drop one first."), limit=VIEWS_KEPT)}
        )
    kept, _ = SavedView.objects.update_or_create(
        user=by.user, register=register.name, name=name, defaults={"query": query[:1000]}
    )
    return kept


def drop(by: Any, register: Register, view_id: int) -> None:
    """Forget one of the person's own views."""
    SavedView.objects.filter(user=by.user, register=register.name, pk=view_id).delete()
