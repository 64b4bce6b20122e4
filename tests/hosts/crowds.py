"""Many clients of one server at a time, and how long somebody else waits meanwhile."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

from tests.hosts.granian import ROOT

_PATIENCE = 120.0  # seconds until an answer ends
_AT_ONCE = 100  # connections that are being made at a time


def request(method: str, path: str, body: bytes = b"", *headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: x", f"Content-Length: {len(body)}"]
    lines += ["Content-Type: application/json", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def ask(port: int, raw: list[bytes]) -> list[bytes]:
    """Send each on a line of its own, all at a time; what came back until the server hung up."""
    return asyncio.run(_ask(port, raw))


async def _ask(port: int, raw: list[bytes]) -> list[bytes]:
    gate = asyncio.Semaphore(_AT_ONCE)
    return await asyncio.gather(*(_answer(port, sent, gate) for sent in raw))


async def _answer(port: int, raw: bytes, gate: asyncio.Semaphore) -> bytes:
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(raw)
        await writer.drain()
    try:
        async with asyncio.timeout(_PATIENCE):
            return await reader.read()
    finally:
        writer.close()


class Probe:
    """How long each answer took, in milliseconds."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    @property
    def median(self) -> float:
        return median(self.taken)

    @property
    def p99(self) -> float:
        return quantiles(self.taken, n=100)[-1]


@contextmanager
def probing(port: int, path: str = "/api/health") -> Iterator[Probe]:
    """Somebody asks during the block; what they saw is known behind it."""
    command = [sys.executable, "-m", "tests.hosts.probe", str(port), path]
    probe = Probe()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield probe
        finally:
            said, _ = process.communicate()
    probe.taken = json.loads(said)


@contextmanager
def provider(*options: str) -> Iterator[str]:
    """The simulated one in a process of its own; its URL."""
    simulator = [sys.executable, "-m", "tests.simulators.openai", "--port", "0", *options]
    with subprocess.Popen(simulator, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip()
        finally:
            process.terminate()
