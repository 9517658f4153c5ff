"""What an audit of money found is put right: on the list, done with a file, verified by somebody else (R5.4.4)."""

from datetime import date

import pytest

from banyan.core import door
from banyan.core.attachments.models import Attachment
from banyan.domains.finance.models import Audit, AuditFinding
from banyan.domains.quality.deeds import rectifications as deeds
from banyan.domains.quality.models import Rectification, SourceKind
from banyan.domains.quality.public import open_rectification
from banyan.foundation.refusal import Refused
from tests.controls import faults, verdict
from tests.projects.makers import make_project
from tests.quality.makers import NOW, OPERATOR, at, member, prove

pytestmark = [pytest.mark.django_db, pytest.mark.clause("R5.4.4")]


@pytest.fixture
def found(north):
    return find(make_project(north), date(2025, 9, 20))


def find(project, found_on):
    """An audit of the project, and what it found on a day."""
    north = project.unit
    days = {"starts_on": date(2025, 9, 1), "ends_on": date(2025, 9, 30)}
    with door.opened("test"):
        audit = Audit(unit=north, project=project, auditor="内审小组", number="SJ-1", **days,
                      covers_from=date(2025, 4, 1), covers_to=date(2025, 8, 31))  # fmt: skip
        audit.save()
        finding = AuditFinding(
            unit=north,
            audit=audit,
            number="SJF-1",
            found_on=found_on,
            words="三张报销单后面没有发票",
        )
        finding.save()
    return project, finding


def on_the_list(project, finding, owner):
    made = open_rectification(
        finding, SourceKind.AUDIT, unit=finding.unit, finding=finding.words, by=OPERATOR, now=NOW,
        scope=project.public_id, clause="R5.3.2",
    )  # fmt: skip
    made = deeds.analyse(made, by=OPERATOR, now=NOW, cause="报销时没有核对附件")
    return deeds.plan(
        made, by=OPERATOR, now=NOW, measure="补交发票", owner=owner.person, due_on=date(2025, 10, 31)
    )


def change(model, **said):
    with door.opened("test"):
        model.everything.update(**said)


def test_a_finding_is_closed_with_evidence_by_somebody_who_does_not_own_it(found, north, south):
    project, finding = found
    other = make_project(south)
    assert verdict("R5.4.4", project) == "breached" and faults("R5.4.4", project) == ["SJF-1"]
    owner, looker = member(north, "样甲"), member(north, "样乙")
    mending = on_the_list(project, finding, owner)
    assert verdict("R5.4.4", project, today=date(2025, 10, 31)) == "met", "under way, not late"
    assert verdict("R5.4.4", project) == "breached", "late"
    prove(mending, owner)
    mending = deeds.report_done(mending, by=owner, now=at(date(2025, 10, 20)), outcome="发票已补")
    with pytest.raises(Refused):
        deeds.confirm(mending, by=owner, now=at(date(2025, 10, 21)), effect="抽查三张报销单，发票都已补齐")
    deeds.confirm(mending, by=looker, now=at(date(2025, 10, 21)), effect="抽查三张报销单，发票都已补齐")
    assert (verdict("R5.4.4", project), verdict("R5.4.4", other)) == ("met", "not_applicable")
    change(Rectification, done_by=looker.person)
    assert verdict("R5.4.4", project) == "breached"
    change(Rectification, done_by=owner.person)
    assert verdict("R5.4.4", project) == "met"
    change(Attachment, removed_at=NOW)
    assert verdict("R5.4.4", project) == "breached", "nothing proves it"


@pytest.mark.parametrize(
    ("found_on", "result"),
    [
        (date(2026, 1, 1), "not_applicable"),
        (date(2025, 12, 27), "not_applicable"),  # five days to put it on the list
        (date(2025, 12, 25), "breached"),
    ],
)
def test_a_finding_of_another_time_or_struck_from_the_list_says_what_it_is(north, found_on, result):
    project, _finding = find(make_project(north), found_on)
    assert verdict("R5.4.4", project) == result
