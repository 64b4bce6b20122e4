"""What a provider's error means for our caller, and whether asking again may help.

Status, code, type and sentence are read together, since none alone is reliable: llama.cpp gives a
number as code, Gemini a wrong key as 400, DashScope a full wallet's throttling as
`insufficient_quota`. Codes: Alibaba Cloud Model Studio "Error codes", Volcano Ark "Error codes",
OpenAI "Error codes", DeepSeek, Zhipu and Moonshot "错误码" (2026-11).
"""

import re
from typing import Any, NamedTuple

import msgspec

from shared.errors import (
    ApiError,
    InvalidRequest,
    RequestRefused,
    ServerEnds,
    Unavailable,
    UpstreamError,
    UpstreamTimeout,
)

# Compiled when the first error comes: all together take 1 ms of each cold start.
_MODERATED = r"(?i)data_?inspection|sensitive_?content|content_filter|content_?policy|1301\b"
_TOO_LONG = (
    r"(?i)range of input length|context_?length|exceed_context_size|context (size|window|limit)"
    r"|too large to process|max_model_len|(prompt|input|messages?) (is|are) too long"
    r"|too many (input )?tokens"
    r"|(input|total) tokens.{0,40}exceed|reduce the length|string_above_max_length|输入.{0,10}过长"
)
_ACCOUNT = (
    r"(?i)arrear|overdue|notpurchased|unpurchased|accountquotaexceeded|^quotaexceeded"
    r"|\Wquotaexceeded"
    r"|setlimitexceeded|freetieronly|insufficient.?balance|exceeded_current_quota|余额不足|欠费"
    r"|credit balance|billing|api.?key|unauthorized|authentication|access.?denied|permission"
    r"|model.{0,80}(not.?found|not.?exist|not.?open|does.?n.t.?exist|not.?supported\b)"
    r"|(no such|unknown|invalid) model|模型不存在|closedendpoint|invalidendpoint"
)
_ABOUT_THE_QUESTION = frozenset({400, 413, 414, 415, 422, 431})
_WRONG = r"(invalid|missing|unsupported|unknown)_?(parameter|value|request|type|field)"
_KEY = r"(?i)\b(?:(?:sk|ak|ep)-[\w*.-]{6,}|bearer +\S+)"
_SECONDS = r"\s*[0-9]{1,6}\s*"
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_LONGEST_CODE, _LONGEST_MESSAGE = 200, 500  # characters


class ProviderError(Exception):
    """A provider's error: `detail` is for the log and administrators, `error` for the caller."""

    def __init__(
        self, error: ApiError, detail: str, *, retryable: bool, wait: float | None = None
    ) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.retryable = retryable
        self.wait = wait  # seconds that the provider asks for


class _Said(NamedTuple):
    """An error as the provider words it; "" for what it does not say."""

    code: str = ""
    kind: str = ""
    message: str = ""
    request_id: str = ""

    @property
    def text(self) -> str:
        return f"{self.code} {self.kind} {self.message}"

    def detail(self, status: int) -> str:
        told = f"HTTP {status} {self.code or self.kind}".rstrip()[:_LONGEST_CODE]
        told += f": {self.message[:_LONGEST_MESSAGE]}" if self.message else ""
        return _harmless(told + (f" (request {self.request_id[:64]})" if self.request_id else ""))


def of_status(status: int, body: bytes, retry_after: str | None) -> ProviderError:
    """What an answer with an error status means, by the first row that fits:

    | the provider says | the caller hears | again | fallback and breaker |
    |---|---|---|---|
    | moderation | 422 moderated | no | no |
    | context too long | 422 context_too_long | no | no |
    | the account, key, address or model | 502 upstream_refused | no | yes |
    | 400, 413, 414, 415, 422, 431 | 422 with its sentence | no | no |
    | 429, or another passing one with a wait | 503 upstream_busy | yes | yes |
    | 408, 409, 425, 5xx | 502 upstream_error | yes | yes |
    | anything else | 502 upstream_refused | no | yes |
    """
    said = _read(body)
    detail = said.detail(status)
    if found := _of_the_question(status, said):
        return ProviderError(found, detail, retryable=False)
    if status in _PASSING and not re.search(_ACCOUNT, said.text):
        return _passing(status, detail, retry_after)
    return ProviderError(UpstreamError("upstream_refused"), detail, retryable=False)


