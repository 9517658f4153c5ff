"""An analysis is whole and dated, an agreement has its standing, reach has its source and hides small cells."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from banyan.domains.services.rules import community
from banyan.domains.services.rules.community import Agreed, Reach, Standing
from banyan.foundation.refusal import Refused

TODAY = date(2025, 12, 31)
WHOLE = {name: "写明" for name, _words in community.PARTS}


def test_an_analysis_is_signed_with_all_its_parts_and_data_of_a_past_day():
    community.check_analysis(WHOLE, TODAY, TODAY)
    with pytest.raises(Refused) as refusal:
        community.check_analysis({**WHOLE, "power": " "}, TODAY + timedelta(days=1), TODAY)
    assert set(refusal.value.problems) == {"power", "data_on"}
    with pytest.raises(Refused):
        community.check_source(" ")
    assert community.renew_by(date(2025, 1, 1), 365) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("agreement", "until", "standing"),
    [
        ("", None, Standing.BARE),
        ("合作协议", None, Standing.GOOD),
        ("合作协议", TODAY - timedelta(days=1), Standing.EXPIRED),
        ("合作协议", TODAY, Standing.ENDING),
        ("合作协议", TODAY + timedelta(days=60), Standing.ENDING),
        ("合作协议", TODAY + timedelta(days=61), Standing.GOOD),
    ],
)
def test_a_resource_stands_by_its_agreement(agreement, until, standing):
    assert community.standing(Agreed(agreement, until), TODAY, 60) is standing


def test_a_last_day_belongs_to_a_paper():
    community.check_agreement("", None)
    with pytest.raises(Refused):
        community.check_agreement(" ", TODAY)


@pytest.mark.clause("W6.2")
def test_reach_is_served_over_living_and_a_small_cell_is_not_told():
    said = date(2025, 6, 30), "社区居委会"
    assert Reach("流动妇女", 94, 752, *said).percent == Decimal("12.5")
    assert Reach("流动儿童", 4, 146, *said).is_small and Reach("流动儿童", 4, 146, *said).percent is None
    assert Reach("流动儿童", 0, 146, *said).percent == Decimal("0.0")
    assert Reach("流动儿童", 0, 0, *said).percent is None


@pytest.mark.clause("W6.2")
def test_an_old_count_wants_attention():
    assert community.count_judged(TODAY - timedelta(days=365), TODAY, 365)[0] == "good"
    assert community.count_judged(TODAY - timedelta(days=366), TODAY, 365)[0] == "attention"
