"""Errors on `/v1` as OpenAI's API has them, for clients that branch on its statuses and codes.

Source: OpenAI API reference, "Error codes", and the exceptions of its SDKs. Where it has no word
for a thing (403, 409, 5xx), ours stays.
"""

from typing import NamedTuple

from shared.errors import ApiError

PREFIX = "/v1/"
_AUTHENTICATION = frozenset({"unauthorized", "invalid_token", "invalid_credentials"})
_CODES = {
    "context_too_long": "context_length_exceeded",
    "moderated": "content_filter",
    "previous_not_found": "previous_response_not_found",
    "insufficient_credits": "insufficient_quota",
    "quota_exceeded": "insufficient_quota",
    "rate_limited": "rate_limit_exceeded",
    **dict.fromkeys(_AUTHENTICATION, "invalid_api_key"),
}
_STATUSES = {402: 429, 422: 400}
_IN_VAIN = {"X-Should-Retry": "false"}  # its SDKs try every 429 again, unless told


class Shape(NamedTuple):
    """What an error's answer says besides its sentence, which `reason` names."""

    status: int
    code: str
    kind: str
    reason: str
    headers: dict[str, str]


def of_contract(error: ApiError) -> Shape:
    """As everywhere but on `/v1`."""
    return Shape(error.status, error.code, error.kind, error.reason, error.headers)


def of_openai(error: ApiError) -> Shape:
    code = _CODES.get(error.reason) or _CODES.get(error.code) or error.code
    kind, reason = error.kind, error.reason
    if code == "invalid_api_key":
        kind, reason = "invalid_request_error", "invalid_api_key"
    in_vain = _IN_VAIN if code == "insufficient_quota" else {}
    status = _STATUSES.get(error.status, error.status)
    return Shape(status, code, kind, reason, {**error.headers, **in_vain})
