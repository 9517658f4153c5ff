"""What the staff room shows as registers: units, areas, posts, people, responsibilities, rooms, pay standards."""

from banyan.core import calendar, todo
from banyan.core.approvals.resolving import superiors
from banyan.domains.staff import queries
from banyan.domains.staff.queries.premises import bookings_between
from banyan.domains.staff.registers import pay, people, places, posts, premises, responsibilities

__all__ = ["pay", "people", "places", "posts", "premises", "responsibilities"]

calendar.provider(bookings_between)
superiors(queries.superior_signers)
todo.provider(queries.probations_to_decide)
