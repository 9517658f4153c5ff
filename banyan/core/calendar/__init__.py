"""The team's days: rooms say here what happens when, the calendar and its feeds show it by number."""

from banyan.core.calendar.entries import Entry, entries_for, provider

__all__ = ["Entry", "entries_for", "provider"]
