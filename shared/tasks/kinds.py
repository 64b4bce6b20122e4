"""What a kind of task is, in two halves, so that who asks for one does not carry what does it.

1. What the function that takes a POST needs, in a light module of its own:

       IMAGE = Kind("image", lasts=600, pays=True)

       class Order(msgspec.Struct): ...           # what is asked, kept as JSON

       adding.add(IMAGE, request, caller, order, Terms(estimate, name))   # of tasks.adding

2. What a worker does, in another module, which imports heavy things only where it uses them:

       class Pictures(Work[Order]):
           kind, shape = IMAGE, Order
           def start(self, run): ...

   It is registered by being named in the worker that does it, and nowhere else:
   `handler = Worker(Pictures(), ...)` in functions/worker/index.py, or functions/media_worker/
   where `Kind.queue` is "media_worker".

A task is `prepare`d and `start`ed once, or once for each `Part`; what a provider then works on is
`poll`ed; what has `Arrived` is `store`d. Each step may be cut off at any moment and done again by
another worker, but for the `start` of a kind that `pays`: what may have been paid for is never
asked for twice, the task fails.
"""

from abc import ABC, abstractmethod
from pathlib import Path
from threading import Event
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

import msgspec

from shared.labels.found import Found
from shared.store.users import User

Request = TypeVar("Request")
Request_co = TypeVar("Request_co", covariant=True)


class Kind(NamedTuple):
    """`lasts` is in seconds: then the task fails. `pays` says that `start` costs money elsewhere,
    whoever hears of its outcome; what a kind does with our own CPU alone may be begun again."""

    name: str
    lasts: int
    queue: str = "worker"
    pays: bool = False


class Cost(msgspec.Struct, frozen=True):
    """What it takes of the owner, never more than was reserved; `units` say for what."""

    credits: int = 0
    units: dict[str, Any] = {}


class Waiting(msgspec.Struct, frozen=True):
    """A provider works on it, under `upstream_id`, and is asked again after so many seconds."""

    upstream_id: str
    seconds: float = 3.0


class Arrived(msgspec.Struct, frozen=True):
    """The provider is done. `answer` (what JSON can say) is kept until `store` has used it, so
    nothing is asked or paid for again; a task that was cancelled meanwhile pays `cost` all the
    same."""

    answer: Any
    cost: Cost = Cost()


class Part(msgspec.Struct, frozen=True):
    """One of several calls is done. `answer` and `cost`, of all so far, are kept for what comes
    next, `prepare` and `start` again: a failure loses none of them, and between two calls the task
    can be stopped. One that was cancelled meanwhile pays `cost` all the same."""

    answer: Any
    cost: Cost = Cost()


class Done(msgspec.Struct, frozen=True):
    """`result` (what JSON can say) is shown to the owner; a `cost` that is None is that of what
    Arrived."""

    result: Any
    cost: Cost | None = None


class Failed(Exception):
    """It came to nothing, and costs nothing.

    `code` is the task's error, `reason` names its sentence in `i18n/messages/` (the code itself by
    default), `facts` fill it. What is `retryable` is begun again, at most three times in all and
    not sooner than after `seconds`: of a kind that pays only when certainly nothing was made. A
    failed `poll` that is retryable is asked again until the deadline.
    """

    def __init__(
        self,
        code: str,
        reason: str = "",
        *,
        retryable: bool = False,
        seconds: float = 0.0,
        **facts: Any,
    ) -> None:
        super().__init__(reason or code)
        self.code, self.reason, self.facts = code, reason or code, facts
        self.retryable, self.seconds = retryable, seconds


class Unknown(Failed):
    """The provider was polled and does not know the task: it has failed if it says so three times
    in a row."""

    def __init__(self, code: str = "upstream_error", reason: str = "", **facts: Any) -> None:
        super().__init__(code, reason, retryable=True, **facts)


class Halted(Exception):
    """The task is not to be worked on any more: raised by `Run`, and let through."""


class Run(Protocol[Request_co]):
    """One task while a worker has it."""

    @property
    def id(self) -> str: ...
    @property
    def request(self) -> Request_co: ...
    @property
    def owner(self) -> User: ...
    @property
    def model(self) -> str: ...
    @property
    def reserved(self) -> int:
        """Credits that were set aside: 0 where they do not count."""

    @property
    def upstream_id(self) -> str:
        """Of the provider's task; "" before it is known."""

    @property
    def so_far(self) -> Any:
        """The answer of the Part before; None at first."""

    @property
    def is_cancelled(self) -> bool:
        """Known also in a paid call, which is not `halted`: begin nothing that costs more."""

    @property
    def deadline(self) -> float:
        """Of time.monotonic: when the step must have ended."""

    @property
    def folder(self) -> Path:
        """A private one, removed when the step ends."""

    @property
    def halted(self) -> Event:
        """Set when it was cancelled, taken over, or the worker ends: stop, and raise Halted."""

    def go_on(self) -> None:
        """Halted when it is not to be worked on any more: ask between any two long things."""

    def progress(self, percent: int) -> None:
        """Show how far it is, from 0 to 99; what goes back is not shown."""

    def note_request(self, upstream_request: str) -> None:
        """Keep the provider's id of the last request, for administrators."""

    def keep(
        self, filename: str, content_type: str, content: bytes | Path, label: Found | None = None
    ) -> str:
        """Keep an output as a file of the owner's; its id. Those of a task that does not succeed
        are removed. What it says of having been generated is read unless it is told."""


class Work(ABC, Generic[Request]):
    """How tasks of a kind are done; one instance does any number of them at once.

    Steps raise Failed; an ApiError that they let through is a failure with its code, and counts as
    retryable where it is of our own systems (503). Anything else is a fault of ours: logged, and
    treated as a crash.
    """

    kind: ClassVar[Kind]
    shape: ClassVar[type[msgspec.Struct]]  # of the request

    def room(self, run: Run[Request]) -> float:
        """Seconds until it may be started, without having failed: 0 for now."""
        return 0.0

    def prepare(self, run: Run[Request]) -> None:
        """What comes before `start` and costs nothing elsewhere, in the same `run.folder`: it stops
        when the task is cancelled, and is done again when it was cut off."""

    @abstractmethod
    def start(self, run: Run[Request]) -> Waiting | Arrived | Part | Done:
        """Begin, or do it all."""

    def poll(self, run: Run[Request]) -> Waiting | Arrived:
        """Ask the provider how far `run.upstream_id` is."""
        raise NotImplementedError

    def cancel(self, run: Run[Request]) -> bool:
        """Have the provider forget `run.upstream_id`: whether it did, and will not bill it. When
        not, the task is polled to its end, and what is billed is charged."""
        return False

    def store(self, run: Run[Request], answer: Any) -> Done:
        """Make a result of what arrived; what an attempt before has kept is removed already."""
        raise NotImplementedError
