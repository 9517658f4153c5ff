"""How groups, their sessions, members and what members answered are shown."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from banyan.core.registers.declaration import Panel, Register, View, Words, grouped, register
from banyan.domains.services.deeds import group_members, group_sessions, groups
from banyan.domains.services.group_forms import GroupForm
from banyan.domains.services.models import Group, GroupAnswer, GroupMember, GroupSession
from banyan.domains.services.queries import dossiers, group_screens
from banyan.domains.services.rules.paired import ITEMS

work = register(
    Register(
        model=Group,
        words=Words(
            title=pgettext_lazy("group work", "groups"),
            empty=_("Groups are planned with all their sessions, approved before recruitment ends, held, and evaluated."),
            first_step=_("Plan the first group."),
            clause="R3.2.2",
            icon="users-group",
        ),
        area="services",
        columns=(
            "number", "title", "kind", "first_on", "sessions_held", "sessions_counted", "person_times", "persons",
            "counts_for", "responsible", "state",
        ),
        fields=grouped(
            (_("The group"), ("title", "kind", "openness", "project", "responsible", "co_worker")),
            (_("Why and what for"), ("theory", "need", "goals", "target_group")),
            (
                _("Members and how they are found"),
                ("least_members", "most_members", "recruitment", "recruits_until", "screening"),
            ),
            (_("Place and money"), ("place", "budget", "budget_item")),
            (_("Difficulties and ethics"), ("difficulties", "ethics")),
            (
                _("How it is evaluated"),
                ("evaluation_design", "instrument", "instrument_version", "higher_is_better"),
            ),
        ),
        filters=("unit", "state", "kind", "first_on", "project"),
        search=("number", "title", "place"),
        order="-number",
        create=groups.plan,
        edit=groups.edit,
        editable_in=(Group.State.DRAFT,),
        deeds=(groups.submit_plan, groups.submit_evaluation, groups.reopen_plan, groups.reclassify, groups.cancel),
        panels=(
            Panel("measured", _("Tests and answers"), "services/panels/measured.html", group_screens.measured, placed=True),
            Panel("dossier", _("Dossier"), "services/panels/dossier.html", dossiers.panel),
            Panel("worth", _("What it is worth"), "services/panels/group_worth.html", group_screens.worth, placed=True),
        ),
        views=(
            View("draft", _("Draft"), "state=draft"),
            View("running", _("Running"), "state=running"),
            View("ended", _("Evaluation due"), "state=ended"),
        ),
        form=GroupForm,
    )
)  # fmt: skip
sessions = register(
    Register(
        model=GroupSession,
        words=Words(
            title=_("group sessions"),
            empty=_("The sessions of all groups, as planned and as they went."),
            icon="calendar-time",
        ),
        area="services",
        columns=("group", "position", "planned_on", "held_on", "theme", "present", "absent"),
        fields=(
            "theme", "goal", "procedure", "materials", "led_by", "starts_at", "ends_at", "began_at", "ended_at",
            *group_sessions.RECORD_TEXTS, "preparation_minutes", "record_minutes", "called_off_because",
        ),
        filters=("planned_on", "held_on"),
        search=("group__number", "group__title", "theme"),
        order="-planned_on",
        deeds=(group_sessions.call_off,),
    )
)  # fmt: skip
members = register(
    Register(
        model=GroupMember,
        words=Words(
            title=_("group members"),
            empty=_("Who signed up for which group, how the screening went, and what they agreed to."),
            icon="users",
        ),
        area="services",
        columns=("user", "group", "joined_on", "screened_on", "consent_on", "guardian_consent_on", "state"),
        fields=(
            "group", "user", "joined_on", "expectation", "consent_on", "consent_version", "guardian_consent_on",
            "case_number",
        ),
        filters=("group", "state", "joined_on"),
        search=("user__number", "user__name", "group__number"),
        order="-joined_on",
        create=group_members.sign_up,
        edit=group_members.edit_member,
        editable_in=(GroupMember.State.SIGNED_UP, GroupMember.State.ADMITTED),
        deeds=(group_members.admit, group_members.decline, group_members.leave),
    )
)  # fmt: skip
answers = register(
    Register(
        model=GroupAnswer,
        words=Words(
            title=_("answers about groups"),
            empty=_("What members answered from 1 to 5, midway and at the end; the worker who is rated collects none."),
            icon="message-star",
        ),
        area="services",
        columns=("group", "moment", *ITEMS, "assisted", "given_on"),
        fields=("group", "moment", *ITEMS, "words", "assisted", "collected_by", "given_on"),
        filters=("group", "moment", "given_on"),
        order="-given_on",
        create=groups.give_answer,
    )
)  # fmt: skip
