"""What must be done now and then: orphans released, usage summed up, what has expired removed.

Every job may be run at any time, by any number of processes at once.
"""

import random

from shared import config, credits, db, log, times, usage
from shared.errors import ApiError
from shared.store import idempotency, limits, sessions

_ONE_IN = 100  # metered calls also do this, so that it is done without a scheduler
_DAY = 86_400_000  # milliseconds
_LONGEST_WINDOW = 32 * _DAY


def by_chance() -> None:
    """Once in a while; a failure is logged and is nobody's who called."""
    if random.randrange(_ONE_IN):  # noqa: S311
        return
    try:
        run()
    except ApiError as e:
        log.write("warning", "upkeep failed", cause=e.reason)


def run() -> dict[str, int]:
    """Do everything; returns how much there was of each."""
    now = times.now()
    done = {
        "reservations": credits.sweep(),
        "hours": usage.roll_up(),
        "calls": usage.purge(config.settings().usage_days),
    }
    with db.transaction() as tx:
        done["limits"] = limits.remove_older(tx, (now - _LONGEST_WINDOW) // 1000)
        done["sessions"] = sessions.remove_expired(tx, now)
        done["idempotency"] = idempotency.remove_older(tx, now - _DAY)
    return done
