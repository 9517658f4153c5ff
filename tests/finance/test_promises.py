"""What is promised stays: money released for a month is not moved away, and invoices are made out to the agency."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from banyan.domains.finance.deeds import changes, claim_papers
from banyan.domains.finance.models import BudgetMove
from banyan.domains.finance.rules.claims import INVOICE
from banyan.foundation.refusal import Refused
from tests.finance.makers import SYSTEM, budget_rows, in_force, release_month
from tests.finance.office import NOON, make_office, set_for, write_claim
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db
DECEMBER = datetime(2025, 12, 5, 1, tzinfo=UTC)
TAXED = "<EInvoice><EIid>25442000000000000001</EIid><BuyerName>机构</BuyerName><BuyerIdNum>{number}</BuyerIdNum></EInvoice>"


def move(project, amount):
    asked = BudgetMove(
        project=project,
        unit=project.unit,
        from_item="E1",
        to_item="E2",
        amount=Decimal(amount),
        reason="需要",
    )
    return changes.propose(asked, by=SYSTEM, now=DECEMBER)


@pytest.mark.clause("R5.1.4", "P4.2")
def test_what_is_released_for_a_month_is_not_moved_to_another_item(north):
    project = make_project(north)
    rows = budget_rows()
    second = rows[1] | {"code": "E2", "amount": "40000", "price": "", "quantity": "", "note": "按年"}
    in_force(project, [rows[0] | {"amount": "100000"}, rows[1], second])
    assert move(project, "6000").number
    release_month(project, date(2025, 12, 1), {"E1": "59000"}, now=datetime(2025, 11, 20, 1, tzinfo=UTC))
    assert move(project, "1000.00").number
    with pytest.raises(Refused) as refused:
        move(project, "1000.01")
    assert (refused.value.code, refused.value.clause) == ("released", "R5.1.4")


@pytest.mark.clause("R5.3.2")
@pytest.mark.parametrize(
    ("number", "own", "is_taken"),
    [
        ("91440000MA0000000X", "91440000MA0000000X", True),
        ("91440000ma 0000000x", "91440000MA0000000X", True),
        ("91440000MA0000000Y", "", True),
        ("91440000MA0000000Y", "91440000MA0000000X", False),
    ],
)
def test_an_invoice_names_the_tax_number_of_the_agency(number, own, is_taken, north):
    office = make_office(north)
    set_for(office.agency, "finance.tax_number", own)
    claim = write_claim(office, "56.50")
    content = TAXED.format(number=number).replace("机构", office.agency.name).encode()
    given = {"by": office.worker, "now": NOON}
    if is_taken:
        assert claim_papers.take_in(claim, "f.xml", content, INVOICE, **given).buyer_tax == number
        return
    with pytest.raises(Refused) as refused:
        claim_papers.take_in(claim, "f.xml", content, INVOICE, **given)
    assert refused.value.code == "buyer"
