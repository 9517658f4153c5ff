"""What goes out into spreadsheets must not come alive there, and must come back as it was."""

from __future__ import annotations

import re

_LIVE = re.compile(r"^'*[=+\-@\t\r＝＋－＠]")
_PROTECTED = re.compile(r"^''*[=+\-@\t\r＝＋－＠]")


def formula_safe(text: str) -> str:
    """The text for a CSV cell: with ' in front where a spreadsheet would take it for a formula (CWE-1236).

    `formula_restored` takes exactly that mark away again, so every text survives the round trip.
    """
    return "'" + text if _LIVE.match(text) else text


def formula_restored(text: str) -> str:
    """A CSV cell as it was meant: without the ' that `formula_safe` put in front."""
    return text[1:] if _PROTECTED.match(text) else text
