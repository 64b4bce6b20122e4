"""`python -m tests.tasks.slain`: a worker that is killed at any moment.

Its leases and beats are short, so that a proof of seconds sees many of them.
"""

import time

from shared.tasks import leases, steps
from tests.tasks.counting import WORKS

LEASE = 1_500  # milliseconds


def main() -> None:
    leases.LEASE, leases.BEAT = LEASE, 0.2
    while True:
        if not steps.advance(WORKS):
            time.sleep(0.02)


if __name__ == "__main__":
    main()
