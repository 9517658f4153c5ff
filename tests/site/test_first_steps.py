"""What an empty house needs first, on the desk of whoever sets it up."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banyan.site.first_steps import first_steps

pytestmark = pytest.mark.django_db


def test_an_empty_house_says_what_comes_first_and_then_what_comes_next(agency, actor_with, request):
    by = actor_with(agency, "*")
    with CaptureQueriesContext(connection) as asked:
        steps = first_steps(by)
    asking = [query for query in asked.captured_queries if "EXISTS" in query["sql"]]
    assert len(asking) == 1
    assert [step.url for step in steps if step.is_next] == ["/identity/unit/import/"]
    request.getfixturevalue("north")
    steps = first_steps(by)
    assert steps[0].done
    assert [step.url for step in steps if step.is_next] == ["/staff/area/import/"]


def test_who_does_not_set_the_house_up_sees_no_first_steps(agency, actor_with):
    assert first_steps(actor_with(agency, "services.serviceuser.*")) == []
