"""The compliance matrix: verdicts from the records, each count and each cell leading to what it stands for."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from banyan.core import clock, door
from banyan.core.controls.asking import judge_period
from banyan.core.controls.models import Result
from banyan.core.controls.scopes import running
from banyan.core.dated import values
from banyan.core.identity import tree
from banyan.domains.quality.models import Rectification
from banyan.domains.services.models import Activity
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project
from tests.quality.makers import opened
from tests.services.makers import NOW, make_activity

MAY = ("controls.*", "projects.*", "services.*", "quality.*")
ON = date(2025, 10, 18)
OPENING = "/quality/open/"


@pytest.fixture(autouse=True)
def last_day_of_the_year(monkeypatch):
    """The office's day is the last of the quarter that is looked at."""
    monkeypatch.setattr("banyan.core.clock.demo_day", lambda: date(2025, 12, 31))


@pytest.fixture
def project(north):
    return make_project(north)


@pytest.fixture
def late(project):
    """An activity that was held and never summed up."""
    return make_activity(
        project.unit, project=project, held_on=ON, plan_approved_at=NOW.replace(month=10, day=1)
    )


@pytest.fixture
def signed_in():
    def sign(unit, *permissions):
        user = make_user(unit)
        make_grant(user, unit, *permissions)
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign


@pytest.fixture
def reader(signed_in, north):
    return signed_in(north, *MAY)


def judge(period="2025-Q4"):
    with door.opened("test"):
        projects = running()
    judge_period(projects, period, min(NOW, clock.now()))  # never later than what a page judges next


def cell_url(project, clause="R3.2.2", name="rulebook.matrix.cell"):
    return reverse(name, kwargs={"public_id": project.public_id, "clause": clause}) + "?period=2025-Q4"


def text(response):
    return response.content.decode()


def sum_up(activity):
    """Hand in and accept what was missing, on time."""
    from banyan.domains.services.models import Summary

    with door.opened("test"):
        Summary.everything.create(
            activity=activity,
            process="x",
            results="x",
            experience="x",
            submitted_at=NOW.replace(month=10, day=20),
        )
        Activity.everything.filter(pk=activity.pk).update(state=Activity.State.ACCEPTED)
        activity.sheets.create(held_on=ON).entries.create(position=1)


def test_a_period_that_nobody_judged_says_so_and_offers_it(project, reader):
    page = reader.get(reverse("rulebook.matrix"))
    assert page.status_code == 200
    assert reverse("rulebook.matrix.judge") in text(page)
    assert 'class="tb mx vm"' not in text(page)


def test_every_count_of_the_matrix_lists_exactly_that_many_results(project, late, reader):
    make_project(project.unit, number="P-other")
    judge()
    page = reader.get(reverse("rulebook.matrix")).context["page"]
    counts = [each for group in page.groups for each in group["counts"]] + page.totals
    assert any(each["count"] for each in counts)
    for each in counts:
        assert text(reader.get(each["url"])).count("<tr data-record") == each["count"], each["url"]


def test_the_figures_of_a_row_list_exactly_that_many_results(project, late, reader):
    make_project(project.unit, number="P-other")
    judge()
    page = reader.get(reverse("rulebook.matrix")).context["page"]
    rows = (row for group in page.groups for row in group["rows"])
    unlike = {(row.counts["met"], row.judged): row for row in rows}
    assert {judged for _met, judged in unlike} == {0, 1, 2}, "one project has records that the other lacks"
    for row in unlike.values():
        assert text(reader.get(row.met_url)).count("<tr data-record") == row.counts["met"]
        assert text(reader.get(row.all_url)).count("<tr data-record") == row.judged


@pytest.mark.clause("R3.2.2")
def test_a_cell_opens_the_records_at_fault_with_how_they_are_judged(project, late, reader):
    judge()
    said = text(reader.get(cell_url(project)))
    assert reverse("services.activity.detail", args=[late.public_id]) in said
    assert "7" in said.split("怎样判")[1].split("证据")[0]


def test_mending_the_record_and_judging_again_turns_the_cell(project, late, reader):
    judge()
    assert reader.get(cell_url(project)).context["page"].result.result == "breached"
    sum_up(late)
    answer = reader.post(cell_url(project, name="rulebook.matrix.judge_cell"))
    assert answer.status_code == 302
    shown = reader.get(answer.url).context["page"]
    assert shown.result.result == "met"
    assert [row.result for row in shown.told.history] == ["met", "breached"]


def test_another_centre_does_not_exist_for_whoever_does_not_belong_to_it(project, late, south, signed_in):
    judge()
    stranger = signed_in(south, *MAY)
    assert stranger.get(cell_url(project)).status_code == 404
    assert stranger.post(cell_url(project, name="rulebook.matrix.judge_cell")).status_code == 404
    assert project.number not in text(stranger.get(reverse("rulebook.matrix")))


