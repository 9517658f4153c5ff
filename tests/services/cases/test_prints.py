"""Forms and files on paper: Chinese can be selected, the number stands on every page, a guarded print leaves a trace."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from banyan.core import door
from banyan.core.audit.models import Event
from banyan.core.documents import printing
from banyan.domains.services.deeds.cases import contacts
from banyan.domains.services.models import Activity, Attendance, Case
from banyan.domains.services.queries.blank_forms import SHELF
from banyan.domains.services.queries.case_binder import bound_file
from banyan.domains.services.queries.case_words import _of_form
from tests.services.cases.makers import Station, at, on
from tests.services.hours_makers import signed_in
from tests.services.makers import make_activity, make_sheet
from tests.services.makers import make_user as make_client

pytestmark = pytest.mark.skipif(bool(printing.missing_fonts()), reason="needs the Noto CJK fonts")


@pytest.fixture(autouse=True)
def chinese():
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def station(north):
    return Station(north)


@pytest.fixture
def case(station):
    found = station.case(project=None)
    with door.opened("test"):
        return station.led(found, "closed")


def pages(answer):
    """The words of each page, without the white space between them."""
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def readings(case):
    return Event.objects.filter(object_id=str(case.public_id), verb="services.case.read").count()


def test_the_whole_file_is_numbered_with_a_catalogue_and_its_number_on_every_page(client, station, case):
    found = pages(
        signed_in(client, station.worker).get(reverse("services.case.print", args=[case.public_id]))
    )
    assert len(found) >= 11
    for place, text in enumerate(found, 1):
        assert case.number in text and f"第{place}页/共{len(found)}页" in text
    assert "个案档案" in found[0] and "谢样霞" in found[0]
    catalogue = found[1]
    for title in ("接案登记表", "预估报告", "服务计划书", "过程记录", "结案表"):
        assert title in catalogue
    starts = [place for place, text in enumerate(found, 1) if "结案表" in text and place > 2]
    assert str(starts[0]) in catalogue


def test_the_intake_form_holds_what_the_trade_asks_and_the_client_s_words(client, station, case):
    with door.opened("test"):
        intake = case.casedocuments.get(kind="intake")
    answer = signed_in(client, station.worker).get(
        reverse("services.casedocument.print", args=[intake.public_id])
    )
    text = "".join(pages(answer))
    wanted = "接案登记表 姓名 谢样霞 出生日期 来源 ☑ ☐ 「据实填写」 危机筛查 知情同意 案主签字 监护人签字"
    for said in wanted.split():
        assert said in text, said
    assert "密级" in text and intake.number in text


def test_a_guarded_print_is_written_down_and_marked_across_every_page(client, station, case):
    signed_in(client, station.worker)
    assert readings(case) == 0
    client.get(reverse("services.case.print", args=[case.public_id]))
    assert readings(case) == 0, "an ordinary file is read without a trace of reading"
    with door.opened("test"):
        Case.everything.filter(pk=case.pk).update(confidentiality="L3")
    found = pages(client.get(reverse("services.case.print", args=[case.public_id])))
    assert readings(case) == 1
    assert all(f"L3·{station.worker.person.name}" in text for text in found)
    with door.opened("test"):
        paper, talk = case.casedocuments.first(), case.casecontacts.first()
    client.get(reverse("services.casedocument.print", args=[paper.public_id]))
    client.get(reverse("services.casecontact.print", args=[talk.public_id]))
    assert readings(case) == 3


def test_who_may_not_read_the_file_may_not_print_it(client, station, case):
    with door.opened("test"):
        Case.everything.filter(pk=case.pk).update(confidentiality="L3")
        paper, talk = case.casedocuments.first(), case.casecontacts.first()
    signed_in(client, station.head)
    for name, record in (("case", case), ("casedocument", paper), ("casecontact", talk)):
        answer = client.get(reverse(f"services.{name}.print", args=[record.public_id]))
        assert answer.status_code == 404
    assert readings(case) == 0


def test_a_corrected_record_and_the_former_one_both_lie_in_the_file(station):
    case = station.case()
    with door.opened("test"):
        case = station.led(case, "intervention")
        talk = case.casecontacts.get()
    contacts.correct_contact(
        talk, by=station.worker, reason="漏写", changes={"happened": "更正后的事实"}, now=at(on(22))
    )
    bound = bound_file(case, station.worker, at(on(23)))
    told = [str(paper.form.blocks) for paper in bound.papers]
    assert sum("更正后的事实" in each for each in told) == 1
    assert sum("母女均在家" in each for each in told) == 1


def test_a_long_file_is_bound_in_volumes(station, monkeypatch):
    case = station.case()
    monkeypatch.setattr("banyan.domains.services.queries.case_binder.A_VOLUME", 2)
    with door.opened("test"):
        case = station.led(case, "assessment")
        volumes = [bound_file(case, station.worker, at(on(9)), volume) for volume in (0, 1, 2, 3)]
    assert [volume and len(volume.papers) for volume in volumes] == [None, 2, 1, None]


def test_a_placeholder_of_a_word_template_says_the_answer_in_words(station, case):
    gaps = _of_form("intake")
    assert gaps["source"].value(case) not in ("", "self", "据实填写")
    assert gaps["form_number"].value(case).startswith(case.number)
    assert gaps["form_day"].value(case) == on(1)
    assert _of_form("referral_in")["form_number"].value(case) == ""


def test_the_papers_of_an_activity_are_bound_through_the_reader_s_door(client, station, north):
    activity = make_activity(station.department, state=Activity.State.HELD)
    sheet = make_sheet(activity)
    with door.opened("test"):
        Attendance.everything.create(sheet=sheet, position=1, name="李例", role="resident")
    found = pages(
        signed_in(client, station.worker).get(reverse("services.activity.print", args=[activity.public_id]))
    )
    text = "".join(found)
    assert "活动计划书" in text and "李例" in text and all(activity.number in each for each in found)


def test_every_form_of_the_trade_is_printed_empty_with_room_to_write(client, station):
    signed_in(client, station.worker)
    shelf = client.get(reverse("services.forms")).content.decode()
    for code, form in SHELF.items():
        assert form.code in shelf and str(form.label) in shelf
        made = SHELF[code].made(station.department, station.worker)
        assert made.number == "" and made.grade == ""
    intake = "".join(pages(client.get(reverse("services.forms"), {"code": "fw-ja-01"})))
    assert "接案登记表" in intake and "☑" not in intake and "＿＿＿＿" in intake
    assert client.get(reverse("services.forms"), {"code": "fw-ja-98"}).status_code == 404


def test_a_rare_character_is_printed_and_a_long_text_flows_over_the_pages(client, station):
    case = station.case(client=make_client(station.department, "谢样𠮷"))
    with door.opened("test"):
        paper = station.paper(case, "intake", 1, problem="𠮷" + "家里的事一个人扛不住了。" * 400)
    found = pages(
        signed_in(client, station.worker).get(reverse("services.casedocument.print", args=[paper.public_id]))
    )
    assert len(found) >= 3 and all(paper.number in text for text in found)
    assert "谢样𠮷" in found[0] and "".join(found).count("扛") == 400
