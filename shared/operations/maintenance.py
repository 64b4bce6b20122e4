"""What must be done now and then: orphans released, usage summed up, what has expired removed.

Every job may be run at any time, by any number of processes at once.
"""

from shared import times
from shared.access import policy
from shared.billing import credits, quotas, usage
from shared.config import environment
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.scheduling import in_passing
from shared.store import answers, idempotency, limits, sessions

_ONE_IN = 100  # metered calls also do this, so that it is done without a scheduler
_SECONDS_A_DAY = 86_400
_DAY = _SECONDS_A_DAY * 1000  # milliseconds


def by_chance() -> None:
    """Do it all in one of a hundred calls, where no scheduler did lately."""
    in_passing.do(_ONE_IN, run, "maintenance failed")


def run() -> dict[str, int]:
    """Do everything; returns how much there was of each."""
    return sweep() | roll_up()


def sweep() -> dict[str, int]:
    """Release the reservations of the dead, and remove what has expired."""
    now, longest = times.now(), _longest_window()
    done = {"reservations": credits.sweep()}
    with transactions.writing() as tx:
        done["limits"] = _remove_limits(tx, now // 1000, longest)
        done["sessions"] = sessions.remove_expired(tx, now)
        done["idempotency"] = idempotency.remove_older(tx, now - _DAY)
        done["answers"] = answers.remove_before(tx, now - 2 * _DAY)
    return done


def roll_up() -> dict[str, int]:
    """Sum up the hours of usage that have ended, and remove what is kept for some days only."""
    return {"hours": usage.roll_up(), "calls": usage.purge(environment.settings().usage_days)}


def _longest_window() -> int:
    """Seconds; those of a day stay for two, since a day of TZ may begin before ours."""
    return max([2 * _SECONDS_A_DAY, *(rate.seconds for rate in policy.current().limits.values())])


def _remove_limits(tx: Transaction, second: int, longest: int) -> int:
    """Windows that ended."""
    removed = limits.remove_older(tx, second - longest, but=quotas.MONTH)
    return removed + limits.remove_older(tx, second - 32 * _SECONDS_A_DAY)
