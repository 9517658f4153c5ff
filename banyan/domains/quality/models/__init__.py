"""What the quality room keeps."""

from banyan.domains.quality.models.rectifications import Extension, FollowUp, Rectification, SourceKind

__all__ = ["Extension", "FollowUp", "Rectification", "SourceKind"]
