"""What must be done now and then: orphans released, usage summed up, what has expired removed.

Every job may be run at any time, by any number of processes at once, and stops when its budget of
time is used: the next run goes on. What is old is so by the database's clock.
"""

import functools

from shared.access import policy
from shared.accounts import erasure
from shared.billing import credits, quotas, summing
from shared.config import environment
from shared.database import transactions
from shared.observability import table_counts
from shared.scheduling import batches, in_passing
from shared.scheduling.batches import Budget
from shared.store import (
    answers,
    failures,
    idempotency,
    limits,
    mails,
    responses,
    server,
    sessions,
)
from shared.tasks import retention

_ONE_IN = 100  # metered calls also do this, so that it is done without a scheduler
_IN_PASSING = 1.0  # seconds, since somebody's answer may wait for it
_SECONDS_A_DAY = 86_400
_DAY = _SECONDS_A_DAY * 1000  # milliseconds
_RESPONSES = 30 * _DAY  # that responses of OpenAI's protocol are kept


def by_chance() -> None:
    """Do it in one of a hundred calls, where no scheduler did lately."""
    in_passing.do(_ONE_IN, run, "maintenance failed")


def run() -> dict[str, int]:
    """Do what can be done in passing; returns how much there was of each."""
    budget = Budget(_IN_PASSING)
    return sweep(budget) | roll_up(budget) | erasure.run(budget)


def sweep(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Release the reservations of the dead, and remove what has expired."""
    with transactions.asking() as tx:
        now = server.now(tx)
    table_counts.refresh()
    return {
        "reservations": credits.sweep(budget),
        "limits": _remove_limits(now // 1000, budget),
        "sessions": batches.do(functools.partial(sessions.remove_expired, now=now), budget),
        "links": batches.do(functools.partial(mails.remove_old_links, now=now), budget),
        "idempotency": batches.do(
            functools.partial(idempotency.remove_older, than=now - _DAY), budget
        ),
        "responses": batches.do(
            functools.partial(responses.remove_older, than=now - _RESPONSES), budget
        ),
        "answers": batches.do(
            functools.partial(answers.remove_before, minute=now - 2 * _DAY), budget
        ),
        "failures": batches.do(
            functools.partial(failures.remove_before, at=now - 2 * _DAY), budget
        ),
        **retention.purge(budget),
    }


def roll_up(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Sum up the hours of usage that have ended, and remove what is kept for some days only."""
    days = environment.settings().usage_days
    return {"hours": summing.roll_up(budget), "calls": summing.purge(days, budget)}


def _remove_limits(second: int, budget: Budget) -> int:
    """Windows that ended, name by name."""
    longest, removed, name = _longest_window(), 0, _next_limit("")
    while name is not None:
        days = 32 * _SECONDS_A_DAY if name == quotas.MONTH else longest
        older = functools.partial(limits.remove_older, name=name, than=second - days)
        removed += batches.do(older, budget)
        name = _next_limit(name)
    return removed


def _next_limit(after: str) -> str | None:
    with transactions.asking() as tx:
        return limits.next_name(tx, after)


def _longest_window() -> int:
    """Seconds; those of a day stay for two, since a day of TZ may begin before ours."""
    return max([2 * _SECONDS_A_DAY, *(rate.seconds for rate in policy.current().limits.values())])
