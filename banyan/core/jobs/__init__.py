"""Long work: started in a deed's transaction, done by a worker, with progress, cancelling, retry and schedules."""

from typing import TYPE_CHECKING

from banyan.core.front import front

if TYPE_CHECKING:
    from banyan.core.jobs.declaring import every as every
    from banyan.core.jobs.declaring import job as job
    from banyan.core.jobs.running import run_now as run_now
    from banyan.core.jobs.running import start as start

__getattr__ = front(
    __name__, {"job": "declaring", "every": "declaring", "start": "running", "run_now": "running"}
)
