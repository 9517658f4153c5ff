"""Who signs a matter, as data: a default from the code, and what an agency set instead from a day on."""

from typing import TYPE_CHECKING

from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.approvals.flows.asking import ask as ask
    from banyan.core.approvals.flows.declaring import declare as declare
    from banyan.core.approvals.flows.declaring import declared as declared

__getattr__ = front(__name__, {"ask": "asking", "declare": "declaring", "declared": "declaring"})
