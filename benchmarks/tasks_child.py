"""`python -m benchmarks.tasks_child LEASE`: tasks worked on here, and by a child that dies."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from migrations import upgrade
from shared.config import environment
from shared.database import connections, transactions
from shared.tasks.carriers import waking
from shared.tasks.carriers.thread import Threads
from tests.tasks.counting import COUNT, PAINT, WORKS
from tests.tasks.ordering import caller, ordered, row
from tests.waiting import until

_TASKS, _WARM = 60, 5
_PAGE = resource.getpagesize()
_MEGABYTE = 1024 * 1024


def main(lease: float) -> None:
    upgrade.to_newest(environment.settings().database_url)
    with tempfile.TemporaryDirectory() as folder:
        idle = _idle_mb()
        found = {**_threads(Path(folder)), "idle_mb": idle, "late_s": _late(Path(folder), lease)}
    print(json.dumps(found))


def _threads(folder: Path) -> dict[str, float]:
    with transactions.reading() as tx:  # a server has its connection
        tx.one("SELECT 1 AS n")
    before = _resident()
    threads = Threads(1, lambda: WORKS)
    threads.start()
    waking.use(threads.wake)
    time.sleep(1.5)
    more = (_resident() - before) / _MEGABYTE
    added, began = zip(*(_one(folder) for _ in range(_TASKS + _WARM)), strict=True)
    waking.use(None)
    threads.close()
    return {
        "threads_mb": max(more, 0.01),
        "add_ms": 1000 * median(added[_WARM:]),
        "start_ms": 1000 * median(began[_WARM:]),
    }


def _one(folder: Path) -> tuple[float, float]:
    """Seconds until it was added, and until its work began after that (to the millisecond)."""
    who = caller()
    asked = time.monotonic()
    task = ordered(who, folder, COUNT)
    added = time.monotonic() - asked
    until(lambda: row(task.id).unfinished == 0)
    done = row(task.id)
    return added, ((done.started_at or 0) - done.created_at) / 1000


def _late(folder: Path, lease: float) -> float:
    """Seconds beyond the lease until another worker has followed one that was killed."""
    task = ordered(caller(), folder, PAINT, stuck=["poll"], pause=0.01)
    connections.close()
    first = _worker()
    until(lambda: "poll" in _diaries(folder), 30)
    second = _worker()
    time.sleep(1)
    first.kill()
    killed = time.monotonic()
    until(lambda: row(task.id).crashes == 1, 30)
    took = time.monotonic() - killed
    for worker in (first, second):
        worker.kill()
        worker.wait()
    return max(took - lease, 0.001)


def _diaries(folder: Path) -> str:
    return "".join(path.read_text() for path in folder.glob("diary-*"))


def _worker() -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "tests.tasks.slain"], stdout=sys.stderr)


def _idle_mb() -> float:
    """What a process holds that only looks for tasks."""
    worker = _worker()
    time.sleep(4)
    pages = int(Path(f"/proc/{worker.pid}/statm").read_text().split()[1])
    worker.kill()
    worker.wait()
    return pages * _PAGE / _MEGABYTE


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


if __name__ == "__main__":
    main(float(sys.argv[1]))
