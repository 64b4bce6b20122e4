"""How often somebody may do something, counted in the database so that all instances agree."""

from shared import db, times
from shared.errors import ApiError
from shared.store import limits

DAY = 86400


def hit(name: str, who: str, *, limit: int, seconds: int, refusal: type[ApiError]) -> None:
    """Count a hit of `who` in the current window of `seconds`; `refusal` beyond `limit`."""
    window = _window(seconds)
    with db.transaction() as tx:
        hits = limits.hit(tx, name, who, window)
    if hits > limit:
        retry_after = window + seconds - times.now() // 1000
        raise refusal(f"{name}_quota", retry_after=retry_after, limit=limit)


def give_back(name: str, who: str, *, seconds: int) -> None:
    """Take a hit back: what it was for did not happen."""
    with db.transaction() as tx:
        limits.give_back(tx, name, who, _window(seconds))


def _window(seconds: int) -> int:
    """The start of the current window, in seconds since 1970."""
    now = times.now() // 1000
    return now - now % seconds
