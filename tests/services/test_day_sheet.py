"""The day sheet: whose it is, what may stand on it, what a month shows, and that every figure has its records."""

import re
from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from banyan.core import door
from banyan.core.identity.models import User
from banyan.domains.services.deeds import hours
from banyan.domains.services.models import Attendance, HourConversion, StandardHours, WorkEntry
from banyan.foundation.refusal import Refused
from tests.makers import make_actor, make_grant
from tests.projects.makers import make_indicator, make_project
from tests.services.hours_makers import NOW, employed, signed_in, worked, written


def test_a_worker_writes_corrects_and_strikes_their_own_line(north):
    ana = employed(north)
    entry = written(ana)
    assert entry.worker == ana.person
    hours.correct(entry, by=ana, now=NOW, minutes=90)
    kept = hours.strike(entry, by=ana, now=NOW, reason="记错了日子")
    assert (kept.minutes, kept.state) == (90, WorkEntry.State.STRUCK)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"category": "interview"}, "category"),
        ({"done_on": date(2025, 10, 22)}, "done_on"),
        ({"task": "administrative"}, "asked_by"),
        ({"task": "extra", "asked_by": " "}, "asked_by"),
    ],
)
@pytest.mark.clause("P1.11")
def test_a_line_that_cannot_be_says_why(north, fields, wrong):
    with pytest.raises(Refused) as refused:
        written(employed(north), **fields)
    assert wrong in refused.value.problems


def test_a_day_has_no_more_than_24_hours_with_what_records_tell(north):
    ana = employed(north)
    worked(ana, time(8), time(20))
    entry = written(ana, 720)
    with pytest.raises(Refused):
        written(ana, 1)
    with pytest.raises(Refused):
        hours.correct(entry, by=ana, now=NOW, minutes=721)
    hours.strike(entry, by=ana, now=NOW, reason="重复")
    written(ana, 1)


def test_nobody_corrects_the_sheet_of_somebody_else(north):
    entry = written(employed(north))
    head = employed(north, "样乙", "services.workentry.review")
    with pytest.raises(Refused):
        hours.correct(entry, by=head, now=NOW, minutes=30)
    with pytest.raises(PermissionDenied):
        hours.strike(entry, by=make_actor(north, "services.workentry.view"), now=NOW, reason="x")


def test_a_colleague_does_not_read_the_sheet_and_who_looks_after_hours_does(north, south):
    entry = written(employed(north))
    for reader, seen in (
        (employed(north, "样乙"), 0),
        (employed(north, "样丙", "services.workentry.review"), 1),
        (employed(south, "样丁", "services.workentry.review"), 0),
    ):
        assert WorkEntry.objects.visible_to(reader).filter(pk=entry.pk).count() == seen


def test_a_conversion_holds_from_a_day_of_the_contract_that_is_not_frozen(north):
    project = make_project(north)
    director = make_actor(north, "services.hourconversion.add")

    def set_from(day):
        row = HourConversion(
            unit=north, project=project, category="phone", valid_from=day, basis="合同附件三"
        )
        return hours.set_conversion(row, by=director, now=NOW)

    with pytest.raises(Refused):
        set_from(date(2025, 3, 31))
    with door.opened("test"):
        type(project).everything.filter(pk=project.pk).update(frozen_through=date(2025, 9, 30))
        project.refresh_from_db()
    with pytest.raises(Refused):
        set_from(date(2025, 9, 30))
    assert set_from(date(2025, 10, 1)).pk


def figures(shown):
    """Address and number of every figure of a page."""
    found = re.findall(r'<a class="fig" href="([^"]+)">(?:<b>)?([^<]+)', shown)
    return [(url.replace("&amp;", "&"), said) for url, said in found]


