"""Questions and answers, local rules, attestations, reviews."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.rulebook.deeds import mapping, notes, reviews
from banyan.domains.rulebook.forms import InterpretationForm, LocalRuleForm, ReviewForm
from banyan.domains.rulebook.models import Attestation, Interpretation, LocalRule, Review

interpretations = register(
    Register(
        model=Interpretation,
        words=Words(
            title=_("interpretations"),
            empty=_(
                "Questions about the rules stand here with the answers of the body that interprets them."
            ),
            first_step=_("Ask about a rule."),
            clause="R10.2.2",
            icon="help",
        ),
        area="rulebook",
        columns=("number", "question", "clause", "asked_on", "answered_on", "body", "state"),
        fields=("rulebook", "clause", "question", "answer"),
        filters=("state", "clause", "asked_on"),
        search=("number", "question", "answer"),
        create=notes.ask,
        form=InterpretationForm,
        deeds=(notes.answer,),
        views=(View("asked", _("To be answered"), "state=asked"),),
    )
)

local_rules = register(
    Register(
        model=LocalRule,
        words=Words(
            title=_("local rules"),
            empty=_("Stricter rules of single projects stand here; none may be weaker than the rulebook."),
            first_step=_("Add a local rule."),
            clause="R10.2.3",
            icon="map-pin",
        ),
        area="rulebook",
        columns=("number", "words", "clause", "project", "amount", "in_force_on", "ended_on", "state"),
        fields=("project", "clause", "words", "tightens", "setting", "amount", "conflict"),
        filters=("project", "clause", "state"),
        search=("number", "words"),
        create=notes.add,
        edit=notes.edit,
        editable_in=(LocalRule.State.DRAFT,),
        form=LocalRuleForm,
        deeds=(notes.begin, notes.end),
        views=(View("in_force", _("In force"), "state=in_force"),),
    )
)

attestations = register(
    Register(
        model=Attestation,
        words=Words(
            title=_("attestations"),
            empty=_(
                "Rules that no record can prove stand here with who answers for them, by what, and until when."
            ),
            clause="R10.2.1",
            icon="certificate",
        ),
        area="rulebook",
        columns=("number", "statement", "evidence", "attested_by", "attested_on", "valid_until", "state"),
        filters=("state", "valid_until", "unit"),
        search=("number", "statement"),
        deeds=(mapping.withdraw,),
        views=(View("standing", _("Standing"), "state=standing"),),
    )
)

review_list = register(
    Register(
        model=Review,
        words=Words(
            title=_("reviews of the rulebook"),
            empty=_("The yearly look at the rules stands here, and those because the law changed."),
            first_step=_("Plan a review."),
            clause="R10.2.4",
            icon="calendar-check",
        ),
        area="rulebook",
        columns=("number", "rulebook", "occasion", "reason", "due_on", "done_on", "outcome", "state"),
        fields=("rulebook", "occasion", "reason", "due_on", "findings"),
        filters=("state", "occasion", "due_on"),
        search=("number",),
        create=reviews.plan_review,
        form=ReviewForm,
        deeds=(reviews.conclude,),
        views=(View("due", _("To be done"), "state=due"),),
    )
)
