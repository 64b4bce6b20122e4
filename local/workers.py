"""Who works on the tasks of `make run`: threads of each of its processes."""

import importlib
from multiprocessing.util import Finalize

from shared.config import environment
from shared.hosts.worker import Worker
from shared.tasks.carriers import waking
from shared.tasks.carriers.thread import Threads
from shared.tasks.steps import Works

_WAITERS = 4  # threads; also what waits may be heard to its end for minutes
_WAITING, _HEAVY = "worker", "media_worker"  # what mostly waits is not held up by films


def works() -> Works:
    """Of all workers of the product."""
    return {**_works_of(_WAITING), **_works_of(_HEAVY)}


def start() -> None:
    settings = environment.settings()
    if settings.task_carrier == "celery":
        from shared.tasks.carriers import celery  # an extra

        waking.use(celery.carrier(settings.redis_url))
    if settings.task_carrier == "thread":
        _start_threads(settings.task_workers)


def _start_threads(count: int) -> None:
    """Several for what waits, and as many as the setting says for what works."""
    threads = {
        _WAITING: Threads(_WAITERS, lambda: _works_of(_WAITING)),
        _HEAVY: Threads(count, lambda: _works_of(_HEAVY)),
    }
    for each in threads.values():
        each.start()
        Finalize(None, each.close, exitpriority=2)

    def wake(task_id: str, queue: str, seconds: float, number: str) -> None:
        threads[queue].wake(task_id, queue, seconds, number)

    waking.use(wake)


def _works_of(name: str) -> Works:
    worker: Worker = importlib.import_module(f"functions.{name}.index").handler
    return worker.works
