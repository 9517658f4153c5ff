"""The address of an export, for each register."""

from __future__ import annotations

from typing import Any

from django.urls import path

from banyan.core.registers.declaration import Register
from banyan.core.registers.exporting.views import Export


def patterns(register: Register) -> list[Any]:
    """Behind the list's address, e.g. "services/activity/"."""
    view = Export.as_view(needed=f"{register.name}.export")
    return [path("export/", view, {"register": register.name}, name=f"{register.name}.export")]
