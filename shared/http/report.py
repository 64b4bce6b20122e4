"""What is said of a request when its answer has ended: in the log, and to whoever watches."""

import traceback

from shared import instrumentation, log
from shared.config.environment import ConfigError
from shared.errors import ApiError, InternalError
from shared.http.request import Answered, Request

Facts = dict[str, object]


def understood(failure: Exception) -> tuple[ApiError, Facts]:
    """What the client hears of it, and what the log says."""
    if isinstance(failure, ApiError):
        return failure, facts_of(failure)
    stack = "".join(traceback.format_exception(failure))
    return InternalError(), {"error": type(failure).__name__, "stack": stack}


def facts_of(error: ApiError) -> Facts:
    """What the log says of a refusal; the cause only of those that are not the caller's fault."""
    facts: Facts = {"error": error.code, "reason": error.reason}
    if isinstance(error, ConfigError):
        facts["cause"] = error.problems
    elif error.status >= 500:
        facts["cause"] = str(error.__cause__ or error)
    return facts


class Report:
    """What is said of a request when its answer has ended: in the log, and to whoever watches."""

    def __init__(
        self, request: Request, status: int, answering: instrumentation.Answering, facts: Facts
    ) -> None:
        self._request = request
        self._status = self._outcome = status
        self._answering = answering
        self._facts = facts

    def broke(self, failure: Exception) -> ApiError:
        """A stream did, after its status was sent: it counts as what it would have been."""
        error, facts = understood(failure)
        self._facts |= facts
        self._outcome = error.status
        return error

    def tell(self) -> None:
        seconds = self._answering.ended(self._request.route, self._outcome)
        self._log(seconds)
        endpoint = self._request.endpoint
        if endpoint and endpoint.limit:
            code = str(self._facts.get("error", ""))
            answer = Answered(endpoint.name, self._outcome, seconds, code, self._request.id)
            endpoint.limit.answered(answer)

    def _log(self, seconds: float) -> None:
        request, facts = self._request, self._facts
        if self._answering.trace_id:
            facts["trace_id"] = self._answering.trace_id
        log.write(
            "error" if self._status >= 500 or facts.keys() & {"stack", "cause"} else "info",
            "request",
            request_id=request.id,
            method=request.method,
            path=request.path,
            endpoint=request.endpoint.name if request.endpoint else None,
            status=self._status,
            ms=round(seconds * 1000, 1),
            ip=request.ip,
            user=request.user_id,
            **facts,
        )
