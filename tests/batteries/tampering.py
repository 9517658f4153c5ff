"""Somebody with the database in hand changes the trail behind the product's back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from banyan.core.audit import chain
from banyan.core.audit.models import Event, Head

CHAIN = "A0"
LINES = 9
VICTIM = 5


def without_triggers(table: str = "audit_event") -> None:
    """What an owner of the database can do and the application cannot."""
    with connection.cursor() as cursor:
        for name in _triggers(cursor, table):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER "{name}"{on}')


def _triggers(cursor: Any, table: str) -> list[str]:
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
        )
    else:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
    return [name for (name,) in cursor.fetchall()]


def chained_columns() -> list[models.Field]:
    """Every column of the chained table but the key that the database gives."""
    return [field for field in Event._meta.concrete_fields if not field.primary_key]


def another_value(field: models.Field, value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(field, models.DateTimeField):
        return (value or datetime(2025, 1, 1, tzinfo=UTC)) + timedelta(seconds=1)
    if isinstance(field, models.IntegerField):
        return (value or 0) + 1000
    flipped = "0" if str(value)[-1:] != "0" else "1"
    return str(value)[:-1] + flipped if value else flipped


def change(column: str) -> None:
    """One column of one line is changed by hand."""
    field = Event._meta.get_field(column)
    victim = Event.objects.get(chain=CHAIN, seq=VICTIM)
    value = another_value(field, getattr(victim, column))  # type: ignore[arg-type]
    Event.objects.filter(pk=victim.pk).update(**{column: value})


def delete() -> None:
    """A line disappears."""
    Event.objects.filter(chain=CHAIN, seq=VICTIM).delete()


def insert() -> None:
    """A line is put in between, with a hash that fits its own words."""
    Event.objects.filter(chain=CHAIN, seq__gte=VICTIM).update(seq=models.F("seq") + 1000)
    Event.objects.filter(chain=CHAIN, seq__gt=1000).update(seq=models.F("seq") - 999)
    forged = Event.objects.get(chain=CHAIN, seq=VICTIM - 1)
    forged.pk, forged.seq, forged.prev = None, VICTIM, forged.hash
    forged.hash = chain.digest(forged)
    forged.save(force_insert=True)


def swap() -> None:
    """Two lines change places."""
    first, second = (Event.objects.get(chain=CHAIN, seq=seq) for seq in (VICTIM, VICTIM + 1))
    Event.objects.filter(pk=first.pk).update(seq=1_000_000)
    Event.objects.filter(pk=second.pk).update(seq=VICTIM)
    Event.objects.filter(pk=first.pk).update(seq=VICTIM + 1)


def cut() -> None:
    """The end of the trail disappears; who does it leaves the head as it was."""
    Event.objects.filter(chain=CHAIN, seq__gte=VICTIM).delete()


def cut_with_head() -> None:
    """The end of the trail disappears, and the head is set to what is left: only outside it shows."""
    cut()
    last = Event.objects.get(chain=CHAIN, seq=VICTIM - 1)
    Head.objects.filter(chain=CHAIN).update(seq=last.seq, hash=last.hash)


def rewrite() -> None:
    """From one line on the trail is written anew, and it fits in itself: only outside it shows."""
    prev = Event.objects.get(chain=CHAIN, seq=VICTIM - 1).hash
    for event in Event.objects.filter(chain=CHAIN, seq__gte=VICTIM).order_by("seq"):
        event.reason, event.prev = "forged", prev
        event.hash = prev = chain.digest(event)
        event.save()
    Head.objects.filter(chain=CHAIN).update(hash=prev)


def rewrite_all() -> None:
    """Hash the whole chain anew, as its lines stand."""
    without_triggers()
    prev = chain.GENESIS
    for event in Event.objects.filter(chain=CHAIN).order_by("seq"):
        event.prev = prev
        event.hash = prev = chain.digest(event)
        event.save()
    Head.objects.filter(chain=CHAIN).update(hash=prev)


#: What can be seen from inside: name, act, and the line that must be named.
INSIDE: dict[str, tuple[Callable[[], None], int]] = {
    "delete": (delete, VICTIM),
    "insert": (insert, VICTIM + 1),
    "swap": (swap, VICTIM),
    "cut": (cut, VICTIM),
}
OUTSIDE: dict[str, Callable[[], None]] = {"cut_with_head": cut_with_head, "rewrite": rewrite}


def first_bad_line(act: Callable[[], None], anchors: dict[str, tuple[int, str]] | None = None) -> int | None:
    """The line that verification names after an act; what was done is taken back."""
    with transaction.atomic():
        without_triggers()
        act()
        named = [fault.seq for fault in chain.faults(anchors) if fault.chain == CHAIN]
        transaction.set_rollback(True)
    return named[0] if named else None


def unnoticed() -> Iterator[str]:
    """Every column and every act that verification does not name at the right line."""
    for field in chained_columns():
        named = first_bad_line(lambda column=field.name: change(column))
        if named != VICTIM:
            yield f"change of {field.name}: named {named}"
    for name, (act, line) in INSIDE.items():
        named = first_bad_line(act)
        if named != line:
            yield f"{name}: named {named}, not {line}"
