"""How much is asked of a provider at a time, over all workers: for `Work.room` and `Work.poll`.

The limits of Model Studio are per main account: beyond them it would refuse, and others who use
the same account would be refused too.
"""

import random

from shared.access import limits
from shared.database import transactions
from shared.store import task_work

_SOON = (2.0, 10.0)  # seconds until there may be room


def running(model: str, most: int) -> float:
    """Seconds to wait while so many tasks of a model are at the provider; 0 when there is room."""
    with transactions.asking() as tx:
        count = task_work.count_at_provider(tx, model)
    return random.uniform(*_SOON) if count >= most else 0.0  # noqa: S311


def rate(name: str, most: int, seconds: int = 1) -> float:
    """Count one call of that name; seconds to wait when it is one too many within `seconds`."""
    hits = limits.hit(f"task:{name}", "all", seconds)
    return 0.0 if hits <= most else random.uniform(1.0, 2.0) * seconds  # noqa: S311
