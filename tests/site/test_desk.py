"""The desk: how much waits, and an address behind each of these figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from banyan.core import todo
from banyan.foundation.refusal import sentence
from banyan.site.desk import desk_of

TODAY = date(2025, 12, 31)


def thing(days, kind="task"):
    due = None if days is None else TODAY + timedelta(days=days)
    return todo.Todo(sentence("Plan"), sentence("Why"), "/", sentence("Do"), due=due, kind=kind)


def test_each_figure_of_the_desk_opens_exactly_that_many_things_to_do(monkeypatch):
    waiting = [thing(-9), thing(-1), thing(0), thing(3), thing(None), thing(None), thing(None, "sign")]
    monkeypatch.setattr(todo, "_providers", [lambda actor, today: waiting])
    whole = desk_of(None, TODAY)
    assert len(whole.items) == 7
    assert {kind.code: kind.count for kind in whole.kinds} == {"late": 2, "today": 1, "sign": 1, "later": 3}
    for kind in whole.kinds:
        narrowed = desk_of(None, TODAY, kind.code)
        assert len(narrowed.items) == kind.count
        assert narrowed.kinds == whole.kinds
    assert len(desk_of(None, TODAY, "nonsense").items) == 7


def test_a_desk_over_several_stations_names_each_and_a_desk_of_one_station_none(
    monkeypatch, agency, north, south
):
    waiting = [replace(thing(0), unit_id=unit.pk) for unit in (agency, north, north)]
    monkeypatch.setattr(todo, "_providers", [lambda actor, today: waiting])
    assert {item.station for item in desk_of(None, TODAY).items} == {""}
    waiting.append(replace(thing(0), unit_id=south.pk))
    named = [item.station for item in desk_of(None, TODAY).items]
    assert sorted(named) == sorted([agency.name, north.name, north.name, south.name])


def test_many_lines_of_one_sort_fold_under_the_most_urgent_of_them(monkeypatch):
    other = replace(thing(2), title=sentence("Other"))
    waiting = [thing(day) for day in (1, 3, 4, 5)] + [other, replace(other, due=TODAY + timedelta(days=6))]
    monkeypatch.setattr(todo, "_providers", [lambda actor, today: waiting])
    desk = desk_of(None, TODAY)
    folded = [(str(each.first.todo.title), len(each.alike)) for each in desk.bundles]
    assert folded == [("Plan", 3), ("Other", 0), ("Other", 0)]
    assert sum(1 + len(each.alike) for each in desk.bundles) == len(desk.items) == desk.kinds[0].count
    assert not any(each.alike for each in desk_of(None, TODAY, "later").bundles)
