"""The demo's year has the volumes of a centre, and nobody of it is at two places at once."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

from banyan.site.demo.stories import groups, newcomers, programme, visits

END = date(2025, 12, 31)


def test_four_hundred_people_are_visited_every_month():
    assert sum(walk.people for walk in visits.WALKS) == 400
    for walk in visits.WALKS:
        rounds = list(visits._rounds(walk, END))
        assert {month for _when, month, _part in rounds} == set(range(4, 13))
        assert len({(month, part) for _when, month, part in rounds}) == len(rounds)


def test_no_department_walks_two_rounds_on_one_day():
    days = Counter(
        (walk.word, when.date()) for walk in visits.WALKS for when, _month, _part in visits._rounds(walk, END)
    )
    assert {place for place, times in days.items() if times > 1} == set()


def test_the_register_names_everybody_once_and_every_child_has_a_guardian():
    rows = list(csv.DictReader(io.StringIO(newcomers.sheet())))
    assert len({row["居民编号"] for row in rows}) == len({row["姓名"] for row in rows}) == 7_200
    children = [row for row in rows if row["出生日期"] >= "2011"]
    assert len(children) > 500
    assert all(row["监护人姓名"] and row["监护人电话"] for row in children)
    assert newcomers.sheet() == newcomers.sheet()


def test_groups_of_the_year_keep_their_sizes_and_no_worker_leads_two_on_one_day():
    tales = [*groups.TALES, *(groups._told(*each) for each in groups.MORE)]
    assert len({tale.key for tale in tales}) == len({tale.title for tale in tales}) == len(tales) == 32
    held = [tale for tale in tales if tale.members]
    assert all(6 <= tale.members <= 12 and max(tale.come) <= tale.members for tale in held)
    days = Counter(
        (tale.word, tale.first_on + groups.WEEK * place) for tale in held for place in range(len(tale.come))
    )
    assert sum(days.values()) > 170
    assert {place for place, times in days.items() if times > 1} == set()


def test_the_programme_is_finished_but_for_its_last_evenings():
    told = [
        (series, held_on, story) for series in programme.SERIES for held_on, story in programme._told(series)
    ]
    assert len({story["活动名称"] for _series, _on, story in told}) == len(told) > 60
    assert {story["进度"] for _series, on, story in told if on < programme.UNFINISHED} == {"accepted"}
    assert {story["进度"] for _series, on, story in told if on >= programme.UNFINISHED} == {"held"}
