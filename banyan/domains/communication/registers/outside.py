"""Those outside: stakeholders and contacts with them, feedback, releases to the media."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, View, Words, grouped, register
from banyan.domains.communication.deeds import feedback, partners, releases
from banyan.domains.communication.models import (
    FeedbackItem,
    LiaisonEntry,
    MediaRelease,
    Spokesperson,
    Stakeholder,
)
from banyan.domains.communication.queries import panels

stakeholders = register(
    Register(
        model=Stakeholder,
        words=Words(
            title=_("stakeholders"),
            empty=_("Committees, schools, hospitals, police, firms: who keeps the contact, and what was agreed."),
            clause="R9.2.2",
            icon="building-community",
        ),
        area="communication",
        columns=("number", "name", "kind", "influence", "liaison", "agreement", "agreed_until", "state"),
        fields=grouped(
            (_("Who it is"), ("name", "kind", "project", "known_since")),
            (_("Interest and influence"), ("interest", "influence")),
            (_("Who talks to whom"), ("liaison", "contact_name", "contact_phone")),
            (_("Agreement of cooperation"), ("agreement", "agreed_from", "agreed_until")),
        ),
        filters=("unit", "kind", "influence", "state", "agreed_until"),
        search=("number", "name"),
        create=partners.enter,
        edit=partners.edit,
        editable_in=(Stakeholder.State.ACTIVE,),
        deeds=(partners.log_contact, partners.end_contact),
        panels=(Panel("contacts", _("Contacts"), "communication/panels/contacts.html", panels.contacts),),
        views=(View("active", _("In contact"), "state=active"),),
    )
)  # fmt: skip
liaison = register(
    Register(
        model=LiaisonEntry,
        words=Words(
            title=_("contact log"),
            empty=_("Every contact with a stakeholder. It is noted on the stakeholder's page."),
            clause="R3.2.5",
            icon="phone-call",
        ),
        area="communication",
        columns=(
            "number",
            "matter",
            "stakeholder",
            "held_on",
            "channel",
            "who",
            "next_step",
            "next_due",
            "done_on",
        ),
        fields=("stakeholder", "held_on", "channel", "who", "matter", "agreed", "next_step", "next_due"),
        filters=("stakeholder", "channel", "held_on", "next_due"),
        search=("number", "matter", "next_step"),
        order="-number",
        deeds=(partners.finish_step,),
    )
)
feedback_items = register(
    Register(
        model=FeedbackItem,
        words=Words(
            title=_("feedback and what came of it"),
            empty=_("What users, departments and partners said; each item gets its outcome within its days."),
            clause="R2.2.9",
            icon="message-circle",
            also=("R3.2.3",),
        ),
        area="communication",
        columns=("number", "about", "source", "given_on", "due_on", "outcome", "settled_on", "state"),
        fields=("project", "source", "stakeholder", "method", "about", "during_service", "given_on", "words"),
        filters=("unit", "state", "source", "outcome", "given_on", "during_service"),
        search=("number", "about"),
        create=feedback.enter,
        edit=feedback.edit,
        editable_in=(FeedbackItem.State.OPEN,),
        deeds=(feedback.settle,),
        views=(
            View("open", _("Outcome open"), "state=open"),
            View("changed", _("Scheme changed"), "outcome=changed"),
        ),
    )
)
spokespeople = register(
    Register(
        model=Spokesperson,
        words=Words(
            title=_("spokespeople"),
            empty=_("Who speaks to the media from when to when; on every date there is one."),
            clause="R9.2.4",
            icon="microphone",
        ),
        area="communication",
        columns=("person", "starts_on", "ends_on", "unit"),
        fields=("person", "starts_on", "ends_on"),
        filters=("unit", "starts_on"),
        order="-public_id",
        create=releases.name,
        deeds=(releases.end,),
    )
)
media_releases = register(
    Register(
        model=MediaRelease,
        words=Words(
            title=_("releases to the media"),
            empty=_("What is to be published: approved beforehand, and nobody recognised without consent."),
            clause="R9.2.4",
            icon="news",
        ),
        area="communication",
        columns=("number", "title", "medium", "planned_on", "spokesperson", "published_on", "state"),
        fields=("title", "medium", "project", "planned_on", "words", "shows_a_client", "consent_number"),
        filters=("unit", "state", "planned_on"),
        search=("number", "title", "medium"),
        create=releases.write,
        edit=releases.edit,
        editable_in=(MediaRelease.State.DRAFT,),
        deeds=(releases.submit, releases.publish, releases.drop),
    )
)
