"""The code on the sign-in screen: it changes every minute, so that a photograph of it is worth nothing."""

import hmac
from datetime import datetime
from hashlib import sha256

SECONDS = 60
LENGTH = 24


def token(secret: bytes, sheet: str, moment: datetime, seconds: int = SECONDS) -> str:
    """The code shown for a sign-in sheet at that moment."""
    return _digest(secret, sheet, _window(moment, seconds))


def accepts(secret: bytes, sheet: str, moment: datetime, shown: str, seconds: int = SECONDS) -> bool:
    """Whether a scanned code is still good: the one of now, or the one before, for people who type slowly."""
    window = _window(moment, seconds)
    good = (_digest(secret, sheet, window), _digest(secret, sheet, window - 1))
    return any(hmac.compare_digest(code.encode(), shown.encode()) for code in good)


def _window(moment: datetime, seconds: int) -> int:
    return int(moment.timestamp()) // seconds


def _digest(secret: bytes, sheet: str, window: int) -> str:
    return hmac.new(secret, f"{sheet}:{window}".encode(), sha256).hexdigest()[:LENGTH]
