"""Workers on threads of a server: woken by its own functions at once, and by themselves every
second for what others have added."""

import threading
import traceback
from collections.abc import Callable

from shared import log
from shared.errors import Unavailable
from shared.tasks import leases, runs, steps
from shared.tasks.steps import Works

_IDLE = 1.0  # seconds
_END = 20.0  # seconds that a call which costs money has to end
_RESTS = 5.0  # seconds after a failure of the database


class Threads:
    """`works` is called when the first task is due: what does the work need not be in memory
    before. They stop with `close`, or with the process."""

    def __init__(self, count: int, works: Callable[[], Works]) -> None:
        self._works = works
        self._bell = threading.Condition()
        self._rung = 0
        self._over = False
        self._threads = [
            threading.Thread(target=self._run, name=f"worker-{number}", daemon=True)
            for number in range(count)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def wake(self, task_id: str, queue: str, seconds: float, number: str) -> None:
        """Whoever is idle looks; for what is due later it wakes by itself."""
        if seconds < _IDLE:
            with self._bell:
                self._rung += 1
                self._bell.notify()

    def close(self) -> None:
        with self._bell:
            self._over = True
            self._bell.notify_all()
        runs.stop()
        for thread in self._threads:
            thread.join(_END)

    def _run(self) -> None:
        while not self._over:
            heard = self._rung
            if not self._advance():
                self._wait(heard)

    def _wait(self, heard: int) -> None:
        with self._bell:
            self._bell.wait_for(lambda: self._rung != heard or self._over, _IDLE)

    def _advance(self) -> bool:
        """Whether there was something to do."""
        try:
            return leases.is_any_due() and steps.advance(self._works())
        except Unavailable as e:
            log.write("warning", "worker without a database", cause=e.reason)
        except Exception as e:
            log.write("error", "worker failed", stack="".join(traceback.format_exception(e)))
        threading.Event().wait(_RESTS)
        return False
