"""Lists of the contract: `?limit=&cursor=` in, `data` and `next_cursor` out, newest first."""

from typing import Annotated, Generic, TypeVar

import msgspec

from shared import ids
from shared.errors import InvalidRequest
from shared.http.inputs import time_ranges

Item = TypeVar("Item")
Cursor = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": "^([0-9A-Za-z]{26})?$"})]
Word = Annotated[str, msgspec.Meta(max_length=100)]

LOOKED_AT = 10_000  # rows in one search for what no index has
FIRST = "~"  # sorts after every ULID
_ID_LENGTH = 26


class Paging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of a list."""

    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] = 20
    cursor: Cursor = ""

    @property
    def before(self) -> str:
        """Items have ids below this; InvalidRequest for a cursor that we did not make."""
        return known(self.cursor) or FIRST


class Search(Paging, frozen=True, forbid_unknown_fields=True):
    """The query of a list that can be searched."""

    q: Annotated[str, msgspec.Meta(max_length=100)] = ""

    @property
    def like(self) -> str:
        """`q` as a pattern of LIKE; the database takes both sides in lower case."""
        return like(self.q)


class Ranged(Paging, frozen=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """The query of a list of what was made `from` and `to` days (or instants) in `tz`."""

    since: Word = ""
    to: Word = ""
    tz: Word = ""

    @property
    def span(self) -> tuple[str, str]:
        """Items have ids from the first on, and below the second; InvalidRequest."""
        zone, before = time_ranges.zone(self.tz), self.before
        first = time_ranges.instant(self.since, zone, "from", end=False) if self.since else 0
        if not self.to:
            return ids.lowest(first), before
        until = time_ranges.instant(self.to, zone, "to", end=True)
        if first > until:
            raise InvalidRequest("span_backwards", param="from")
        return ids.lowest(first), min(before, ids.lowest(until))


class Page(msgspec.Struct, Generic[Item], frozen=True):
    data: list[Item]
    next_cursor: str | None = None


def known(cursor: str) -> str:
    """A cursor, or none; InvalidRequest for one that we did not make."""
    ours = len(cursor) == _ID_LENGTH and cursor.isascii() and cursor.isalnum()
    if cursor and not ours:
        raise InvalidRequest("cursor_invalid", param="cursor")
    return cursor


def like(words: str) -> str:
    """What contains `words`, as a pattern of LIKE with `!` as its escape."""
    escaped = words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"


def page(items: list[Item], ids: list[str], limit: int, looked_until: str = "") -> Page[Item]:
    """A page of at most `limit` of `items`, which were asked for with one more; the next goes on
    behind them, or at `looked_until` if not all was looked at."""
    more = len(items) > limit
    return Page(items[:limit], ids[limit - 1] if more else looked_until or None)
