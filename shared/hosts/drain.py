"""How a server ends: first it is not ready, then it takes no new calls, at last it cuts open ones.

Granian's worker ends by itself when it has been told (by a signal) and its last connection is done.
It sets its handlers before its loop runs; ours for SIGTERM comes after, and hands on as SIGINT.
"""

import asyncio
import signal
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.util import Finalize

from shared import log
from shared.hosts.asgi import Server

_NOTICE = 10.0  # seconds at most that who asks for readiness has to hear of it
_LAST_WORDS = 3.0  # seconds that an answer has which was cut
_EVERY = 0.05  # seconds


def prepare(server: Server, seconds: int, unready: Callable[[], bool] = bool) -> None:
    """To be called before the loop runs. `unready` ends readiness, and says whether anybody asks
    for it; `seconds` are for all that is open, notice included."""
    loop = asyncio.get_event_loop_policy().get_event_loop()
    ending = _Ending(loop, server, seconds, unready)
    loop.call_soon(_listen, loop, ending)
    Finalize(None, partial(_finish, server), exitpriority=10)


def _listen(loop: asyncio.AbstractEventLoop, ending: "_Ending") -> None:
    """Not by the loop's own handlers: they miss a signal that comes with hundreds of wake-ups."""
    loop.remove_signal_handler(signal.SIGTERM)
    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(ending.begin))


class _Ending:
    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        server: Server,
        seconds: int,
        unready: Callable[[], bool],
    ) -> None:
        self._loop, self._server, self._seconds, self._unready = loop, server, seconds, unready
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        if not self._task:
            self._task = self._loop.create_task(self._end())

    async def _end(self) -> None:
        deadline = self._loop.time() + self._seconds
        log.write("info", "server ends", open=len(self._server.open), seconds=self._seconds)
        if self._unready():
            await asyncio.sleep(min(_NOTICE, self._seconds / 3))
        await self._until_idle(deadline)
        for answer in tuple(self._server.open):
            answer.cut()
        await self._until_idle(self._loop.time() + _LAST_WORDS)
        for task in filter(None, tuple(self._server.open.values())):
            task.cancel()

    async def _until_idle(self, deadline: float) -> None:
        signal.raise_signal(signal.SIGINT)
        while self._server.open and self._loop.time() < deadline:
            await asyncio.sleep(_EVERY)


def _finish(server: Server) -> None:
    """Threads still write what comes behind an answer; a process does not wait for them itself."""
    deadline = time.monotonic() + _LAST_WORDS
    while server.is_busy and time.monotonic() < deadline:
        time.sleep(_EVERY)
