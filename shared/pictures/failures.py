"""What a provider's error means for a task that it draws for."""

from shared.dashscope.errors import DashScopeError
from shared.errors import ApiError
from shared.tasks.kinds import Failed, Run


def of_creation(run: Run[object], error: DashScopeError) -> Failed:
    """Nothing is asked for again that may be drawn, and paid for, already."""
    run.note_request(error.request_id)
    if error.ambiguous:
        return Failed("upstream_error", "creation_unknown")
    return of_call(error)


def of_call(error: DashScopeError) -> Failed:
    return _failed(error.error, retryable=error.retryable, seconds=error.wait or 0.0)


def of_refusal(error: ApiError, *, retryable: bool = False) -> Failed:
    return _failed(error, retryable=retryable)


def _failed(error: ApiError, *, retryable: bool, seconds: float = 0.0) -> Failed:
    code = "content_refused" if error.reason == "moderated" else error.code
    facts = {name: str(value) for name, value in error.facts.items()}
    return Failed(code, error.reason, retryable=retryable, seconds=seconds, **facts)
