"""`python -m bench.bringing FILE`: brings a residents' register into the product as its job does, and says what it took.

Prints one line of JSON: seconds and rows a second of checking and writing, the processor's time for both, and the most
memory that was used. A short file comes before it, as a worker has done something before: the first import of a
process loads the addresses of all pages.
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

FIRST, FIRST_ROWS = 900_001, 20
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banyan.site.settings")


def main(path: Path) -> dict[str, Any]:
    """Stage and apply, each as the job the worker would do."""
    from banyan.core import door
    from banyan.core.identity.actor import system_actor
    from banyan.core.identity.models import Unit
    from banyan.core.jobs import running
    from bench.people import write_file

    with door.opened("bench"):
        unit = Unit.everything.get(code="N1")
    by = system_actor("bench")

    def bring(file: Path) -> tuple[dict[str, Any], float]:
        given = {"register": "services.serviceuser", "path": str(file), "filename": file.name}
        staged = running.run_now("import.stage", by=by, unit=unit, **given)
        checked = time.perf_counter()
        running.run_now("import.apply", by=by, unit=unit, imported=staged.result["import"], accept_valid=True)
        return staged.result, checked

    bring(write_file(path.with_suffix(".first.csv"), FIRST_ROWS, FIRST))
    before, began, worked = _megabytes(), time.perf_counter(), time.process_time()
    staged, checked = bring(path)
    written, processor = time.perf_counter(), time.process_time() - worked
    return {
        "rows": staged["rows"], "good": staged["good"], "checking": round(checked - began, 2),
        "writing": round(written - checked, 2), "rate": round(staged["rows"] / (written - began)),
        "processor": round(processor, 2), "memory_before": round(before), "memory_most": round(_megabytes()),
    }  # fmt: skip


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(Path(sys.argv[1]))))
