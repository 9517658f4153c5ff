"""Banyan 榕: runs a social-work project from contract to archive and proves the agency's rulebook from its records."""

__version__ = "0.1.0"
