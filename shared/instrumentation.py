"""What the product tells whoever watches it; nobody does, unless the process asked them to."""

import contextlib
import contextvars
import re
import time
from collections.abc import Iterator, Mapping
from typing import Protocol

Facts = dict[str, str | int]

_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
NO_ROUTE = "none"
_OTHER = "_OTHER"  # what is no method of ours: callers may invent any number of them
_TRACEPARENT = (  # compiled when the first one comes
    r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)
_traceparent: contextvars.ContextVar[str] = contextvars.ContextVar("traceparent", default="")


class Observer(Protocol):
    """Keeps numbers; it never raises. Words that callers may invent are not told."""

    def in_flight(self, change: int) -> None: ...

    def answered(self, route: str, method: str, status: int, seconds: float) -> None: ...

    def asked(self, provider: str, model: str, outcome: str, seconds: float) -> None: ...

    def credits_moved(self, kind: str, amount: int) -> None: ...

    def limit_not_counted(self, name: str) -> None: ...

    def checked(self, place: str, outcome: str, seconds: float) -> None: ...

    def mail_ended(self, purpose: str, outcome: str) -> None: ...


class Span(Protocol):
    """A part of a trace, from its making to its end."""

    @property
    def traceparent(self) -> str: ...

    def end(self, name: str, facts: Facts, error: str) -> None:
        """`error` names what went wrong; "" where nothing did."""


class Tracer(Protocol):
    """Makes spans; it never raises."""

    def answering(self, method: str, path: str, traceparent: str) -> Span: ...

    def asking(self, traceparent: str) -> Span: ...


observers: list[Observer] = []
tracers: list[Tracer] = []  # one at most


class Answering:
    """A request, from its arrival to the end of its answer."""

    def __init__(self, method: str, path: str, headers: Mapping[str, str]) -> None:
        self._method = method if method in _METHODS else _OTHER
        self._begun = time.monotonic()
        given = headers.get("traceparent", "")
        self.traceparent = given if given and re.fullmatch(_TRACEPARENT, given) else ""
        self._span = tracers[0].answering(self._method, path, self.traceparent) if tracers else None
        if self._span:
            self.traceparent = self._span.traceparent
        for observer in observers:
            observer.in_flight(1)

    @property
    def trace_id(self) -> str:
        return self.traceparent[3:35]

    @contextlib.contextmanager
    def under_way(self) -> Iterator[None]:
        """What is done within the block belongs to this request."""
        before = _traceparent.set(self.traceparent)
        try:
            yield
        finally:
            _traceparent.reset(before)

    def ended(self, route: str, status: int) -> float:
        """Returns the seconds that it took."""
        seconds = time.monotonic() - self._begun
        for observer in observers:
            observer.in_flight(-1)
            observer.answered(route, self._method, status, seconds)
        if self._span:
            self._end(self._span, route, status)
        return seconds

    def _end(self, span: Span, route: str, status: int) -> None:
        facts: Facts = {"http.response.status_code": status}
        name = self._method
        if route != NO_ROUTE:
            facts["http.route"] = route
            name += f" {route}"
        span.end(name, facts, str(status) if status >= 500 else "")


class Asking:
    """A call to a model, from the question to the end of its answer."""

    def __init__(self, provider: str, model: str, traceparent: str) -> None:
        self._provider, self._model, self._over = provider, model, False
        self._begun = time.monotonic()
        self._span = tracers[0].asking(traceparent) if tracers else None
        self.traceparent = self._span.traceparent if self._span else traceparent

    def ended(self, outcome: str) -> None:
        """`outcome` is ok, client_gone or the code of an error; the first that is said counts."""
        if self._over:
            return
        self._over, seconds = True, time.monotonic() - self._begun
        for observer in observers:
            observer.asked(self._provider, self._model, outcome, seconds)
        if self._span:
            facts: Facts = {
                "gen_ai.operation.name": "chat",
                "gen_ai.provider.name": self._provider,
                "gen_ai.request.model": self._model,
            }
            self._span.end(f"chat {self._model}", facts, "" if outcome == "ok" else outcome)


def traceparent() -> str:
    """The W3C trace context of the request that is being answered; "" without one."""
    return _traceparent.get()


def credits_moved(kind: str, amount: int) -> None:
    for observer in observers:
        observer.credits_moved(kind, amount)


def limit_not_counted(name: str) -> None:
    for observer in observers:
        observer.limit_not_counted(name)


def mail_ended(purpose: str, outcome: str) -> None:
    for observer in observers:
        observer.mail_ended(purpose, outcome)
