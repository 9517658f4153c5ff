"""The faces of a register as a browser and a program see them: which records they show, as plain text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from banyan.core.registers.addresses import address, address_if_any
from banyan.core.registers.declaration import Register, registers
from tests.batteries.world import Place

REASON = "checked by the batteries"


def api_path(register: Register) -> str:
    """Where a register lies in the API."""
    return f"/api/{register.name.replace('.', '/')}/"


def text_of(answer: Any) -> str:
    """Everything readable in an answer; a spreadsheet is unpacked."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            body = b"\n".join(package.read(name) for name in package.namelist())
    text = body.decode("utf-8", errors="ignore")
    return text + (text.encode().decode("unicode_escape", errors="ignore") if "\\u" in text else "")


def on_screen(register: Register, place: Place, **params: str) -> set[UUID]:
    """The records that the list shows."""
    home = address(register, "list")
    page = text_of(place.client().get(home, params))
    return {UUID(found) for found in re.findall(rf"{re.escape(home)}([0-9a-f-]{{36}})/\"", page)}


def in_api(register: Register, place: Place, **params: str) -> set[UUID]:
    """The records that the API lists."""
    answer = place.program().get(api_path(register), params)
    return {UUID(item["id"]) for item in answer.json()["items"]}


def total_in_api(register: Register, place: Place) -> int:
    """What the API counts."""
    return place.program().get(api_path(register)).json()["total"]


def exported(register: Register, place: Place, kind: str) -> str:
    """The file that goes out, as text."""
    given = {"kind": kind, "reason": REASON, "personal": "1"}
    with transaction.atomic():
        answer = place.client().post(address(register, "export"), given)
        assert answer.status_code == 200, f"{register.name}: {answer.status_code}"
        return text_of(answer)


def with_export() -> Iterator[Register]:
    """Registers whose lists may leave the house."""
    return (register for register in registers() if address_if_any(register, "export"))
