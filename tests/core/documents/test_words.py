"""Word templates of an agency: filled from a closed list, and nothing else comes in with them."""

import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from docx import Document

from banyan.core import clock, door
from banyan.core.attachments import deeds as attachments
from banyan.core.documents import deeds, queries, words
from banyan.core.documents.checking import check_template
from banyan.core.documents.models import WordTemplate
from banyan.core.identity.models import Installation
from banyan.foundation.refusal import Refused
from tests.core.approvals.office import NOW
from tests.makers import make_actor
from tests.services.makers import make_activity

pytestmark = pytest.mark.django_db
PLAN, SHEET = words.known("services.activity_plan"), words.known("approvals.countersigning")
DAY = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def the_day(db):
    Installation.objects.create(demo_day=DAY)
    clock.forget()
    yield
    clock.forget()


def docx(*paragraphs, header=""):
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(content, add=None, replace=None):
    """The same file with other parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            for name, (before, after) in (replace or {}).items():
                text = text.replace(before, after) if member.filename == name else text
            new.writestr(member.filename, text)
        for name, text in (add or {}).items():
            new.writestr(name, text)
    return made.getvalue()


def text_of(content):
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


GOOD = docx("{{ number }} {{ title }}", "{{ held_on }}", header="{{ unit }}")


def refused_as(content, sheet=PLAN):
    with pytest.raises(Refused) as refused:
        check_template(content, sheet)
    return refused.value


def test_known_placeholders_in_text_header_and_rows_are_taken():
    check_template(GOOD, PLAN)
    rows = docx("{% for row in signatures %}{{ row.post }} {{ row.name }}{% endfor %}")
    check_template(rows, SHEET)


def test_an_unknown_placeholder_is_named_with_what_is_allowed():
    refused = refused_as(docx("{{ salary }}"))
    assert refused.code == "template_unknown_placeholder"
    assert "salary" in str(refused)
    assert "held_on" in str(refused)
    assert refused_as(docx("ok", header="{{ salary }}")).code == "template_unknown_placeholder"


@pytest.mark.parametrize(
    "text",
    [
        '{{ cycler.__init__.__globals__.os.popen("id").read() }}',
        "{{ title.__class__ }}",
        "{{ title.upper() }}",
        "{{ title|length }}",
        "{{ 7 * 7 }}",
        "{{ title[0] }}",
        "{% set x = title %}",
        "{% include 'x' %}",
        "{% if title %}x{% endif %}",
        "{% macro m() %}{% endmacro %}",
        "{% for x in title %}{{ x }}{% endfor %}",
        "{% for x in range(9) %}x{% endfor %}",
        "{{ self._TemplateReference__context }}",
    ],
)
def test_a_template_computes_and_calls_nothing(text):
    assert refused_as(docx(text)).code.startswith("template_")


def test_a_column_that_rows_do_not_have_is_refused():
    text = "{% for row in signatures %}{{ row.salary }}{% endfor %}"
    assert refused_as(docx(text), SHEET).code == "template_unknown_placeholder"


def test_what_slips_through_still_runs_in_a_sandbox():
    with pytest.raises(Refused):
        words.fill(docx('{{ cycler.__init__.__globals__.os.popen("id").read() }}'), {"title": "x"})
    with pytest.raises(Refused):
        words.fill(docx("{{ title.__class__.__mro__ }}"), {"title": "x"})


def test_macros_links_bombs_and_foreign_files_are_refused():
    assert refused_as(changed(GOOD, {"word/vbaProject.bin": b"x"})).code == "template_macros"
    assert refused_as(changed(GOOD, {"word/embeddings/oleObject1.bin": b"x"})).code == "template_macros"
    link = b'<Relationships><Relationship Id="r" Target="https://x.example/" TargetMode="External"/></Relationships>'
    assert refused_as(changed(GOOD, {"word/_rels/other.xml.rels": link})).code == "template_external"
    assert refused_as(changed(GOOD, {"word/big.xml": b"0" * (8 << 20)})).code == "template_too_large"
    entity = {"word/document.xml": (b"<w:document", b'<!DOCTYPE x [<!ENTITY e "x">]><w:document')}
    assert refused_as(changed(GOOD, replace=entity)).code == "template_macros"
    assert refused_as(b"PK\x03\x04 nothing").code == "template_damaged"
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused_as(other.getvalue()).code == "template_kind"


def test_placeholders_in_properties_are_refused():
    document = Document(io.BytesIO(GOOD))
    document.core_properties.title = "{{ title }}"
    made = io.BytesIO()
    document.save(made)
    assert refused_as(made.getvalue()).code == "template_place"


def keeper(unit):
    return make_actor(unit, "documents.*", "attachments.*", "services.activity.view", "identity.unit.view")


def keep(by, unit, content=GOOD, valid_from=DAY, kind=PLAN.kind):
    template = WordTemplate(unit=unit, kind=kind, name="计划表", valid_from=valid_from)
    kept = deeds.add_template(template, by=by, now=NOW)
    attachments.attach(kept, "t.docx", content, by=by, now=NOW)
    return kept


def test_a_file_is_checked_when_it_is_hung_on_a_template(north):
    by = keeper(north)
    with pytest.raises(Refused):
        keep(by, north, docx("{{ salary }}"))


def test_the_newest_template_of_the_nearest_unit_is_in_force(agency, north):
    by = keeper(agency)
    keep(by, agency, docx("agency {{ number }}"))
    activity = make_activity(north)
    assert text_of(queries.written(PLAN, activity, DAY)) == f"agency {activity.number}"
    keep(by, north, docx("station {{ number }}"), valid_from=date(2025, 6, 1))
    keep(by, north, docx("later {{ number }}"), valid_from=date(2026, 1, 1))
    assert text_of(queries.written(PLAN, activity, DAY)) == f"station {activity.number}"


def test_words_of_a_record_are_never_read_as_template_or_markup(north):
    by = keeper(north)
    keep(by, north, docx("{{ title }}"))
    activity = make_activity(north, title="{{ number }} <b>&amp;</b>")
    assert text_of(queries.written(PLAN, activity, DAY)) == "{{ number }} <b>&amp;</b>"


def test_the_document_is_downloaded_by_who_sees_the_record(north, south):
    by = keeper(north)
    activity = make_activity(north)
    client = Client()
    client.force_login(by.user)
    url = f"/word/{PLAN.kind}/{activity.public_id}/"
    assert client.get(url).status_code == 409
    kept = keep(by, north)
    page = client.get(f"/documents/wordtemplate/{kept.public_id}/").content.decode()
    assert "活动计划</dd>" in page and "还没有附上 .docx" not in page
    answer = client.get(url)
    assert activity.number in text_of(answer.content)
    assert answer["Content-Disposition"] == f'attachment; filename="{activity.number.lower()}.docx"'
    stranger = Client()
    stranger.force_login(keeper(south).user)
    assert stranger.get(url).status_code == 404
    assert client.get(f"/word/unknown/{activity.public_id}/").status_code == 404


def test_the_kind_of_a_template_stays(north):
    by = keeper(north)
    kept = keep(by, north)
    with door.opened("test"), pytest.raises(Refused):
        deeds.edit_template(kept, by=by, now=NOW, kind=SHEET.kind)
