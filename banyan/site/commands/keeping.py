"""`banyan backup` and `banyan restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from banyan.core.backup import keeping
from banyan.core.oversight import proving
from banyan.core.oversight.models import Proof
from banyan.site.cli import DONE


def backup(options: Any) -> tuple[int, dict[str, Any]]:
    """Write everything into one sealed file; keep its key elsewhere."""
    answer = keeping.backup(options.file, _key(options))
    proving.note(Proof.Kind.BACKED_UP, "command", True, answer)
    return DONE, answer


def restore(options: Any) -> tuple[int, dict[str, Any]]:
    """Fill an empty installation from a backup."""
    answer = keeping.restore(options.file, _key(options))
    return DONE, answer | _search_again()


def _search_again() -> dict[str, Any]:
    from banyan.core.search import finding

    return {"search": finding.reindex()}


def _key(options: Any) -> Path:
    return options.key or options.file.with_name(options.file.name + ".key")
