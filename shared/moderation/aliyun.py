"""Alibaba Cloud's Text Moderation PLUS (2022-03-02), asked over a line that is kept.

Wire: `alibabacloud_green20220302` 3.6.9, whose calls on the wire these are; "TextModerationPlus
API" for levels, codes and lengths. A check has no effect, so it may be asked again.
"""

import random
import time
from urllib.parse import urlencode, urlsplit

import msgspec

from shared import acs3
from shared.acs3 import AccessKey
from shared.config import environment
from shared.llm.errors import ProviderError
from shared.llm.transport.post import Call
from shared.moderation.verdicts import Failed, Left, Place, Verdict

URL = "https://green-cip.cn-shanghai.aliyuncs.com"
LONGEST = 2000  # characters of a content (llm_query_moderation, the least of all)
_ACTION, _VERSION = "TextModerationPlus", "2022-03-02"
_FORM = "application/x-www-form-urlencoded"
_LARGEST = 1_048_576  # bytes of an answer
_ATTEMPTS = 2
_PAUSE = 0.3  # seconds at most
_LEVELS = {"none": 0, "low": 1, "medium": 2, "high": 3}


class Result(msgspec.Struct, rename="pascal"):
    label: str = ""


class Advice(msgspec.Struct, rename="pascal"):
    answer: str = ""


class Data(msgspec.Struct, rename="pascal"):
    risk_level: str = "none"
    attack_level: str = "none"
    result: list[Result] | None = None
    attack_result: list[Result] | None = None
    advice: list[Advice] | None = None


class Told(msgspec.Struct, rename="pascal"):
    code: int | str = ""
    message: str = ""
    data: Data | None = None


def find(content: str, place: Place, session: str) -> Verdict | None:
    """What is wrong with at most LONGEST characters; those of a `session` are read together.

    Failed when the service does not say; Left when nobody is there any more to hear it.
    """
    key = environment.moderation_key()
    if not key:
        raise Failed("no access key")
    until = time.monotonic() + environment.settings().moderation_seconds
    body = _body(content, place, session)
    with Call(until) as call:
        return _insist(call, key, body)


def _insist(call: Call, key: AccessKey, body: bytes) -> Verdict | None:
    for number in range(_ATTEMPTS):
        try:
            return _asked(call, key, body)
        except Failed as e:
            if call.is_unheard:
                raise Left() from e
            pause = random.uniform(0, _PAUSE)  # noqa: S311
            if not e.passing or number == _ATTEMPTS - 1 or pause >= call.left:
                raise
            call.wait(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _asked(call: Call, key: AccessKey, body: bytes) -> Verdict | None:
    place = urlsplit(environment.settings().moderation_url or URL)
    signed = acs3.Call("POST", place.netloc, "/", {}, _ACTION, _VERSION, body)
    extra = {"accept": "application/json", "content-type": _FORM}
    headers = acs3.signed_headers(signed, key, extra)
    try:
        with call.send(f"{place.scheme}://{place.netloc}/", headers, body) as answer:
            return _read(answer.status, answer.read(_LARGEST))
    except ProviderError as e:
        raise Failed(e.detail, passing=e.retryable) from e


def _body(content: str, place: Place, session: str) -> bytes:
    service = dict(environment.settings().moderation_services)[place]
    told = {"content": content.encode("utf-8", "replace").decode()}
    if session:
        told["sessionId"] = session
    parameters = msgspec.json.encode(told).decode()
    return urlencode({"Service": service, "ServiceParameters": parameters}).encode()


def _read(status: int, raw: bytes) -> Verdict | None:
    try:
        told = msgspec.json.decode(raw, type=Told)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        raise Failed(f"HTTP {status} without JSON of the service", passing=status >= 500) from e
    if status != 200 or str(told.code) != "200" or not told.data:
        cause = f"HTTP {status} {told.code}: {told.message}"[:300]
        raise Failed(cause, passing=status >= 500 or str(told.code).startswith("Throttling"))
    return _judged(told.data)


def _judged(data: Data) -> Verdict | None:
    """A level that is not known is one that nobody may pass by."""
    least = _LEVELS[environment.settings().moderation_level]
    advised = next((advice.answer for advice in data.advice or () if advice.answer), "")
    for level, results in (
        (data.risk_level, data.result),
        (data.attack_level, data.attack_result),
    ):
        if _LEVELS.get(level, 3) >= least:
            label = next((result.label for result in results or () if result.label), "unnamed")
            return Verdict(label, level, advised)
    return None
