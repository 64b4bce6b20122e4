"""What keeps test processes that run at the same time out of each other's way."""

import fcntl
import os
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCKS = Path(__file__).resolve().parents[2] / ".cache" / "locks"
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
# Below those that connections and listeners which name none are given, another for each worker.
PORTS = range(20_000 + WORKER, 32_000, WORKERS)
_untried = iter(random.sample(PORTS, len(PORTS)))


@contextmanager
def alone(work: str) -> Iterator[None]:
    """Wait until no other process does *work*; it ends with the process at the latest."""
    LOCKS.mkdir(parents=True, exist_ok=True)
    with (LOCKS / work).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_port() -> int:
    """One that nobody listens on, nor will before its server does; never the same one twice."""
    for port in _untried:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port")
