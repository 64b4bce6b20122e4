"""What differs between the databases."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol

Meaning = Literal["duplicate", "no_tables", "deadlock", "down", "fault"]


class Driver(Protocol):
    """One connection to one kind of database."""

    name: ClassVar[str]
    Error: ClassVar[type[Exception]]

    def connect(self) -> None: ...
    def close(self) -> None: ...
    def begin(self, *, write: bool) -> None: ...
    def execute(self, sql: str, values: Mapping[str, Any]) -> Any: ...
    def meaning(self, error: Exception) -> Meaning: ...
    def lost(self, error: Exception) -> bool: ...
