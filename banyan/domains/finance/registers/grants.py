"""Funds with a closed list of uses as a register."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.declaration import Panel, Register, Words, register
from banyan.domains.finance.deeds import grants
from banyan.domains.finance.models import EarmarkedFund
from banyan.domains.finance.queries.grants import uses_of_fund

fund_register = register(
    Register(
        model=EarmarkedFund,
        words=Words(
            _("Funds for named uses"),
            _(
                "Money that was granted for named uses only belongs here; nothing is spent from it past its list."
            ),
            _("Enter a fund for named uses"),
            "W3.1",
            "lock",
        ),
        area="finance",
        columns=("number", "project", "source", "uses", "basis", "granted_on"),
        fields=("project", "source", "uses", "basis", "granted_on"),
        filters=("project", "granted_on"),
        search=("number", "source"),
        create=grants.enter_fund,
        edit=grants.edit_fund,
        panels=(Panel("uses", _("What each use has left"), "finance/panels/uses.html", uses_of_fund),),
    )
)
