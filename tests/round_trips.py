"""How often a test asks MariaDB: packets that carry statements, counted at the driver."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pymysql
import pytest


class Counted:
    """The packets, in their order, and how many of them were `early`."""

    def __init__(self) -> None:
        self.packets: list[str] = []
        self.early = 0

    def __len__(self) -> int:
        return len(self.packets)


@contextmanager
def counted(
    monkeypatch: pytest.MonkeyPatch, late: Callable[[], object] = bool
) -> Iterator[Counted]:
    """The packets that are sent within the block, and before it is `late`."""
    connection: Any = pymysql.connections.Connection
    found, send = Counted(), connection._execute_command

    def noting(self: object, command: int, sql: str | bytes) -> None:
        found.early += not late()
        found.packets.append(sql.decode() if isinstance(sql, bytes) else sql)
        send(self, command, sql)

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_execute_command", noting)
        yield found
