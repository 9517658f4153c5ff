"""Bringing a table in as the shell does: staged, checked, applied."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from banyan.core import door
from banyan.core.identity.actor import system_actor
from banyan.core.registers.declaration import registers
from banyan.core.registers.importing import steps, writing
from banyan.core.registers.importing.answers import answer
from banyan.core.registers.importing.models import Import

NOW = datetime(2025, 12, 31, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def register_of(kind):
    return next(each for each in registers() if each.intake and each.intake.sheet.kind == kind)


def bring(kind, content, unit, *, by=None, accept_valid=False, now=NOW):
    """Bring rows (dictionaries by header), a file or bytes in; answers what the shell answers."""
    register, by = register_of(kind), by or system_actor("test")
    content = as_bytes(content) if isinstance(content, list) else content
    made = steps.stage(register, content, f"{kind}.csv", unit=unit, by=by, now=now)
    if made.good == made.rows or accept_valid:
        writing.apply(register, made, by=by, now=now, accept_valid=accept_valid)
        with door.opened("test"):
            made = Import.everything.get(pk=made.pk)
    return answer(made)


def as_bytes(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def codes(said, severity="warnings"):
    return [(each["line"], each["code"]) for each in said[severity] if each["code"] != "demo_id"]


def bring_samples(samples, agency):
    """The whole frame and both rosters of the sample agency; answers unit number → unit."""
    from banyan.core.identity.models import Unit

    def units():
        with door.opened("test"):
            return {unit.code: unit for unit in Unit.everything.all()}

    assert codes(bring("units", samples / "units.csv", agency), "errors") == []
    for kind, name, code in (
        ("areas", "areas", "U0"),
        ("population", "population", "U0"),
        ("establishment", "establishment", "U-G"),
        ("establishment", "hq_establishment", "U0-HQ"),
        ("staff", "staff_roster", "U-G"),
        ("staff", "hq_roster", "U0-HQ"),
    ):
        said = bring(kind, samples / f"{name}.csv", units()[code])
        assert said["errors"] == [] and said["accepted"] == said["rows"], (name, said["errors"])
    return units()
