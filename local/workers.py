"""Who works on the tasks of `make run`: threads of each of its processes."""

import importlib
from multiprocessing.util import Finalize

from shared.config import environment
from shared.hosts.worker import Worker
from shared.tasks.carriers import waking
from shared.tasks.carriers.thread import Threads
from shared.tasks.steps import Works

_WORKERS = ("worker", "media_worker")


def works() -> Works:
    """Of all workers of the product."""
    found: dict[str, Worker] = {
        name: importlib.import_module(f"functions.{name}.index").handler for name in _WORKERS
    }
    return {kind: work for worker in found.values() for kind, work in worker.works.items()}


def start() -> None:
    settings = environment.settings()
    if settings.task_carrier == "celery":
        from shared.tasks.carriers import celery  # an extra

        waking.use(celery.carrier(settings.redis_url))
    if settings.task_carrier == "thread":
        threads = Threads(settings.task_workers, works)
        waking.use(threads.wake)
        threads.start()
        Finalize(None, threads.close, exitpriority=2)
