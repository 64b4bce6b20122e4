"""Tables as files: what all kinds of them are made from."""

import functools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any, NamedTuple

Rows = Iterable[list[list[Any]]]  # many at a time
Column = Sequence[Any]
Moment = tuple[str | None, str | None]  # local and in UTC

_SECONDS = [f":{second:02}" for second in range(60)]


class Head(NamedTuple):
    """A table's name and columns, which of these are instants, and the reader's time zone."""

    name: str
    columns: tuple[str, ...]
    instants: frozenset[str]
    zone: tzinfo

    def titles(self) -> list[str]:
        """Of the columns as people read them: each instant stands twice, local and in UTC."""
        return [title for name in self.columns for title in self._titles(name)]

    def readable(self, rows: list[list[Any]]) -> list[Column]:
        """The columns below these titles: text, numbers and None."""
        shown: list[Column] = []
        for name, column in zip(self.columns, zip(*rows, strict=True), strict=True):
            shown += _moments(column, self.zone) if name in self.instants else [column]
        return shown

    def _titles(self, name: str) -> list[str]:
        return [f"{name}_local", f"{name}_utc"] if name in self.instants else [name]


def _moments(instants: Column, zone: tzinfo) -> list[Column]:
    return list(zip(*(_moment(i, zone) for i in instants), strict=True))


def _moment(milliseconds: int | None, zone: tzinfo) -> Moment:
    """`2026-11-22 14:03:05`, which spreadsheets take for a time."""
    if milliseconds is None:
        return None, None
    local, utc = _minute(milliseconds // 60_000, zone)
    second = _SECONDS[milliseconds // 1000 % 60]
    return local and local + second, utc and utc + second


@functools.lru_cache(maxsize=4096)  # rows come in the order of time
def _minute(minutes: int, zone: tzinfo) -> Moment:
    """`2026-11-22 14:03`: since 1972 no zone is off by a part of a minute."""
    return _written(minutes, zone), _written(minutes, UTC)


def _written(minutes: int, zone: tzinfo) -> str | None:
    """Nothing after the year 9999."""
    try:
        return datetime.fromtimestamp(minutes * 60, zone).isoformat(" ")[:16]
    except (ValueError, OverflowError):
        return None
