"""Numbers without gaps, above those that came from outside."""

import re

import pytest
from django.apps import apps
from django.db import transaction

from banyan.core import numbering
from tests.makers import make_unit

PATTERN = "ACT-{year}-{count:04}"
pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_for_each_centre_and_year(north, south):
    assert [numbering.take(PATTERN, north, 2025) for _ in range(2)] == ["ACT-2025-0001", "ACT-2025-0002"]
    assert numbering.take(PATTERN, north, 2026) == "ACT-2026-0001"
    assert numbering.take(PATTERN, south, 2025) == "ACT-2025-0001"


def test_departments_count_with_their_centre(north):
    department = make_unit("N1-1", "部门", north, "department")
    numbering.take(PATTERN, north, 2025)
    assert numbering.take(PATTERN, department, 2025) == "ACT-2025-0002"


def test_a_rolled_back_deed_leaves_no_gap(north):
    numbering.take(PATTERN, north, 2025)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        numbering.take(PATTERN, north, 2025)
        _ = 1 / 0
    assert numbering.take(PATTERN, north, 2025) == "ACT-2025-0002"


def test_imported_numbers_stay_and_counters_start_above(north):
    numbering.keep_above(PATTERN, north, "ACT-2025-0118")
    numbering.keep_above(PATTERN, north, "ACT-2025-0007")
    numbering.keep_above(PATTERN, north, "其他-5")
    assert numbering.take(PATTERN, north, 2025) == "ACT-2025-0119"


def test_no_two_kinds_of_record_share_a_series():
    series = [
        re.sub(r"\{count.*?\}", "#", model.number_pattern)
        for model in apps.get_models()
        if getattr(model, "number_pattern", "")
    ]
    assert [each for each in set(series) if series.count(each) > 1] == []


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_a_transaction(transactional_copy):
    unit = make_unit("A9")
    with pytest.raises(RuntimeError):
        numbering.take(PATTERN, unit, 2025)
