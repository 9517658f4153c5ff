"""Moves between budget items, unplanned needs, proposals for funds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Register, View, Words, register
from banyan.domains.finance.deeds import changes
from banyan.domains.finance.models import BudgetMove, FundingProposal, UnplannedNeed

move_register = register(
    Register(
        model=BudgetMove,
        words=Words(
            _("Moves between budget items"),
            _(
                "Money that shall go under another item belongs here; agreed to, it makes the next edition of the budget."
            ),
            _("Propose a move"),
            "R5.1.4",
            "arrows-exchange",
        ),
        area="finance",
        columns=("number", "project", "from_item", "to_item", "amount", "consent", "edition", "state"),
        fields=("project", "from_item", "to_item", "amount", "reason", "consent"),
        filters=("state", "project"),
        search=("number", "reason"),
        create=changes.propose,
        edit=changes.edit,
        editable_in=(BudgetMove.State.DRAFT,),
        deeds=(changes.submit,),
    )
)

need_register = register(
    Register(
        model=UnplannedNeed,
        words=Words(
            _("Unplanned needs"),
            _("Needs that the contract does not know belong here, until somebody decides about their money."),
            _("Raise a need"),
            "P4.8",
            "alert-circle",
        ),
        area="finance",
        columns=("number", "project", "raised_on", "need", "amount", "way", "granted", "decided_on", "state"),
        fields=("project", "raised_on", "need", "group", "amount"),
        filters=("state", "project", "way"),
        search=("number", "need"),
        create=changes.raise_need,
        deeds=(changes.decide_need,),
        views=(View("raised", _("Not decided yet"), "state=raised"),),
    )
)

proposal_register = register(
    Register(
        model=FundingProposal,
        words=Words(
            _("Proposals for funds"),
            _(
                "What was asked of foundations, firms and donors belongs here, with what came of it, goods and services too."
            ),
            _("Enter a proposal"),
            "P4.7",
            "pig-money",
        ),
        area="finance",
        columns=("number", "funder", "title", "kind", "asked", "sent_on", "granted", "decided_on", "state"),
        fields=("project", "funder", "title", "kind", "asked", "sent_on"),
        filters=("state", "kind", "project"),
        search=("number", "funder", "title"),
        create=changes.send_proposal,
        deeds=(changes.grant, changes.decline),
    )
)
