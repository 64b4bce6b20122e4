"""The month that is made up: its instants, its ids, its chances, and the rows of its tables."""

import heapq
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from shared import ids
from shared.config import environment

SEED = 20261128
DAYS = 30
MARK = "DEM0DATA"  # in the id of every row, behind its instant
HOUR, DAY = 3_600_000, 86_400_000  # milliseconds
_MINUTE = 60_000
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BY_HOUR = (3, 2, 1, 1, 1, 1, 2, 5, 12, 22, 26, 24, 14, 17, 24, 26, 24, 20, 14, 15, 18, 16, 11, 6)
_ON_WEEKENDS = 0.55


class Month:
    """Everything that happens until `now` (milliseconds since 1970); the same for the same seed."""

    def __init__(self, now: int, seed: int = SEED) -> None:
        self.now = now
        self.since = now - DAYS * DAY
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.rows: dict[str, list[msgspec.Struct]] = {}
        self._made = 0
        self._coming: list[tuple[int, int, Callable[[], None]]] = []
        self._zone = ZoneInfo(environment.settings().time_zone)
        self._hours = [self.since + hour * HOUR for hour in range(DAYS * 24)]
        self._weights = [self._busy(hour) for hour in self._hours]

    def id(self, at: int) -> str:
        """A ULID of an instant, with MARK; later made, it sorts later."""
        self._made += 1
        return ids.lowest(at)[:10] + MARK + _base32(self._made, 8)

    def add(self, table: str, row: msgspec.Struct) -> None:
        self.rows.setdefault(table, []).append(row)

    def at(self, moment: int, work: Callable[[], None]) -> None:
        """Have something happen at an instant; what would be later than now does not."""
        self._made += 1
        if moment < self.now:
            heapq.heappush(self._coming, (moment, self._made, work))

    def pass_by(self) -> None:
        """Let everything happen, in its order, also what comes of it."""
        while self._coming:
            _, _, work = heapq.heappop(self._coming)
            work()

    def moments(self, count: int, since: int = 0) -> list[int]:
        """So many instants from `since` on, in their order, more of them when people are awake."""
        hours = self.chance.choices(self._hours, self._weights, k=count)
        moments = (hour + self.chance.randrange(HOUR) for hour in hours)
        return sorted(at for at in moments if since <= at < self.now)

    def ago(self, *, days: float = 0, hours: float = 0) -> int:
        return self.now - int(days * DAY + hours * HOUR) - self.chance.randrange(_MINUTE)

    def pick(self, words: Sequence[str]) -> str:
        return self.chance.choice(words)

    def _busy(self, at: int) -> float:
        moment = datetime.fromtimestamp(at / 1000, self._zone)
        growth = 1 + (at - self.since) / (DAYS * DAY) * 0.6
        return _BY_HOUR[moment.hour] * growth * (_ON_WEEKENDS if moment.weekday() > 4 else 1)


def _base32(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(length)))
