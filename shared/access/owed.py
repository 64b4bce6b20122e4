"""What the database could not be told while it was away: told as soon as it is back.

In this process alone: what it owes when it dies is lost.
"""

import collections
import threading
from collections.abc import Callable

from shared import log
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Unavailable

Work = Callable[[Transaction], object]

_MOST = 200  # works that wait; the oldest are given up
_EVERY = 1.0  # seconds
_waiting: collections.deque[Work] = collections.deque(maxlen=_MOST)
_some, _telling = threading.Event(), threading.Lock()
_thread: threading.Thread | None = None


def tell(work: Work, failure: str) -> None:
    """Do it in a transaction, now or later; `failure` is what the log says when not now."""
    try:
        transactions.atomically(work)
    except Unavailable as e:
        log.write("error", failure, cause=e.reason)
        _waiting.append(work)
        _start()
        _some.set()


def settle() -> bool:
    """Do all that waits, in its order; False while the database is away, or somebody is at it for
    more than a second: what comes after would not know yet what is being told."""
    if not _telling.acquire(timeout=_EVERY):
        return False
    try:
        return all(_done(_waiting.popleft()) for _ in range(len(_waiting)))
    finally:
        _telling.release()


def _done(work: Work) -> bool:
    try:
        transactions.atomically(work)
    except Unavailable:
        _waiting.appendleft(work)
        return False
    return True


def _start() -> None:
    global _thread
    if _thread is None or not _thread.is_alive():  # a forked process has not its parent's
        _thread = threading.Thread(target=_keep_trying, name="owed", daemon=True)
        _thread.start()


def _keep_trying() -> None:
    pause = threading.Event()
    while _some.wait():
        _some.clear()
        while not settle():
            pause.wait(_EVERY)
