"""MariaDB is told something, and what was told or its word for it is lost on the way."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pymysql
import pytest


@contextmanager
def lost(monkeypatch: pytest.MonkeyPatch, *said: str, done: bool) -> Iterator[list[str]]:
    """The connection ends with the first packet that has all of this, carried out or not."""
    connection: Any = pymysql.connections.Connection
    read, send = connection._read_query_result, connection._execute_command
    found: list[str] = []

    def sending(self: Any, command: int, sql: str | bytes) -> None:
        text = sql.decode() if isinstance(sql, bytes) else sql
        chosen = not found and all(words in text for words in said)
        if chosen and not done:
            found.append(text)
            self._sock.shutdown(socket.SHUT_RDWR)
        send(self, command, sql)
        if chosen:
            found.append(text)
            while read(self) is not None and self._result.has_next:
                pass
            self._sock.shutdown(socket.SHUT_RDWR)

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_execute_command", sending)
        yield found
