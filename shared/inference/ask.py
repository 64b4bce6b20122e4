"""What is asked of a model, by whom, and what came of it."""

from collections.abc import Callable
from typing import Any

import msgspec

from shared import instrumentation
from shared.access import policy
from shared.access.authentication import Caller
from shared.database.transactions import Transaction
from shared.errors import Moderated
from shared.llm import bounds, catalogue, client, messages, token_estimate
from shared.llm.answers.replies import Completion
from shared.llm.catalogue import Model
from shared.llm.transport.targets import Target
from shared.moderation import texts

Keep = Callable[[Transaction, Completion, Model], str | None]


class Bill(msgspec.Struct, frozen=True):
    """Credits that a call took, and what is left; None for those who have no account."""

    charged: int
    remaining: int | None


class Ask(msgspec.Struct, frozen=True):
    """A question; `deadline` is of time.monotonic, `anonymous_address` of who has no account.

    `keep` stores what was said, also when its reader left in the middle, and names where: in the
    transaction that settles the call, and only for who has not left meanwhile. The first `own`
    messages are the deployment's own words; `talks` says that a refusal may be answered in words.
    """

    id: str
    caller: Caller | None
    endpoint: str
    project: str
    model: Model
    question: dict[str, Any]
    deadline: float
    anonymous_address: str | None = None
    keep: Keep | None = None
    own: int = 0
    talks: bool = False
    traceparent: str = msgspec.field(default_factory=instrumentation.traceparent)

    @property
    def prompt_tokens(self) -> int:
        """An estimate."""
        return token_estimate.question_tokens(self.question)

    @property
    def most_tokens(self) -> int:
        """The greatest answer that can be billed, whichever model gives it."""
        return max(map(self.most_of, self.candidates))

    def most_of(self, model: Model) -> int:
        """The greatest answer that this model can bill."""
        return bounds.most(self.question, model)

    @property
    def said(self) -> list[str]:
        """What is checked before it is asked."""
        return texts.of_question(self.question, self.own)

    @property
    def charges(self) -> bool:
        """Whether credits pay for it."""
        return self.caller is not None and policy.current().enable_credit_system

    def told(self, model: Model) -> dict[str, Any]:
        """The question as it goes to a model: one that credits pay for is bounded by them."""
        return bounds.told(self.question, model) if self.charges else self.question

    @property
    def candidates(self) -> list[Model]:
        """The model, and its fallbacks that can see the pictures, if there are any."""
        return catalogue.chain(self.model, seeing=messages.has_picture(self.question["messages"]))

    def complete(self, target: Target, question: dict[str, Any], deadline: float) -> Completion:
        """The whole answer of a model to what it is `told`; ApiError when it gives none."""
        return client.complete(target, question, deadline=deadline)


class Outcome(msgspec.Struct, frozen=True):
    """A completed call: the answer, the model that gave it, what it cost, and where it is kept;
    `refusal` is what broke a stream off, or what the answer stands for."""

    completion: Completion
    model: Model
    bill: Bill
    kept: str | None = None
    refusal: Moderated | None = None
