"""The relay that puts a database at a distance: whole, late, and counting what is asked."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import pymysql
import pytest

from benchmarks.relay import Relay, Requests, own_round_trip

QUERY = b"\x09\x00\x00\x00\x03SELECT 1"
HANDSHAKE = b"\x05\x00\x00\x01hello"
GOODBYE = b"\x01\x00\x00\x00\x01"


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """The port of a server that hears its only client to the end, and then answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            line, _ = listener.accept()
            with line:
                while line.recv(65_536):
                    pass
                line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def heard(line: socket.socket) -> bytes:
    pieces = []
    while piece := line.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


def test_what_comes_passes_whole_and_so_does_its_end() -> None:
    answer = bytes(range(256)) * 8192
    with (
        answering(answer) as port,
        Relay(port, 0.001) as relay,
        socket.create_connection(("127.0.0.1", relay.port)) as line,
    ):
        line.sendall(b"?")
        line.shutdown(socket.SHUT_WR)
        assert heard(line) == answer


def test_it_is_late_both_ways() -> None:
    assert own_round_trip(0.01) >= 0.02


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_requests_are_counted_however_they_are_cut(size: int) -> None:
    sent, requests = HANDSHAKE + QUERY * 3 + GOODBYE, Requests()
    for start in range(0, len(sent), size):
        requests.hear(sent[start : start + size])
    assert requests.count == 3


def test_mariadb_is_asked_as_often_as_the_relay_says(mariadb_url: str) -> None:
    place = urlsplit(mariadb_url)
    with Relay(place.port or 0, 0.0) as relay:
        connection = pymysql.connect(
            host="127.0.0.1",
            port=relay.port,
            user=place.username,
            password=unquote(place.password or ""),
            autocommit=True,
        )
        with connection, connection.cursor() as cursor:
            before = relay.requests
            cursor.execute("SELECT 1")
            cursor.execute("SELECT %s", ["x" * 300_000])
            connection.ping()
            assert relay.requests - before == 3
