"""Workers behind Celery, on Redis: for servers alone, since importing it takes 0.3 s and 31 MB.

A message only says which task to look at, so it is acknowledged before anything is done: Redis
would deliver what runs for long a second time, and forgets all when it is restarted empty. The
task's own row has the lease, and the sweep finds what no message tells of.
"""

import queue
import threading
import time
from typing import Any

from celery import Celery
from kombu.exceptions import KombuError
from redis.exceptions import RedisError

from shared.errors import Unavailable
from shared.tasks.carriers.waking import Carrier

LOOK = "yunzhan.look"
LONGEST = 4 * 3600 + 600  # seconds that a worker may take for one message
_PATIENCE = 2.0  # seconds that a wake may hold up whoever adds a task
_SPARED = 5.0  # seconds after a failure
_LONGEST_DELAY = 60.0  # seconds; the sweep wakes what is due later


def app(redis_url: str) -> Celery:
    """What publishes and consumes messages; nothing is connected yet."""
    made = Celery("yunzhan", broker=redis_url.replace("unix://", "redis+socket://", 1))
    made.conf.update(
        task_ignore_result=True,
        result_backend=None,
        worker_prefetch_multiplier=1,
        task_acks_late=False,
        worker_send_task_events=False,
        worker_max_tasks_per_child=100,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,  # lines of the log are JSON already
        task_time_limit=LONGEST,
        task_default_queue="worker",
        task_serializer="json",
        accept_content=["json"],
        broker_connection_retry_on_startup=True,
        broker_transport_options={"socket_connect_timeout": 1, "socket_timeout": 5},
    )
    return made


class Publisher:
    """Publishes from a thread of its own: kombu tries for 12 s to reach a broker that is down."""

    def __init__(self, redis_url: str) -> None:
        self._app = app(redis_url)
        self._free = threading.BoundedSemaphore()
        self._silent_until = 0.0

    def wake(self, task_id: str, to: str, seconds: float, number: str) -> None:
        """Unavailable when Redis does not take it in 2 s, and right after that at once."""
        if seconds > _LONGEST_DELAY:
            return
        try:
            self._publish(task_id, to, seconds)
        except Unavailable:
            self._silent_until = time.monotonic() + _SPARED
            raise

    def _publish(self, task_id: str, to: str, seconds: float) -> None:
        if time.monotonic() < self._silent_until:
            raise Unavailable("worker_unreachable") from TimeoutError("Redis was silent just now")
        if not self._free.acquire(timeout=_PATIENCE):
            raise Unavailable("worker_unreachable") from TimeoutError("another wake is not sent")
        outcome: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()
        sending = threading.Thread(
            target=self._send, args=(task_id, to, seconds, outcome), name="wake", daemon=True
        )
        sending.start()
        try:
            failure = outcome.get(timeout=_PATIENCE)
        except queue.Empty:
            raise Unavailable("worker_unreachable") from TimeoutError("Redis is silent")
        if failure:
            raise Unavailable("worker_unreachable") from failure

    def _send(self, task_id: str, to: str, seconds: float, outcome: Any) -> None:
        try:
            options = {"queue": to, "countdown": seconds or None, "retry": False}
            self._app.send_task(LOOK, (task_id,), ignore_result=True, **options)
            outcome.put(None)
        except (KombuError, RedisError, OSError) as e:
            outcome.put(e)
        finally:
            self._free.release()


def carrier(redis_url: str) -> Carrier:
    return Publisher(redis_url).wake
