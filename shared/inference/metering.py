"""One call's account: credits and quotas reserved before it, settled or released after it."""

import contextlib
import functools
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

import msgspec

from shared import instrumentation, log, times
from shared.billing import credits, quotas, usage
from shared.database import transactions
from shared.database.transactions import Transaction
from shared.errors import (
    InvalidRequest,
    Moderated,
    NotModerated,
    ServerEnds,
    Unavailable,
    UpstreamTimeout,
)
from shared.inference.ask import Ask, Bill, Outcome
from shared.llm.answers.replies import Completion, Piece, Transcript
from shared.llm.answers.usage import Usage
from shared.llm.catalogue import Model
from shared.store import users
from shared.store.usage import Call

FILTERED = "content_filter"  # the finish reason of what moderation broke off
_SAFETY = 1.3  # an estimate of tokens may be as much too low


class Meter:
    """Runs from the reservation to exactly one end: the answer, a reader who left, a failure."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._begun = time.monotonic()
        self._first: float | None = None
        self._answering, self._heard, self._over = ask.model, Transcript(), False
        self._written: Outcome | None = None  # by a transaction that may have come to nothing
        self._estimated = int(ask.prompt_tokens * _SAFETY) + ask.most_tokens
        address = ask.anonymous_address
        self._anonymous = None if address is None else quotas.count_anonymous(address)
        self._counted = quotas.reserve(ask.caller, self._estimated) if ask.caller else []
        self._charges = False
        with self._nothing_kept_on_failure():
            self._reserve()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """What has not ended with an answer: the provider counts what it said until then."""
        try:
            if isinstance(error, GeneratorExit) and self._heard.begun and not self._over:
                self.settle(self._answering, self._broken_off("client_gone"), "client_gone")
        finally:
            if not self._over:
                self._come_to_nothing(error)

    def hear(self, model: Model, piece: Piece) -> None:
        """A piece was delivered."""
        self._first = self._first or time.monotonic()
        self._answering = model
        self._heard.add(piece)

    def settle(self, model: Model, answer: Completion, reason: str = "") -> Outcome:
        """Charge what was used of the model that answered, note the call, keep what was said."""
        self._first = self._first or time.monotonic()
        reason = reason or _finish(answer)
        try:
            outcome = transactions.atomically(functools.partial(self._close, model, answer, reason))
        except Unavailable as e:
            outcome = self._unconfirmed(model, answer, e)
        self._over = True
        if self._charges:
            instrumentation.credits_moved("charged", outcome.bill.charged)
        return outcome

    def refuse(self, error: Moderated) -> Outcome:
        """Charge what was delivered before a refusal; where nothing was, nothing is."""
        if self._heard.says_something:
            outcome = self.settle(self._answering, self._broken_off(FILTERED), "moderated")
        else:
            self._fail("moderated")
            empty = Completion("", self._answering.name, FILTERED, Usage(), {})
            outcome = Outcome(empty, self._answering, self._free)
        return msgspec.structs.replace(outcome, refusal=error)

    def _close(self, model: Model, answer: Completion, reason: str, tx: Transaction) -> Outcome:
        """All that is written of a call, together: no bill is without its call, or its turns."""
        ask, used = self.ask, answer.usage
        bill, there = self._charge(tx, model, used)
        quotas.correct(tx, self._counted, used.total_tokens - self._estimated)
        call = self._call(model, "ok", reason, used, bill.charged)
        usage.add(tx, call, owned=there)
        kept = ask.keep(tx, answer, model) if ask.keep and there else None
        self._written = Outcome(answer, model, bill, kept)
        return self._written

    def _unconfirmed(self, model: Model, answer: Completion, error: Unavailable) -> Outcome:
        """The books may be closed all the same, when only the database's word for it was lost."""
        with _logged("unknown whether the call was noted"):
            if self._written and self._is_noted():
                return self._written
        if self._charges:
            raise error
        log.write("error", "call not noted", cause=error.reason)
        return Outcome(answer, model, self._free)

    def _is_noted(self) -> bool:
        caller = self.ask.caller
        return usage.is_noted(caller.user.id if caller else "", self.ask.id)

    @property
    def _free(self) -> Bill:
        return Bill(0, self.ask.caller.user.credits if self.ask.caller else None)

    def _come_to_nothing(self, error: BaseException | None) -> None:
        with _logged("unknown whether the call was noted"):
            if self._written and self._is_noted():
                return
            self._fail(_end_reason(error))
            self._keep_what_was_said(error)

    def _fail(self, reason: str) -> None:
        """Give everything back, and note the failure."""
        self._over = True
        self._give_back()
        with _logged("usage not noted"):
            usage.note(self._call(self.ask.model, "failed", reason, Usage(), 0))

    def _keep_what_was_said(self, error: BaseException | None) -> None:
        """A stream that broke costs nothing, but its reader can go on from there; what was broken
        off for the question's sake (moderation) is not kept."""
        if self.ask.keep and self._heard.content and not isinstance(error, InvalidRequest):
            with _logged("interrupted answer not kept"):
                transactions.atomically(self._keep_broken_off)

    def _keep_broken_off(self, tx: Transaction) -> None:
        ask = self.ask
        if ask.keep and ask.caller and users.hold(tx, ask.caller.user.id):
            ask.keep(tx, self._broken_off("interrupted"), self._answering)

    def _broken_off(self, reason: str) -> Completion:
        return self._heard.completion(self.ask.question, self._answering.name, reason)

    def _reserve(self) -> None:
        ask = self.ask
        if not ask.caller or not ask.charges:
            return
        prompt = int(ask.prompt_tokens * _SAFETY)
        most = max(m.most(prompt, ask.most_of(m)) for m in ask.candidates)
        credits.reserve(ask.caller.user.id, ask.id, most)
        self._charges = True

    @contextlib.contextmanager
    def _nothing_kept_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._give_back_tokens()
            raise

    def _charge(self, tx: Transaction, model: Model, used: Usage) -> tuple[Bill, bool]:
        """What it costs, and whether who asked is still there (nobody always is)."""
        caller = self.ask.caller
        if not caller:
            return self._free, True
        if not self._charges:
            return self._free, users.hold(tx, caller.user.id)
        price = model.price(
            used.prompt_tokens, used.completion_tokens, used.cached_tokens, used.reasoning_tokens
        )
        bill = Bill(*credits.settle(tx, caller.user.id, self.ask.id, price, model.name))
        return bill, bill.remaining is not None

    def _give_back(self) -> None:
        if self._charges:
            with _logged("credits not released"):
                credits.release(self.ask.id)
        if self._anonymous:
            with _logged("chat not given back"):
                quotas.give_back([self._anonymous], 1)
        self._give_back_tokens()

    def _give_back_tokens(self) -> None:
        with _logged("quota not corrected"):
            quotas.give_back(self._counted, self._estimated)

    def _call(self, model: Model, status: str, reason: str, used: Usage, charged: int) -> Call:
        caller, ended = self.ask.caller, time.monotonic()
        return Call(
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


@contextlib.contextmanager
def _logged(failure: str) -> Iterator[None]:
    """When the database fails after the call, the answer is there all the same, or its error."""
    try:
        yield
    except Unavailable as e:
        log.write("error", failure, cause=e.reason)


def _finish(answer: Completion) -> str:
    return "length" if answer.finish_reason == "length" else "done"


def _end_reason(error: BaseException | None) -> str:
    """Why a call came to nothing; a fault of our own counts with the provider's."""
    if isinstance(error, GeneratorExit):
        return "client_gone"
    if isinstance(error, InvalidRequest):
        return "moderated" if isinstance(error, Moderated) else "refused"
    if isinstance(error, NotModerated):
        return "not_moderated"
    if isinstance(error, ServerEnds):
        return "server_ended"
    return "timeout" if isinstance(error, UpstreamTimeout) else "upstream_error"
