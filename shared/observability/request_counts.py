"""How endpoints answered, by the minute, and which requests failed: counted here, added to the
database now and then.

Instances on FC cannot be asked for their numbers, so each of them brings its own.
"""

import threading
from collections import deque
from typing import NamedTuple

from shared import ids, log, times
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import Unavailable
from shared.store import answers, failures
from shared.store.failures import Failure

_MINUTE = 60_000  # milliseconds, as the rest
_EVERY, _EVERY_AFTER_FAULTS, _REST = 10_000, 1_000, 30_000
_MOST = 2_000  # counts that wait for a database that fails; more are lost
_MOST_FAILURES = 100  # that wait to be brought; of more, the newest


class _Key(NamedTuple):
    minute: int
    endpoint: str
    status: int


class _Sums(NamedTuple):
    calls: int
    total_ms: int


_counts: dict[_Key, _Sums] = {}
_failures: deque[Failure] = deque(maxlen=_MOST_FAILURES)
_lock, _bringing = threading.Lock(), threading.Lock()
_due = {"usually": 0, "after a fault": 0}  # of times.now


def count(endpoint: str, status: int, seconds: float) -> None:
    """Count an answer; who comes when it is time brings all counts to the database."""
    now = times.now()
    _add(_Key(now - now % _MINUTE, endpoint, status), _Sums(1, round(seconds * 1000)))
    if now >= _due["after a fault" if status >= 500 else "usually"]:
        bring()


def note_failure(endpoint: str, status: int, code: str, request_id: str) -> None:
    """Remember a request that failed, by which its lines are found in the log."""
    failure = Failure(ids.make(), endpoint, status, code, request_id, times.now())
    with _lock:
        _failures.append(failure)


def bring() -> None:
    """Add the counts to the database's, unless somebody is about to; an outage costs none."""
    if not _bringing.acquire(blocking=False):
        return
    try:
        taken, failed = _taken()
        _postpone(_EVERY, _EVERY_AFTER_FAULTS)
        if taken or failed:
            transactions.atomically(lambda tx: _keep(tx, taken, failed))
        _forget(failed)
    except Unavailable as e:
        _postpone(_REST, _REST)
        for key, sums in taken.items():
            _add(key, sums)
        log.write("warning", "answers not counted yet", cause=str(e.__cause__ or e))
    finally:
        _bringing.release()


def _add(key: _Key, sums: _Sums) -> None:
    with _lock:
        there = _counts.get(key)
        if there:
            sums = _Sums(there.calls + sums.calls, there.total_ms + sums.total_ms)
        elif len(_counts) >= _MOST:
            return
        _counts[key] = sums


def _taken() -> tuple[dict[_Key, _Sums], list[Failure]]:
    with _lock:
        taken = dict(sorted(_counts.items()))  # in one order, so that nobody waits in a circle
        _counts.clear()
        return taken, list(_failures)


def _postpone(usually: int, after_a_fault: int) -> None:
    now = times.now()
    _due.update({"usually": now + usually, "after a fault": now + after_a_fault})


def _keep(tx: Transaction, taken: dict[_Key, _Sums], failed: list[Failure]) -> None:
    for key, sums in taken.items():
        answers.add(tx, *key, *sums)
    for failure in failed:
        failures.put(tx, failure)


def _forget(brought: list[Failure]) -> None:
    """Those that came meanwhile stay."""
    with _lock:
        left = [failure for failure in _failures if failure not in brought]
        _failures.clear()
        _failures.extend(left)
