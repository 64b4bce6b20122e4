"""Hits counted in Redis or Valkey: one round trip each, the windows expire by themselves."""

import redis

from shared.errors import Unavailable

_TIMEOUT = 1.0  # seconds, to connect, to answer, and to wait for one of the connections
_CONNECTIONS = 20  # of one process at most; whoever comes then waits
_HIT = """
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return hits
"""


class RedisCounter:
    def __init__(self, url: str) -> None:
        pool = redis.BlockingConnectionPool.from_url(
            url,
            max_connections=_CONNECTIONS,
            timeout=_TIMEOUT,
            socket_timeout=_TIMEOUT,
            socket_connect_timeout=_TIMEOUT,
        )
        self._redis = redis.Redis.from_pool(pool)
        self._hit = self._redis.register_script(_HIT)

    def hit(self, name: str, who: str, window_start: int, seconds: int) -> int:
        try:
            return int(self._hit(keys=[_key(name, who, window_start)], args=[seconds + 1]))
        except redis.RedisError as e:
            raise Unavailable("counter_unavailable") from e


def _key(name: str, who: str, window_start: int) -> str:
    return f"yunzhan:limit:{name}:{who}:{window_start}"
