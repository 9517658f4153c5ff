"""Words, bars, ruler, menu and manual: what every page is made of."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from banyan.core.ui import bars, manual, menu, wording
from banyan.core.ui.refusals import refusal_of
from banyan.core.ui.ruler import Milestone, year_ruler
from banyan.foundation.refusal import Refused, sentence
from tests.batteries.addresses import walk


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def drawn(text, **given):
    return Template(text).render(Context(given)).strip()


def test_money_has_two_decimals_and_a_real_minus():
    assert wording.money(Decimal("-1234.5")) == "−¥1,234.50"


def test_what_is_not_there_is_a_dash():
    assert (wording.money(None), wording.number(None), wording.table_day(None)) == ("—", "—", "—")


def test_a_day_of_the_same_year_leaves_the_year_out():
    assert wording.table_day(date(2025, 12, 31), 2025) == "12-31"
    assert wording.table_day(date(2024, 12, 31), 2025) == "2024-12-31"


def test_a_count_past_the_cap_says_so():
    assert wording.capped(10_001) == "10,000+"


def test_a_sentence_is_said_with_its_parts():
    assert wording.say(sentence("At most %(limit)s own views fit; drop one first.", limit=3)) == (
        "At most 3 own views fit; drop one first."
    )


def test_an_unknown_state_still_shows_its_word():
    assert "on the moon" in drawn('{% state "moon" "on the moon" %}')


@pytest.mark.parametrize("kind", ["ok", "attn", "breach", "wait", "idle"])
def test_a_verdict_is_glyph_and_word_and_colour(kind):
    chip = drawn("{% verdict kind %}", kind=kind)
    assert f"st-{kind}" in chip
    assert f"#{wording.TONES[kind].icon}" in chip
    assert str(wording.TONES[kind].word) in chip


@pytest.mark.parametrize(
    ("reached", "mark", "tone"),
    [(93, 100, ""), (92, 100, "late"), (75, 100, "late"), (74, 100, "bad"), (0, 0, "")],
)
def test_a_bar_changes_colour_behind_the_time_mark(reached, mark, tone):
    assert bars.pace(Decimal(reached), Decimal(mark)) == tone


def test_a_bar_never_leaves_its_frame():
    bar = bars.bullet(Decimal(300), Decimal(50), Decimal(100), Decimal(100))
    assert bar.counted + bar.pending == 100


def test_a_bar_says_its_figures_aloud_and_has_no_style():
    picture = drawn('{% bullet 6 1 9 7 name="K12" %}')
    assert "K12: target 9, due by now 7, counted 6, recorded 1" in picture
    assert "style=" not in picture


def test_a_figure_without_address_is_no_door():
    assert "<a" not in drawn('{% figure "" 41 "times" %}')
    assert 'href="/lines/"' in drawn('{% figure "/lines/" 41 "times" %}')


def test_names_are_escaped_wherever_they_are_drawn():
    assert "<script>" not in drawn("{% verdict 'ok' word %}{% clause word %}", word="<script>")


def test_the_ruler_knows_frozen_months_and_today():
    ruler = year_ruler(
        date(2025, 4, 1), date(2026, 3, 31), date(2025, 12, 31), date(2025, 11, 30),
        [Milestone("review", date(2025, 10, 21))],
    )  # fmt: skip
    assert [month.number for month in ruler.months] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert ruler.frozen_count == 8
    assert (ruler.day, ruler.days, ruler.share, ruler.place) == (275, 365, Decimal("75.3"), "p75")
    assert ruler.months[6].milestones == ("review",)


def test_the_ruler_stays_on_the_page_before_and_after_the_year():
    start, end = date(2025, 4, 1), date(2026, 3, 31)
    assert year_ruler(start, end, date(2024, 1, 1)).place == "p0"
    assert year_ruler(start, end, date(2027, 1, 1)).place == "p100"


def test_a_refusal_names_the_deed_the_reasons_and_the_clause():
    refused = Refused({"day": "This must be filled in.", "": "Too late."}, clause="R3.2.2")
    told = refusal_of(refused, "Submit", {"day": "Day"})
    assert told.title == "Submit is not possible yet, 2 things are to be mended:"
    assert [(reason.label, reason.anchor) for reason in told.reasons] == [("Day", "id_day"), ("", "")]
    assert told.clause == "R3.2.2"


def test_a_stamp_reads_on_the_clock_of_the_office():
    assert wording.stamp(datetime(2025, 12, 31, 16, 2)) == "12/31 16:02"


def test_the_manual_keeps_what_was_typed_harmless():
    text = manual.as_html("## Head\n\n- **one** <script>\n- [two](/keys/)\n\n| a | b |\n| - | - |\n| 1 | 2 |")
    assert "<h2>Head</h2>" in text
    assert "<script>" not in text
    assert '<a href="/keys/">two</a>' in text
    assert "<td>2</td>" in text


@pytest.mark.parametrize("name", ["../settings", "a/b", "", "x" * 3 + ".md"])
def test_the_manual_opens_nothing_outside_its_folder(name):
    assert manual.page(name) is None


@pytest.mark.parametrize(
    ("address", "role", "page"),
    [
        ("/services/round/", "centre-director", "visits"),
        ("/finance/audit/", "", "auditor"),
        ("/finance/voucher/", "", "finance"),
        ("/projects/project/", "worker", "director"),
        ("/projects/project/", "programme-director", "headquarters"),
        ("/staff/chart/", "worker", "director"),
        ("/", "department-head", "head"),
        ("/", "", ""),
    ],
)
def test_help_opens_the_page_about_the_address_else_that_of_the_role(address, role, page):
    found = manual.page_for(address, {role})
    assert (found.name if found else "") == page


def test_every_role_of_a_new_installation_has_its_page():
    from banyan.site.roles import ROLES

    told = {role for page in manual.pages() for role in page.roles}
    assert told == {code for code, _name, _patterns in ROLES}
    assert not any("<!--" in page.text or "&lt;!--" in page.text for page in manual.pages())


def test_every_address_that_a_page_of_the_manual_names_begins_a_page_of_the_product():
    known = {"/" + address.route.split("<")[0] for address in walk()}
    named = [start for page in manual.pages() for start in page.helps]
    assert named
    assert [start for start in named if not any(each.startswith(start) for each in known)] == []


def test_the_menu_leaves_out_what_may_not_be_entered(north, actor_with):
    may = actor_with(north, "staff.area.view")
    lines = menu.menu_at(may, menu.here(may, "/staff/area/"))
    pages = {line.url for line in menu.every(lines) if not line.children}
    assert "/staff/area/" not in pages or may.may("staff.area.view")
    assert all("/services/" not in line.url for line in menu.every(lines))


def test_every_page_of_the_menu_exists():
    from django.conf import settings
    from django.urls import reverse
    from django.utils.module_loading import import_string

    names = [entry.name for area in import_string(settings.BANYAN_MENU) for entry in area.pages]
    assert [reverse(name) for name in (*names, *(entry.name for entry in menu.OWN))]


def test_the_empty_choice_of_a_list_has_a_word_instead_of_dashes():
    from django import forms

    with translation.override("zh-hans"):
        drawn = str(forms.ChoiceField(choices=[("", "---------"), ("a", "甲")]).widget.render("f", ""))
    assert "---" not in drawn and "未选</option>" in drawn and "甲</option>" in drawn
