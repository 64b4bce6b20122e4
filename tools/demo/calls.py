"""Made-up calls to models: each with its usage, its movements of credits, and perhaps a chat."""

import functools

import msgspec

from shared.llm import prices
from shared.llm.prices import Tier
from shared.store.ledger import Reservation
from shared.store.usage import Call
from tools.demo import words
from tools.demo.accounts import Account
from tools.demo.chats import Talks
from tools.demo.models import FAILING, OFFERS, Offer
from tools.demo.month import DAY, HOUR, Month

_ENDPOINTS = ("chat", "completions", "messages", "embeddings")
_BY_KEY = 0.7  # of the calls of who has a key
_FAILS = 0.012
_FAILS_NOW = 0.45  # of the provider that fails
_FAILED_FOR = 2 * HOUR
_GIFTS = 20_000  # credits that are given to who has too few


class Question(msgspec.Struct, frozen=True):
    """What is asked of which model, and how it ends."""

    at: int
    offer: Offer
    endpoint: str
    prompt: int
    answer: int
    seconds: float
    works: bool

    @property
    def ends(self) -> int:
        return self.at + int(self.seconds * 1000)

    @property
    def cost(self) -> int:
        return self._price(self.answer) if self.works else 0

    @property
    def most(self) -> int:
        """What is set aside for it."""
        return self._price(self.answer * 3)

    def _price(self, answer: int) -> int:
        tier = Tier(up_to=10**9, input=self.offer.input, output=self.offer.output)
        return prices.price([tier], self.prompt, answer)


def make(month: Month, talks: Talks, at: int, account: Account | None) -> None:
    """One call that begins at an instant; of a stranger without an account."""
    by_key = bool(account and account.key_id and month.chance.random() < _BY_KEY)
    endpoint = month.pick(_ENDPOINTS[1:]) if by_key else "chat"
    _begin(month, talks, _question(month, at, endpoint), account, by_key=by_key)


def burst(month: Month, talks: Talks, account: Account) -> None:
    """A program that ran away at night, and took what its owner had."""
    begun = month.now - 2 * DAY
    for minute in range(0, 180, 2):
        at = begun + minute * 60_000
        asked = Question(at, OFFERS[2], "completions", 6_000, 3_500, 20.0, works=True)
        month.at(at, functools.partial(_begin, month, talks, asked, account, by_key=True))


def _begin(
    month: Month, talks: Talks, asked: Question, account: Account | None, *, by_key: bool
) -> None:
    """Reserve what it may cost; who has too little was given some just before."""
    id = month.id(asked.at)
    if account:
        if account.balance < asked.most:
            reason = month.pick(words.all().reasons)
            account.move(month, asked.at - 1, "grant", _GIFTS, reason=reason)
        account.move(month, asked.at, "reserve", -asked.most, id)
    end = functools.partial(_end, month, talks, asked, account, id, by_key=by_key)
    month.at(asked.ends, end)
    if account and asked.ends >= month.now:
        until = month.now + HOUR
        month.add("reservations", Reservation(id, account.user.id, asked.most, until))


def _end(
    month: Month, talks: Talks, asked: Question, account: Account | None, id: str, *, by_key: bool
) -> None:
    """Settle it or release it, as the product does; keep what was said."""
    if account:
        kind, back = ("settle", asked.most - asked.cost) if asked.works else ("release", asked.most)
        account.move(month, asked.ends, kind, back, id, asked.offer.name if asked.works else "")
        if asked.works and asked.endpoint == "chat":
            talks.go_on(account.user.id, asked.ends, asked.offer.name)
    _note(month, account if by_key else None, account, id, asked)


def _question(month: Month, at: int, endpoint: str) -> Question:
    chance = month.chance
    (offer,) = chance.choices(OFFERS, [each.share for each in OFFERS])
    is_down = offer.provider == FAILING and at > month.now - _FAILED_FOR
    prompt = int(chance.lognormvariate(6.2, 0.9)) + 20
    answer = 0 if endpoint == "embeddings" else int(offer.answer * chance.lognormvariate(0, 0.6))
    return Question(
        at=at,
        offer=offer,
        endpoint=endpoint,
        prompt=prompt,
        answer=answer,
        seconds=offer.seconds * chance.lognormvariate(0, 0.5),
        works=chance.random() >= (_FAILS_NOW if is_down else _FAILS),
    )


def _note(
    month: Month, by_key: Account | None, whose: Account | None, id: str, asked: Question
) -> None:
    works, took = asked.works, int(asked.seconds * 1000)
    row = Call(
        id=id,
        user_id=whose.user.id if whose else "",
        key_id=by_key.key_id if by_key else "",
        project=by_key.project if by_key else "",
        model=asked.offer.name,
        provider=asked.offer.provider,
        endpoint=asked.endpoint,
        status="ok" if works else "failed",
        end_reason="done" if works else month.pick(("upstream_error", "timeout")),
        input_tokens=asked.prompt if works else 0,
        output_tokens=asked.answer if works else 0,
        cached_tokens=asked.prompt // 4 if works else 0,
        reasoning_tokens=0,
        credits=asked.cost if whose else 0,
        first_ms=took // 5,
        total_ms=took,
        at=asked.ends,
    )
    month.add("usage_calls", row)
