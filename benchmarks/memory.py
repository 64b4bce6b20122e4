"""What a process holds after its first log-in."""

from benchmarks import fresh
from benchmarks.client import CREDENTIALS, connect
from benchmarks.measure import in_turn
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import Stage

_ROUNDS = 3
_MEGABYTE = 1024 * 1024


def measure(stage: Stage) -> list[Row]:
    ours, peer = in_turn(_ROUNDS, lambda: _function(stage), lambda: _peer(stage))
    return [Row("memory after a log-in", "MB", ours, peer, Target(40))]


def _function(stage: Stage) -> float:
    event = fresh.http_event("POST", "/api/auth/login", CREDENTIALS)
    folder, environment = stage.built / "login", stage.environment
    done = fresh.run(stage.python, ["index"], folder=folder, environment=environment, event=event)
    return done.resident_bytes / _MEGABYTE


def _peer(stage: Stage) -> float:
    with Server(stage.peer.server) as server:
        with connect(server) as client:
            client.log_in()
        return server.resident_bytes / _MEGABYTE
