from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from banyan.domains.quality.rules import circulars, inspections
from banyan.foundation.refusal import Refused

LINE = inspections.Line("R3.2.7", "甲站", "breached", "breached", "查会议室登记本，确无例会")
OPINION = "两个站例会制度松动，须由主任抓。"


@pytest.mark.clause("R10.1.1")
def test_a_breach_without_the_inspectors_remark_is_not_signed():
    inspections.check_signing([LINE], OPINION)
    with pytest.raises(Refused, match=r"R3\.2\.7"):
        inspections.check_signing([replace(LINE, remark=" ")], OPINION)


@pytest.mark.clause("R10.1.1")
def test_a_verdict_that_differs_from_the_records_says_why():
    with pytest.raises(Refused):
        inspections.check_signing([replace(LINE, own="met", remark="")], OPINION)
    inspections.check_signing([replace(LINE, own="met")], OPINION)
    inspections.check_signing([replace(LINE, result="met", own="met", remark="")], OPINION)


def test_nothing_is_signed_without_an_opinion():
    with pytest.raises(Refused) as refused:
        inspections.check_signing([], "好")
    assert list(refused.value.problems) == ["opinion"]


@pytest.mark.clause("R10.1.1")
def test_nobody_inspects_a_project_that_they_lead():
    lead = uuid4()
    with pytest.raises(Refused):
        inspections.check_inspector(lead, [lead])
    with pytest.raises(Refused):
        inspections.check_inspector(None, [])
    inspections.check_inspector(uuid4(), [lead])


@pytest.mark.parametrize(
    ("on", "half"),
    [
        (date(2025, 8, 28), (2024, 2)),
        (date(2025, 8, 29), (2025, 1)),
        (date(2025, 12, 31), (2025, 1)),
        (date(2026, 3, 1), (2025, 2)),
    ],
)
def test_the_half_year_that_is_due_ended_so_many_days_ago(on, half):
    assert inspections.due_half(on, 60) == half


def test_a_half_year_that_has_not_begun_is_not_inspected():
    with pytest.raises(Refused):
        inspections.check_begun(2025, 2, date(2025, 6, 30))
    inspections.check_begun(2025, 2, date(2025, 7, 1))


def test_a_document_number_follows_the_agencys_pattern():
    assert circulars.document_number("通报〔{年}〕{序号}号", 2025, "TB-2025-003") == "通报〔2025〕3号"
    assert circulars.document_number("通报〔{year}〕{count}号", 2025, "TB-2025-003") == "通报〔2025〕3号"
    with pytest.raises(Refused):
        circulars.document_number("通报〔{year}〕号", 2025, "TB-2025-003")
    assert circulars.share_read(1, 3) == 33
    assert circulars.share_read(0, 0) is None
