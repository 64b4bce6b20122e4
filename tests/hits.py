"""`python -m tests.hits COUNT`: hit a limit of 50 as often, from four threads, when told to.

It says `ready`, waits for a line, and says how many hits passed.
"""

import sys
from concurrent.futures import ThreadPoolExecutor

from shared.access import limits
from shared.access.limits import Limit
from shared.database import transactions
from shared.errors import RateLimited
from shared.http.request import Request

MOST = 50
THREADS = 4
CENTURY = 36_525 * 86_400  # seconds; no window ends during a test
SHARED = Limit("shared", MOST, CENTURY)


def passes(_: int = 0) -> bool:
    """Whether one more hit does."""
    try:
        SHARED(Request(ip="192.0.2.1"), None)
    except RateLimited:
        return False
    return True


def main(count: int) -> None:
    with ThreadPoolExecutor(THREADS, initializer=_connect) as threads:
        list(threads.map(_connect, range(THREADS)))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        passed = sum(threads.map(passes, range(count)))
    sys.stdout.write(f"{passed}\n")


def _connect(_: int = 0) -> None:
    limits.hit("warm", "", CENTURY)
    with transactions.reading() as tx:
        tx.one("SELECT 1 AS n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
