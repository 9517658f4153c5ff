"""What the staff room shows as registers: units, areas, posts, people, responsibilities."""

from banyan.core import todo
from banyan.core.approvals.resolving import superiors
from banyan.domains.staff import queries
from banyan.domains.staff.registers import people, places, posts, responsibilities

__all__ = ["people", "places", "posts", "responsibilities"]

superiors(queries.superior_signers)
todo.provider(queries.probations_to_decide)
