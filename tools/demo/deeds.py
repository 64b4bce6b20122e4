"""What administrators did in the made-up month, and the failures of its last hours."""

import functools

import msgspec

from shared.store.audit import Entry
from shared.store.failures import Failure
from tools.demo import words
from tools.demo.accounts import Account
from tools.demo.month import DAY, HOUR, Month

_FAILURES = (
    ("POST /api/chat", 502, "upstream_error"),
    ("POST /v1/chat/completions", 504, "upstream_timeout"),
    ("POST /v1/chat/completions", 502, "upstream_error"),
)


class Trail(msgspec.Struct):
    """Who did it, and what the trail says of each deed."""

    month: Month
    actor_id: str

    def note(self, at: int, action: str, target: str, before: object, after: object) -> None:
        entry = Entry(
            id=self.month.id(at),
            actor_id=self.actor_id,
            ip="198.51.100.7",
            request_id=self.month.id(at),
            action=action,
            target=target,
            before_json=msgspec.json.encode(before).decode(),
            after_json=msgspec.json.encode(after).decode(),
            at=at,
        )
        self.month.add("audit", entry)


def do(month: Month, actor_id: str, people: list[Account], count: int) -> None:
    """Users unlocked and given credits; those are disabled who are disabled by now."""
    trail = Trail(month, actor_id)
    for at in month.moments(count):
        there = [account for account in people if account.user.created_at < at]
        month.at(at, functools.partial(_deed, trail, at, month.chance.choice(there)))
    for account in people:
        if account.user.disabled:
            at = month.now - month.chance.randrange(DAY)
            change = ("users.change", account.user.id, {"disabled": False}, {"disabled": True})
            month.at(at, functools.partial(trail.note, at, *change))


def fail(month: Month, count: int) -> None:
    for _ in range(count):
        at = month.now - month.chance.randrange(2 * HOUR)
        endpoint, status, code = month.chance.choice(_FAILURES)
        month.add("failures", Failure(month.id(at), endpoint, status, code, month.id(at), at))


def _deed(trail: Trail, at: int, account: Account) -> None:
    chance, target = trail.month.chance, account.user.id
    if chance.random() < 0.4:
        trail.note(at, chance.choice(("users.unlock", "users.password")), target, None, None)
        return
    amount, before = chance.choice((5_000, 10_000, 20_000)), account.balance
    reason = trail.month.pick(words.all().reasons)
    account.move(trail.month, at, "grant", amount, reason=reason)
    after = {"credits": before + amount, "amount": amount, "reason": reason}
    trail.note(at, "users.credits", target, {"credits": before}, after)
