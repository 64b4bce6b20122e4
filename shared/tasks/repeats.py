"""A request that comes again, and the task of the first one that answers it."""

import hashlib
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from shared.access.authentication import Caller
from shared.errors import IdempotencyConflict
from shared.http.request import Request
from shared.store.task_work import SUCCEEDED, Row
from shared.tasks.kinds import Kind

_DAY = 86_400_000  # milliseconds
_KEY, _RETRIED = "idempotency-key", "x-stainless-retry-count"  # the second of OpenAI's SDKs
_PRICES = frozenset({"unit", "rate"})  # fields of orders that others change meanwhile


def _always(first: Row) -> bool:
    return True


class Once(NamedTuple):
    """Requests with the same `key` within a day are one, if the first one's task `joins`; each one
    without a key is its own."""

    key: str = ""
    joins: Callable[[Row], bool] = _always

    def hash(self, kind: Kind) -> str | None:
        return hashlib.sha256(f"{kind.name}\n{self.key}".encode()).hexdigest() if self.key else None

    def is_of(self, first: Row, now: int) -> bool:
        """Whether it is answered with that task."""
        return first.created_at > now - _DAY and self.joins(first)


def by_key(request: Request) -> Once:
    """Whoever wants a request done once gives it a key."""
    return Once(request.headers.get(_KEY, ""))


def of_sdk(request: Request, caller: Caller, words: str) -> Once:
    """SDKs repeat a POST that was not answered, without a key: the same words of the same API key
    are one question while its task has not ended; of one that an SDK repeats, or that has a key of
    its own, also when it has succeeded meanwhile."""
    given = request.headers.get(_KEY)
    repeated = given is not None or request.headers.get(_RETRIED, "0") != "0"
    return Once(
        given or f"{request.path} {caller.key.id if caller.key else ''} {words}",
        lambda first: bool(first.unfinished) or (repeated and first.status == SUCCEEDED),
    )


def said(order: msgspec.Struct, once: str | None) -> str:
    """A hash of what was ordered, at whatever price: the order itself may not be kept when it has
    ended. "" where nobody will ask."""
    if not once:
        return ""
    words = {n: v for n, v in msgspec.to_builtins(order).items() if n not in _PRICES}
    return hashlib.sha256(f"{once}\n{msgspec.json.encode(words).decode()}".encode()).hexdigest()


class Asked(msgspec.Struct, frozen=True):
    """By what a task was asked for, for the statistics of usage, and what it was."""

    key_id: str = ""
    project: str = ""
    provider: str = ""
    order: str = ""  # as `said`


def asked(row: Row) -> Asked:
    return msgspec.json.decode(row.asked_json or "{}", type=Asked)


def require_same(first: Row, row: Row) -> None:
    """IdempotencyConflict when something else was asked for with the same key."""
    if asked(first).order != asked(row).order:
        raise IdempotencyConflict()
