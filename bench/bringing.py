"""`python -m bench.bringing FILE`: brings a residents' register into the product as its job does, and says what it took.

Prints one line of JSON: seconds and rows a second of checking and writing, and the most memory that was used.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")


def main(path: Path) -> dict[str, Any]:
    """Stage and apply, each as the job the worker would do."""
    from banyan.core import door
    from banyan.core.identity.actor import system_actor
    from banyan.core.identity.models import Unit
    from banyan.core.jobs import running

    with door.opened("bench"):
        unit = Unit.everything.get(code="N1")
    by, before = system_actor("bench"), _megabytes()
    began = time.perf_counter()
    given = {"register": "services.serviceuser", "path": str(path), "filename": path.name}
    staged = running.run_now("import.stage", by=by, unit=unit, **given)
    checked = time.perf_counter()
    running.run_now("import.apply", by=by, unit=unit, imported=staged.result["import"], accept_valid=True)
    written = time.perf_counter()
    rows = staged.result["rows"]
    return {
        "rows": rows, "good": staged.result["good"], "checking": round(checked - began, 2),
        "writing": round(written - checked, 2), "rate": round(rows / (written - began)),
        "memory_before": round(before), "memory_most": round(_megabytes()),
    }  # fmt: skip


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(Path(sys.argv[1]))))