def test_a_record_that_the_reader_may_not_open_is_named_without_a_link(project, late, north, signed_in):
    judge()
    said = text(signed_in(north, "controls.*", "projects.*").get(cell_url(project)))
    assert late.number in said
    assert reverse("services.activity.detail", args=[late.public_id]) not in said


def test_who_may_only_read_verdicts_cannot_have_them_judged(project, late, north, signed_in):
    judge()
    only_reads = signed_in(north, "controls.result.view")
    assert only_reads.post(cell_url(project, name="rulebook.matrix.judge_cell")).status_code == 403
    assert only_reads.post(reverse("rulebook.matrix.judge")).status_code == 403


def test_words_that_are_no_period_are_refused_in_a_sentence(project, reader):
    answer = reader.get(reverse("rulebook.matrix") + "?period=2025-Q7")
    assert answer.status_code == 409
    assert "2025-Q4" in text(answer)


def test_a_quarter_that_went_worse_is_marked_beside_the_quarter_before(project, late, reader):
    early = make_activity(
        project.unit, project=project, held_on=date(2025, 8, 2), plan_approved_at=NOW.replace(month=7, day=1)
    )
    with door.opened("test"):
        from banyan.domains.services.models import Summary

        Summary.everything.create(
            activity=early, process="x", results="x", experience="x", submitted_at=NOW.replace(month=8, day=3)
        )
        early.sheets.create(held_on=date(2025, 8, 2)).entries.create(position=1)
    judge("2025-Q3")
    judge()
    page = reader.get(reverse("rulebook.matrix") + "?compare=1").context["page"]
    cells = {row.clause: row.cells[0].change for group in page.groups for row in group["rows"]}
    assert cells["R3.2.2"] == "worse"


def test_from_the_cockpit_a_fault_is_two_clicks_away(project, late, reader):
    judge()
    cockpit = text(reader.get(reverse("projects.cockpit.of", args=[project.public_id])))
    tile = cockpit.split('id="rulebook"')[1].split("</section>")[0]
    told = re.findall(rf'href="(/rulebook/matrix/{project.public_id}/[^"]+)"', tile)
    assert len(told) >= 5
    panel = text(reader.get(told[0].replace("&amp;", "&"))).split('id="side"')[1]
    assert "st-breach" in panel
    assert "尚无人整改" in panel
    assert reverse("services.activity.detail", args=[late.public_id]) in text(reader.get(cell_url(project)))


def test_the_matrix_costs_as_many_statements_for_six_projects_as_for_one(project, late, reader, monkeypatch):
    for module in (clock, tree, values):
        monkeypatch.setattr(module, "_SECONDS_KEPT", 3_600.0)
    judge()
    reader.get(reverse("rulebook.matrix"))

    def statements():
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(reverse("rulebook.matrix")).status_code == 200
        return len(seen)

    one = statements()
    for place in range(5):
        other = make_project(project.unit, number=f"P-more-{place}")
        make_activity(other.unit, project=other, held_on=ON)
    judge()
    assert statements() == one


def test_a_job_judges_every_project_within_reach_and_leads_back_to_the_matrix(project, late, reader):
    from banyan.core.jobs import working

    answer = reader.post(reverse("rulebook.matrix.judge") + "?period=2025-Q4")
    assert answer.status_code == 302
    working.run(until_idle=True)
    said = text(reader.get(answer.url))
    assert reverse("rulebook.matrix") in said
    with door.opened("test"):
        assert Result.objects.filter(clause="R3.2.2", result="breached", scope_id=project.public_id).exists()


def test_the_inspection_sheet_is_a_paper(project, late, reader):
    judge()
    sheet = reader.get(reverse("rulebook.matrix.sheet", args=[project.public_id]) + "?period=2025-Q4")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")


def test_chapters_over_time_lead_to_the_results_they_count(project, late, reader):
    judge()
    page = reader.get(reverse("rulebook.matrix.time")).context["page"]
    bars = [c for chapter in page.chapters for bar in chapter["bars"] if bar["counts"] for c in bar["counts"]]
    assert bars
    for each in bars:
        assert text(reader.get(each["url"])).count("<tr data-record") == each["count"]


def line_of(reader, project, clause):
    """The line of a clause where the cockpit's troubles are listed in full."""
    where = f"?period=2025-Q4&only=trouble&project={project.number}"
    lines = text(reader.get(reverse("rulebook.matrix.list") + where)).split("<tr data-record>")
    return next(each for each in lines if f">{clause}</span>" in each)


