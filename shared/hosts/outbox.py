"""What a thread has made of an answer, on its way to the server's event loop.

The thread goes on as soon as a piece is in, and what waits together is sent together: each
hand-over costs a wake-up of the other side. A reader who takes nothing holds the thread back.
"""

import asyncio
import threading
import time
from contextlib import suppress

_AHEAD = 65_536  # bytes that may wait for the reader
_GIVE_WAY = 0.0002  # seconds after the first piece: it would wait for all that came with it
_PATIENCE = 0.5  # seconds until a thread looks whether there is still a loop


class Outbox:
    """Filled by one thread, emptied by the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._changed = threading.Condition(threading.Lock())
        self._waiting: list[bytes] = []
        self._unsent = 0  # bytes, those on their way included
        self._news = self._is_last = self._is_over = False
        self._is_first = True
        self._failure: BaseException | None = None
        self._bell: asyncio.Future[None] | None = None  # while the loop waits for one

    def put(self, piece: bytes) -> None:
        """Wait while too much is unsent, unless nobody is there to whom it could be sent."""
        with self._changed:
            self._waiting.append(piece)
            self._unsent += len(piece)
            self._ring()
            while self._unsent > _AHEAD and not self._is_over:
                self._wait()
        if self._is_first:
            self._is_first = False
            time.sleep(_GIVE_WAY)

    def announce(self) -> None:
        """Tell the loop that pieces are going to come."""
        with self._changed:
            self._ring()

    def end(self, piece: bytes = b"", failure: BaseException | None = None) -> None:
        """The last one, or why there is none: the loop raises that when it has sent the others."""
        with self._changed:
            self._waiting.append(piece)
            self._is_last, self._failure = True, failure
            self._ring()

    def fill(self, piece: bytes) -> None:
        """From the loop: a piece in a silence."""
        with self._changed:
            if not self._unsent and not self._is_last:
                self._waiting.append(piece)
                self._unsent += len(piece)
                if self._bell:
                    _ring(self._bell)

    def abandon(self) -> None:
        """From the loop: nobody is there any more to whom anything could be sent."""
        with self._changed:
            self._is_over = True
            self._changed.notify_all()
            if self._bell:
                _ring(self._bell)

    async def take(self) -> tuple[bytes, bool]:
        """What has come, and whether it is the last: wait until something has."""
        with self._changed:
            if not self._news and not self._is_over:
                self._bell = self._loop.create_future()
        if self._bell:
            await self._bell
        with self._changed:
            pieces, self._waiting = self._waiting, []
            self._news, self._bell = False, None
            return b"".join(pieces), self._is_last or self._is_over

    def sent(self, size: int) -> None:
        """So much of what was taken has gone."""
        with self._changed:
            self._unsent -= size
            self._changed.notify_all()

    def raise_failure(self) -> None:
        if self._failure:
            raise self._failure

    def _ring(self) -> None:
        """Once until the loop has taken what is in."""
        if not self._news:
            self._news = True
            if self._bell:
                with suppress(RuntimeError):  # the loop has closed; waiting finds out
                    self._loop.call_soon_threadsafe(_ring, self._bell)

    def _wait(self) -> None:
        self._changed.wait(_PATIENCE)
        if not self._loop.is_running():
            raise ConnectionAbortedError("the server has ended")


def _ring(bell: "asyncio.Future[None]") -> None:
    if not bell.done():
        bell.set_result(None)
