"""Whether a deployment answers as it should: asked from outside, without an account."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec
import urllib3

_PATIENCE = 90.0  # seconds in which all has to be well once: instances start, a domain settles
_PAUSE = 3.0  # seconds
_TIMEOUT = urllib3.Timeout(connect=5.0, read=20.0)


class Answer(NamedTuple):
    status: int
    type: str
    body: bytes

    @property
    def json(self) -> Any:
        """The object of a body; None for what is none."""
        try:
            return msgspec.json.decode(self.body)
        except msgspec.MsgspecError:
            return None


def run(url: str, patience: float = _PATIENCE, pause: float = _PAUSE) -> list[str]:
    """What is wrong after all patience; nothing as soon as all is well."""
    until = time.monotonic() + patience
    while True:
        wrong = _look(url.rstrip("/"))
        if not wrong or time.monotonic() + pause > until:
            return wrong
        time.sleep(pause)


def _look(url: str) -> list[str]:
    pool = urllib3.PoolManager(retries=False, timeout=_TIMEOUT)
    found = [_checked(pool, f"{url}{path}", check) for path, check in _CHECKS.items()]
    pool.clear()
    return [line for line in found if line]


def _checked(pool: urllib3.PoolManager, url: str, check: Callable[[Answer], bool]) -> str:
    try:
        given = pool.request("GET", url, redirect=False)
    except urllib3.exceptions.HTTPError as e:
        return f"{url}: {type(e).__name__}"
    answer = Answer(given.status, given.headers.get("Content-Type", ""), given.data)
    return "" if check(answer) else f"{url}: {answer.status} {answer.body[:120]!r}"


def _refuses(answer: Answer) -> bool:
    """In the contract's shape: FC's own refusals have another."""
    said = answer.json
    shaped = isinstance(said, dict) and isinstance(said.get("error"), dict)
    return answer.status == 404 and shaped and "code" in said["error"]


_CHECKS: dict[str, Callable[[Answer], bool]] = {
    "/api/health": lambda answer: answer.status == 200,
    "/api/health/ready": lambda answer: answer.status == 200,  # the database, the storage
    "/api/info": lambda answer: answer.status == 200 and isinstance(answer.json, dict),
    "/api/models": lambda answer: answer.status == 200,
    "/v1/nothing": _refuses,  # a Web function
    "/nothing": _refuses,
    "/": lambda answer: answer.status == 200 and answer.type.startswith("text/html"),
}
