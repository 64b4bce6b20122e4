"""Bodies of requests, which the event loop reads before a thread is taken."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from shared.errors import InvalidJson

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

LARGEST = 33_554_432  # bytes that are held at most; FC takes no more in an event
_SMALL = 65_536  # bytes that need no room
_ROOM = 268_435_456  # bytes of all larger bodies of a process
_PATIENCE = 30.0  # seconds that a body has, and one more for
_SLOWEST = 32_768  # bytes of it; who was faster has no more time to stop than that
_SHORT = 4096  # bytes; pieces below it are kept together, or they cost many times their size
_GLANCE = 0.5  # seconds until a thread looks whether there is still a loop
_LARGEST_REST = 67_108_864  # bytes of a refused body that are read so that its answer arrives
_REST = 30.0  # seconds for them


class Room:
    """What the bodies of a process hold in memory beyond the small ones."""

    def __init__(self, size: int = _ROOM) -> None:
        self._left = size

    def take(self, size: int) -> bool:
        """Whether there is so much."""
        if size > self._left:
            return False
        self._left -= size
        return True

    def give_back(self, size: int) -> None:
        self._left += size


class Body:
    """A request's body: fetched by the loop, then read by a thread.

    `length` is what it declares, None of one without a length.
    """

    def __init__(self, receive: Receive, length: int | None, room: Room) -> None:
        self._receive, self._length, self._room = receive, length, room
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + _PATIENCE
        self._pieces: list[bytes | bytearray] = []
        self._size = self._taken = 0
        self._held, self._read = b"", 0
        self._is_broken = False
        self.has_room = True
        self.is_over = length == 0

    @property
    def is_empty(self) -> bool:
        return self._length == 0

    async def fetch(self, largest: int = LARGEST) -> None:
        """All of it, unless it has more bytes than `largest`, or comes too slowly."""
        if (self._length or 0) > largest:
            return
        await self._fetch(lambda: self._size <= largest and self.has_room, in_room=True)

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end; InvalidJson when the end never came.

        What was too large to be fetched before is fetched piece by piece, as it is read.
        """
        self._take_in()
        if not self.is_over and not 0 <= size <= len(self._held) - self._read:
            self._await_more(size)
        if self._is_broken:
            raise InvalidJson("body_incomplete")
        begun, end = self._read, len(self._held) if size < 0 else self._read + size
        self._read = min(end, len(self._held))
        return self._held[begun:end]

    def _take_in(self) -> None:
        if self._pieces:
            rest = self._held[self._read :]
            self._held, self._read = b"".join([rest, *self._pieces] if rest else self._pieces), 0
            self._pieces = []

    def _await_more(self, size: int) -> None:
        """ConnectionAbortedError when the server has ended."""
        wanted = self._size + size - (len(self._held) - self._read)
        more = self._fetch(lambda: size < 0 or self._size < wanted, in_room=False)
        fetching = asyncio.run_coroutine_threadsafe(more, self._loop)
        while self._loop.is_running():
            with suppress(TimeoutError):
                fetching.result(_GLANCE)
                return self._take_in()
        raise ConnectionAbortedError("the server has ended")

    async def drain(self) -> None:
        """Take what nobody has read: a client that still sends would not hear its answer."""
        if self.is_over:
            return
        taken = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_REST):
                while not self.is_over and taken < _LARGEST_REST:
                    taken += len((await self._next()).get("body", b""))

    def forget(self) -> None:
        """Nobody reads it any more."""
        self._pieces, self._held = [], b""
        self._room.give_back(self._taken)
        self._taken = 0

    async def _fetch(self, wants_more: Callable[[], bool], *, in_room: bool) -> None:
        try:
            async with asyncio.timeout_at(self._deadline) as limit:
                while not self.is_over and wants_more():
                    self._put((await self._next()).get("body", b""))
                    if in_room:
                        self._deadline = min(self._deadline, self._loop.time() + _PATIENCE)
                        self._make_room()
                    if self._deadline > (limit.when() or 0.0) + _GLANCE:  # each costs a timer
                        limit.reschedule(self._deadline)
        except TimeoutError:
            self._is_broken = self.is_over = True

    def _put(self, piece: bytes) -> None:
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, bytearray) and len(piece) < _SHORT:
            last += piece
        elif len(piece) < _SHORT and not self.is_over:
            self._pieces.append(bytearray(piece))
        else:
            self._pieces.append(piece)
        self._size += len(piece)
        self._deadline += len(piece) / _SLOWEST

    def _make_room(self) -> None:
        more = self._size - self._taken
        if self._size > _SMALL and not self._is_broken:
            self.has_room = self._room.take(more)
            self._taken += more if self.has_room else 0

    async def _next(self) -> Message:
        message = await self._receive()
        self._is_broken = message["type"] != "http.request"
        self.is_over = self._is_broken or not message.get("more_body", False)
        return message
