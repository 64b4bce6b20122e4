"""How often somebody may do something: counted where all instances agree.

That is the database, or Redis when there is one. `Limit`s are given to endpoints; this table says
all of them, and the policy's `limits` change some. Failed log-ins are counted apart, by `lockout`.
"""

import functools
import ipaddress
from typing import Protocol

import msgspec

from shared import instrumentation, log, times
from shared.access import policy
from shared.access.authentication import Caller
from shared.config import environment
from shared.database import transactions
from shared.errors import RateLimited, Unavailable
from shared.http.request import Answered, Request
from shared.observability import request_counts
from shared.store import limits


class Counter(Protocol):
    """Counts hits within windows of time; Unavailable when it cannot."""

    def hit(self, name: str, who: str, window_start: int, seconds: int) -> int: ...


class Limit(msgspec.Struct, frozen=True):
    """So many hits in so many seconds, per user (over all their API keys) or address.

    When the counter fails, requests go on, save those where `vital` says that they must not.
    """

    name: str
    hits: int
    seconds: int
    vital: bool = False

    def __call__(self, request: Request, caller: Caller | None) -> None:
        """Count one hit, note the headers of the answer; RateLimited beyond."""
        most, seconds = self.rate()
        try:
            hits = hit(self.name, caller.user.id if caller else address(request.ip), seconds)
        except Unavailable as e:
            log.write("warning", "limit not counted", limit=self.name, cause=str(e.__cause__ or e))
            instrumentation.limit_not_counted(self.name)
            if self.vital:
                raise
            return
        reset = _reset(seconds)
        request.answer_headers |= {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(max(0, most - hits)),
            "X-RateLimit-Reset": str(reset),
        }
        if hits > most:
            raise RateLimited(retry_after=reset)

    def answered(self, answer: Answered) -> None:
        if answer.status >= 500:
            request_counts.note_failure(
                answer.endpoint, answer.status, answer.code, answer.request_id
            )
        request_counts.count(answer.endpoint, answer.status, answer.seconds)

    def rate(self) -> tuple[int, int]:
        """At most how often, in how many seconds."""
        chosen = policy.current().limits.get(self.name)
        return (chosen.hits, chosen.seconds) if chosen else (self.hits, self.seconds)


REGISTER = Limit("register", 20, 3600, vital=True)
LOGIN = Limit("login", 60, 60, vital=True)
REFRESH = Limit("refresh", 60, 60)
ACCOUNT = Limit("account", 120, 60)
REDEEM = Limit("redeem", 20, 3600, vital=True)
RECOVERY = Limit("recovery", 20, 3600, vital=True)
CHAT = Limit("chat", 60, 60)
RECOGNIZE = Limit("recognize", 20, 60)
SPEECH = Limit("speech", 30, 60)
READ = Limit("read", 300, 60)
SEARCH = msgspec.structs.replace(READ, vital=True)  # of strangers, and dear
WRITE = Limit("write", 120, 60)
ADMIN = Limit("admin", 600, 60)
EVERY = (
    *(REGISTER, LOGIN, REFRESH, ACCOUNT, REDEEM, RECOVERY),
    *(CHAT, RECOGNIZE, SPEECH, READ, WRITE, ADMIN),
)
WORK = (CHAT, RECOGNIZE, SPEECH)  # what answers at once; tasks are ordered as `write`


def usual() -> dict[str, policy.Rate]:
    """How often, by name, while nobody has chosen otherwise."""
    return {limit.name: policy.Rate(limit.hits, limit.seconds) for limit in EVERY}


def hit(name: str, who: str, seconds: int) -> int:
    """Count a hit; returns how many there are in the current window of `seconds`."""
    return _counter().hit(name, who, _window(seconds), seconds)


def address(ip: str) -> str:
    """Whom an address stands for: of IPv6 the network, since one host has all of a /64.

    An IPv4 address may come as IPv6 (`::ffff:203.0.113.7`), or with a proxy's note of its port.
    """
    host = ip.rpartition(":")[0] if ip.count(":") == 1 else ip.lstrip("[").partition("]")[0]
    try:
        found = ipaddress.IPv6Address(host)
    except ValueError:
        return host
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found), 64), strict=False).network_address)


class _InDatabase:
    def hit(self, name: str, who: str, window_start: int, seconds: int) -> int:
        with transactions.telling() as tx:
            return limits.hit(tx, name, who, window_start)


def _counter() -> Counter:
    url = environment.settings().redis_url
    return _in_redis(url) if url else _InDatabase()


@functools.cache
def _in_redis(url: str) -> Counter:
    from shared.access.redis_counter import RedisCounter  # importing redis takes 110 ms

    return RedisCounter(url)


def _window(seconds: int) -> int:
    """The start of the current window, in seconds since 1970."""
    now = times.now() // 1000
    return now - now % seconds


def _reset(seconds: int) -> int:
    """Seconds until the current window ends."""
    return _window(seconds) + seconds - times.now() // 1000
