"""What the journeys of books share."""

from tests.journeys.books import town

__all__ = ["town"]