def test_every_figure_of_the_month_opens_exactly_its_records(north, client):
    head = employed(north, "样丙", "services.workentry.review", "services.activity.view", "identity.*.view")
    ana = employed(north)
    written(ana, 60), written(ana, 90, "administration", task="administrative", asked_by="街道办")
    sheet = worked(ana)
    with door.opened("test"):
        Attendance.everything.create(
            sheet=sheet, position=1, name="样丙", role="staff", arrived_at=time(8), left_at=time(22)
        )
    signed_in(client, head)
    shown = client.get(reverse("services.hours"), {"month": "2025-10"}).content.decode()
    found = figures(shown)
    assert len(found) > 15
    for url, said in found:
        answer = client.get(url)
        assert answer.status_code == 200, url
        if "flag=odd" in url:
            days = answer.context["days"]
            assert len(days) == int(said) and [
                client.get(day["url"]).context["sums"]["records"] for day in days
            ] == [day["records"] for day in days], url
            continue
        told = answer.context["sums"]
        assert (told["countable"] if "part=countable" in url else told["raw"]) == said, url
    assert told["services"] <= 1
    names = re.findall(r'<th scope="row"><a href="([^"]+)">', shown)
    assert names and all(client.get(url).status_code == 200 for url in names), names
    own = client.get(reverse("services.hours.of", args=[ana.person.public_id]), {"month": "2025-10"})
    assert own.status_code == 200 and "6.5" in own.content.decode()
    opened = [client.get(url).context["sums"] for url, _said in figures(own.content.decode())]
    assert opened[0]["raw"] == "6.5"


def test_a_worker_is_led_to_their_own_month_and_to_no_other(north, client):
    ana, bo = employed(north), employed(north, "样乙")
    signed_in(client, bo)
    answer = client.get(reverse("services.hours"))
    assert answer.status_code == 302 and str(bo.person.public_id) in answer["Location"]
    assert client.get(reverse("services.hours.of", args=[ana.person.public_id])).status_code == 404
    written(ana)
    mine = {"unit": north.code, "month": "2025-10", "worker": str(ana.person.public_id)}
    assert client.get(reverse("services.hours.records"), mine).context["lines"] == []
    assert client.get(reverse("services.hours.records"), {"unit": "X"}).status_code == 404


def test_the_day_sheet_takes_a_line_and_answers_what_is_wrong(north, client):
    ana = employed(north)
    signed_in(client, ana)
    given = {
        "done_on": "2025-10-20", "category": "meeting", "matter": "例会", "minutes": "45",
        "task": "contract",
    }  # fmt: skip
    assert client.post(reverse("services.day"), given).status_code == 302
    assert client.post(reverse("services.day"), given | {"minutes": ""}).status_code == 422
    assert client.post(reverse("services.day"), given | {"minutes": "1400"}).status_code == 409
    shown = client.get(reverse("services.day"), {"on": "2025-10-20"}).content.decode()
    assert "0.75" in shown and "例会" in shown and shown.count("<h1") == 1


def test_the_workers_that_a_contract_needs(north, client):
    project = make_project(north)
    indicator = make_indicator(project, "K04", target=36)
    make_indicator(project, "K05")
    director = employed(north, "样丙", "services.standardhours.*", "projects.*.view")
    hours.set_standard(StandardHours(indicator=indicator, hours=8, basis="附件二"), by=director, now=NOW)
    answer = signed_in(client, director).get(reverse("services.hours.needed"))
    size = answer.context["size"]
    assert (float(size.hours), str(size.workers), size.without_standard) == (288, "0.28", ("K05",))


def test_a_month_costs_the_same_statements_for_one_worker_and_for_six(north, client, django_assert_max_num_queries):  # fmt: skip
    head = employed(north, "样丙", "services.workentry.review")
    for name in ("样一", "样二", "样三", "样四", "样五"):
        written(employed(north, name))
    make_grant(User.objects.get(person=head.person), north, "projects.*.view")
    signed_in(client, head)
    client.get(reverse("services.hours"))
    with django_assert_max_num_queries(14):
        client.get(reverse("services.hours"), {"month": "2025-10"})
