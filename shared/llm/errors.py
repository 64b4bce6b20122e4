"""What a provider's error means for our caller, and whether asking again may help.

Codes: Alibaba Cloud Model Studio "Error codes", Volcano Ark "Error codes" (2026-11).
"""

import re
from typing import Any

import msgspec

from shared.errors import (
    ApiError,
    InvalidRequest,
    RequestRefused,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)

_MODERATED = re.compile(r"data_?inspection|sensitive_?content|content_filter", re.IGNORECASE)
_TOO_LONG = re.compile(
    r"range of input length|context_length_exceeded|maximum context length|exceed_context_size",
    re.IGNORECASE,
)
_OUR_FAULT = re.compile(
    r"arrear|overdue|notpurchased|quotaexceeded|setlimitexceeded|freetieronly", re.IGNORECASE
)
_WRONG = re.compile(r"(invalid|missing)_?parameter|^invalid_request_error$", re.IGNORECASE)
_SECONDS = re.compile(r"\s*[0-9]{1,6}\s*")
_RETRYABLE = frozenset({408, 429, 500, 502, 503, 504})
_LONGEST_CODE = 200  # characters kept for the log
_LONGEST_MESSAGE = 500  # characters passed on


class ProviderError(Exception):
    """A provider's error: `detail` is for the log, `error` for the caller."""

    def __init__(
        self, error: ApiError, detail: str, *, retryable: bool, wait: float | None = None
    ) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.retryable = retryable
        self.wait = wait  # seconds that the provider asks for


def of_status(status: int, body: bytes, retry_after: str | None) -> ProviderError:
    """What an answer with an error status means."""
    code, message = _code_and_message(body)
    detail = f"HTTP {status} {code}"[:_LONGEST_CODE]
    said = f"{code} {message}"
    if _MODERATED.search(said):
        return ProviderError(InvalidRequest("moderated", param="messages"), detail, retryable=False)
    if _TOO_LONG.search(said):
        return ProviderError(
            InvalidRequest("context_too_long", param="messages"), detail, retryable=False
        )
    if status in (400, 422) and _WRONG.search(code):
        return ProviderError(RequestRefused(message[:_LONGEST_MESSAGE]), detail, retryable=False)
    if status in _RETRYABLE and not _OUR_FAULT.search(said):
        return _passing(status, detail, retry_after)
    return ProviderError(UpstreamError("upstream_refused"), detail, retryable=False)


def of_stream(error: Any) -> ProviderError:
    """What an `error` object within a stream means; too late to ask again."""
    body = msgspec.json.encode({"error": error})
    found = of_status(400, body, None)
    if isinstance(found.error, UpstreamError):
        found.error = UpstreamError("upstream_cut")
    return found


def broken(detail: str) -> ProviderError:
    """An answer that is not what the protocol says."""
    return ProviderError(UpstreamError(), detail, retryable=True)


def cut(detail: str) -> ProviderError:
    """An answer that broke off; asking again would charge twice for what was said."""
    return ProviderError(UpstreamError("upstream_cut"), detail, retryable=False)


def late(detail: str) -> ProviderError:
    return ProviderError(UpstreamTimeout(), detail, retryable=False)


def unreachable(detail: str) -> ProviderError:
    return ProviderError(UpstreamError(), detail, retryable=True)


def _passing(status: int, detail: str, retry_after: str | None) -> ProviderError:
    wait = float(retry_after) if retry_after and _SECONDS.fullmatch(retry_after) else None
    if status == 429 or wait is not None:
        headers = {"Retry-After": str(int(wait or 5))}
        busy = Unavailable("upstream_busy", headers=headers)
        return ProviderError(busy, detail, retryable=True, wait=wait)
    return ProviderError(UpstreamError(), detail, retryable=True)


def _code_and_message(body: bytes) -> tuple[str, str]:
    """From OpenAI's shape, DashScope's own, or a body that begins with `data:`."""
    try:
        said = msgspec.json.decode(body.strip().removeprefix(b"data:"))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return "", ""
    table = said.get("error", said) if isinstance(said, dict) else {}
    if not isinstance(table, dict):
        return "", str(table)
    return str(table.get("code") or table.get("type") or ""), str(table.get("message") or "")
