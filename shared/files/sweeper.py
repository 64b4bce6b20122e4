"""What is left of files that were never finished, or were removed, and of what lives for a day.

Who adds a file also sweeps, once in a while, so that it is done without a scheduler; those who
never touch the storage do not carry what reaches it. Any number may sweep at once.
"""

from collections.abc import Callable

from shared.database import transactions
from shared.errors import UnsupportedMediaType
from shared.files import lifecycle
from shared.scheduling import batches, in_passing
from shared.scheduling.batches import Budget
from shared.storage import objects
from shared.store import files, server
from shared.store.files import PENDING, STRAY, File

_ONE_IN = 50
_IN_PASSING = 2.0  # seconds, since somebody waits for the answer behind which it is done
_MOST = 50  # rows that are looked for at once
_MOST_OF_ONE = 1000
_DAY = 86_400_000  # milliseconds


def by_chance() -> None:
    in_passing.do(_ONE_IN, _in_passing, "sweeping files failed")


def run(budget: Budget = batches.ENDLESS) -> dict[str, int]:
    """Do what can be done in time; returns how much there was of each."""
    with transactions.asking() as tx:
        then = server.now(tx) - _DAY
    return {
        "pending": _each(PENDING, then, _end, budget),
        "stray": _each(STRAY, then, erase, budget),
        "temporary": _temporary(then, budget),
    }


def free(user_id: str, than: int) -> int:
    """Do at once for one user what would be done later: of files made before `than`, and as many
    as there is time for; returns how many."""
    with transactions.asking() as tx:
        found = files.unfinished_of(tx, user_id, than, _MOST_OF_ONE)
    budget, done = Budget(_IN_PASSING), 0
    for file in found:
        (_end if file.status == PENDING else erase)(file)
        done += 1
        if budget.is_used:
            break
    return done


def erase(file: File) -> None:
    """The object first: while it may be there, its row says so."""
    lifecycle.drop(file)
    with transactions.writing() as tx:
        files.remove(tx, file.id)


def _in_passing() -> None:
    run(Budget(_IN_PASSING))


def _each(status: str, then: int, work: Callable[[File], None], budget: Budget) -> int:
    """Work on all of a status that were made before, the oldest first; returns on how many."""
    done: set[str] = set()  # one that somebody else has changed meanwhile is not tried again
    while found := [file for file in _unfinished(status, then) if file.id not in done]:
        for file in found:
            work(file)
            done.add(file.id)
            if budget.is_used:
                return len(done)
    return len(done)


def _unfinished(status: str, then: int) -> list[File]:
    with transactions.asking() as tx:
        return files.unfinished(tx, status, then, _MOST)


def _end(file: File) -> None:
    """It was sent, and nobody has asked for it; or it was not."""
    try:
        settled = lifecycle.settle(file)
    except UnsupportedMediaType:
        return  # a stray one from here on
    if settled.status == PENDING and lifecycle.hide(file):
        erase(file)


def _temporary(then: int, budget: Budget) -> int:
    """In a bucket, a rule of `make oss-setup` does this too."""
    count = 0
    for stored in objects.list_older(objects.TEMPORARY, then):
        objects.remove(stored.key)
        count += 1
        if budget.is_used:
            break
    return count