def of_answer(error: Any) -> ProviderError:
    """What an `error` object within an answer of status 200 means."""
    said = _table(error)
    status = int(said.code) if said.code.isdecimal() and len(said.code) == 3 else 0
    if not 400 <= status <= 599:
        status = 400 if re.search(_WRONG, said.text) else 500
    return of_status(status, msgspec.json.encode({"error": error}), None)


def of_stream(error: Any) -> ProviderError:
    """What an `error` object within a stream means; too late to ask again."""
    found = of_answer(error)
    if not isinstance(found.error, InvalidRequest):
        found.error = UpstreamError("upstream_cut")
    found.retryable = False
    return found


def broken(detail: str, *, paid: bool = False) -> ProviderError:
    """An answer that is not what the protocol says; who has `paid` for it does not ask again."""
    return ProviderError(UpstreamError(), detail, retryable=not paid)


def cut(detail: str) -> ProviderError:
    """An answer that broke off; asking again would charge twice for what was said."""
    return ProviderError(UpstreamError("upstream_cut"), detail, retryable=False)


def late(detail: str) -> ProviderError:
    return ProviderError(UpstreamTimeout(), detail, retryable=False)


def ended(detail: str) -> ProviderError:
    """The server was told to end while it waited for the provider, who has done nothing wrong."""
    return ProviderError(ServerEnds(), detail, retryable=False)


def unreachable(detail: str) -> ProviderError:
    return ProviderError(UpstreamError(), detail, retryable=True)


def _of_the_question(status: int, said: _Said) -> InvalidRequest | None:
    """The caller's own fault, if it is one."""
    if re.search(_MODERATED, said.text):
        return InvalidRequest("moderated", param="messages")
    if status != 429 and re.search(_TOO_LONG, said.text):  # "too many tokens per minute"
        return InvalidRequest("context_too_long", param="messages")
    if status not in _ABOUT_THE_QUESTION or re.search(_ACCOUNT, said.text):
        return None
    sentence = _harmless(said.message[:_LONGEST_MESSAGE]) or f"HTTP {status}"
    return RequestRefused(sentence)


def _passing(status: int, detail: str, retry_after: str | None) -> ProviderError:
    wait = float(retry_after) if retry_after and re.fullmatch(_SECONDS, retry_after) else None
    if status == 429 or wait is not None:
        headers = {"Retry-After": str(int(wait or 5))}
        busy = Unavailable("upstream_busy", headers=headers)
        return ProviderError(busy, detail, retryable=True, wait=wait)
    return ProviderError(UpstreamError(), detail, retryable=True)


def _harmless(text: str) -> str:
    """Without keys, which some providers repeat in their sentences."""
    return re.sub(_KEY, "…", text)


def _read(body: bytes) -> _Said:
    """From OpenAI's shape, DashScope's own, FastAPI's, or a body that begins with `data:`."""
    try:
        said = msgspec.json.decode(body.strip().removeprefix(b"data:"))
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return _Said()
    if not isinstance(said, dict):
        return _Said()
    beside = _word(said.get("request_id") or said.get("id"))
    found = _table(said.get("error") or said)
    return found._replace(request_id=found.request_id or beside)


def _table(table: Any) -> _Said:
    if isinstance(table, str):
        return _Said(message=table)
    if not isinstance(table, dict):
        return _Said()
    message = table.get("message") or table.get("detail") or table.get("msg") or ""
    return _Said(
        code=_word(table.get("code")),
        kind=_word(table.get("type") or table.get("status")),
        message=message if isinstance(message, str) else msgspec.json.encode(message).decode(),
        request_id=_word(table.get("request_id")),
    )


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
