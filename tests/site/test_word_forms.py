"""Minutes, papers, risk tables and inspection sheets in Word say what their A4 forms say."""

import io
from datetime import date

import pytest
from docx import Document

from banyan.core import door
from banyan.core.documents import words
from banyan.core.documents.checking import check_template
from banyan.domains.projects.deeds import risks
from banyan.domains.projects.models import Risk, RiskTable
from banyan.domains.projects.queries.meeting_page import sections_of
from banyan.domains.quality.deeds import inspections
from banyan.domains.quality.models import Inspection
from tests.makers import make_actor
from tests.projects.makers import SYSTEM, make_project
from tests.projects.meeting_makers import WEDNESDAY, at, confirmed, handed_in, make_team
from tests.quality.makers import at as quality_at
from tests.quality.makers import member

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 10, 20)


def template(sheet):
    """A template with every placeholder and every column that a document knows."""
    document = Document()
    for name, gap in sheet.placeholders.items():
        if isinstance(gap, words.Rows):
            columns = "｜".join(f"{{{{ row.{column} }}}}" for column in gap.columns)
            document.add_paragraph(f"{{% for row in {name} %}}[{columns}]{{% endfor %}}")
        else:
            document.add_paragraph(f"{name}={{{{ {name} }}}}")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def written(kind, record):
    """The lines of a record's document, made from a template that passed the check."""
    sheet = words.known(kind)
    content = template(sheet)
    check_template(content, sheet)
    with door.opened("test"):
        filled = words.fill(content, sheet.filled(record))
    return [paragraph.text for paragraph in Document(io.BytesIO(filled)).paragraphs]


@pytest.mark.clause("R9.1.6")
def test_minutes_and_a_paper_are_written_in_word(north):
    team = make_team(north)
    meeting, paper = confirmed(team, on=date(2025, 10, 15)), handed_in(team, MONDAY)
    lines = written("projects.minutes", meeting)
    assert f"number={meeting.number}" in lines and f"confirmed_by={team.lead.person.name}" in lines
    told = "\n".join(lines)
    assert meeting.agenda in told and team.worker.person.name in told
    assert all(text in told for text in [each.text for each in sections_of(meeting)])
    told = "\n".join(written("projects.paper", paper))
    assert f"number={paper.number}" in told and paper.summary in told
    assert f"handed_in={paper.submitted_on.isoformat()}" in told and f"author={team.head.person.name}" in told


@pytest.mark.clause("R3.2.9")
def test_a_risk_table_is_written_in_word_for_who_reads_risks(north):
    team = make_team(north)
    of_it = {"project": team.project, "unit": team.project.unit}
    risk = Risk(
        **of_it, category="policy", title="购买标准调整", likelihood=3, impact=4, response="每月问询",
        owner=team.lead.person,
    )  # fmt: skip
    risk = risks.identify(risk, by=SYSTEM, now=at(WEDNESDAY))
    made = RiskTable(**of_it, as_of=WEDNESDAY, view="总体平稳")
    table = risks.draw_up(made, by=SYSTEM, now=at(WEDNESDAY))
    told = "\n".join(written("projects.risk_table", table))
    assert "view=总体平稳" in told and f"[3｜｜｜｜{risk.number}｜]" in told
    assert f"[{risk.number}｜购买标准调整｜3 × 4 = 12｜每月问询｜" in told
    sheet = words.known("projects.risk_table")
    assert sheet.is_for(table, make_actor(north, "projects.risktable.view", "projects.risk.view"))
    assert not sheet.is_for(table, make_actor(north, "projects.risktable.view"))


@pytest.mark.clause("R10.1.1")
def test_an_inspection_sheet_is_written_in_word(agency, north):
    project = make_project(north)
    made = Inspection(unit=agency, year=2025, half=1)
    inspector = member(agency, "壬检查")
    with door.opened("test"):
        sheet = inspections.begin(made, by=inspector, now=quality_at(date(2025, 8, 20)))
        breached = sheet.lines.filter(own="breached").first()
        many = sheet.lines.filter(own="breached").count()
    lines = written("quality.inspection_sheet", sheet)
    assert {f"number={sheet.number}", "projects=1", f"breached={many}", "inspector="} <= set(lines)
    assert f"[{breached.clause}｜" in "\n".join(lines) and project.name in "\n".join(lines)
    assert not words.known("quality.inspection_sheet").is_for(
        sheet, make_actor(agency, "quality.inspection.view")
    )
