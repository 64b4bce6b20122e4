"""/v1/chat/completions beside its own provider, and beside LiteLLM where that is installed."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from statistics import median, quantiles

from benchmarks import litellm, stage
from benchmarks.openai_client import PATH, Asker, question
from benchmarks.processes import Server
from benchmarks.report import Row, Target
from benchmarks.stage import KEY, ROOT, Side, Stage
from tools import build

_CALLS = 400  # of each, in turn
_WARM = 20  # calls of each that do not count
_STREAMS = 150
_CHUNKS = 50
_HELD = 100  # streams at once
_PACE = 0.2  # seconds between their chunks
_MEGABYTE = 1024 * 1024
_TARGETS = {
    "added to a whole answer, p50": Target(2),
    "added to a whole answer, p95": Target(6),
    "added to a stream's first byte, p50": Target(3),
    "CPU of a whole answer": Target(2),
    "CPU of a stream of 50 chunks": Target(4),
}


def measure(ready: Stage) -> list[Row]:
    build.build("completions", ROOT, ready.built)
    with stage.model("--chunks", str(_CHUNKS)) as url:
        ours = _costs(url, _web(ready, url))
        peer = _costs(url, litellm.side(ready, url)) if litellm.installed() else {}
    rows = [
        Row(name, "ms", figure, peer.get(name), _TARGETS[name]) for name, figure in ours.items()
    ]
    return [*rows, _memory_row(ready)]


def _web(ready: Stage, url: str) -> Side:
    """The function as template.yml starts it, charging for each call."""
    folder = ready.built / "completions"
    program = replace(
        ready.web.server,
        folder=folder,
        environment={
            **ready.web.server.environment,
            "OPENAI_API_URL": url,
            "ENABLE_CREDIT_SYSTEM": "true",
            "PYTHONPATH": str(folder),
        },
    )
    return Side(program, ready.gateway.token)


def _costs(url: str, side: Side) -> dict[str, float]:
    """What one side adds to its provider, and what it spends, in milliseconds."""
    with (
        Server(side.server) as server,
        _asking(url, KEY) as direct,
        _asking(_address(server), side.token) as asker,
    ):
        server.await_answer(asker.whole_is_there)
        whole, own_whole = _in_turn(_CALLS, asker.whole, direct.whole)
        first, own_first = _in_turn(_STREAMS, asker.first, direct.first)
        cpu_whole = _cpu(server, _CALLS, asker.whole)
        cpu_stream = _cpu(server, _STREAMS, asker.first)
    figures = (
        median(whole) - median(own_whole),
        _p95(whole) - _p95(own_whole),
        median(first) - median(own_first),
        cpu_whole,
        cpu_stream,
    )
    return {name: 1000 * figure for name, figure in zip(_TARGETS, figures, strict=True)}


def _memory_row(ready: Stage) -> Row:
    pace = str(_PACE * 1000)
    with stage.model("--chunks", str(_CHUNKS), "--pace-ms", pace) as url:
        ours = _held(_web(ready, url))
        peer = _held(litellm.side(ready, url)) if litellm.installed() else None
    name = f"memory while {_HELD} streams are held"
    return Row(name, "MB", ours, peer, Target(120))


def _held(side: Side) -> float:
    """The most that the process held while so many streams ran beside one another."""
    with Server(side.server) as server, ExitStack() as open_ones:
        with _asking(_address(server), side.token) as asker:
            server.await_answer(asker.whole_is_there)
        lines = [
            open_ones.enter_context(socket.create_connection(("127.0.0.1", server.port), 60))
            for _ in range(_HELD)
        ]
        for line in lines:
            line.sendall(_request(side.token))
        seen, end = 0, time.monotonic() + _CHUNKS * _PACE * 0.9
        while time.monotonic() < end:
            seen = max(seen, server.greatest_resident_bytes)
            time.sleep(0.5)
        for line in lines:
            _read_to_the_end(line)
    return seen / _MEGABYTE


def _request(token: str) -> bytes:
    body = question(stream=True)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _read_to_the_end(line: socket.socket) -> None:
    heard = b""
    while b"data: [DONE]" not in heard:
        more = line.recv(65_536)
        if not more:
            raise SystemExit(f"a stream broke off: {heard[-500:]!r}")
        heard += more


def _in_turn(calls: int, *measured: Callable[[], float]) -> Iterator[list[float]]:
    """The seconds of each, without the first few."""
    figures = [[measure() for measure in measured] for _ in range(calls + _WARM)]
    return (list(column) for column in zip(*figures[_WARM:], strict=True))


def _cpu(server: Server, calls: int, call: Callable[[], float]) -> float:
    """Seconds that the server spends on one call."""
    before = server.cpu_seconds
    for _ in range(calls):
        call()
    return (server.cpu_seconds - before) / calls


def _p95(figures: list[float]) -> float:
    return quantiles(figures, n=20)[-1]


def _address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}/v1"


@contextmanager
def _asking(url: str, token: str) -> Iterator[Asker]:
    asker = Asker(url, token)
    try:
        yield asker
    finally:
        asker.close()
