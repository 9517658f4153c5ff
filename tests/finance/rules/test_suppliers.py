"""One supplier under several names: what is certain, what is probable, what is another one. And invoices alike."""

import pytest

from banyan.domains.finance.rules.invoices import invoice_key, is_same
from banyan.domains.finance.rules.suppliers import are_probably_one, supplier_key


def test_the_form_of_a_company_tells_nobody_apart():
    names = ("样辰文具有限公司", "样辰文具有限责任公司", "样辰 文具（个体工商户）", "样辰文具")
    assert {supplier_key(name) for name in names} == {"样辰文具"}
    assert not any(are_probably_one(names[0], name) for name in names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样辰文具店", "样辰文具有限公司"),
        ("河口市样辰文具店", "样辰文具经营部"),
        ("样辰商贸有限公司", "样辰商行"),
    ],
)
def test_trade_and_place_make_a_name_only_probably_another(one, other):
    assert are_probably_one(one, other) and are_probably_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("样辰文具店", "样巳文具店"),
        ("文具店", "超市"),
        ("超市", "商店"),
        ("样辰文具店", "样辰家电店"),
        ("", "店"),
    ],
)
def test_another_name_is_another_supplier(one, other):
    assert not are_probably_one(one, other)


@pytest.mark.clause("R5.3.2")
def test_an_invoice_is_known_however_its_number_is_written():
    assert invoice_key("", "０００１-02") == invoice_key("", "0001 02") == "/000102"
    digital = "25442000000000000001"
    assert is_same(("1", digital), ("2", digital))
    assert is_same(("044001", "77"), ("", "77")) and is_same(("044001", "77"), ("044001", "77"))
    assert not is_same(("044001", "77"), ("044002", "77")) and not is_same(("", "77"), ("", "78"))
