"""Requests per second under load that shares the machine."""

from benchmarks import client
from benchmarks.client import connect
from benchmarks.load import Load
from benchmarks.measure import in_turn
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import Side, Stage

_ROUNDS = 3


def measure(stage: Stage) -> list[Row]:
    with (
        Server(stage.gateway.server) as ours,
        Server(stage.peer.server) as peer,
        connect(ours),
        connect(peer),
    ):
        health, peer_health = in_turn(
            _ROUNDS,
            lambda: _health(stage.gateway).per_second(ours.port),
            lambda: _health(stage.peer).per_second(peer.port),
        )
        chat, peer_chat = in_turn(
            _ROUNDS,
            lambda: _chat(stage.gateway).per_second(ours.port),
            lambda: _chat(stage.peer).per_second(peer.port),
        )
    return [
        Row("health under load", "requests/s", health, peer_health, Target(5000, least=True)),
        Row("chat under load", "requests/s", chat, peer_chat, Target(500, least=True)),
    ]


def _health(side: Side) -> Load:
    return Load("GET", client.HEALTH, side.token)


def _chat(side: Side) -> Load:
    return Load("POST", client.CHAT, side.token, client.QUESTION)
