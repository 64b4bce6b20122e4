"""One request to a cloud's API, and its answer as JSON."""

import functools
from collections.abc import Mapping
from typing import Any

import msgspec
import urllib3

from shared.clouds.errors import CloudError

_TIMEOUT = urllib3.Timeout(connect=3.0, read=15.0)  # seconds
_LONGEST = 200  # characters of what is no JSON, for the message


def send(
    method: str, url: str, headers: Mapping[str, str], body: bytes
) -> tuple[int, dict[str, Any]]:
    """The status and the object of an answer; CloudError when there is none."""
    try:
        answer = _pool().request(
            method,
            url,
            headers=headers,
            body=body,
            timeout=_TIMEOUT,
            retries=False,
            redirect=False,
        )
    except urllib3.exceptions.HTTPError as e:
        raise CloudError("Unreachable", f"{method} {url.partition('?')[0]}: {e}") from e
    return answer.status, _object(answer.status, answer.data)


def _object(status: int, data: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(data, type=dict[str, Any]) if data else {}
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as e:
        shown = data[:_LONGEST].decode(errors="replace")
        raise CloudError("NoJson", f"HTTP {status}: {shown}", status) from e


@functools.cache
def _pool() -> urllib3.PoolManager:
    import certifi  # the authorities of the system may be missing, or old

    return urllib3.PoolManager(ca_certs=certifi.where())
