"""What the cycle of money proves: a good record is met, one changed flips it, another project changes nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from banyan.core import door
from banyan.domains.finance.deeds import audits, changes, half_reports, periods
from banyan.domains.finance.models import (
    Audit,
    AuditFinding,
    AuditRequest,
    AuditSample,
    Budget,
    ExecutionAnalysis,
    FundingProposal,
    HalfReport,
    MonthlyBudget,
    MonthlyForm,
    UnplannedNeed,
    VarianceNote,
    Voucher,
)
from banyan.domains.finance.rules.audits import audit_missing, draw
from banyan.foundation.refusal import Refused
from banyan.site.roles import ROLES
from tests.controls import faults, verdict
from tests.finance.makers import (
    SYSTEM,
    bring_budget,
    bring_vouchers,
    budget_rows,
    in_force,
    release_month,
    unguarded,
    voucher_rows,
)
from tests.makers import make_grant, make_user
from tests.projects.makers import make_project

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 12, 31, 1, tzinfo=UTC)
DECEMBER = "2025-12"


@pytest.fixture
def project(north):
    made = make_project(north)
    in_force(made)
    return made


def change(model, **said):
    with door.opened("test"):
        model.everything.update(**said)


def flips(clause, project, other, model, period="2025-Q4", to="attention", **said):
    """Met; then one record changed; the other project stays as it was."""
    before = verdict(clause, other, period)
    assert verdict(clause, project, period) == "met"
    change(model, **said)
    assert verdict(clause, project, period) == to
    assert verdict(clause, other, period) == before


@pytest.mark.clause("R5.2.1")
def test_a_budget_in_effect_before_the_year_is_met_and_later_is_watched(project, south):
    unguarded("finance_budget")
    change(Budget, effective_on=date(2025, 4, 1))
    flips("R5.2.1", project, make_project(south), Budget, effective_on=date(2025, 4, 2))
    assert verdict("R5.2.1", make_project(south)) == "breached"


@pytest.mark.clause("P4.2")
def test_a_month_released_in_time_is_met_late_is_watched_and_none_is_a_breach(project, south):
    other = make_project(south)
    assert verdict("P4.2", project, DECEMBER) == "breached"
    release_month(project, date(2025, 12, 1), {"E1": "400"}, now=datetime(2025, 11, 20, 1, tzinfo=UTC))
    flips("P4.2", project, other, MonthlyBudget, DECEMBER, released_on=date(2025, 12, 2))
    change(MonthlyBudget, released_on=date(2025, 12, 1))
    flips("P4.2", project, other, MonthlyForm, DECEMBER, late_days=1)
    change(MonthlyForm, late_days=0)
    unguarded("finance_monthlybudget")
    flips("P4.2", project, other, MonthlyBudget, DECEMBER, "breached", total=401)
    assert verdict("P4.2", project, "2025-Q4") == "breached", "October and November have nothing"


@pytest.mark.clause("R5.2.3")
def test_a_quarter_that_is_over_has_its_analysis(project, south):
    assert verdict("R5.2.3", project, "2025-Q3") == "breached"
    note = ExecutionAnalysis(project=project, unit=project.unit, quarter="2025-Q3", words="进度偏慢")
    periods.analyse(note, by=SYSTEM, now=NOW)
    unguarded("finance_executionanalysis")
    flips("R5.2.3", project, make_project(south), ExecutionAnalysis, "2025-Q3", "breached", quarter="2025-Q2")
    assert verdict("R5.2.3", project, "2025-Q4") == "not_applicable", "the quarter ends today"


def explain(project, item):
    note = VarianceNote(
        project=project, unit=project.unit, month=date(2025, 12, 1), item=item, cause="timing", words="推迟",
        action="补办",
    )  # fmt: skip
    periods.explain(note, by=SYSTEM, now=NOW)


@pytest.mark.clause("R5.2.4")
def test_a_large_deviation_has_cause_and_measure(project, south):
    bring_vouchers(project, voucher_rows("记-1", debit="300"))
    assert verdict("R5.2.4", project) == "attention"
    explain(project, "E1")
    assert verdict("R5.2.4", project) == "met"
    bring_vouchers(project, voucher_rows("记-2", debit="5", item="X9", invoice_number="2"))
    assert verdict("R5.2.4", project) == "attention", "spent without a budget wants its cause, however little"
    explain(project, "X9")
    unguarded("finance_variancenote")
    flips("R5.2.4", project, make_project(south), VarianceNote, month=date(2025, 9, 1))


@pytest.mark.clause("P4.3")
def test_the_report_of_a_half_comes_in_time(project, south):
    assert verdict("P4.3", project) == "breached"
    report = half_reports.begin(
        HalfReport(
            project=project, unit=project.unit, starts_on=date(2025, 5, 1), notes="说明", outlook="结余"
        ),
        by=SYSTEM,
        now=NOW,
    )
    half_reports.submit(report, by=SYSTEM, now=datetime(2025, 10, 15, 1, tzinfo=UTC))
    flips("P4.3", project, make_project(south), HalfReport, submitted_on=date(2025, 10, 16))
    assert verdict("P4.3", project, "2025-Q3") == "not_applicable"


@pytest.mark.clause("P4.6", "P4.7", "P4.8")
def test_sources_are_known_others_asked_and_needs_decided(project, south):
    other = make_project(south)
    assert (verdict("P4.6", project), verdict("P4.6", other)) == ("met", "breached")
    bring_budget(other, budget_rows({"amount": "0"}))
    assert verdict("P4.6", other) == "breached"
    assert verdict("P4.7", project) == "breached"
    asked = FundingProposal(
        project=project,
        unit=project.unit,
        funder="某基金会",
        title="长者",
        asked=Decimal(9),
        sent_on=date(2025, 10, 9),
    )
    changes.send_proposal(asked, by=SYSTEM, now=NOW)
    flips("P4.7", project, other, FundingProposal, "2025-Q4", "breached", sent_on=date(2025, 9, 30))
    need = UnplannedNeed(
        project=project,
        unit=project.unit,
        raised_on=date(2025, 12, 20),
        need="受灾",
        group="长者",
        amount=Decimal(9),
    )
    changes.raise_need(need, by=SYSTEM, now=NOW)
    flips("P4.8", project, other, UnplannedNeed, "2025-Q4", "breached", raised_on=date(2025, 12, 1))
    change(UnplannedNeed, decided_on=date(2025, 12, 30))
    assert verdict("P4.8", project) == "attention"


def audited(project, **said):
    wanted = {
        "kind": "internal", "auditor": "内审小组", "starts_on": date(2025, 12, 31), "ends_on": date(2025, 12, 31),
        "covers_from": date(2025, 4, 1), "covers_to": date(2025, 12, 30), "seed": 7, "size": 2,
        "covers_budget": True, "covers_claims": True,
    } | said  # fmt: skip
    kept = audits.plan(Audit(project=project, unit=project.unit, **wanted), by=SYSTEM, now=NOW)
    return audits.start(kept, by=SYSTEM, now=NOW)


THAT_ENDS = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
OPINIONS = {"compliance": "合规", "reasonableness": "合理", "benefit": "有效"}


@pytest.mark.clause("R5.4.1", "R5.4.2", "R5.4.3", "P4.5")
def test_an_audit_ends_with_three_opinions_when_every_request_is_answered(north, south):
    project, other = (make_project(unit, contract=THAT_ENDS) for unit in (north, south))
    in_force(project)
    bring_vouchers(project, *(voucher_rows(f"记-{n}", invoice_number=str(n)) for n in range(1, 6)))
    kept = audited(project)
    with door.opened("test"):
        drawn = list(AuditSample.everything.order_by("position").values_list("voucher__number", flat=True))
    assert drawn == draw([f"记-{n}" for n in range(5, 0, -1)], 7, 2) and len(drawn) == 2
    asked = AuditRequest(
        audit=kept, unit=project.unit, what="银行对账单", asked_on=NOW.date(), due_on=NOW.date()
    )
    asked = audits.ask(asked, by=SYSTEM, now=NOW)
    with pytest.raises(Refused):
        audits.close(kept, by=SYSTEM, now=NOW, **OPINIONS)
    audits.deliver(asked, by=SYSTEM, now=NOW, answer="已交")
    with pytest.raises(Refused):
        audits.close(kept, by=SYSTEM, now=NOW, **OPINIONS | {"benefit": " "})
    assert verdict("R5.4.1", project) == verdict("R5.4.2", project) == "breached"
    audits.close(kept, by=SYSTEM, now=NOW, **OPINIONS)
    assert audits.note_finding(
        AuditFinding(audit=kept, unit=project.unit, found_on=NOW.date(), words="发票缺失"), by=SYSTEM, now=NOW
    ).number
    unguarded("finance_auditrequest")
    unguarded("finance_audit")
    flips("R5.4.3", project, other, AuditRequest, delivered_on=date(2026, 1, 1))
    flips("R5.4.2", project, other, Audit, covers_claims=False)
    assert verdict("P4.5", project) == "breached"
    flips("R5.4.1", project, other, Audit, "2025-Q4", "breached", kind="project")
    assert verdict("P4.5", project) == "met" and verdict("P4.5", other) == "breached"
    assert faults("R5.4.1", other) == [""]


@pytest.mark.clause("R5.4.1", "R5.4.2", "P4.5")
def test_no_audit_is_asked_of_a_year_that_runs_until_its_last_weeks(project):
    """The year of this project ends in March."""
    march = date(2026, 3, 31)
    assert [audit_missing(march, day, 60) for day in (date(2026, 1, 30), date(2026, 1, 31), march)] == [
        "",
        "attention",
        "breach",
    ]
    for clause in ("R5.4.1", "R5.4.2", "P4.5"):
        assert verdict(clause, project) == "not_applicable"
        assert verdict(clause, project, "2026-Q1", date(2026, 2, 28)) == "attention"
        assert verdict(clause, project, "2026-Q1", date(2026, 4, 15)) == "breached"


@pytest.mark.clause("R5.4.3")
def test_an_auditor_sees_the_drawn_vouchers_within_the_days_and_no_others(project, north, monkeypatch):
    from banyan.core import clock
    from banyan.core.identity.actor import actor_for
    from banyan.core.identity.models import User

    bring_vouchers(project, *(voucher_rows(f"记-{n}", invoice_number=str(n)) for n in range(1, 6)))
    user = make_user(north)
    make_grant(user, north, "finance.voucher.view", "finance.voucherline.view", role="auditor")
    audited(project, account=user)
    seen = []
    for day in (date(2025, 12, 31), date(2026, 1, 1)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        actor = actor_for(User.objects.select_related("person").get(pk=user.pk), day)
        seen.append(sorted(Voucher.objects.visible_to(actor).values_list("number", flat=True)))
    assert seen == [sorted(draw([f"记-{n}" for n in range(1, 6)], 7, 2)), []]


@pytest.mark.clause("R5.4.3")
def test_sums_over_drawn_vouchers_are_not_shown_to_an_auditor_as_if_they_were_the_books(project, north):
    user, client = make_user(north), Client()
    make_grant(user, north, *next(given for code, _n, given in ROLES if code == "auditor"), role="auditor")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name in ("finance.execution", "finance.funds", "finance.statements"):
        assert client.get(reverse(name)).status_code == 403, name
    bring_vouchers(project)
    audit = audited(project, account=user)
    page = client.get(reverse("finance.audit.panel", args=[audit.public_id, "sample"])).content.decode()
    assert "300.00" in page and f"{reverse('finance.auditfinding.new')}?audit={audit.public_id}" in page
    asked = client.get(f"{reverse('finance.auditrequest.new')}?audit={audit.public_id}").content.decode()
    assert f'<option value="{audit.public_id}" selected' in asked
