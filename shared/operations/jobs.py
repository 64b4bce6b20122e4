"""Scheduled work: what each job does, and that one instance does it at a time.

When each is due, the timers of `template.yml` say. A job may be begun again at any moment: what it
did already it finds done.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from shared.accounts import erasure
from shared.backups import archive
from shared.clouds.errors import CloudError
from shared.costs import budget
from shared.errors import UpstreamError
from shared.files import sweeper
from shared.operations import alerts, maintenance
from shared.operations.mailing import MAIL_JOB
from shared.scheduling import in_passing, leases
from shared.scheduling.batches import Budget
from shared.scheduling.leases import Term
from shared.scheduling.timers import Timer
from shared.tasks import sweeping

Counts = Mapping[str, int]

_LONGEST = 660  # seconds; the scheduler's time-out is 600
_ENOUGH = 240  # seconds of one run: what is left then is the next one's
_TASKS = 45  # seconds of a run of each minute
_MINUTE, _HOUR = 60, 3600  # seconds


class Job(NamedTuple):
    """`work` says how much it did of what; `timer` is as template.yml has it; not done for `late`
    seconds is worth an alert.

    A term rests for less than the time between two events of its timer, whose clocks may differ.
    """

    name: str
    work: Callable[[], Counts]
    term: Term
    timer: Timer
    late: int


def run(job: Job) -> Counts | None:
    """What was done; None when another instance does it, or has just done it."""
    with leases.held(job.name, job.term) as ours:
        return job.work() if ours else None


def _sweep() -> Counts:
    done = maintenance.sweep(Budget(_ENOUGH))
    return {**done, **sweeper.run(Budget(_ENOUGH))}


def _roll_up() -> Counts:
    return maintenance.roll_up(Budget(_ENOUGH))


def _erase() -> Counts:
    return erasure.run(Budget(_ENOUGH))


def _tasks() -> Counts:
    return sweeping.run(Budget(_TASKS))


def _mail() -> Counts:
    from shared.accounts import mail_sending  # speaks SMTP, which who lists jobs need not

    return mail_sending.send_due(Budget(_TASKS))


def _alerts() -> Counts:
    return alerts.run({job.name: job.late for job in JOBS if job is not ALERTS})


def _backup() -> Counts:
    made = archive.make()
    return {"rows": made.rows, "bytes": made.bytes, "removed": archive.remove_old()}


def _costs() -> Counts:
    try:
        found = budget.look()
    except CloudError as e:
        raise UpstreamError() from e
    told = alerts.tell("costs", [line for bill in found for line in budget.complaints(bill)])
    yuan = {bill.cloud: round(bill.spent) for bill in found}
    return {**yuan, "told": told == "told"}


_OFTEN = Timer(10 * _MINUTE)
_AT_NIGHT = Timer(24 * _HOUR, at=19 * _HOUR)  # three o'clock in Shanghai
_IN_THE_MORNING = Timer(24 * _HOUR, at=150 * _MINUTE)  # half past ten there

SWEEP = Job(in_passing.SWEEP, _sweep, Term(_LONGEST, rest=8 * _MINUTE), _OFTEN, late=_HOUR)
ALERTS = Job("alerts", _alerts, Term(_LONGEST, rest=4 * _MINUTE), Timer(5 * _MINUTE), late=_HOUR)
ROLL_UP = Job(
    "roll_up",
    _roll_up,
    Term(_LONGEST, rest=30 * _MINUTE),
    Timer(_HOUR, at=7 * _MINUTE),
    late=6 * _HOUR,
)
BACKUP = Job("backup", _backup, Term(_LONGEST, rest=_HOUR), _AT_NIGHT, late=30 * _HOUR)
COSTS = Job("costs", _costs, Term(_LONGEST, rest=_HOUR), _IN_THE_MORNING, late=30 * _HOUR)
ERASE = Job("erase", _erase, Term(_LONGEST, rest=8 * _MINUTE), _OFTEN, late=_HOUR)
TASKS = Job("tasks", _tasks, Term(2 * _MINUTE), Timer(_MINUTE), late=10 * _MINUTE)
MAIL = Job(MAIL_JOB, _mail, Term(2 * _MINUTE), Timer(_MINUTE), late=10 * _MINUTE)
JOBS = (SWEEP, ALERTS, ROLL_UP, BACKUP, COSTS, ERASE, TASKS, MAIL)
TIMERS = {job.name: job.timer for job in JOBS}
