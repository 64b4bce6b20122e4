"""When timers are due, as template.yml says it: again and again, or at a minute of each period."""

from typing import NamedTuple


class Timer(NamedTuple):
    """Each `every` seconds, or `at` seconds after each of them began in UTC."""

    every: int
    at: int | None = None

    def next(self, now: int, begun: int | None) -> int:
        """When it is due after `now`, having begun last at `begun` (milliseconds since 1970)."""
        every = self.every * 1000
        if self.at is None:
            return max(now, (begun or now - every) + every)
        offset = self.at * 1000
        return now - (now - offset) % every + every
