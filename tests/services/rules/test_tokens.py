from datetime import datetime, timedelta, timezone

from banyan.domains.services.rules.tokens import accepts, token

NOW = datetime(2025, 10, 18, 9, 0, 30, tzinfo=timezone.utc)
SECRET = b"one secret"


def test_a_code_works_at_once_and_a_minute_later_for_slow_typing():
    shown = token(SECRET, "sheet", NOW)
    assert accepts(SECRET, "sheet", NOW, shown)
    assert accepts(SECRET, "sheet", NOW + timedelta(seconds=60), shown)


def test_a_photograph_of_the_code_is_worth_nothing():
    shown = token(SECRET, "sheet", NOW)
    assert not accepts(SECRET, "sheet", NOW + timedelta(seconds=120), shown)
    assert not accepts(SECRET, "sheet", NOW - timedelta(seconds=60), shown)


def test_a_code_opens_its_own_sheet_only():
    assert not accepts(SECRET, "other", NOW, token(SECRET, "sheet", NOW))
    assert not accepts(b"another", "sheet", NOW, token(SECRET, "sheet", NOW))
    assert not accepts(SECRET, "sheet", NOW, "中文")
