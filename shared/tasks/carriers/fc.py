"""Workers on Function Compute: one is invoked asynchronously, and later if it is to look later.

API InvokeFunction of FC 3.0 (2023-03-30). An invocation whose id was seen before is refused with
409: somebody has woken the worker already.
"""

import functools
import math
from urllib.parse import urlsplit

import msgspec
import urllib3

from shared import acs3
from shared.config import environment
from shared.errors import Unavailable

_VERSION = "2023-03-30"
_TIMEOUT = urllib3.Timeout(connect=1.0, read=2.0)  # seconds
_LONGEST_DELAY = 3600  # seconds


def wake(task_id: str, queue: str, seconds: float, number: str) -> None:
    """Unavailable when FC does not take it."""
    headers = {"x-fc-async-task-id": f"t_{task_id}_{number}"}
    if seconds > 0:
        headers["x-fc-async-delay"] = str(min(math.ceil(seconds), _LONGEST_DELAY))
    invoke(queue, msgspec.json.encode({"task": task_id}), headers)


def invoke(name: str, body: bytes, more: dict[str, str]) -> None:
    """Have one of our functions called, soon; Unavailable when FC does not take it."""
    place = environment.invocations()
    if not place:
        raise Unavailable("worker_unreachable")
    path = f"/{_VERSION}/functions/{acs3.encoded(place.functions[name])}/invocations"
    query = {"qualifier": "LATEST"}
    host = urlsplit(place.url).netloc
    call = acs3.Call("POST", host, path, query, "InvokeFunction", _VERSION, body)
    headers = acs3.signed_headers(call, place.key, {"content-type": "application/json"})
    headers |= {"x-fc-invocation-type": "Async", **more}
    _send(f"{place.url}{path}?{acs3.canonical_query(query)}", headers, body)


def _send(url: str, headers: dict[str, str], body: bytes) -> None:
    try:
        answer = _pool().request(
            "POST", url, headers=headers, body=body, timeout=_TIMEOUT, retries=False, redirect=False
        )
    except urllib3.exceptions.HTTPError as e:
        raise Unavailable("worker_unreachable") from e
    if answer.status not in (202, 409):
        cause = RuntimeError(f"FC answered {answer.status}: {answer.data[:200]!r}")
        raise Unavailable("worker_unreachable") from cause


@functools.cache
def _pool() -> urllib3.PoolManager:
    import certifi  # the authorities of the system may be missing, or old

    return urllib3.PoolManager(ca_certs=certifi.where())
