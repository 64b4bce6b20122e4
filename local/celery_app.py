"""What Celery's workers run; `local.celery_workers` starts them."""

from typing import Any

from celery.signals import (
    worker_process_init,
    worker_process_shutdown,
    worker_shutting_down,
)

from local import workers
from shared.config import environment
from shared.database import connections
from shared.errors import Unavailable
from shared.tasks import runs, steps
from shared.tasks.carriers import celery, waking

app = celery.app(environment.settings().redis_url)


@app.task(name=celery.LOOK)  # type: ignore[untyped-decorator]
def look(task_id: str) -> None:
    """The next steps of a task, if it is due."""
    try:
        steps.advance(workers.works(), task_id)
    except Unavailable as e:
        raise RuntimeError(f"the database does not answer: {e.reason}") from e


@worker_process_init.connect  # type: ignore[untyped-decorator]
def begin(**_: Any) -> None:
    """A connection must not be shared by two processes."""
    connections.close()
    waking.use(celery.carrier(environment.settings().redis_url))


@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
@worker_shutting_down.connect  # type: ignore[untyped-decorator]
def end(**_: Any) -> None:
    runs.stop()
