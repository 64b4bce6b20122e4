"""Children of a process, each killed in the middle of its work."""

import itertools
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import NoReturn

from shared.database import transactions


def kill_one(work: Callable[[], None], times: int, seconds: float) -> list[float]:
    """Fork a child that does `work` over and over, and kill it `seconds` after it has begun the
    last of so many times; how long the others took."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _work_until_killed(work, tell)
    os.close(tell)
    began = [_heard(told) for _ in range(times)]
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)
    return [later - earlier for earlier, later in itertools.pairwise(began)]


def _heard(told: int) -> float:
    if not os.read(told, 1):
        raise SystemExit("a child ended by itself: see its answer above")
    return time.monotonic()


def _work_until_killed(work: Callable[[], None], tell: int) -> NoReturn:
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    try:
        with transactions.reading() as tx:
            tx.one("SELECT 1 AS n")
        while True:
            os.write(tell, b".")
            work()
    except BaseException as e:
        sys.stderr.write(f"{e!r}\n")
    finally:
        os._exit(1)
