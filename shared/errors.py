"""Every error a client can see: one class per stable code of the contract.

ApiError
├── InvalidJson 400
├── Unauthorized 401 ── InvalidToken, TokenExpired, InvalidCredentials,
│   SecondFactorRequired, SecondFactorInvalid
├── InsufficientCredits 402
├── Forbidden 403 ── AccountDisabled, InviteRequired, InviteInvalid, StorageFull,
│   EmailUnconfirmed, SecondFactorMissing
├── NotFound 404 ── ModelNotFound
├── MethodNotAllowed 405
├── Conflict 409 ── EmailTaken, IdempotencyConflict
├── PayloadTooLarge 413, UnsupportedMediaType 415
├── InvalidRequest 422 ── InvalidLines, RequestRefused, DiarizeUnavailable, Moderated
├── RateLimited 429 ── TooManyAttempts, QuotaExceeded
├── Unavailable 503 ── ServerEnds, NotModerated
└── InternalError 500, UpstreamError 502, UpstreamTimeout 504
"""

from collections.abc import Sequence
from typing import Any, ClassVar

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in one line of a file, and in which of its fields."""

    line: int
    param: str | None
    reason: str
    facts: dict[str, Any] = msgspec.field(default_factory=dict)


class ApiError(Exception):
    """An answer other than success.

    `reason` names the message in `i18n/messages/` (the code itself by default), `facts` fill it,
    `param` is the path of the offending field, `headers` go out with the answer.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    kind: ClassVar[str] = "api_error"
    faults: Sequence[Fault] = ()

    def __init__(
        self,
        reason: str | None = None,
        *,
        param: str | None = None,
        headers: dict[str, str] | None = None,
        **facts: Any,
    ) -> None:
        super().__init__(reason or self.code)
        self.reason = reason or self.code
        self.param = param
        self.headers = headers or {}
        self.facts = facts


class InvalidJson(ApiError):
    status, code, kind = 400, "invalid_json", "invalid_request_error"


class Unauthorized(ApiError):
    status, code, kind = 401, "unauthorized", "authentication_error"

    def __init__(self, reason: str | None = None, **facts: Any) -> None:
        super().__init__(reason, headers={"WWW-Authenticate": 'Bearer realm="yunzhan"'}, **facts)


class InvalidToken(Unauthorized):
    code = "invalid_token"


class TokenExpired(Unauthorized):
    code = "token_expired"


class InvalidCredentials(Unauthorized):
    code = "invalid_credentials"


class SecondFactorRequired(Unauthorized):
    """The password was right: the same log-in is asked for again, with a `code`."""

    code = "second_factor_required"


class SecondFactorInvalid(Unauthorized):
    code = "second_factor_invalid"


class InsufficientCredits(ApiError):
    status, code, kind = 402, "insufficient_credits", "insufficient_quota"


class Forbidden(ApiError):
    status, code, kind = 403, "forbidden", "permission_error"


class AccountDisabled(Forbidden):
    code = "account_disabled"


class EmailUnconfirmed(Forbidden):
    code = "email_unconfirmed"


class SecondFactorMissing(Forbidden):
    """An administrator has none, where the deployment asks for one."""

    code = "second_factor_missing"


class InviteRequired(Forbidden):
    code = "invite_required"


class InviteInvalid(Forbidden):
    code = "invite_invalid"


class StorageFull(Forbidden):
    code, kind = "storage_full", "insufficient_quota"


class NotFound(ApiError):
    status, code, kind = 404, "not_found", "invalid_request_error"


class ModelNotFound(NotFound):
    code = "model_not_found"


class MethodNotAllowed(ApiError):
    status, code, kind = 405, "method_not_allowed", "invalid_request_error"


class Conflict(ApiError):
    status, code, kind = 409, "conflict", "invalid_request_error"


class EmailTaken(Conflict):
    code = "email_taken"


class IdempotencyConflict(Conflict):
    code = "idempotency_conflict"


class PayloadTooLarge(ApiError):
    status, code, kind = 413, "payload_too_large", "invalid_request_error"


class UnsupportedMediaType(ApiError):
    status, code, kind = 415, "unsupported_media_type", "invalid_request_error"


class InvalidRequest(ApiError):
    status, code, kind = 422, "invalid_request", "invalid_request_error"


class InvalidLines(InvalidRequest):
    """A file of which nothing was taken, and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("lines_invalid", count=len(faults))
        self.faults = faults


class DiarizeUnavailable(InvalidRequest):
    """Nobody here can tell speakers apart."""

    code = "diarize_unavailable"

    def __init__(self) -> None:
        super().__init__("diarize_unavailable", param="diarize")


class RateLimited(ApiError):
    """Too often; `retry_after` is in whole seconds."""

    status, code, kind = 429, "rate_limited", "rate_limit_error"

    def __init__(self, reason: str | None = None, *, retry_after: int = 1, **facts: Any) -> None:
        seconds = max(1, retry_after)
        headers = {"Retry-After": str(seconds)}
        super().__init__(reason, headers=headers, seconds=seconds, **facts)


class TooManyAttempts(RateLimited):
    code = "too_many_attempts"


class QuotaExceeded(RateLimited):
    code, kind = "quota_exceeded", "insufficient_quota"


class InternalError(ApiError):
    pass


class RequestRefused(InvalidRequest):
    """The provider does not take what it was asked; `said` is its sentence."""

    def __init__(self, said: str) -> None:
        super().__init__("request_refused", said=said)


class Moderated(InvalidRequest):
    """Unsafe content; `answer` is what the service says instead, "" for nothing."""

    code = "moderated"

    def __init__(self, label: str, *, param: str | None = None, answer: str = "") -> None:
        super().__init__("moderated_here", param=param)
        self.label = label
        self.answer = answer


class UpstreamError(ApiError):
    status, code = 502, "upstream_error"


class Unavailable(ApiError):
    status, code = 503, "unavailable"


class ServerEnds(Unavailable):
    """The server is told to end, and the answer was not there in time."""

    def __init__(self) -> None:
        super().__init__("server_ends", headers={"Retry-After": "1"})


class NotModerated(Unavailable):
    """Nobody could check a content, and the deployment lets none through unchecked."""

    def __init__(self) -> None:
        super().__init__("not_moderated", headers={"Retry-After": "5"})


class UpstreamTimeout(ApiError):
    status, code = 504, "upstream_timeout"
