"""Reports of breaches, rewards and sanctions, appraisals of teams, the quality work of years, relief."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.quality.deeds import conduct as deeds
from banyan.domains.quality.deeds import reports as report_deeds
from banyan.domains.quality.models import BreachReport, ConductDecision, QualityYear, Relief, TeamAppraisal
from banyan.domains.quality.queries.reports import file_of

reports = register(
    Register(
        model=BreachReport,
        words=Words(
            title=_("reports of breaches"),
            empty=_(
                "Only the readers of a report see it here; whom it names never does. Each opening is written down."
            ),
            clause="R10.1.2",
            icon="lock",
        ),
        area="quality",
        columns=("number", "clause", "received_on", "outcome", "closed_on", "state"),
        filters=("unit", "state", "outcome", "received_on"),
        search=("number",),
        deeds=(report_deeds.inquire, report_deeds.close_report, report_deeds.look_after),
        panels=(Panel("file", _("Readers and protection"), "quality/panels/report.html", file_of),),
    )
)
decisions = register(
    Register(
        model=ConductDecision,
        words=Words(
            title=_("rewards and sanctions"),
            empty=_("Graded, with facts and evidence, the person heard, doer and manager both considered, by a resolution."),
            first_step=_("Propose a reward or a sanction."),
            clause="R10.1.3",
            icon="award",
        ),
        area="quality",
        columns=("number", "grade", "kind", "person", "decided_on", "appeal_until", "outcome", "state"),
        fields=(
            "unit", "kind", "person", "grade", "facts", "clause", "appraisal", "manager", "manager_words",
        ),
        filters=("unit", "kind", "state", "decided_on"),
        search=("number", "grade"),
        create=deeds.propose,
        edit=deeds.edit_decision,
        editable_in=(ConductDecision.State.DRAFT,),
        deeds=(deeds.decide, deeds.hear, deeds.appeal_against, deeds.answer_appeal, deeds.make_final),
        views=(View("draft", _("Draft"), "state=draft"), View("appealed", _("Appealed against"), "state=appealed")),
    )
)  # fmt: skip
appraisals = register(
    Register(
        model=TeamAppraisal,
        words=Words(
            title=_("appraisals of teams"),
            empty=_(
                "How a team did, apart from persons; reward and sanction follow from it by a resolution."
            ),
            first_step=_("Appraise the first team."),
            clause="R2.2.4",
            icon="users-group",
        ),
        area="quality",
        columns=("number", "project", "starts_on", "ends_on", "rating", "resolution", "decided_on", "state"),
        fields=("unit", "project", "starts_on", "ends_on", "rating", "strengths", "improvements"),
        filters=("unit", "project", "rating", "state"),
        search=("number", "resolution"),
        create=deeds.appraise,
        edit=deeds.edit_appraisal,
        editable_in=(TeamAppraisal.State.DRAFT,),
        deeds=(deeds.decide_appraisal,),
    )
)
years = register(
    Register(
        model=QualityYear,
        words=Words(
            title=_("quality work of years"),
            empty=_("Once a year the quality work is summed up and people are commended for it."),
            first_step=_("Sum the last year up."),
            clause="R4.4.4",
            icon="report-analytics",
        ),
        area="quality",
        columns=("number", "year", "opened", "effective", "ineffective", "again", "decided_on", "state"),
        fields=("unit", "year", "learnt", "commended"),
        filters=("unit", "year", "state"),
        search=("number",),
        create=deeds.sum_up,
        edit=deeds.edit_summary,
        editable_in=(QualityYear.State.DRAFT,),
        deeds=(deeds.adopt_summary,),
    )
)
reliefs = register(
    Register(
        model=Relief,
        words=Words(
            title=_("measures of relief"),
            empty=_("What takes weight off the team, with a figure before and after: without it nobody knows what it brought."),
            first_step=_("Begin a measure with the figure before it."),
            clause="P2.5",
            icon="lifebuoy",
        ),
        area="quality",
        columns=(
            "number", "title", "kind", "project", "measured", "before_value", "after_value", "ends_on", "state",
        ),
        fields=(
            "unit", "project", "kind", "title", "starts_on", "ends_on", "measured", "before_value", "before_on",
        ),
        filters=("unit", "project", "kind", "state"),
        search=("number", "title"),
        create=deeds.begin_relief,
        deeds=(deeds.assess_relief,),
    )
)  # fmt: skip
