"""`python -m benchmarks.scale`: what docs/scale.md says, tried by simulation.

Calls come at random (Poisson) and take the measured times; a deployment has so many instances of a
function, each with so many places, and a database with so many connections. Told is how long calls
wait, how many instances are busy at most, and how many connections. By Little's law the mean of the
busy places is rate x time; the simulation shows what lies above the mean.
"""

import argparse
import heapq
import random
import statistics
from typing import NamedTuple


class Kind(NamedTuple):
    """Calls of a kind: seconds on average, and how many share an instance."""

    name: str
    seconds: float
    places: int
    connections: int  # of the database, of a busy instance
    a_minute: float  # of a user who is there


class Outcome(NamedTuple):
    instances: int  # at most
    connections: int
    waited: float  # seconds, of 99 in 100 calls at most


# Service times: benchmarks/README.md and docs/cost.md; a read is an event function, a chat streams.
READ = Kind("read", 0.05, 1, 1, 2.0)
CHAT = Kind("chat", 10.0, 20, 4, 0.5)


def simulate(kind: Kind, users: int, limit: int, seconds: float, seed: int = 1) -> Outcome:
    """`limit` is the most instances that the platform gives; more calls wait for a place."""
    chance = random.Random(seed)
    rate, now, most = users * kind.a_minute / 60, 0.0, 0
    ends: list[float] = []  # of the calls that are being answered
    waits: list[float] = []
    while now < seconds:
        now += chance.expovariate(rate)
        while ends and ends[0] <= now:
            heapq.heappop(ends)
        begins = now if len(ends) < limit * kind.places else heapq.heappop(ends)
        heapq.heappush(ends, begins + chance.expovariate(1 / kind.seconds))
        waits.append(begins - now)
        most = max(most, len(ends))
    instances = -(-most // kind.places)
    slow = statistics.quantiles(waits, n=100)[98] if len(waits) > 1 else 0.0
    return Outcome(instances, instances * kind.connections, slow)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--limit", type=int, default=300, help="instances that FC gives")
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    names = f"{'users':>8}  {'kind':<6}{'a second':>9}{'busy':>8}"
    print(f"{names}{'instances':>11}{'connections':>13}{'P99 wait':>10}")
    for users in (10, 1_000, 10_000, 100_000):
        for kind in (READ, CHAT):
            rate = users * kind.a_minute / 60
            found = simulate(kind, users, given.limit, given.seconds)
            print(
                f"{users:>8}  {kind.name:<6}{rate:>9.1f}{rate * kind.seconds:>8.1f}"
                f"{found.instances:>11}{found.connections:>13}{found.waited:>9.2f}s"
            )


if __name__ == "__main__":
    main()
