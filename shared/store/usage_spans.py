"""Some time as usage is read: single calls at its ends, whole hours, and whole days of UTC."""

from typing import NamedTuple

from shared.store.usage import HOUR

DAY = 24 * HOUR


class Time(NamedTuple):
    """From `begin` to `end`: calls until `since` and from `until` on, hours, and whole days."""

    begin: int
    since: int
    first_day: int
    last_day: int
    until: int
    end: int

    @property
    def hours(self) -> list[int]:
        """The hours that are in none of the whole days."""
        before, after = (self.since, self.first_day), (self.last_day, self.until)
        return [*range(*before, HOUR), *range(*after, HOUR)]

    @property
    def days(self) -> list[int]:
        return list(range(self.first_day, self.last_day, DAY))


def time(begin: int, since: int, until: int, end: int) -> Time:
    """`since` and `until` are whole hours."""
    first, last = -(-since // DAY) * DAY, until // DAY * DAY
    return Time(begin, since, *((first, last) if first < last else (until, until)), until, end)


PARTS = (  # of a Time: what is summed of it, and its single calls
    f"span = {HOUR} AND start >= :since AND start < :first_day",
    f"span = {DAY} AND start >= :first_day AND start < :last_day",
    f"span = {HOUR} AND start >= :last_day AND start < :until",
)
EDGES = ("at >= :begin AND at < :since", "at >= :until AND at < :end")
