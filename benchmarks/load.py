"""Requests per second on kept connections, by wrk, or where it is missing by our own threads."""

import functools
import os
import re
import shutil
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 16
SECONDS = 3
_SCRIPT = Path(__file__).with_name("load.lua")
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Load:
    """One request, sent again and again."""

    method: str
    path: str
    token: str
    body: bytes = b""

    def per_second(self, port: int) -> float:
        """Answers per second for a few seconds; SystemExit when one is no success."""
        return self._by_wrk(port) if wrk() else self._by_threads(port)

    def _by_wrk(self, port: int) -> float:
        done = subprocess.run(
            [
                *(wrk() or "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout=30s"),
                *("-s", _SCRIPT, f"http://127.0.0.1:{port}{self.path}"),
                *("--", self.method, self.token, self.body.decode()),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
            raise SystemExit(f"{self.path} failed under load:\n{done.stdout}")
        return float(done.stdout.rpartition("Requests/sec:")[2].split()[0])

    def _by_threads(self, port: int) -> float:
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            counts = threads.map(self._call_repeatedly, [port] * CONNECTIONS)
            return sum(counts) / SECONDS

    def _call_repeatedly(self, port: int) -> int:
        count, end = 0, time.monotonic() + SECONDS
        with socket.create_connection(("127.0.0.1", port)) as connection:
            while time.monotonic() < end:
                connection.sendall(self._request())
                _receive(connection)
                count += 1
        return count

    def _request(self) -> bytes:
        head = (
            f"{self.method} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


@functools.cache
def wrk() -> str | None:
    """wrk, installed where that is possible."""
    found = shutil.which("wrk")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-qq", "-y", "wrk"], capture_output=True, check=False)
        found = shutil.which("wrk")
    return found


def tool() -> str:
    return "wrk" if wrk() else "our own threads"


def _receive(connection: socket.socket) -> None:
    """Read one answer; SystemExit unless it is a success."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += connection.recv(65_536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    if length is None or not head.startswith(b"HTTP/1.1 200"):
        raise SystemExit(head.decode())
    missing = int(length[1]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65_536))
