"""Dated settings: every number, deadline, ratio and threshold, valid on the date of the fact."""

from banyan.core.dated.values import Declared, declare, declared, row_for, value

__all__ = ["Declared", "declare", "declared", "row_for", "value"]
