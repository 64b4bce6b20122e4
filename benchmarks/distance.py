"""Both sides with a MariaDB that is a network away: what calls take, and their round trips."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from urllib.parse import urlsplit

from benchmarks import relay, stage
from benchmarks.client import Client, connect
from benchmarks.openai_client import Asker
from benchmarks.processes import Program, Server
from benchmarks.relay import Relay
from benchmarks.report import Row, Target
from benchmarks.stage import KEY, Stage
from tests.engines import mariadb
from tests.engines.mariadb import MariaDB

_ONE_WAY = 0.001  # seconds
_CALLS = 200  # of each, in turn
_COUNTED = 50  # calls whose round trips are counted
_WARM = 10  # calls of each that do not count
_OURS = {"ENABLE_CREDIT_SYSTEM": "true", "LIMITS": "chat=1000000/60,read=1000000/60"}
_PEERS = {"HITS_A_MINUTE": "1000000"}
_TARGETS = {
    "me": Target(1 / 2, of_peer=True),
    "added to a chat": Target(1, of_peer=True),
    "added to a stream's first text": Target(1, of_peer=True),
}

Call = Callable[[Client], float]  # the seconds that count
_CALLED: dict[str, Call] = {
    "me": lambda client: _seconds(client.me),
    "added to a chat": lambda client: _seconds(client.chat),
    "added to a stream's first text": Client.seconds_to_first_text,
}


@dataclass(frozen=True)
class _Far:
    """A side, and the way to its database."""

    client: Client
    way: Relay


def measure(ready: Stage) -> list[Row]:
    if mariadb.find_or_install() is None:
        raise SystemExit("MariaDB is not installed, and could not be.")
    peers = ready.peer.server
    with (
        MariaDB() as database,
        _far(ready.gateway.server, database.database("ours"), _OURS) as ours,
        _far(peers, database.database("peer"), _PEERS, stage.make_tables_of_peer) as peer,
        closing(Asker(ready.environment["OPENAI_API_URL"], KEY)) as model,
    ):
        return [_of_the_relay(), *_times(ours, peer, model), *_round_trips(ours, peer)]


@contextmanager
def _far(
    program: Program,
    url: str,
    own: Mapping[str, str],
    prepare: Callable[[Mapping[str, str]], None] = lambda _: None,
) -> Iterator[_Far]:
    """The side with an empty database, and an account."""
    near = urlsplit(url).port or 0
    with Relay(near, _ONE_WAY) as way:
        far = url.replace("mysql:", "mysql+pymysql:").replace(f":{near}/", f":{way.port}/")
        environment = {**program.environment, **own, "DATABASE_URL": far}
        prepare(environment)
        side = stage.registered(replace(program, environment=environment))
        with Server(side.server) as server, connect(server, side.token) as client:
            yield _Far(client, way)


def _of_the_relay() -> Row:
    milliseconds = 1000 * relay.own_round_trip(_ONE_WAY)
    return Row("the relay's own round trip", "ms", milliseconds, None, Target(2.2))


def _times(ours: _Far, peer: _Far, model: Asker) -> list[Row]:
    """What is added to the model's own time, which for `me` is none."""
    models: dict[str, Callable[[], float]] = {
        "me": lambda: 0.0,
        "added to a chat": model.whole,
        "added to a stream's first text": model.first,
    }
    rows = []
    for name, call in _CALLED.items():
        figures = [
            (call(ours.client), call(peer.client), models[name]()) for _ in range(_WARM + _CALLS)
        ]
        our, peers, models_own = (median(column) for column in zip(*figures[_WARM:], strict=True))
        added = (1000 * (our - models_own), 1000 * (peers - models_own))
        rows.append(Row(f"{name}, its database 2 ms away", "ms", *added, _TARGETS[name]))
    return rows


def _round_trips(ours: _Far, peer: _Far) -> list[Row]:
    return [
        Row(name, "round trips", _counted(ours, call), _counted(peer, call), target)
        for (name, call), target in zip(_CALLED.items(), _TARGETS.values(), strict=True)
    ]


def _counted(side: _Far, call: Call) -> float:
    """Requests to the database from one call to the next, so with what follows an answer."""
    seen = []
    for _ in range(_COUNTED):
        call(side.client)
        seen.append(side.way.requests)
    return median(later - earlier for earlier, later in pairwise(seen))


def _seconds(call: Callable[[], bool]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun
