"""`banyan verify`, `recount`, `anchor`, `states`: proofs that anybody may ask for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from banyan.core import clock
from banyan.core.audit.models import Head
from banyan.core.deeds import every_deed
from banyan.core.oversight import proving
from banyan.core.tallies import sums
from banyan.site.cli import DONE, REFUSED


def verify(options: Any) -> tuple[int, dict[str, Any]]:
    """Prove the trail line by line, the triggers, the tallies and the files; the first bad line is named."""
    answer = proving.prove("command", _anchors(options.anchor))
    return (DONE if answer["ok"] else REFUSED), answer


def recount(options: Any) -> tuple[int, dict[str, Any]]:
    """Count every tally afresh; with `--mend` put them right."""
    found = [proving.difference(row) for row in sums.recount(mend=options.mend)]
    ledger = proving.disagreements()
    bad = bool(ledger) or (bool(found) and not options.mend)
    return (REFUSED if bad else DONE), {"differences": found, "ledger": ledger, "mended": options.mend}


def anchor(options: Any) -> tuple[int, dict[str, Any]]:
    """The heads of the trail, to be printed or sent to somebody outside."""
    heads = {head.chain: [head.seq, head.hash] for head in Head.objects.order_by("chain")}
    return DONE, {"day": clock.today().isoformat(), "heads": heads}


def states(options: Any) -> tuple[int, dict[str, Any]]:
    """The deeds of every kind of record: from which state to which."""
    drawn: dict[str, list[str]] = {}
    for permission, deed in sorted(every_deed().items()):
        kind = permission.rsplit(".", 1)[0]
        before = "|".join(str(state) for state in deed.frm) if deed.frm else "*"
        after = str(deed.to) if deed.to is not None else before
        drawn.setdefault(kind, []).append(f"{before} --{deed.verb}--> {after}  {gettext(str(deed.label))}")
    return DONE, {"states": [{"kind": kind, "deeds": deeds} for kind, deeds in drawn.items()]}


def _anchors(file: Path | None) -> dict[str, tuple[int, str]] | None:
    if file is None:
        return None
    return {name: (head[0], head[1]) for name, head in json.loads(file.read_text())["heads"].items()}