@pytest.mark.clause("R4.4.1", "R4.4.2", "R3.2.2")
def test_from_the_cockpit_somebody_is_set_to_mend_a_fault_and_the_mended_record_turns_it(
    project, late, reader
):
    """The director's way over the pages: who mends it, since when late, and what stands after the re-check."""
    judge()
    cockpit = text(reader.get(reverse("projects.cockpit.of", args=[project.public_id])))
    tile = cockpit.split('id="rulebook"')[1].split("</section>")[0]
    assert tile.count("尚无人整改") == tile.count(OPENING) == tile.count('class="line wraps"')
    opening = re.search(rf'href="({OPENING}[^"]+)"', line_of(reader, project, "R3.2.2"))[1]
    form = reader.get(opening).context["form"].initial
    assert (form["clause"], late.number in form["finding"]) == ("R3.2.2", True)
    made = reader.post(opening, {**form, "source_kind": form["source_kind"].value})
    assert made.status_code == 302
    told = line_of(reader, project, "R3.2.2")
    assert "ZG-2025-0001" in told
    assert "尚无责任人" in told
    assert opening not in told
    with door.opened("test"):
        rectification = Rectification.everything.get()
        Rectification.everything.update(waits_until=date(2025, 12, 21), due_on=date(2025, 12, 21))
    assert "逾期 10 天" in line_of(reader, project, "R3.2.2")
    sum_up(late)
    answer = reader.post(cell_url(project, name="rulebook.matrix.judge_cell"))
    page = reader.get(answer.url).context["page"]
    assert (page.result.result, page.told.rectifications[0].pk) == ("met", rectification.pk)


def test_what_was_mended_before_the_days_that_are_judged_mends_nothing_new(project, late, reader):
    judge()
    kept = opened(project.unit, project=project, clause="R3.2.2", now=NOW.replace(month=9, day=30))
    with door.opened("test"):
        Rectification.everything.filter(pk=kept.pk).update(state="effective", waits_until=None)
    assert "尚无人整改" in line_of(reader, project, "R3.2.2")
    assert "尚无人整改" in text(reader.get(cell_url(project)))
    with door.opened("test"):
        Rectification.everything.filter(pk=kept.pk).update(found_on=date(2025, 10, 20))
    assert kept.number in line_of(reader, project, "R3.2.2")


def test_the_list_is_in_the_order_of_the_rulebook_and_what_nobody_mends_comes_first(project, late, reader):
    make_activity(make_project(project.unit, number="P-other").unit, held_on=ON)
    judge()
    page = reader.get(reverse("rulebook.matrix.list") + "?only=breached").context["page"]
    clauses = [line["row"].clause for line in page.lines]
    assert clauses == sorted(clauses, key=page.clauses.index)
    assert clauses[0].startswith("R1.")
    opened(project.unit, project=project, clause=clauses[0], now=NOW)
    lines = reader.get(reverse("rulebook.matrix.list") + "?only=breached").context["page"].lines
    assert (
        [line["row"].clause for line in lines if line["mending"]] == [lines[-1]["row"].clause] == [clauses[0]]
    )


@pytest.mark.clause("R1.1.2")
def test_the_cockpit_shows_all_five_purposes_and_names_what_nobody_measured(project, late, reader):
    judge()
    said = text(reader.get(reverse("projects.cockpit.of", args=[project.public_id])))
    tile = said.split('id="rulebook"')[1].split("</section>")[0]
    assert all(f"{purpose}：" in tile for purpose in ("目标", "质量", "需求", "团队负荷", "单位成本"))
    assert "未度量" in tile


def test_the_panel_quotes_the_clause_in_our_own_words_while_no_rulebook_is_adopted(project, late, reader):
    from banyan.domains.rulebook.queries.wording import model_words

    judge()
    side = text(reader.get(cell_url(project))).split('id="side"')[1]
    assert model_words()["R3.2.2"][:12] in side
    assert "示范文本" in side


def test_a_phone_unfolds_one_chapter_the_first_that_is_breached_or_the_one_looked_at(project, late, reader):
    judge()
    groups = reader.get(reverse("rulebook.matrix")).context["page"].groups
    breached = [
        g["code"] for g in groups if any(e["count"] for e in g["counts"] if e["verdict"] == "breached")
    ]
    assert [group["code"] for group in groups if group["open"]] == breached[:1]
    beside = reader.get(cell_url(project, clause="R9.1.6")).context["page"].groups
    assert [group["code"] for group in beside if group["open"]] == ["R9"]


def test_quarters_before_the_first_verdict_are_not_shown(project, late, reader):
    judge()
    assert reader.get(reverse("rulebook.matrix.time")).context["page"].periods == ["2025-Q4"]
