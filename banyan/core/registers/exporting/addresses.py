"""The address of an export, for each register."""

from __future__ import annotations

from typing import Any

from django.urls import path

from banyan.core.registers.declaration import Register
from banyan.core.registers.exporting.views import Export


def patterns(register: Register, base: str) -> list[Any]:
    """`base` is the list's address, e.g. "services/activities/"."""
    view = Export.as_view(needed=f"{register.name}.export")
    return [path(f"{base}export/", view, {"register": register.name}, name=f"{register.name}.export")]
