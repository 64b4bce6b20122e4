"""What differs between the databases."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol

Meaning = Literal["duplicate", "no_tables", "deadlock", "down", "fault"]


class Driver(Protocol):
    """One connection to one kind of database."""

    name: ClassVar[str]
    Error: ClassVar[type[Exception]]

    @property
    def is_open(self) -> bool: ...

    def connect(self) -> None: ...
    def close(self) -> None: ...
    def is_stale(self) -> bool:
        """Whether its other end has hung up meanwhile, as far as can be told without asking."""

    def begin(self, *, write: bool) -> None:
        """Begin a transaction, at the latest with its first statement."""

    def execute(self, sql: str, values: Mapping[str, Any]) -> Any:
        """A cursor with the statement's result."""

    def queue(self, sql: str, values: Mapping[str, Any]) -> None:
        """A statement whose result nobody wants: it is done before the next one."""

    def commit(self) -> None: ...
    def roll_back(self) -> None: ...

    def single(self, sql: str, values: Mapping[str, Any], *, write: bool) -> Any:
        """A cursor with the result of a statement that is a transaction of its own."""

    def number(self, cursor: Any) -> int | None:
        """What a statement returns by RETURNING (SQLite) or LAST_INSERT_ID (MySQL); None when it
        changed no row."""

    def stream(self, sql: str, values: Mapping[str, Any]) -> Any: ...
    def meaning(self, error: Exception) -> Meaning: ...
    def lost(self, error: Exception) -> bool: ...
