"""The internet as a test sees it: every public address leads to one server on loopback."""

import socket
import ssl
from urllib.parse import urlsplit

import pytest

from shared.errors import ApiError
from shared.images import fetch
from shared.images.fetch import Network
from tests.certificates import HOST
from tests.wire import Wire

URL = f"http://{HOST}/box.jpg?size=1"
PUBLIC = "93.184.216.34"
LIMIT = 1_000_000  # bytes
PLENTY = 10.0  # seconds


class Lan:
    """A network in which every public address leads to one loopback server."""

    def __init__(
        self, wire: Wire, *answers: list[str], trust: ssl.SSLContext | None = None
    ) -> None:
        self.looked_up: list[str] = []
        self.dialled: list[tuple[str, int]] = []
        self.dead: set[str] = set()
        self._answers = answers or ([PUBLIC],)
        self._port = urlsplit(wire.url).port
        self._trust = trust or ssl.create_default_context()

    @property
    def network(self) -> Network:
        return Network(self._resolve, self._connect, lambda: self._trust)

    def get(self, url: str = URL, seconds: float = PLENTY, limit: int = LIMIT) -> bytes:
        return fetch.get(url, limit=limit, seconds=seconds, network=self.network)

    def refusal(self, url: str = URL, seconds: float = PLENTY, limit: int = LIMIT) -> ApiError:
        with pytest.raises(ApiError) as caught:
            self.get(url, seconds, limit)
        assert caught.value.param == "image"
        return caught.value

    def _resolve(self, host: str) -> list[str]:
        self.looked_up.append(host)
        return self._answers[min(len(self.looked_up), len(self._answers)) - 1]

    def _connect(self, place: tuple[str, int], timeout: float) -> socket.socket:
        self.dialled.append(place)
        if place[0] in self.dead:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self._port), timeout)
