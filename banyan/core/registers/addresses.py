"""Where the faces of a register lie."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from banyan.core.registers.declaration import Register, register_for


def address(register: Register, face: str, record: Any = None, **more: Any) -> str:
    """The address of a face: list, new, detail, edit, import, export, deed, panel, autosave, bulk, views."""
    given = {"public_id": record.public_id} if record is not None else {}
    return reverse(f"{register.name}.{face}", kwargs=given | more)


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
