"""Weekly and monthly papers, reports and shared notes, as registers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core import todo
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects import meeting_forms as forms
from banyan.domains.projects.deeds import papers, reports, sharing
from banyan.domains.projects.models import Paper, Post, Report
from banyan.domains.projects.queries import meeting_todo
from banyan.domains.projects.queries.panels import figures_sent

paper_register = register(
    Register(
        model=Paper,
        words=Words(
            _("Weekly and monthly papers"),
            _("Summary of the week or month and the next plan stand here as one paper for each department."),
            _("Begin a paper"),
            "P3.4",
            "file-text",
        ),
        area="projects",
        columns=(
            "number",
            "unit",
            "person",
            "kind",
            "starts_on",
            "due_on",
            "submitted_on",
            "late_days",
            "state",
        ),
        fields=("summary", "problems"),
        filters=("state", "kind", "unit", "project", "starts_on"),
        search=("number", "summary"),
        order="-starts_on",
        create=papers.begin,
        edit=papers.edit,
        editable_in=(Paper.State.DRAFT,),
        deeds=(papers.submit,),
        views=(
            View("weekly", _("Weekly"), "kind=weekly"),
            View("monthly", _("Monthly"), "kind=monthly"),
            View("to-read", _("To be read"), "state=submitted"),
        ),
        form=forms.PaperForm,
    )
)

report_register = register(
    Register(
        model=Report,
        words=Words(
            _("Reports"),
            _(
                "Monthly reports with their indicators and major incidents stand here, with the time they took."
            ),
            _("Begin a report"),
            "R3.2.8",
            "report",
            also=("R9.2.1",),
        ),
        area="projects",
        columns=(
            "number",
            "title",
            "kind",
            "addressee",
            "month",
            "due_at",
            "sent_at",
            Column("delay_in_words", _("from event to report"), "rest"),
            "received_at",
            "state",
        ),  # type: ignore[arg-type]
        fields=("project", "kind", "addressee", "title", "month", "happened_at", "words", "measures"),
        filters=("state", "kind", "addressee", "project"),
        search=("number", "title"),
        order="-number",
        create=reports.begin,
        edit=reports.edit,
        editable_in=(Report.State.DRAFT,),
        deeds=(reports.send, reports.receive),
        panels=(
            Panel("indicators", _("Indicators as sent"), "projects/panels/figures_sent.html", figures_sent),
        ),
        views=(View("incidents", _("Major incidents"), "kind=incident"),),
        form=forms.ReportForm,
    )
)

post_register = register(
    Register(
        model=Post,
        words=Words(
            _("Shared by the team"),
            _("Progress, difficulties and lessons belong here, so that they are solved together."),
            _("Share something"),
            "R9.1.2",
            "messages",
            also=("R3.2.4",),
        ),
        area="projects",
        columns=("number", "title", "kind", "department", "shared_on", "grade", "state"),
        fields=("project", "kind", "grade", "title", "words", "meeting"),
        filters=("state", "kind", "project", "shared_on"),
        search=("number", "title", "words"),
        order="-number",
        create=sharing.share,
        edit=sharing.edit,
        editable_in=(Post.State.OPEN,),
        deeds=(sharing.solve,),
        panels=(
            Panel("answer", _("Answer"), "projects/panels/answer.html", lambda record, by: {"post": record}),
        ),
        views=(View("lessons", _("Lessons learnt"), "kind=lesson"),),
        form=forms.PostForm,
    )
)

todo.provider(meeting_todo.papers_due)
