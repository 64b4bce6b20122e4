"""What simulators have in common: an HTTP server on loopback for the length of a block."""

from abc import ABC, abstractmethod
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Self


class Served(ABC):
    @abstractmethod
    def listen(self) -> ThreadingHTTPServer: ...

    def hang_up(self) -> None:
        """End what calls are waiting for; the server takes no more of them."""
        return

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._server = self.listen()
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self.hang_up()
        self._server.server_close()
