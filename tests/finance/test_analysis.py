"""Who may agree to how much, what the money brought: pages that show what the rules say."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.core.dated.models import DatedSetting
from banyan.core.dated.values import forget
from banyan.domains.services.models import Feedback
from tests.finance.makers import bring_vouchers, in_force, voucher_rows
from tests.finance.office import make_office
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project
from tests.services.makers import make_activity

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def reader(unit, *permissions):
    user = make_user(unit)
    make_grant(user, unit, *(permissions or ("finance.*", "projects.*", "services.*")))
    return client_of(user)


def shown(client, name, *args, status=200, **given):
    answer = client.get(reverse(name, args=args), given)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.clause("R5.1.1", "R5.3.3", "R5.3.4", "P4.1")
def test_a_worker_finds_the_limit_of_any_amount_on_any_day_and_who_would_sign(north):
    office = make_office(north, "100000")
    client = client_of(office.users["worker"])
    small = shown(client, "finance.limits", amount="1000.00")
    assert "样head" in small and "样director" in small and "样finance" in small and "样programme" not in small
    assert small.count("可批准这笔金额") == 4
    large = shown(client, "finance.limits", amount="5000.01")
    assert "样programme" in large and large.count("可批准这笔金额") == 2
    assert shown(client, "finance.limits", amount="50000.01").count("可批准这笔金额") == 1
    assert "出厂" in small
    with door.opened("test"):
        DatedSetting.everything.create(
            unit=north, key="finance.approval_limits", value=[["主任", "800"]], valid_from=date(2025, 7, 1), basis="决议8号"
        )  # fmt: skip
    forget()
    assert "决议8号" in shown(client, "finance.limits", on="2025-07-01")
    assert "决议8号" not in shown(client, "finance.limits", on="2025-06-30")
    assert "1250.00" in shown(client, "finance.limits", status=422, amount="一千")


@pytest.mark.clause("P4.11")
def test_cost_stands_beside_hours_persons_results_and_satisfaction(north, south):
    project = make_project(north)
    in_force(project)
    bring_vouchers(project, voucher_rows("记-1", debit="300"))
    held = make_activity(
        north,
        project=project,
        held_on=date(2025, 10, 10),
        starts_at=time(9),
        ends_at=time(11, 30),
        person_times=30,
    )
    with door.opened("test"):
        for score in (4, 5):
            Feedback.everything.create(activity=held, score=score, given_on=date(2025, 10, 10))
    page = shown(reader(north), "finance.results.of", project.public_id)
    for figure in ("¥300.00", "¥10.00", "¥120.00", "2.5", "4.50"):
        assert figure in page, figure
    shown(reader(south), "finance.results.of", project.public_id, status=404)
    shown(reader(north, "projects.*"), "finance.results.of", project.public_id, status=403)
