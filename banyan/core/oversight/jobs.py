"""Proving by itself every night, and when somebody asks for it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from banyan.core.jobs.declaring import every, job
from banyan.core.oversight import proving


@job("oversight.prove", label=_("Prove trail, tallies and files"))
def prove_job(context: Any) -> dict[str, Any]:
    """Prove the whole installation; the page of the trail says what came of it."""
    answer = proving.prove(context.by.name)
    return {"ok": answer["ok"], "lines": answer["lines"], "url": reverse("oversight.trail")}


every("40 3 * * *", "oversight.prove")
