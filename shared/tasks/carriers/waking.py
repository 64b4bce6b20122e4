"""Which carrier wakes workers, in this process."""

from collections.abc import Callable

from shared import log
from shared.config import environment
from shared.errors import ApiError

# Says "look at this task" to a queue, in so many seconds; the last word tells the wakes of a task
# apart, of which two that have the same are one.
Carrier = Callable[[str, str, float, str], None]

_chosen: Carrier | None = None


def use(carrier: Carrier | None) -> None:
    """What a local server does; on Function Compute the setting says it."""
    global _chosen
    _chosen = carrier


def wake(task_id: str, queue: str, seconds: float = 0.0, number: str = "0") -> None:
    """Never within a transaction; nobody's task fails because nobody could be woken: the sweep
    finds it."""
    carrier = _chosen or _of_settings()
    if not carrier:
        return
    try:
        carrier(task_id, queue, seconds, number)
    except ApiError as e:
        log.write("warning", "worker not woken", task=task_id, cause=str(e.__cause__ or e))


def _of_settings() -> Carrier | None:
    if environment.settings().task_carrier != "fc":
        return None
    from shared.tasks.carriers import fc  # signs and calls, where there is somebody to call

    return fc.wake
