"""Messages to a group robot of WeCom, or one that speaks as it does and checks a signature.

A robot of WeCom is known by the key in its address alone. DingTalk's takes the same messages, and
a signature in the query: HMAC-SHA256, by the secret, of the time and the secret.
"""

import base64
import hashlib
import hmac
import time
from urllib.parse import urlencode

import msgspec

from shared import times
from shared.config import environment
from shared.errors import UpstreamError
from shared.llm.errors import ProviderError
from shared.llm.transport import post

_SECONDS = 10.0  # for one message in all
_LONGEST = 2048  # bytes of a text that WeCom takes
_LARGEST_ANSWER = 65_536  # bytes


class _Said(msgspec.Struct):
    """What a robot answers: 0, or what it has against the message."""

    errcode: int


class NotTaken(Exception):
    """The robot's own error, for the log."""


def send(text: str) -> None:
    """Send a text; UpstreamError or UpstreamTimeout when the robot has not said that it took it."""
    try:
        status, body = _posted({"msgtype": "text", "text": {"content": _clipped(text)}})
    except ProviderError as e:
        raise e.error from e
    try:
        code = msgspec.json.decode(body, type=_Said).errcode
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        raise UpstreamError() from NotTaken(f"HTTP {status}, no errcode: {type(e).__name__}")
    if status != 200 or code != 0:
        raise UpstreamError() from NotTaken(f"HTTP {status}, errcode {code}")


def signature(secret: str, timestamp: int) -> str:
    signed = f"{timestamp}\n{secret}".encode()
    return base64.b64encode(hmac.digest(secret.encode(), signed, hashlib.sha256)).decode()


def _posted(message: dict[str, object]) -> tuple[int, bytes]:
    """Once more where no answer began: a line that was kept may have died unseen."""
    deadline = time.monotonic() + _SECONDS
    try:
        return _posted_once(message, deadline)
    except ProviderError as e:
        if not e.retryable:
            raise
    return _posted_once(message, deadline)


def _posted_once(message: dict[str, object], deadline: float) -> tuple[int, bytes]:
    with post.Call(deadline) as call, call.post(_address(), "", message) as answer:
        return answer.status, answer.read(_LARGEST_ANSWER)


def _address() -> str:
    """The robot's address, signed where a secret is set."""
    settings = environment.settings()
    url, secret = settings.wecom_webhook, settings.alert_secret
    if not secret:
        return url
    now = times.now()
    query = urlencode({"timestamp": now, "sign": signature(secret, now)})
    return f"{url}{'&' if '?' in url else '?'}{query}"


def _clipped(text: str) -> str:
    """No more than is taken, and no half character at its end."""
    return text.encode()[:_LONGEST].decode(errors="ignore")
