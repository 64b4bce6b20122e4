"""CPU that a warm server spends on one chat, its caller and its model not counted."""

from benchmarks.client import connect
from benchmarks.measure import in_turn
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import Stage

_ROUNDS = 5
_CALLS = 1000


def measure(stage: Stage) -> list[Row]:
    with Server(stage.gateway.server) as ours, Server(stage.peer.server) as peer:
        our_cost, peer_cost = in_turn(
            _ROUNDS,
            lambda: _per_chat(ours, stage.gateway.token),
            lambda: _per_chat(peer, stage.peer.token),
        )
    return [Row("CPU of a chat", "ms", our_cost, peer_cost, Target(1 / 2, of_peer=True))]


def _per_chat(server: Server, token: str) -> float:
    with connect(server, token) as client:
        before = server.cpu_seconds
        for _ in range(_CALLS):
            client.chat()
        return (server.cpu_seconds - before) / _CALLS * 1000
