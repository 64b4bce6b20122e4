"""Results at the links that DashScope gives, which live a day: fetched without being led astray."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from shared.dashscope import wire
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError
from shared.errors import UpstreamError

_OURS = re.compile(r"https?://([a-z0-9-]+\.)+aliyuncs\.com/[^\s\\@#]*", re.IGNORECASE | re.ASCII)
_LONGEST = 4096  # characters
_ATTEMPTS, _PAUSE = 3, 0.5  # a result is paid for: its link is tried again; seconds


def fetch(account: Account, url: str, *, seconds: float, limit: int) -> bytes:
    """All of a result of at most `limit` bytes; DashScopeError."""
    until = time.monotonic() + seconds
    for attempt in range(_ATTEMPTS):
        try:
            with stream(account, url, seconds=until - time.monotonic(), limit=limit) as pieces:
                return b"".join(pieces)
        except DashScopeError as e:
            pause = _PAUSE * 2**attempt
            if not e.retryable or attempt == _ATTEMPTS - 1 or time.monotonic() + pause >= until:
                raise
            time.sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


@contextmanager
def stream(account: Account, url: str, *, seconds: float, limit: int) -> Iterator[Iterator[bytes]]:
    """A result as it comes; DashScopeError, also within the block.

    Links lead to the provider's own hosts over https (it writes http, where OSS has both); to this
    machine only where Model Studio itself is configured to be on it. No redirect is followed.
    """
    with wire.opened("GET", _allowed(account, url), {}, None, seconds=seconds) as answer:
        if answer.status != 200:
            passing = answer.status == 429 or answer.status >= 500
            raise _refused(f"a result with status {answer.status}", retryable=passing)
        declared = answer.headers.get("Content-Length", "")
        if declared.isdecimal() and int(declared) > limit:
            raise _refused(f"a result of {declared[:20]} bytes")
        yield answer.pieces(limit)


def _allowed(account: Account, url: str) -> str:
    if len(url) <= _LONGEST and _OURS.fullmatch(url):
        return re.sub("^http:", "https:", url, flags=re.IGNORECASE)
    ours = urlsplit(account.url)
    if account.is_local and url.startswith(f"{ours.scheme}://{ours.netloc}/"):
        return url
    raise _refused("a result elsewhere than at the provider")


def _refused(detail: str, *, retryable: bool = False) -> DashScopeError:
    return DashScopeError(UpstreamError(), detail, retryable=retryable)
