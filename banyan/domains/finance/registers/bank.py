"""Bank accounts and their statements as registers."""

from django.utils.translation import gettext_lazy as _

from banyan.core.registers.columns import Column
from banyan.core.registers.declaration import Intake, Register, Words, register
from banyan.domains.finance.deeds.intake import TakingInStatement
from banyan.domains.finance.models import BankAccount, BankLine
from banyan.domains.finance.queries.intake import bank_references
from banyan.domains.finance.rules.sheets import BANK

account_register = register(
    Register(
        model=BankAccount,
        words=Words(
            _("Bank accounts"),
            _("The accounts whose statements come in stand here; the first statement opens one."),
            clause="R5.1.3",
            icon="building-bank",
        ),
        area="finance",
        columns=("number", "name", "project", "account"),
        filters=("unit", "project"),
        search=("number", "name"),
    )
)

statement_register = register(
    Register(
        model=BankLine,
        words=Words(
            _("Bank statements"),
            _("What the bank says belongs here, line by line, to be held against the books."),
            _("Bring a statement in"),
            "R5.1.3",
            "building-bank",
        ),
        area="finance",
        columns=(
            "reference",
            "day",
            "summary",
            "counterpart",
            Column("amount", sums=True),
            "balance",
            "account",
        ),
        filters=("account", "day"),
        search=("reference", "summary"),
        order="-id",
        intake=Intake(BANK, bank_references, TakingInStatement),
    )
)
