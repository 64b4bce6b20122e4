"""A task of Model Studio's is looked at until it has ended, whatever goes wrong meanwhile."""

from typing import Any

from shared.dashscope import client
from shared.dashscope.client import Account, Answer, Task
from shared.dashscope.errors import DashScopeError
from shared.pictures import failures, pacing
from shared.tasks.kinds import Failed, Run, Unknown, Waiting

_BEGUN = 10  # percent


def look(account: Account, run: Run[Any]) -> Waiting | Answer:
    """What came of it, or when to look again; Failed, Unknown.

    Only ends that are known end it; a look that fails is taken again until the deadline.
    """
    if waits := pacing.look():
        return Waiting(run.upstream_id, waits)
    try:
        task = client.query(account, run.upstream_id)
    except DashScopeError as e:
        raise failures.of_call(e) from e
    if task.status in ("pending", "running"):
        run.progress(_BEGUN)
        return Waiting(run.upstream_id, pacing.pause(task.answer.output.get("submit_time")))
    run.note_request(task.answer.request_id)
    if task.status == "succeeded":
        return task.answer
    raise _ended(task)


def _ended(task: Task) -> Failed:
    """A task that has failed does not change by looking at it again."""
    if task.status == "unknown":
        return Unknown("upstream_error", "upstream_forgot")
    if task.status == "cancelled":
        return Failed("upstream_error", "upstream_cancelled")
    failure = failures.of_call(client.failure(task))
    failure.retryable = False
    return failure


def cancel(account: Account, run: Run[Any]) -> bool:
    """Whether the provider has not begun, and will not; where it cannot be asked, it goes on."""
    try:
        return client.cancel(account, run.upstream_id)
    except DashScopeError:
        return False
