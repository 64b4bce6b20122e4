"""Start servers, wait for them, stop them, and read what they used (proc(5))."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

PATIENCE = 60.0  # seconds to start, or to stop
_POLL = 0.002
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_SESSION, _TIMES, _RSS = 3, slice(11, 15), 21  # fields of /proc/PID/stat after the name


@dataclass(frozen=True)
class Program:
    """How to start a server: `command` and `environment` may say {port}."""

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path

    def start(self, port: int) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [word.replace("{port}", str(port)) for word in self.command],
                env={
                    n: value.replace("{port}", str(port)) for n, value in self.environment.items()
                },
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # its workers are found by their session
            )


@dataclass
class Server:
    """A running program; started on entering, stopped with all its workers on leaving."""

    program: Program
    port: int = field(default_factory=lambda: free_port())

    def __enter__(self) -> Self:
        self.process = self.program.start(self.port)
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def await_answer(self, ask: Callable[[], bool]) -> None:
        """Call `ask` until it says yes; it raises OSError while nobody listens."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                if ask():
                    return
            except OSError:
                time.sleep(_POLL)
            if self.process.poll() is not None:
                break
        raise SystemExit(f"{self.program.command[:4]} does not answer; see {self.program.log}")

    @property
    def cpu_seconds(self) -> float:
        """User and system time of all its processes so far."""
        ticks = sum(int(n) for stat in self._stats() for n in stat[_TIMES])
        return ticks / _TICK

    @property
    def resident_bytes(self) -> int:
        """Of all its processes; what they share counts for each."""
        return sum(int(stat[_RSS]) * _PAGE for stat in self._stats())

    @property
    def greatest_resident_bytes(self) -> int:
        """Of the process that holds the most."""
        return max(int(stat[_RSS]) * _PAGE for stat in self._stats())

    def _stats(self) -> list[list[str]]:
        stats = [_stat(path) for path in Path("/proc").glob("[0-9]*")]
        return [stat for stat in stats if stat and int(stat[_SESSION]) == self.process.pid]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _stat(process: Path) -> list[str]:
    """The fields after the name, which may contain anything; none when it has ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
