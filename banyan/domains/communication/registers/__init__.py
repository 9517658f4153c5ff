"""How the communication room's records are shown."""

from banyan.core import todo
from banyan.domains.communication.queries import goals
from banyan.domains.communication.queries import todo as waiting
from banyan.domains.communication.registers import desk, outside, papers, talk  # noqa: F401

todo.provider(waiting.suggestions_to_answer)
todo.provider(waiting.feedback_to_settle)
todo.provider(waiting.documents_due)
todo.provider(waiting.next_steps)
todo.provider(waiting.agreements_ending)
todo.provider(waiting.handovers_to_read)
todo.provider(waiting.matters_in_hand)
todo.provider(goals.to_answer)
