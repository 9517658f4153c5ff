"""Files on records: judged by content, kept by fingerprint, handed out through the door only."""

from typing import TYPE_CHECKING

from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.attachments.deeds import attach as attach
    from banyan.core.attachments.deeds import follow as follow
    from banyan.core.attachments.deeds import remove as remove
    from banyan.core.attachments.fingerprints import files_hash as files_hash
    from banyan.core.attachments.queries import attachments_of as attachments_of

__getattr__ = front(
    __name__,
    {
        "attach": "deeds",
        "follow": "deeds",
        "remove": "deeds",
        "files_hash": "fingerprints",
        "attachments_of": "queries",
    },
)
