"""How old a proof and a backup of the installation may be."""

from django.utils.translation import gettext_lazy as _

from banyan.core import dated

PROOF_DAYS = dated.declare(
    "oversight.proof_days", 7, _("Days after which trail, tallies and files are proven again"), unit="days"
)
BACKUP_DAYS = dated.declare(
    "oversight.backup_days", 7, _("Days after which a backup is written again"), unit="days"
)
