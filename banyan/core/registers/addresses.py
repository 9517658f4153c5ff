"""Where the faces of a register lie."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from banyan.core.registers.declaration import Register, register_for, registers

_NOBODY = UUID(int=0)


def address(register: Register, face: str, record: Any = None, **more: Any) -> str:
    """The address of a face: list, new, detail, edit, import, export, deed, panel, autosave, bulk, views."""
    before, after = _around_the_record(f"{register.name}.{face}", record is not None, tuple(more.items()))
    return f"{before}{record.public_id}{after}" if record is not None else before


@lru_cache(maxsize=5_000)
def _around_the_record(name: str, of_record: bool, more: tuple[tuple[str, Any], ...]) -> tuple[str, str]:
    """What stands before and after the record's identifier in an address, asked once."""
    given = dict(more) | ({"public_id": _NOBODY} if of_record else {})
    before, _nobody, after = reverse(name, kwargs=given).partition(str(_NOBODY))
    return before, after


def address_if_any(register: Register, face: str) -> str:
    """The address of a face that this installation may not have, or nothing."""
    try:
        return reverse(f"{register.name}.{face}")
    except NoReverseMatch:
        return ""


def page_of(record: Any) -> str:
    """The page of a record, or nothing when its kind has no register."""
    register = register_for(type(record))
    return address(register, "detail", record) if register else ""


def brought_beside(register: Register, by: Any) -> list[tuple[Any, str]]:
    """Tables of other registers that are brought in from this one's list: what the deed is called, and its address."""
    offered = ((each, each.intake.beside) for each in registers() if each.intake and each.intake.beside)
    return [
        (beside[1], address(each, "import"))
        for each, beside in offered
        if beside[0] == register.name and by.may(each.model.permission("import"))  # type: ignore[attr-defined]
    ]
