"""Figures of some time: whatever was summed up when, they are what counting every call gives."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.billing import figures, summing, usage
from shared.database import transactions
from shared.store import usage_owners, usage_users
from shared.store.usage import HOUR, Call
from shared.store.usage_figures import FLOORS
from shared.store.users import NOBODY
from tests.billing.test_usage import HOURS_AGO, MANY, NOON, call, calls, emptied
from tests.billing.test_usage import users as users
from tests.conftest import Clock

TIMES = [1, 9, 10, 11, 99, 150, 900, 901, 2_000, 59_999, 700_000, 5_000_000]  # milliseconds


@st.composite
def timed(draw: st.DrawFn) -> Call:
    found = draw(calls())
    whose = draw(st.sampled_from(["a", "b", ""]))
    return call(
        found.at,
        status=found.status,
        user_id=whose,
        credits=found.credits,
        total_ms=draw(st.sampled_from(TIMES)),
    )


def counted(every: list[Call], since: int, until: int) -> dict[str, Any]:
    inside = [found for found in every if since <= found.at < until]
    ok = [found for found in inside if found.status == "ok"]
    return {
        "requests": len(inside),
        "failed": len(inside) - len(ok),
        "input_tokens": sum(found.input_tokens for found in ok),
        "output_tokens": sum(found.output_tokens for found in ok),
        "credits": sum(found.credits for found in inside),
        "active_users": len({found.user_id for found in inside} - {"", NOBODY}),
    }


def figured(since: int, until: int) -> figures.Figures:
    with transactions.reading() as tx:
        return figures.of(tx, since, until)


def slowest(every: list[Call], since: int, until: int) -> int | None:
    ok = sorted(c.total_ms for c in every if since <= c.at < until and c.status == "ok")
    return ok[math.ceil(len(ok) * 0.95) - 1] if ok else None


def is_near(found: int | None, right: int | None) -> bool:
    """In the same part of a decade, or beyond what is told apart."""
    if found is None or right is None:
        return found is right
    floors = [0, *FLOORS]
    floor = max(each for each in floors if each <= right)
    ceiling = next((each for each in floors if each > right), 2 * floors[-1])
    return floor <= found <= ceiling


@MANY
@given(
    every=st.lists(timed(), max_size=25),
    rolled_after=st.lists(st.integers(0, 25), max_size=4),
    span=st.tuples(HOURS_AGO, HOURS_AGO).map(sorted),
)
def test_figures_are_what_counting_every_call_gives(
    database: str, clock: Clock, every: list[Call], rolled_after: list[int], span: list[int]
) -> None:
    emptied()
    since, until = span[0], span[1] + 1
    for place, found in enumerate(sorted(every, key=lambda found: found.at)):
        usage.note(found)
        clock.ahead = found.at - (clock.now() - clock.ahead)
        for _ in range(rolled_after.count(place)):
            summing.roll_up()
    clock.ahead = NOON - (clock.now() - clock.ahead)
    expected = counted(every, since, until)

    for _ in range(2):
        found_then = figured(since, until)
        assert {name: getattr(found_then, name) for name in expected} == expected
        assert is_near(found_then.p95_ms, slowest(every, since, until))
        summing.roll_up()


@pytest.mark.usefixtures("users")
def test_users_of_hours_that_another_version_summed_up_are_counted(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One before this, which went on beside a migration or came back, and knows no such table."""
    clock.ahead = NOON - HOUR - clock.now()
    older = tuple(sums for sums in summing._ALL_SUMS if sums is not usage_users)
    usage.note(call(NOON - 3 * HOUR, user_id="a"))
    with monkeypatch.context() as before:
        before.setattr(summing, "_ALL_SUMS", older)
        summing.roll_up()
    clock.ahead += HOUR
    usage.note(call(NOON - HOUR, user_id="b"))

    for _ in range(2):
        assert figured(NOON - 5 * HOUR, NOON).active_users == 2
        summing.roll_up()
    with transactions.reading() as tx:
        assert usage_users.SUMMED.get(tx) == usage_owners.SUMMED.get(tx)


@pytest.mark.usefixtures("database")
def test_of_no_calls_there_is_no_percentile() -> None:
    found = figured(NOON - HOUR, NOON)

    assert (found.requests, found.error_rate, found.p95_ms) == (0, 0.0, None)


@pytest.mark.parametrize(
    ("milliseconds", "least", "most"),
    [(range(1, 1001), 900, 1000), ([500] * 20, 470, 560), ([3] * 99 + [4_000], 0, 10)],
)
def test_a_percentile_is_known_to_a_fifth_of_itself(
    milliseconds: list[int], least: int, most: int
) -> None:
    floors = [0, *FLOORS]
    counts: dict[int, int] = {}
    for took in milliseconds:
        floor = max(each for each in floors if each <= took)
        counts[floor] = counts.get(floor, 0) + 1

    found = figures.percentile(sorted(counts.items()), 95)

    assert found is not None
    assert least <= found <= most
