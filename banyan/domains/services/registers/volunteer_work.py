"""How rules, posts, trainings, reviews, certificates and years of volunteering are shown; and surveys that count."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.declaration import Panel, Register, View, Words, register
from banyan.domains.projects import public as projects
from banyan.domains.services.deeds import evidences, surveys, volunteer_counting
from banyan.domains.services.deeds import volunteer_work as deeds
from banyan.domains.services.models import (
    CoursePlace,
    PostHolding,
    RulesAcceptance,
    SurveyReport,
    Volunteer,
    VolunteerCertificate,
    VolunteerCourse,
    VolunteerPost,
    VolunteerReview,
    VolunteerRules,
    VolunteerYear,
)
from banyan.domains.services.queries import volunteer_room as asked
from banyan.domains.services.volunteer_work_forms import (
    CertificateForm,
    CourseForm,
    PostForm,
    ReviewForm,
    RulesForm,
    SurveyForm,
    YearForm,
)

rules = register(
    Register(
        model=VolunteerRules,
        words=Words(
            title=_("rules of volunteering"),
            empty=_("Rights and duties, conduct and appraisal; every volunteer accepts them."),
            clause="R7.3.1",
            icon="license",
        ),
        area="services",
        columns=("number", "title", "since", "state"),
        fields=("title", "since", "rights", "conduct", "appraisal"),
        filters=("unit", "state"),
        search=("number", "title"),
        order="-number",
        create=deeds.enact,
        deeds=(deeds.accept_rules,),
        form=RulesForm,
        panels=(Panel("accepted", _("Who accepted"), "services/panels/rules.html", asked.rules_panel),),
    )
)
acceptances = register(
    Register(
        model=RulesAcceptance,
        words=Words(
            title=_("rules accepted by volunteers"),
            empty=_("Who accepted which rules, and on which day."),
            clause="R7.3.1",
            icon="signature",
        ),
        area="services",
        columns=("volunteer", "rules", "accepted_on"),
        fields=("volunteer", "rules", "accepted_on"),
        filters=("volunteer", "rules", "accepted_on"),
        search=("volunteer__number",),
        order="-public_id",
    )
)
posts = register(
    Register(
        model=VolunteerPost,
        words=Words(
            title=_("posts of volunteers"),
            empty=_("What volunteers do, and which posts ask for training of their own."),
            clause="R7.2.3",
            icon="user-cog",
        ),
        area="services",
        columns=("number", "title", "does", "needs_training", "state"),
        fields=("title", "does", "needs_training"),
        filters=("unit", "state", "needs_training"),
        search=("number", "title"),
        order="-number",
        create=deeds.describe,
        edit=deeds.edit_post,
        editable_in=(VolunteerPost.State.OPEN,),
        deeds=(deeds.fill, deeds.close_post),
        form=PostForm,
        panels=(Panel("filled", _("Who fills it"), "services/panels/post.html", asked.post_panel),),
    )
)
holdings = register(
    Register(
        model=PostHolding,
        words=Words(
            title=_("volunteers in posts"),
            empty=_("Who fills which post, from when to when."),
            clause="R7.2.3",
            icon="user-check",
        ),
        area="services",
        columns=("volunteer", "post", "since", "until", "state"),
        fields=("volunteer", "post", "since"),
        filters=("volunteer", "post", "state"),
        search=("volunteer__number",),
        order="-public_id",
        deeds=(deeds.give_up,),
    )
)
courses = register(
    Register(
        model=VolunteerCourse,
        words=Words(
            title=_("trainings and exchanges of volunteers"),
            empty=_("Theory, practice, shared cases; once a quarter all meet to exchange."),
            clause="R7.2.2",
            icon="school",
        ),
        area="services",
        columns=("number", "held_on", "kind", "form", "topic", "post", "came"),
        fields=("kind", "form", "post", "held_on", "minutes", "led_by", "topic", "said"),
        filters=("unit", "kind", "form", "post", "held_on"),
        search=("number", "topic"),
        order="-number",
        create=deeds.hold,
        deeds=(deeds.attend,),
        form=CourseForm,
        panels=(Panel("came", _("Who came"), "services/panels/course.html", asked.course_panel),),
    )
)
places = register(
    Register(
        model=CoursePlace,
        words=Words(
            title=_("volunteers at trainings"),
            empty=_("Who was at which training or exchange."),
            clause="R7.2.2",
            icon="list-check",
        ),
        area="services",
        columns=("volunteer", "course"),
        fields=("volunteer", "course"),
        filters=("volunteer", "course"),
        search=("volunteer__number",),
        order="-public_id",
    )
)
reviews = register(
    Register(
        model=VolunteerReview,
        words=Words(
            title=_("reviews of volunteers"),
            empty=_("Attitude, ability and reliability, talked over once a year with each who serves."),
            clause="R7.3.2",
            icon="message-star",
        ),
        area="services",
        columns=("volunteer", "held_on", "attitude", "ability", "reliance", "reviewer"),
        fields=("volunteer", "held_on", "attitude", "ability", "reliance", "words", "agreed", "reviewer"),
        filters=("volunteer", "held_on"),
        search=("volunteer__number",),
        order="-public_id",
        create=deeds.review,
        form=ReviewForm,
    )
)
certificates = register(
    Register(
        model=VolunteerCertificate,
        words=Words(
            title=_("certificates of volunteering"),
            empty=_("Approved hours up to a day, printed with a code that anybody can check."),
            clause="R7.4.2",
            icon="certificate",
        ),
        area="services",
        columns=("number", "volunteer", "until", "hours", "issued_on", "state"),
        fields=("volunteer", "until", "purpose", "hours", "times", "issued_on", "code", "void_because"),
        filters=("unit", "state", "volunteer", "issued_on"),
        search=("number", "code"),
        order="-number",
        create=deeds.issue,
        deeds=(deeds.withdraw,),
        form=CertificateForm,
        panels=(Panel("paper", _("The paper"), "services/panels/certificate.html", asked.certificate_panel),),
    )
)
years = register(
    Register(
        model=VolunteerYear,
        words=Words(
            title=_("years of volunteering"),
            empty=_("The figures of a year from the records, and what is learnt from them."),
            clause="R7.4.4",
            icon="report",
        ),
        area="services",
        columns=("number", "project", "starts_on", "ends_on", "people", "hours", "state"),
        fields=(
            "project", "starts_on", "ends_on", "people", "hours", "joined", "left", "worked", "lacked", "lesson", "next_steps",
            "author",
        ),
        filters=("unit", "project", "state"),
        search=("number",),
        order="-number",
        create=deeds.begin_year,
        edit=deeds.edit_year,
        editable_in=(VolunteerYear.State.DRAFT,),
        deeds=(deeds.hand_in_year, deeds.accept_year, deeds.send_year_back),
        form=YearForm,
    )
)  # fmt: skip
survey_reports = register(
    Register(
        model=SurveyReport,
        words=Words(
            title=_("surveys that count"),
            empty=_("Surveys with report and answers attached; somebody else attests how many forms hold."),
            first_step=_("Report the first survey."),
            clause="R3.1.1",
            icon="clipboard-data",
        ),
        area="services",
        columns=("number", "title", "finished_on", "handed_out", "returned", "valid", "attested_by", "state"),
        fields=(
            "project", "title", "asked_about", "method", "starts_on", "finished_on", "handed_out", "returned", "valid",
            "conclusion", "author", "attested_by", "attested_at",
        ),
        filters=("unit", "project", "state", "finished_on"),
        search=("number", "title"),
        order="-number",
        create=surveys.report,
        edit=surveys.edit,
        editable_in=(SurveyReport.State.DRAFT,),
        deeds=(surveys.hand_in, surveys.attest, surveys.send_back),
        views=(View("handed", pgettext_lazy("survey report", "To attest"), "state=handed"),),
        form=SurveyForm,
        panels=(Panel("worth", _("What it is worth"), "services/panels/counted.html", asked.survey_panel),),
    )
)  # fmt: skip
projects.hands_in(projects.Kind.VOLUNTEER, projects.Kind.SURVEY)
evidences.source(Volunteer, volunteer_counting.evidences_of, "project", "unit")
evidences.source(SurveyReport, surveys.evidences_of, "project", "unit")
