"""The establishment and who is appointed to it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from banyan.core import clock
from banyan.core.identity import deeds as identity
from banyan.core.identity.models import Appointment, Post
from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Panel, Register, View, Words, register
from banyan.domains.staff import deeds, queries
from banyan.domains.staff.sheets.establishment import ESTABLISHMENT


def post_on_today(post: Post, by: Any) -> dict[str, Any]:
    """The post as it stands today: places, vacancies, and everybody who holds or held it."""
    return queries.post_sheet(post, clock.today(), by)


posts = register(
    Register(
        model=Post,
        words=Words(
            title=_("establishment"),
            empty=_("Posts stand here, filled or vacant, each with its places and its superior post."),
            first_step=_("Import the establishment"),
            clause="P1.2",
            icon="armchair",
        ),
        area="staff",
        columns=(
            "code",
            "title",
            "unit",
            Column("places", sums=True),
            "superior",
            "relation",
            "requirement",
            "closed_on",
        ),
        fields=("unit", "code", "title", "places", "superior", "relation", "requirement", "opened_on"),
        filters=("unit", "relation"),
        search=("code", "title", "requirement"),
        order="code",
        create=deeds.establish,
        edit=deeds.change_post,
        deeds=(deeds.abolish,),
        panels=(Panel("staffing", _("Filled and vacant"), "staff/panels/post.html", post_on_today),),
        views=(View("advisers", _("advisers"), "relation=advises"),),
        intake=Intake(ESTABLISHMENT, queries.establishment_references, deeds.EstablishmentIntake),
    )
)

appointments = register(
    Register(
        model=Appointment,
        words=Words(
            title=_("appointments"),
            empty=_("Who holds which post from when to when stands here; acting appointments are marked."),
            first_step=_("Appoint somebody"),
            clause="P1.2",
            icon="user-check",
        ),
        area="staff",
        columns=("person", "post", "starts_on", "ends_on", "acting"),
        fields=("person", "post", "starts_on", "ends_on", "acting"),
        filters=("post", "starts_on", "acting"),
        search=("person__name", "post__title", "post__code"),
        order="-pk",
        create=deeds.appoint,
        deeds=(identity.end_appointment,),
    )
)
