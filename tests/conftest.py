"""Two stations under one agency, and somebody who may do what a test says."""

from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def the_clock_remembers_nothing_of_another_test():
    """The clock keeps for a second whether this is a demo; the next test may be another installation."""
    from banyan.core import clock

    clock.forget()


@pytest.fixture
def agency(db):
    """The top of the tree."""
    from tests.makers import make_unit

    return make_unit("A0", "示例机构")


@pytest.fixture
def north(agency):
    """A station."""
    from tests.makers import make_unit

    return make_unit("N1", "北站", agency)


@pytest.fixture
def south(agency):
    """Another station, whose records are none of the first one's business."""
    from tests.makers import make_unit

    return make_unit("S1", "南站", agency)


@pytest.fixture
def actor_with(db) -> Callable:
    """`actor_with(north, "services.case.close")`: somebody with these permissions at this unit and below."""
    from tests.makers import make_actor

    return make_actor
