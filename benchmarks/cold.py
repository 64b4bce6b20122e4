"""From the start of a process to its first answer."""

import time
from collections.abc import Callable

from benchmarks import client, fresh
from benchmarks.client import Client
from benchmarks.measure import in_turn
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import Side, Stage

_ROUNDS = 7


def measure(stage: Stage) -> list[Row]:
    health, peer_health, chat, peer_chat = in_turn(
        _ROUNDS,
        lambda: _event(stage),
        lambda: _served(stage.peer, Client.health),
        lambda: _served(stage.web, Client.chat),
        lambda: _served(stage.peer, Client.chat),
    )
    third = Target(1 / 3, of_peer=True)
    return [
        Row("cold start to health (event function)", "ms", health, peer_health, third),
        Row("cold start to a chat (Web function)", "ms", chat, peer_chat, third),
    ]


def _event(stage: Stage) -> float:
    event = fresh.http_event("GET", client.HEALTH)
    folder, environment = stage.built / "health", stage.environment
    done = fresh.run(stage.python, ["index"], folder=folder, environment=environment, event=event)
    return done.seconds * 1000


def _served(side: Side, ask: Callable[[Client], bool]) -> float:
    started = time.monotonic()
    with Server(side.server) as server, Client(server.port, side.token) as caller:
        server.await_answer(lambda: ask(caller))
        return (time.monotonic() - started) * 1000
