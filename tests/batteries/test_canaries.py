"""Whoever works at one station finds nothing of another: not by page, search, filter, file, export, API or count.

That no page shows a foreign canary when it is simply opened is judged by the matrix of addresses; here stands what
takes a question.
"""

import pytest

from banyan.core.registers.addresses import address
from banyan.core.registers.declaration import registers
from banyan.core.registers.filters import filters_of
from tests.batteries import faces
from tests.batteries.addresses import openings, walk
from tests.batteries.world import marks

pytestmark = pytest.mark.django_db

FEWEST_ANSWERS = 100


def house_wide(register) -> bool:
    """Kinds that belong to the whole house, such as roles."""
    return not register.model.unit_lookup


def leaking(answers, place) -> list[str]:
    """Which of the answers show something of a place."""
    return [name for name, text in answers if any(mark in text for mark in marks(place))]


def asked(world):
    """Searches and filters on every list, on screen and in the API, for what stands at both stations."""
    client, program = world.north.client(), world.north.program()
    for register in registers():
        home, words = address(register, "list"), register.model._meta.model_name
        yield f"{home}?q", faces.text_of(client.get(home, {"q": words}))
        yield f"api {home}?q", faces.text_of(program.get(faces.api_path(register), {"q": words}))
        for params in foreign_filters(register, world.south):
            yield f"{home}?{params}", faces.text_of(client.get(home, params))
            yield f"api {home}?{params}", faces.text_of(program.get(faces.api_path(register), params))
    for words in ("S1", "站", "serviceuser", "activity", "title", "name"):
        yield f"find {words}", faces.text_of(client.get("/find/", {"q": words}))


def foreign_filters(register, place):
    """Each filter set to something of that place."""
    for each in filters_of(register):
        if each.kind == "unit":
            yield {each.name: str(place.unit.public_id)}
        elif each.kind == "relation":
            yield {each.name: str(place.record(each.field.related_model).public_id)}


def test_searches_and_filters_find_nothing_of_another_station(world, say):
    answers = list(asked(world))
    say(f"canaries: {len(answers)} questions")
    assert leaking(answers, world.south) == []
    assert len(answers) >= FEWEST_ANSWERS
    found = [name for name, text in answers if any(mark in text for mark in marks(world.north))]
    assert len(found) >= 20, "searches that find nothing of one's own prove nothing"


def test_exports_carry_nothing_of_another_station(world, say):
    files = [
        (f"{r.name}.{kind}", faces.exported(r, world.north, kind))
        for r in faces.with_export()
        for kind in ("csv", "xlsx")
    ]
    say(f"canaries: {len(files)} exported files")
    assert leaking(files, world.south) == []
    own = [name for name, text in files if any(mark in text for mark in marks(world.north))]
    assert len(own) >= len(files) // 2


def test_what_stands_at_another_station_does_not_exist(world, say):
    """North's master opens every address of the south that names a record."""
    client, program = world.north.client(), world.north.program()
    opened, tried = [], 0
    for each in walk():
        if not each.gaps or each.access.kind == "public" or each.name == "ui.help.page":
            continue
        if each.register is not None and house_wide(each.register):
            continue
        for opening in openings(each, world.south):
            answer = (program if each.is_api else client).get(opening.path)
            tried += 1
            if answer.status_code not in (404, 405) or leaking([("", faces.text_of(answer))], world.south):
                opened.append(f"{opening.path} → {answer.status_code}")
    say(f"canaries: {tried} foreign records tried")
    assert opened == []
    assert tried >= FEWEST_ANSWERS


def test_no_count_moves_when_another_station_grows(world):
    shelf = [register for register in registers() if not house_wide(register)]
    before = {register.name: faces.total_in_api(register, world.north) for register in shelf}
    grown = 0
    for register in shelf:
        grown += _grows(world.south, register.model)
    after = {register.name: faces.total_in_api(register, world.north) for register in shelf}
    assert after == before
    assert grown >= len(shelf) // 2


def _grows(place, model) -> bool:
    """One more record, where the model allows a second one beside the first."""
    from django.db import IntegrityError

    try:
        place.planter.another(model)
    except IntegrityError:
        return False
    return True
