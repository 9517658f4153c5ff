from datetime import date

import pytest

from banyan.domains.services.rules import consents
from banyan.domains.services.rules.ages import AgeLimits
from banyan.domains.services.rules.consents import Given, Kind
from banyan.foundation.refusal import Refused

LIMITS = AgeLimits()
TODAY = date(2025, 12, 31)


def general(given_on, **more):
    return Given(Kind.GENERAL, "2025-01", given_on, **more)


def test_without_general_consent_data_serve_nothing_further():
    sensitive_only = [Given(Kind.SENSITIVE, "2025-01", date(2025, 5, 1))]
    assert not consents.may_use_beyond_minimum([], TODAY)
    assert not consents.may_use_beyond_minimum(sensitive_only, TODAY)
    assert consents.may_use_beyond_minimum([general(date(2025, 5, 1))], TODAY)


def test_a_withdrawal_works_on_the_day_it_is_said():
    withdrawn = [general(date(2025, 5, 1), withdrawn_on=date(2025, 6, 1))]
    assert consents.may_use_beyond_minimum(withdrawn, date(2025, 5, 31))
    assert not consents.may_use_beyond_minimum(withdrawn, date(2025, 6, 1))


def test_a_consent_before_the_fourteenth_birthday_is_due_from_that_birthday_on():
    born, given = date(2011, 12, 20), [general(date(2025, 5, 14))]
    assert consents.renewals_due(born, given, date(2025, 12, 19), LIMITS) == []
    (renewal,) = consents.renewals_due(born, given, date(2025, 12, 20), LIMITS)
    assert (renewal.kind, renewal.age, renewal.since) == (Kind.GENERAL, 14, date(2025, 12, 20))


def test_a_consent_given_on_the_birthday_itself_is_the_renewed_one():
    assert consents.renewals_due(date(2011, 12, 20), [general(date(2025, 12, 20))], TODAY, LIMITS) == []


def test_of_two_birthdays_passed_the_later_is_named():
    (renewal,) = consents.renewals_due(date(2007, 6, 1), [general(date(2020, 1, 1))], TODAY, LIMITS)
    assert renewal.age == 18


def test_a_renewed_consent_ends_the_reminder_for_its_kind_only():
    born = date(2011, 12, 20)
    image = Given(Kind.IMAGE, "2025-01", date(2025, 5, 14))
    given = [general(date(2025, 5, 14)), image, general(date(2025, 12, 29))]
    assert [renewal.kind for renewal in consents.renewals_due(born, given, TODAY, LIMITS)] == [Kind.IMAGE]


def test_a_withdrawn_consent_is_not_renewed():
    given = [general(date(2025, 5, 14), withdrawn_on=date(2025, 12, 1))]
    assert consents.renewals_due(date(2011, 12, 20), given, TODAY, LIMITS) == []


def test_a_child_cannot_sign_alone():
    with pytest.raises(Refused) as refusal:
        consents.check_consent(TODAY, False, date(2015, 1, 1), TODAY, LIMITS)
    assert refusal.value.code == "guardian_missing"
    consents.check_consent(TODAY, True, date(2015, 1, 1), TODAY, LIMITS)
    consents.check_consent(TODAY, False, date(2011, 12, 31), TODAY, LIMITS)


def test_a_consent_is_not_dated_ahead():
    with pytest.raises(Refused):
        consents.check_consent(date(2026, 1, 1), False, date(1960, 1, 1), TODAY, LIMITS)


def test_everything_about_a_child_is_sensitive():
    assert consents.needs_sensitive(date(2015, 1, 1), False, TODAY, LIMITS)
    assert consents.needs_sensitive(date(1960, 1, 1), True, TODAY, LIMITS)
    assert not consents.needs_sensitive(date(1960, 1, 1), False, TODAY, LIMITS)


def test_a_consent_is_withdrawn_once():
    with pytest.raises(Refused):
        consents.check_withdrawal(date(2025, 5, 1), date(2025, 6, 1), TODAY)
    consents.check_withdrawal(date(2025, 5, 1), None, TODAY)
