"""Paper out of records: A4 forms as PDF."""

from banyan.core.documents.printing import FontsMissing, pdf

__all__ = ["FontsMissing", "pdf"]
