"""How long something took."""

from datetime import time

from banyan.domains.services.rules.minutes import minutes_between


def test_minutes_are_whole_and_never_negative():
    assert minutes_between(time(14), time(15, 30)) == 90
    assert minutes_between(time(15, 30), time(14)) == 0
    assert minutes_between(None, time(14)) == minutes_between(time(14), None) == 0
