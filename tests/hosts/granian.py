"""Server processes as they are deployed, and clients that see every chunk arrive."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.engines.workers import free_port as free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds; a server needs one or two, and a busy machine more


class Server:
    """A process that listens on `port`; its output is in `log`."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text(errors="replace")

    @property
    def folder(self) -> Path:
        """Where its output is, and what else it keeps."""
        return self._log.parent

    def connect(self) -> "Connection":
        return Connection(socket.create_connection(("127.0.0.1", self.port), PATIENCE))


class Connection:
    """One connection, read as the bytes come."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._held = b""

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def ask(self, method: str, path: str, body: bytes = b"", *headers: str) -> None:
        lines = [f"{method} {path} HTTP/1.1", "Host: tested", f"Content-Length: {len(body)}"]
        self.send("\r\n".join([*lines, *headers, "", ""]).encode() + body)

    def send(self, raw: bytes) -> None:
        self._socket.sendall(raw)

    def read_until(self, mark: bytes) -> bytes:
        """What comes up to and with `mark`."""
        while mark not in self._held:
            received = self._socket.recv(65_536)
            assert received, f"the server hung up after {self._held!r}"
            self._held += received
        read, _, self._held = self._held.partition(mark)
        return read + mark

    def read(self, size: int) -> bytes:
        """So many bytes."""
        while len(self._held) < size:
            received = self._socket.recv(65_536)
            assert received, f"the server hung up after {self._held!r}"
            self._held += received
        read, self._held = self._held[:size], self._held[size:]
        return read

    def end(self) -> None:
        """Send nothing more, and go on reading."""
        self._socket.shutdown(socket.SHUT_WR)

    def read_to_end(self) -> bytes:
        while received := self._socket.recv(65_536):
            self._held += received
        return self._held


@contextmanager
def launched(
    *arguments: str, folder: Path, log: Path, port: int, **variables: str
) -> Iterator[Server]:
    """`python -m …` in `folder`; ended at the end of the block if it has not ended by itself."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment |= {"LOCAL_PAGES": "off", "LOCAL_SPEECH": "off", "LOCAL_OCR": "off", **variables}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        yield Server(process, port, log)
    except Exception:
        sys.stdout.write(log.read_text(errors="replace"))  # shown with the failure
        raise
    finally:
        process.terminate()
        process.wait(PATIENCE)


@contextmanager
def web_function(name: str, place: Path, more: str = "") -> Iterator[Server]:
    """A function, alone in a folder below `place`, as FC starts it; `more` goes to its index.py."""
    folder, port = place / "code", free_port()
    folder.mkdir()
    index = (ROOT / "functions" / name / "index.py").read_text()
    (folder / "index.py").write_text(index + more)
    with launched(
        "shared.hosts.web",
        folder=folder,
        log=place / "log",
        port=port,
        FC_CUSTOM_LISTEN_PORT=str(port),
    ) as server:
        wait_until_ready(server)
        yield server


def wait_until_ready(server: Server) -> None:
    until(lambda: server.process.poll() is not None or _listens(server.port), PATIENCE)
    assert server.process.poll() is None, server.log


def _listens(port: int) -> bool:
    try:
        with Server.connect(Server(None, port, Path())) as connection:  # type: ignore[arg-type]
            connection.ask("GET", "/", b"")
            return connection.read_until(b"\r\n\r\n").startswith(b"HTTP/1.1")
    except (OSError, AssertionError):
        return False
