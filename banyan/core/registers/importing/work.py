"""An import as a job: it may be left, shows its progress and can be stopped before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from banyan.core import clock, door
from banyan.core.jobs.declaring import job
from banyan.core.registers.declaration import register_named
from banyan.core.registers.importing import steps, writing
from banyan.core.registers.importing.models import Import
from banyan.foundation.refusal import Refused, Sentence, noop, sentence


@job("import.stage", label=_("Read and check a file"))
def stage(
    context: Any,
    register: str,
    path: str,
    filename: str,
    project: str = "",
    mapping: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Read and check; nothing becomes a record. The uploaded file is removed afterwards."""
    file = Path(path)
    try:
        made = steps.stage(
            _register(register), file, filename, unit=context.unit, by=context.by, now=clock.now(),
            project=_project(register, project), mapping=mapping,
            progress=_watched(
                context, noop("Reading and checking"), noop("The import was stopped; nothing was written.")
            ),
        )  # fmt: skip
    finally:
        file.unlink(missing_ok=True)
    return {"import": str(made.public_id), "rows": made.rows, "good": made.good, "url": _page(made)}


@job("import.apply", label=_("Write the checked rows"))
def apply(context: Any, imported: str, accept_valid: bool = False) -> dict[str, Any]:
    """Write the accepted rows; a second run of the same import goes on where the first one stopped."""
    with door.opened("import"):
        made = Import.objects.select_related("unit").get(public_id=UUID(imported))
    if made.state == Import.State.APPLIED:
        return {"import": imported, "accepted": made.accepted, "url": _page(made)}
    applied = writing.apply(
        _register(made.register), made, by=context.by, now=clock.now(),
        project=_project(made.register, str(made.project_id or "")), accept_valid=accept_valid,
        progress=_watched(
            context, noop("Writing"), noop("The import was stopped; what was written stands, the rest waits.")
        ),
    )  # fmt: skip
    answer = {"import": imported, "accepted": applied.accepted, "changed": len(applied.changed)}
    return answer | {"url": _page(made)}


def keep_upload(content: Any) -> Path:
    """Put an uploaded file where the worker finds it, under a name that nobody can guess."""
    import secrets

    folder = Path(settings.BANYAN_HOME) / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    with path.open("wb") as file:
        for piece in content.chunks():
            file.write(piece)
    return path


def _watched(context: Any, text: str, stopped: str) -> steps.Progress:
    def progress(done: int, total: int) -> None:
        if context.cancelled:
            raise Refused({"": stopped}, code="cancelled")
        said: Sentence = sentence(text)
        context.progress(done, total, said)

    return progress


def _page(made: Import) -> str:
    from banyan.core.registers.addresses import address

    return address(_register(made.register), "import.sheet", made)


def _register(name: str) -> Any:
    return register_named(name)


def _project(register: str, public_id: str) -> Any:
    if not public_id:
        return None
    from banyan.core.registers.importing.scopes import scope_named

    return scope_named(public_id)
