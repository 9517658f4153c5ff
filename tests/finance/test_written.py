"""Sheets that are typed into: what cannot be read is said beside its cell, nothing typed is lost, nothing is kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.domains.finance.deeds import monthly
from banyan.domains.finance.models import (
    AllocationBasis,
    AllocationShare,
    Budget,
    BudgetPhase,
    MonthlyForm,
    MonthlyLine,
)
from banyan.domains.finance.rules.written import amounts
from banyan.foundation.refusal import Refused
from tests.finance.makers import NOW, SYSTEM, bring_budget, in_force
from tests.makers import make_grant, make_person, make_user
from tests.projects.makers import make_project

BAD = ["一千", "-5", "0.001", "1e15", "NaN", "Infinity", "1,0000000000"]


@pytest.mark.parametrize("typed", BAD)
def test_what_is_no_amount_is_refused_by_the_name_of_its_cell(typed):
    with pytest.raises(Refused) as refused:
        amounts({"good": "1", "bad": typed})
    assert list(refused.value.problems) == ["bad"]


def test_thousands_full_width_digits_and_a_yuan_sign_are_understood():
    typed = {"a": "1,234.50", "b": "１２３４．５", "c": "¥1234.5", "d": " "}
    assert list(amounts(typed).values()) == [Decimal("1234.50")] * 3 + [None]


@pytest.fixture
def typist(north):
    user, client = make_user(north, person=make_person(north)), Client()
    make_grant(user, north, "finance.*", "projects.*")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.django_db
def test_months_of_a_budget_keep_what_was_typed_and_say_what_is_wrong(north, typist):
    project = make_project(north)
    bring_budget(project)
    with door.opened("test"):
        draft = Budget.everything.get(project=project)
    address = reverse("finance.phases", args=[draft.public_id])
    for typed in BAD[:4]:
        answer = typist.post(address, {"E1-2025-05": typed, "E1-2025-06": "59,999"})
        shown = answer.content.decode()
        assert answer.status_code == 409 and f'value="{typed}"' in shown and 'value="59,999"' in shown
        assert "E1 2025-05" in shown
    answer = typist.post(address, {"E1-2025-06": "60,000", "version": str(draft.version)})
    assert answer.status_code == 302 and BudgetPhase.everything.get().amount == 60000
    stale = typist.post(address, {"E1-2025-07": "60,000", "version": str(draft.version)})
    assert stale.status_code == 409 and BudgetPhase.everything.get().month == date(2025, 6, 1)


@pytest.mark.django_db
def test_a_department_s_form_keeps_what_was_typed_and_says_what_is_wrong(north, typist):
    project = make_project(north)
    in_force(project)
    form = monthly.begin(MonthlyForm(unit=north, project=project, month=date(2026, 1, 1)), by=SYSTEM, now=NOW)
    address, line = (
        reverse("finance.monthlyform.detail", args=[form.public_id]),
        {"item-0": "E1", "reason-0": "物资"},
    )
    for typed in BAD[:4]:
        answer = typist.post(address, line | {"amount-0": typed})
        assert answer.status_code == 409 and f'value="{typed}"' in answer.content.decode()
    assert MonthlyLine.everything.count() == 0
    assert typist.post(address, line | {"amount-0": "1,200.50"}).status_code == 302
    assert MonthlyLine.everything.get().amount == Decimal("1200.50")


@pytest.mark.django_db
def test_the_shares_of_a_basis_keep_what_was_typed_and_say_what_is_wrong(north, typist):
    project = make_project(north)
    with door.opened("test"):
        basis = AllocationBasis.everything.create(
            unit=north, name="面积", kind="area", valid_from=date(2025, 1, 1), basis="决议", number="FT-1"
        )
    address, name = reverse("finance.shares", args=[basis.public_id]), f"weight-{project.public_id}"
    for typed in BAD[:4]:
        answer = typist.post(address, {name: typed})
        assert answer.status_code == 409 and f'value="{typed}"' in answer.content.decode()
    assert AllocationShare.everything.count() == 0
    assert typist.post(address, {name: "12.5"}).status_code == 302
    assert AllocationShare.everything.get().weight == Decimal("12.5")
