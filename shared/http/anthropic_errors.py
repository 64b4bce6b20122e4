"""Errors on `/v1/messages` as Anthropic's API has them (its reference, "Errors")."""

from typing import Any, NamedTuple

from shared.errors import ApiError

PATH = "/v1/messages"
_LASTING = frozenset({"no_model", "misconfigured"})  # trying again would be in vain
_STATUSES = {415: 400, 422: 400, 502: 500, 503: 529}
_KINDS = {
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    504: "timeout_error",
    529: "overloaded_error",
}
_IN_VAIN = {"X-Should-Retry": "false"}  # its SDKs obey it


class Told(NamedTuple):
    status: int
    body: dict[str, Any]
    headers: dict[str, str]


def serves(path: str) -> bool:
    return path == PATH or path.startswith(f"{PATH}/")


def typed(status: int) -> tuple[int, str]:
    """The status and type there of an error that has `status` elsewhere."""
    status = _STATUSES.get(status, status)
    other = "api_error" if status >= 500 else "invalid_request_error"
    return status, _KINDS.get(status, other)


def of_anthropic(error: ApiError, message: str, request_id: str) -> Told:
    lasts = error.reason in _LASTING
    status, kind = typed(500 if lasts else error.status)
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": request_id}
    in_vain = _IN_VAIN if lasts or error.code == "quota_exceeded" else {}
    return Told(status, body, {**error.headers, "Request-Id": request_id, **in_vain})
