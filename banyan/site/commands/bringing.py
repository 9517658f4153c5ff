"""`banyan import`: the same importers as on screen."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from banyan.core import clock, door
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Unit
from banyan.core.registers.declaration import Register, registers
from banyan.core.registers.importing import steps, writing
from banyan.core.registers.importing.answers import answer
from banyan.core.registers.importing.models import Import
from banyan.foundation.refusal import Refused, noop, sentence
from banyan.foundation.tables import UnreadableTable
from banyan.site.cli import DONE, REFUSED
from banyan.site.commands.finding import project_numbered, unit_numbered


class _Undo(Exception):
    """Takes a dry run back."""


def bring(options: Any) -> tuple[int, dict[str, Any]]:
    """Bring a file in; with `--dry-run` everything is tried and taken back."""
    register = register_of(options.kind)
    project = project_numbered(options.project) if options.project else None
    if register.intake and register.intake.needs_project and project is None:
        raise Refused({"project": noop("Name the project with --project.")}, code="required")
    if not options.file.is_file():
        raise Refused(
            {"file": sentence(noop("There is no file %(name)s."), name=str(options.file))}, code="not_found"
        )
    unit = _unit_for(options)
    try:
        return bring_file(register, options.file, unit, project, options.dry_run, options.accept_valid)
    except UnreadableTable as unreadable:
        problem = next(iter(unreadable.problems.values()))
        raise Refused({"file": problem}, code=unreadable.code) from unreadable


def bring_file(
    register: Register,
    file: Any,
    unit: Any,
    project: Any = None,
    dry_run: bool = False,
    accept_valid: bool = False,
) -> tuple[int, dict[str, Any]]:
    """Stage, check and apply one file; answers like the shell."""
    if not dry_run:
        return _bring(register, file, unit, project, accept_valid)
    told: list[tuple[int, dict[str, Any]]] = []
    try:
        with transaction.atomic():
            told.append(_bring(register, file, unit, project, accept_valid=True))
            raise _Undo
    except _Undo:
        code, said = told[0]
        refused = bool(said["errors"]) and not accept_valid
        return (REFUSED if refused else code), said | {"dry_run": True}


def _bring(
    register: Register, file: Any, unit: Any, project: Any, accept_valid: bool
) -> tuple[int, dict[str, Any]]:
    by, now = system_actor("command"), clock.now()
    made = steps.stage(register, file, file.name, unit=unit, by=by, now=now, project=project)
    if made.good == made.rows or accept_valid:
        writing.apply(register, made, by=by, now=now, project=project, accept_valid=accept_valid)
        with door.opened("command"):
            made = Import.objects.get(pk=made.pk)
        return DONE, answer(made)
    return REFUSED, answer(made)


def register_of(kind: str) -> Register:
    """The register that takes a kind of file."""
    for register in registers():
        if register.intake is not None and register.intake.sheet.kind == kind:
            return register
    raise Refused({"kind": sentence(noop("Nothing here takes files of the kind %(kind)s."), kind=kind)})


def _unit_for(options: Any) -> Unit:
    if options.kind == "units":
        with door.opened("command"):
            roots = list(Unit.objects.filter(parent=None))
            known = Unit.objects.filter(code=options.unit).exists()
        if len(roots) == 1 and not known:
            return roots[0]
    return unit_numbered(options.unit)
