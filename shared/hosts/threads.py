"""Threads for one kind of work, started when there is some and ended when there is none."""

import queue
import threading
from collections.abc import Callable

Job = Callable[[], None]

_IDLE = 20.0  # seconds until a thread without work ends, and gives its memory back


class Threads:
    """Up to `most` of them. A job raises nothing.

    Cheaper than a ThreadPoolExecutor, whose futures cost as much as the hand-over itself.
    """

    def __init__(self, most: int, name: str) -> None:
        self._most, self._name = most, name
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0
        self.unfinished = 0

    def start(self, job: Job) -> None:
        """Do it as soon as a thread is free; RuntimeError when the system lets none begin."""
        with self._lock:
            self._add()
        self._jobs.put(job)

    def start_now(self, job: Job) -> bool:
        """Do it at once; False when no thread is free for it."""
        with self._lock:
            if self.unfinished >= self._most:
                return False
            try:
                self._add()
            except RuntimeError:
                return False
        self._jobs.put(job)
        return True

    def _add(self) -> None:
        if self._threads < min(self.unfinished + 1, self._most):
            threading.Thread(target=self._work, name=self._name, daemon=True).start()
            self._threads += 1
        self.unfinished += 1

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=_IDLE)
            except queue.Empty:
                if self._ends():
                    return
                continue
            job()
            del job  # its memory need not wait for the next
            with self._lock:
                self.unfinished -= 1

    def _ends(self) -> bool:
        with self._lock:
            superfluous = self._threads > self.unfinished
            self._threads -= superfluous
            return superfluous
