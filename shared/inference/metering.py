"""One call's account: credits and quotas reserved before it, settled or released after it."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import msgspec

from shared import instrumentation, log, times
from shared.access import policy
from shared.access.authentication import Caller
from shared.billing import credits, quotas, usage
from shared.errors import ApiError, InvalidRequest, Unavailable, UpstreamTimeout
from shared.llm import catalogue, messages, token_estimate
from shared.llm.catalogue import Model
from shared.llm.usage import Usage
from shared.store.usage import Call

_SAFETY = 1.3  # an estimate of tokens may be as much too low


class Bill(msgspec.Struct, frozen=True):
    """Credits that a call took, and what is left; None for those who have no account."""

    charged: int
    remaining: int | None


class Ask(msgspec.Struct, frozen=True):
    """What is asked of a model, by whom; `deadline` is of time.monotonic.

    `anonymous_address` is the address of who has no account.
    """

    id: str
    caller: Caller | None
    endpoint: str
    project: str
    model: Model
    question: dict[str, Any]
    deadline: float
    anonymous_address: str | None = None
    traceparent: str = msgspec.field(default_factory=instrumentation.traceparent)

    @property
    def prompt_tokens(self) -> int:
        """An estimate."""
        return token_estimate.question_tokens(self.question)

    @property
    def most_tokens(self) -> int:
        """The greatest answer that was asked for."""
        asked = self.question.get("max_completion_tokens") or self.question.get("max_tokens")
        return min(asked or self.model.max_output, self.model.max_output)

    @property
    def candidates(self) -> list[Model]:
        """The model, and its fallbacks that can see the pictures, if there are any."""
        return catalogue.chain(self.model, seeing=messages.has_picture(self.question["messages"]))


class Meter:
    """Runs from the reservation to exactly one of `settle` and `fail`."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._begun = time.monotonic()
        self._first: float | None = None
        self._estimated = int(ask.prompt_tokens * _SAFETY) + ask.most_tokens
        self._visit = (
            None if ask.anonymous_address is None else quotas.count_anonymous(ask.anonymous_address)
        )
        self._counted = quotas.reserve(ask.caller, self._estimated) if ask.caller else []
        self._charges = ask.caller is not None and policy.current().enable_credit_system
        if self._charges:
            self._reserve()

    def first_byte(self) -> None:
        self._first = self._first or time.monotonic()

    def settle(self, model: Model, used: Usage, end_reason: str) -> Bill:
        """Charge what was used of the model that answered, and note the call."""
        price = model.price(
            used.prompt_tokens, used.completion_tokens, used.cached_tokens, used.reasoning_tokens
        )
        bill = self._charge(price, model)
        self._correct(used.total_tokens - self._estimated)
        self._note(model, "ok", end_reason, used, bill.charged)
        return bill

    def fail(self, end_reason: str) -> None:
        """Give everything back, and note the failure."""
        self._give_back()
        self._note(self.ask.model, "failed", end_reason, Usage(), 0)

    def _reserve(self) -> None:
        ask = self.ask
        tokens = int(ask.prompt_tokens * _SAFETY), ask.most_tokens
        most = max(model.most(*tokens) for model in ask.candidates)
        try:
            credits.reserve(ask.caller.user.id if ask.caller else "", ask.id, most)
        except ApiError:
            self._correct(-self._estimated)
            raise

    def _charge(self, price: int, model: Model) -> Bill:
        caller = self.ask.caller
        if not caller or not self._charges:
            return Bill(0, caller.user.credits if caller else None)
        return Bill(*credits.settle(caller.user.id, self.ask.id, price, model.name))

    def _give_back(self) -> None:
        if self._charges:
            with _logged("credits not released"):
                credits.release(self.ask.id)
        if self._visit:
            with _logged("chat not given back"):
                quotas.correct([self._visit], -1)
        self._correct(-self._estimated)

    def _correct(self, difference: int) -> None:
        with _logged("quota not corrected"):
            quotas.correct(self._counted, difference)

    def _note(self, model: Model, status: str, reason: str, used: Usage, charged: int) -> None:
        caller, ended = self.ask.caller, time.monotonic()
        call = Call(
            id=self.ask.id,
            user_id=caller.user.id if caller else "",
            key_id=caller.key.id if caller and caller.key else "",
            project=self.ask.project,
            model=model.name,
            provider=model.provider.name,
            endpoint=self.ask.endpoint,
            status=status,
            end_reason=reason,
            input_tokens=used.prompt_tokens,
            output_tokens=used.completion_tokens,
            cached_tokens=used.cached_tokens,
            reasoning_tokens=used.reasoning_tokens,
            credits=charged,
            first_ms=int(((self._first or ended) - self._begun) * 1000),
            total_ms=int((ended - self._begun) * 1000),
            at=times.now(),
        )
        with _logged("usage not noted"):
            usage.note(call)


@contextlib.contextmanager
def _logged(failure: str) -> Iterator[None]:
    """When the database fails after the call, the answer is there all the same, or its error."""
    try:
        yield
    except Unavailable as e:
        log.write("error", failure, cause=e.reason)


def end_reason(error: ApiError) -> str:
    if isinstance(error, InvalidRequest):
        return "refused"
    return "timeout" if isinstance(error, UpstreamTimeout) else "upstream_error"
