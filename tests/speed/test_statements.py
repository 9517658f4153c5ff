"""Pages cost few statements, and as many for a full page as for a few lines (speed goal Q17)."""

from datetime import date, timedelta
from itertools import count
from urllib.parse import quote

import pytest
from django.db.models import DateField, IntegerField, UniqueConstraint
from django.test import Client

from banyan.core import door
from banyan.core.deeds import bulk
from banyan.core.identity.actor import system_actor
from banyan.core.identity.models import Unit, User
from banyan.core.inserting import insert_records
from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import register_for, registers
from banyan.core.search.keeping import Entry, put_all
from bench.people import people
from bench.statements import statements
from tests.core.approvals.conftest import outcome, station  # noqa: F401
from tests.core.approvals.office import open_step
from tests.makers import make_unit
from tests.repeated import later_on_a_server

PAGE, CREATE = 8, 10
#: A signature that opens the next step, and the last one, in which the record's own deed is done too (decision 0006).
SIGNATURE = 12
FEW, FULL = 10, 60
PEOPLE = "services.serviceuser"
NAMES = [register.name for register in registers()]


@pytest.fixture(params=NAMES)
def register(request):
    return register_for(request.param)


def plant(planter, register, many):
    """So many records of a kind; where a kind allows one for a thing only, each gets a thing of its own."""
    if register.model is Unit:
        return [make_unit(parent=planter.unit) for _ in range(many)]
    return [planter.another(register.model, **own_things(planter, register.model)) for _ in range(many)]


def own_things(planter, model):
    """Fresh records, numbers and days for what tells two records of a kind apart."""
    rules = [rule for rule in model._meta.constraints if isinstance(rule, UniqueConstraint)]
    if not rules:
        return {}
    named = {name for rule in rules for name in rule.fields}
    told = {name: next(_numbers) for name in named if isinstance(model._meta.get_field(name), IntegerField)}
    told |= {name: _another_day() for name in named if isinstance(model._meta.get_field(name), DateField)}
    relations = [f for f in model._meta.fields if f.is_relation and f.related_model not in (Unit, User)]
    given = planter.given(model)
    kinds = [
        (f.name, f.related_model)
        for f in relations
        if f.name not in given and (not f.null or f.name in named)
    ]
    return told | {name: planter.another(kind, **own_things(planter, kind)) for name, kind in kinds}


_numbers = count(2000)


def _another_day() -> date:
    """Early enough that no day of the record's own lies before it."""
    return date(2000, 1, 1) + timedelta(days=next(_numbers) - 2000)


def asked(master, url):
    """What the page asks at its second opening, when the process knows its tables."""
    statements(master, "get", url)
    return statements(master, "get", url)


@later_on_a_server
def test_a_list_costs_the_same_for_a_few_lines_and_for_a_full_page(register, planter, master):
    plant(planter, register, FEW)
    few = asked(master, address(register, "list"))
    plant(planter, register, FULL)
    full = asked(master, address(register, "list"))
    assert len(few) <= PAGE, few
    assert len(full) == len(few), full


def test_a_record_costs_few_statements_whatever_stands_beside_it(register, planter, master):
    record = plant(planter, register, 1)[-1]
    page = address(register, "detail", record)
    if "narrow" in vars(register.model) and master.get(page).status_code == 404:
        pytest.skip("its named readers alone see it, whoever else may see everything")
    few = asked(master, page)
    plant(planter, register, FEW)
    full = asked(master, address(register, "detail", record))
    assert len(few) <= PAGE, few
    assert len(full) == len(few), full


def register_people(unit, many, first=1):
    """People as an import leaves them: registered and findable."""
    model = register_for(PEOPLE).model
    made = [
        model(unit=unit, number=one.number, name=one.name, born_on=one.born_on, community=one.community)
        for one in people(many, first)
    ]
    for user in made:
        user.set_keys()
    with door.opened("test"), bulk(model, "import", by=system_actor("test"), unit=unit):
        insert_records(model, made)
        put_all([Entry(user, user.name, names=(user.name,)) for user in made])


@pytest.mark.parametrize(
    "url", ["/services/serviceuser/", "/find/?q=%E7%8E%8B", "/services/serviceuser/?q=R0"]
)
def test_a_thousand_people_cost_what_ten_cost(url, north, master):
    register_people(north, 10)
    few = asked(master, url)
    register_people(north, 990, first=11)
    many = asked(master, url)
    assert len(few) <= PAGE, few
    assert len(many) == len(few), many


@pytest.mark.parametrize("words", ["王", "王示", "R0000", "ws", quote("“%_")])
def test_finding_costs_few_statements_whatever_is_typed(words, north, master):
    register_people(north, 50)
    assert len(asked(master, f"/find/?q={words}")) <= PAGE


def test_a_new_person_costs_few_statements_with_line_key_and_index(north, master):
    given = {
        "unit": str(north.public_id),
        "name": "样例",
        "sex": "female",
        "born_on": "1960-05-01",
        "lives_alone": "unknown",
    }
    master.post(address(register_for(PEOPLE), "new"), given)
    cost = statements(master, "post", address(register_for(PEOPLE), "new"), data=given | {"name": "样例甲"})
    assert len(cost) <= CREATE, "\n".join(cost)


def test_a_signature_costs_few_statements(station):  # noqa: F811
    setting = station.asked()
    for who in (station.director, station.headquarters):
        client = Client()
        client.force_login(who.user)
        url = f"/signatures/{open_step(setting).public_id}/"
        client.get(url)
        cost = statements(client, "post", url, data={"decision": "sign"})
        assert len(cost) <= SIGNATURE, "\n".join(cost)


@pytest.mark.parametrize("code", ["clarify", "sheets", "signed", "worth"])
def test_each_part_of_an_activity_is_a_request_of_its_own_and_costs_little(code, planter, master):
    register = register_for("services.activity")
    record = plant(planter, register, 1)[-1]
    assert len(asked(master, address(register, "panel", record, code=code))) <= PAGE
