"""What DashScope's codes mean for our caller, and whether asking again may help.

Codes: Alibaba Cloud Model Studio, "Error codes", and "File transcription" for those of files
(2026-11). The same codes come as the answer to a call, of a task, and of each of its results.
"""

import re
from typing import Any, Literal, NamedTuple

import msgspec

from shared.errors import ApiError, InvalidRequest, RequestRefused, Unavailable, UpstreamError

Sense = Literal["moderated", "account", "busy", "once", "refused", "fault"]

_CODES: dict[Sense, str] = {
    "moderated": r"data_?inspection|ipinfringement|customroleblocked|faqruleblocked|inappropriate",
    "account": (
        r"arrearage|apikey|api_key|accessdenied|freetieronly|overdue|notpurchased|unpurchased"
        r"|modelnotfound|model_not_(found|supported)|workspace"
    ),
    "busy": r"throttling|limit_?requests|limit_burst_rate|insufficient_quota",
    "once": r"invalidurl\.(timeout|connectionrefused)|file_server_error|download",
    "refused": (
        r"invalid|unsupported|badrequest|missing|^file_|too_(long|large)|decode_error"
        r"|content_length"
    ),
    "fault": (
        r"internalerror|systemerror|modelservicefailed|time_?out|modelservingerror|modelunavailable"
    ),
}
_SECRET = re.compile(r"\b(?:sk-[\w*.-]{6,}|bearer +\S+)", re.IGNORECASE)
_LONGEST = 500  # characters of a sentence
_BUSY = {"Retry-After": "5"}
_SECONDS = re.compile(r"\s*[0-9]{1,4}\s*")


class DashScopeError(Exception):
    """`error` is what our caller hears, `detail` what administrators read.

    A call that failed is `retryable` where another attempt may succeed, `once` if only a single
    one; it is `ambiguous` where it may have been carried out, and paid for, all the same: such a
    creation is not repeated.
    """

    def __init__(
        self,
        error: ApiError,
        detail: str,
        *,
        retryable: bool,
        once: bool = False,
        ambiguous: bool = False,
        wait: float | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.retryable = retryable
        self.once = once
        self.ambiguous = ambiguous
        self.wait = wait  # seconds that the provider asks for
        self.request_id = request_id  # the provider's, for who asks it what went wrong


class Said(NamedTuple):
    """An error as DashScope words it; "" for what it does not say."""

    code: str = ""
    message: str = ""
    request_id: str = ""

    @property
    def detail(self) -> str:
        told = f"{self.code or 'no code'}: {self.message}"[:_LONGEST]
        return _SECRET.sub(
            "…", told + (f" (request {self.request_id[:64]})" * bool(self.request_id))
        )


def of_status(status: int, body: bytes, retry_after: str | None = None) -> DashScopeError:
    """What an answer with an error status means. One that is not DashScope's own, such as a
    gateway's page, does not say what became of the call."""
    said = read(body)
    if not said.code:
        detail = f"HTTP {status} without a code"
        passing = status in (408, 425, 429) or status >= 500
        ambiguous = status >= 500 or status == 408
        return DashScopeError(UpstreamError(), detail, retryable=passing, ambiguous=ambiguous)
    found = of_code(said)
    if retry_after and found.retryable and _SECONDS.fullmatch(retry_after):
        found.wait = float(retry_after)
    return found


def of_code(said: Said) -> DashScopeError:
    """What a code means, by the first row of the table that fits:

    | the code tells of | the caller hears | again |
    |---|---|---|
    | moderation, of what was asked or of what was made | 422 moderated | no |
    | the account, key, or a model that it may not use | 502 upstream_refused | no |
    | throttling | 503 upstream_busy | yes |
    | a file that could not be fetched just now | 422 with the sentence | once |
    | what was asked | 422 with the sentence | no |
    | a fault of its own | 502 upstream_error | yes |
    | anything else | 502 upstream_error | no |
    """
    sense = _sense(said)
    again = sense in ("busy", "once", "fault")
    return DashScopeError(
        _heard(sense, said),
        said.detail,
        retryable=again,
        once=sense == "once",
        request_id=said.request_id[:64],
    )


def _heard(sense: Sense | None, said: Said) -> ApiError:
    if sense == "moderated":
        return InvalidRequest("moderated")
    if sense in ("once", "refused"):
        sentence = _SECRET.sub("…", said.message[:_LONGEST])
        return RequestRefused(sentence or said.code)
    if sense == "busy":
        return Unavailable("upstream_busy", headers=_BUSY)
    return UpstreamError("upstream_refused") if sense == "account" else UpstreamError()


def _sense(said: Said) -> Sense | None:
    """An `InternalError.Algo` may tell of moderation in its sentence alone."""
    found = (sense for sense, words in _CODES.items() if re.search(words, said.code, re.IGNORECASE))
    sense = next(found, None)
    blames_the_question = re.search(_CODES["moderated"], said.message, re.IGNORECASE)
    return "moderated" if sense in ("refused", "fault") and blames_the_question else sense


def read(body: bytes) -> Said:
    """The error in a body: DashScope's own shape, or that of its OpenAI protocol."""
    try:
        told = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Said()
    return of_table(told)


def of_table(told: Any) -> Said:
    """The error in a table, such as the output of a task or one of its results."""
    if not isinstance(told, dict):
        return Said()
    error = told["error"] if isinstance(told.get("error"), dict) else told
    words = (_word(error.get("code")), _word(error.get("message")))
    return Said(*words, _word(told.get("request_id")))


def _word(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
