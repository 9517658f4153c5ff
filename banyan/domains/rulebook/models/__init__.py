"""What the rulebook room keeps."""

from banyan.domains.rulebook.models.books import ClauseLink, Item, Rulebook, Version
from banyan.domains.rulebook.models.living import Attestation, Interpretation, LocalRule, Review
from banyan.domains.rulebook.models.signing import Acknowledgement, Stamp

__all__ = [
    "Acknowledgement",
    "Attestation",
    "ClauseLink",
    "Interpretation",
    "Item",
    "LocalRule",
    "Review",
    "Rulebook",
    "Stamp",
    "Version",
]
