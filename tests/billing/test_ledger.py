"""The ledger: whatever is done in whatever order, its sum is the balance, and never below zero."""

import functools
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from shared import ids
from shared.billing import credits
from shared.database import transactions
from shared.errors import Conflict, InsufficientCredits
from shared.store import ledger, users
from tests.charging import settled
from tests.conftest import Clock
from tests.store.samples import added_user, at_once

AMOUNTS = st.integers(0, 60)
FEW, MANY = 12, 150  # runs of the state machine


def joined(balance: int = 0) -> str:
    """A new user with so many credits; their id."""
    user = added_user(credits=0)
    with transactions.writing() as tx:
        credits.grant(tx, user.id, balance, "grant", "")
    return user.id


def balance(user_id: str) -> int:
    with transactions.reading() as tx:
        return users.get(tx, user_id).credits


def rows(user_id: str) -> list[ledger.Movement]:
    with transactions.reading() as tx:
        return ledger.page(tx, user_id, since="", before="~", limit=10_000)


def held(user_id: str) -> int:
    with transactions.reading() as tx:
        row = tx.one(
            "SELECT COALESCE(SUM(amount), 0) AS held FROM reservations WHERE user_id = :id",
            id=user_id,
        )
    assert row
    return int(row["held"])


class Ledger(RuleBasedStateMachine):
    """One user's credits, beside a model that is too simple to be wrong."""

    clock: Clock
    requests: Bundle[str] = Bundle("requests")

    def __init__(self) -> None:
        super().__init__()
        self.user = joined()
        self.balance = 0
        self.held: dict[str, int] = {}
        self.settled: set[str] = set()

    @rule(amount=AMOUNTS)
    def give(self, amount: int) -> None:
        with transactions.writing() as tx:
            credits.grant(tx, self.user, amount, "grant", "")
        self.balance += amount

    @rule(amount=AMOUNTS)
    def take(self, amount: int) -> None:
        try:
            with transactions.writing() as tx:
                credits.grant(tx, self.user, -amount, "grant", "")
        except Conflict:
            assert amount > self.balance
        else:
            self.balance -= amount

    @rule(target=requests, amount=AMOUNTS)
    def reserve(self, amount: int) -> str:
        request = ids.make()
        try:
            credits.reserve(self.user, request, amount)
        except InsufficientCredits:
            assert amount > self.balance
        else:
            self.balance -= amount
            self.held[request] = amount
        return request

    @rule(request=requests, cost=AMOUNTS)
    def settle(self, request: str, cost: int) -> None:
        """Of a reservation, again, or late: after it was released or swept, or never made."""
        found = settled(self.user, request, cost, "m")
        charged = 0
        if request not in self.settled:
            self.settled.add(request)
            there = self.balance + self.held.pop(request, 0)
            charged = min(cost, there)
            self.balance = there - charged
        assert found == (charged, self.balance)

    @rule(request=requests)
    def release(self, request: str) -> None:
        credits.release(request)
        self.balance += self.held.pop(request, 0)

    @rule(request=consumes(requests))
    def forget(self, request: str) -> None:
        """Its process was killed: nobody but the sweeper comes back to it."""

    @rule()
    def sweep(self) -> None:
        credits.sweep()

    @rule()
    def wait_and_sweep(self) -> None:
        self.clock.advance(seconds=credits.HELD // 1000 + 1)
        credits.sweep()
        self.balance += sum(self.held.values())
        self.held.clear()

    @invariant()
    def all_agree(self) -> None:
        movements = rows(self.user)
        assert balance(self.user) == self.balance == sum(m.amount for m in movements) >= 0
        assert held(self.user) == sum(self.held.values())
        assert all(m.balance >= 0 and m.shortfall >= 0 for m in movements)
        once = [(m.request_id, m.kind) for m in movements]
        assert len(once) == len(set(once))

    def teardown(self) -> None:
        self.wait_and_sweep()
        self.all_agree()
        assert held(self.user) == 0


@pytest.mark.parametrize("runs", [FEW, pytest.param(MANY, marks=pytest.mark.stress)])
def test_in_any_order_the_sum_is_the_balance(database: str, clock: Clock, runs: int) -> None:
    class Machine(Ledger):
        pass

    Machine.clock = clock
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def done_at_once(*works: Callable[[], Any]) -> None:
    for outcome in at_once(works):
        outcome.result()


@pytest.mark.parametrize("rounds", [10, pytest.param(200, marks=pytest.mark.stress)])
def test_who_settles_beside_sweepers_pays_once(database: str, clock: Clock, rounds: int) -> None:
    user = joined(1000 * rounds)
    for number in range(rounds):
        request, cost = ids.make(), random.randint(0, 90)
        credits.reserve(user, request, 50)
        clock.advance(seconds=credits.HELD // 1000 + 1)
        before = balance(user) + 50

        settle = functools.partial(settled, user, request, cost, "m")
        release = functools.partial(credits.release, request)
        works: list[Callable[[], Any]] = [settle, settle, credits.sweep, credits.sweep, release]
        done_at_once(*works)

        assert balance(user) == before - cost, number
        assert sum(m.amount for m in rows(user)) == balance(user)
    assert held(user) == 0


@pytest.mark.parametrize("rounds", [3, pytest.param(60, marks=pytest.mark.stress)])
def test_many_who_reserve_at_once_get_no_more_than_there_is(database: str, rounds: int) -> None:
    for _ in range(rounds):
        user = joined(10)
        lucky: list[str] = []

        def reserve(user: str = user, lucky: list[str] = lucky) -> None:
            request = ids.make()
            try:
                credits.reserve(user, request, 3)
            except InsufficientCredits:
                return
            lucky.append(request)

        done_at_once(*[reserve] * 12)

        assert len(lucky) == 3
        assert (balance(user), held(user)) == (1, 9)


def test_gifts_and_calls_at_once_are_all_counted(database: str) -> None:
    user = joined(1000)

    def spend() -> None:
        request = ids.make()
        credits.reserve(user, request, 20)
        settled(user, request, 7, "m")

    def earn() -> None:
        transactions.atomically(lambda tx: credits.grant(tx, user, 5, "grant", ""))

    done_at_once(*[spend, earn] * 6)

    assert balance(user) == 1000 - 6 * 7 + 6 * 5 == sum(m.amount for m in rows(user))
