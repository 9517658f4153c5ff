"""How the house talks: plans, public notices, suggestions, the yearly evaluation."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.communication.deeds import goals, plans, reviews, suggestions
from banyan.domains.communication.models import (
    CommunicationPlan,
    CommunicationReview,
    GoalsSurvey,
    PublicNotice,
    Suggestion,
)
from banyan.domains.communication.queries import panels

communication_plans = register(
    Register(
        model=CommunicationPlan,
        words=Words(
            title=_("communication plans"),
            empty=_("Who talks to whom, by which channel, how often and in which manner; one is in force."),
            clause="R9.1.1",
            icon="messages",
        ),
        area="communication",
        columns=("number", "title", "project", "valid_from", "valid_until", "state"),
        fields=("title", "project"),
        filters=("unit", "state"),
        search=("number", "title"),
        create=plans.draw_up,
        edit=plans.edit,
        editable_in=(CommunicationPlan.State.DRAFT,),
        deeds=(plans.add_line, plans.adopt),
        panels=(Panel("lines", _("Lines of the plan"), "communication/panels/lines.html", panels.lines),),
        views=(View("in_force", _("In force"), "state=in_force"),),
    )
)
public_notices = register(
    Register(
        model=PublicNotice,
        words=Words(
            title=_("public notices"),
            empty=_(
                "What tells users their rights, the services and where to complain: where it hangs, "
                "since when."
            ),
            first_step=_("Enter the first notice and add a photo of it."),
            clause="R9.2.3",
            icon="clipboard-text",
        ),
        area="communication",
        columns=("number", "title", "kind", "place", "posted_on", "removed_on"),
        fields=("title", "kind", "project", "place", "posted_on", "words"),
        filters=("unit", "kind", "posted_on"),
        search=("number", "title", "place"),
        create=plans.post,
        edit=plans.edit_notice,
        deeds=(plans.take_down,),
    )
)
suggestion_box = register(
    Register(
        model=Suggestion,
        words=Words(
            title=_("suggestions"),
            empty=_("What the staff proposes, with or without a name, and the answer it got."),
            clause="R9.1.8",
            icon="bulb",
        ),
        area="communication",
        columns=("number", "title", "about", "given_on", "due_on", "answered_on", "outcome", "state"),
        filters=("unit", "state", "about", "outcome", "given_on"),
        search=("number", "title"),
        deeds=(suggestions.answer, suggestions.support, suggestions.put_to_vote),
        views=(
            View("open", _("To be answered"), "state=open"),
            View("whole", _("About the whole centre"), "about=whole"),
        ),
    )
)
evaluations = register(
    Register(
        model=CommunicationReview,
        words=Words(
            title=_("evaluations of communication"),
            empty=_("Once a year staff and partners say how well we talk; what few said is not shown."),
            clause="R9.3.3",
            icon="chart-dots",
        ),
        area="communication",
        columns=("number", "title", "year", "project", "done_on", "state"),
        fields=("year", "title", "project", "findings", "measures"),
        filters=("unit", "year", "state"),
        search=("number", "title"),
        create=reviews.begin_review,
        edit=reviews.edit,
        editable_in=(CommunicationReview.State.DRAFT,),
        deeds=(reviews.enter_answers, reviews.finish),
        panels=(Panel("answers", _("Answers"), "communication/panels/answers.html", panels.answers),),
    )
)
goals_surveys = register(
    Register(
        model=GoalsSurvey,
        words=Words(
            title=_("surveys on the centre's goals"),
            empty=_(
                "Once a year the whole staff answers three questions; how many were asked and answered stands here."
            ),
            clause="P2.7",
            icon="chart-dots",
        ),
        area="communication",
        columns=("number", "year", "opens_on", "closes_on", "eligible", "answered", "state"),
        filters=("unit", "year", "state"),
        search=("number",),
        deeds=(goals.close,),
    )
)
