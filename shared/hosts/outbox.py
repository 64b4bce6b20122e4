"""Pieces of a streamed answer on their way from a thread to the server's event loop.

The thread goes on as soon as a piece is in, and what waits together is sent together: each
hand-over costs a wake-up of the other side. A reader who takes nothing holds the thread back.
"""

import asyncio
import threading
import time
from collections.abc import Awaitable
from contextlib import suppress
from typing import Protocol

_AHEAD = 65_536  # bytes that may wait for the reader
_FAREWELL = 5.0  # seconds that a reader has for the rest of an answer that broke off
_PATIENCE = 0.5  # seconds until a thread looks whether there is still a loop


class Say(Protocol):
    def __call__(self, piece: bytes, *, last: bool) -> Awaitable[None]: ...


class Outbox:
    """Filled by one thread, emptied by a task of the loop, which it starts."""

    def __init__(self, loop: asyncio.AbstractEventLoop, say: Say) -> None:
        self._loop, self._say = loop, say
        self._changed = threading.Condition()
        self._waiting: list[bytes] = []
        self._unsent = 0  # bytes, those on their way included
        self._is_last = self._is_over = self._is_awake = False
        self._wake = asyncio.Event()
        self._sending = asyncio.run_coroutine_threadsafe(self._send(), loop)

    def put(self, piece: bytes) -> None:
        """Wait while too much is unsent; ConnectionAbortedError when nobody sends any more."""
        with self._changed:
            self._waiting.append(piece)
            self._unsent += len(piece)
            self._rouse()
            while self._unsent > _AHEAD and not self._is_over:
                self._wait()

    def finish(self) -> None:
        """Return when all is sent, and its end."""
        with self._changed:
            self._is_last = True
            self._rouse()
            while not self._is_over:
                self._wait()

    def flush(self) -> None:
        """Wait for a while until what is in has been sent."""
        deadline = time.monotonic() + _FAREWELL
        with self._changed:
            while self._unsent and not self._is_over and time.monotonic() < deadline:
                self._wait()

    def abandon(self) -> None:
        """Nobody is there any more to whom anything could be sent."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def close(self) -> None:
        self._sending.cancel()

    def _rouse(self) -> None:
        if not self._is_awake:
            self._is_awake = True
            with suppress(RuntimeError):  # the loop has closed; waiting finds out
                self._loop.call_soon_threadsafe(self._wake.set)

    def _wait(self) -> None:
        self._changed.wait(_PATIENCE)
        if not self._loop.is_running():
            raise ConnectionAbortedError("the server has ended")

    async def _send(self) -> None:
        try:
            while not self._is_over:
                await self._wake.wait()
                self._wake.clear()
                with self._changed:
                    pieces, self._waiting, self._is_awake = self._waiting, [], False
                    last = self._is_last
                await self._say(b"".join(pieces), last=last)
                self._sent(sum(map(len, pieces)), last=last)
        finally:
            self._sent(0, last=True)

    def _sent(self, size: int, *, last: bool) -> None:
        with self._changed:
            self._unsent -= size
            self._is_over = self._is_over or last
            self._changed.notify_all()
