"""What a bucket can do wrongly with a request that is right."""

from dataclasses import dataclass, replace
from typing import Protocol

from tests.simulators.oss_wire import Line, ProviderError, Reply

CRC = "x-oss-hash-crc64ecma"


class Fault(Protocol):
    """`refusal` stands in the place of the operation; else it is done, and `deliver` tells."""

    @property
    def refusal(self) -> ProviderError | None: ...

    def deliver(self, wire: bytes, reply: Reply, line: Line) -> bool:
        """Whether the connection goes on."""
        ...


@dataclass(frozen=True)
class Status:
    """An error instead of the operation."""

    status: int
    code: str = "InternalError"
    message: str = "We encountered an internal error. Please try again."

    @property
    def refusal(self) -> ProviderError | None:
        return ProviderError(self.status, self.code, self.message)

    def deliver(self, wire: bytes, reply: Reply, line: Line) -> bool:
        line.send(wire)
        return True


@dataclass(frozen=True)
class Cut:
    """It is done, and the connection is reset (or closed) after `after` bytes of the body.

    Before any byte of the answer, if `after` is None.
    """

    after: int | None = None
    clean: bool = False

    @property
    def refusal(self) -> ProviderError | None:
        return None

    def deliver(self, wire: bytes, reply: Reply, line: Line) -> bool:
        if self.after is not None:
            line.send(wire[: len(wire) - len(reply.body) + self.after])
        if not self.clean:
            line.reset()
        return False


@dataclass(frozen=True)
class WrongCrc:
    """It is done, and the answer says that other bytes came, or are kept."""

    @property
    def refusal(self) -> ProviderError | None:
        return None

    def deliver(self, wire: bytes, reply: Reply, line: Line) -> bool:
        headers = {**reply.headers, CRC: str(int(reply.headers[CRC]) ^ 1)}
        line.send(replace(reply, headers=headers).wire())
        return True


@dataclass(frozen=True)
class Slow:
    """It is done, and the answer comes after a silence."""

    seconds: float

    @property
    def refusal(self) -> ProviderError | None:
        return None

    def deliver(self, wire: bytes, reply: Reply, line: Line) -> bool:
        line.wait(self.seconds)
        line.send(wire)
        return True
