"""Sums of usage: whatever was summed up when, a report is what counting every call gives."""

import functools
import itertools
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from pytest_mock import MockerFixture

from shared import ids
from shared.accounts import erasure, leaving
from shared.billing import summing, usage
from shared.database import transactions
from shared.store import usage as rows
from shared.store import usage_rankings
from shared.store.usage import HOUR, Call
from shared.store.users import NOBODY
from tests.conftest import Clock
from tests.store.samples import added_user, at_once, count

NOON = 3_990_000_000_000  # milliseconds: in 2096, at a whole hour and twenty minutes
ZONES = ["Asia/Shanghai", "UTC", "America/New_York", "Europe/Berlin"]
FIELDS = ("model", "project", "endpoint", "status", "user_id", "key_id")
GROUPS = ("day", "hour", "model", "user", "key", "project", "endpoint", "status")
MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def users(database: str) -> None:
    """Those whose calls these are: who is not there is nobody."""
    for name in ("a", "b"):
        added_user(id=name)


def call(at: int, **more: Any) -> Call:
    given: dict[str, Any] = {
        "id": ids.make(), "user_id": "", "key_id": "", "project": "", "model": "m",
        "provider": "p", "endpoint": "chat", "status": "ok", "end_reason": "done",
        "input_tokens": 10, "output_tokens": 5, "cached_tokens": 1, "reasoning_tokens": 2,
        "credits": 3, "first_ms": 100, "total_ms": 200, "at": at,
    }  # fmt: skip
    return Call(**given | more)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """A call of the last four days."""
    words = {name: draw(st.sampled_from(["a", "b"])) for name in FIELDS if name != "status"}
    numbers = draw(st.lists(st.integers(0, 9), min_size=7, max_size=7))
    return call(
        NOON - draw(st.integers(0, 96 * HOUR)),
        status=draw(st.sampled_from(["ok", "failed"])),
        **words,
        **dict(zip(rows.SUMS, numbers, strict=True)),
    )


QUERIES = st.fixed_dictionaries(
    {"group_by": st.sampled_from(GROUPS), "tz": st.sampled_from(ZONES)},
    optional={
        "model": st.sampled_from(["a", "b"]),
        "project": st.sampled_from(["a", "b"]),
        "key": st.sampled_from(["a", "b"]),
        "endpoint": st.sampled_from(["a", "b"]),
        "status": st.sampled_from(["ok", "failed"]),
        "user": st.sampled_from(["a", "b"]),
    },
)
HOURS_AGO = st.integers(0, 100 * 60).map(lambda minutes: NOON - minutes * HOUR // 60)


def fits(found: Call, query: dict[str, str]) -> bool:
    names = {"user": "user_id", "key": "key_id"}
    wanted = {names.get(name, name): word for name, word in query.items()}
    return all(getattr(found, name) == wanted[name] for name in FIELDS if name in wanted)


def group(found: Call, query: dict[str, str]) -> str:
    by = query["group_by"]
    moment = datetime.fromtimestamp(found.at / 1000, ZoneInfo(query["tz"]))
    if by == "day":
        return moment.strftime("%Y-%m-%d")
    if by == "hour":
        return moment.strftime("%Y-%m-%dT%H:00%z")
    word: str = getattr(found, {"user": "user_id", "key": "key_id"}.get(by, by))
    return word


def counted(every: list[Call], query: dict[str, str], since: int, until: int) -> dict[str, Any]:
    """What a report has to say, from the calls one by one."""
    groups: dict[str, dict[str, int]] = {}
    for found in every:
        if since <= found.at < until and fits(found, query):
            ok = found.status == "ok"
            sums = groups.setdefault(group(found, query), dict.fromkeys(SHOWN, 0))
            sums["calls"] += ok
            sums["failed"] += not ok
            sums["credits"] += found.credits
            for name in SHOWN[3:]:
                sums[name] += ok and getattr(found, name)
    return groups


SHOWN = (
    "calls", "failed", "credits",
    "input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens",
)  # fmt: skip


def reported(query: dict[str, str], since: int, until: int) -> dict[str, Any]:
    times = {"since": _iso(since), "to": _iso(until)}
    found = usage.report(usage.Query(**query, **times))  # type: ignore[arg-type]
    totals = {name: sum(getattr(line, name) for line in found.data) for name in SHOWN}
    assert totals == {name: getattr(found.totals, name) for name in SHOWN}
    return {line.group: {name: getattr(line, name) for name in SHOWN} for line in found.data}


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, ZoneInfo("UTC")).isoformat()


def emptied() -> None:
    with transactions.writing() as tx:
        for table in (
            "usage_calls",
            "usage_hours",
            "usage_sums",
            "usage_totals",
            "usage_owners",
            "usage_users",
            "usage_figures",
            "usage_times",
            "versions",
        ):
            tx.run(f"DELETE FROM {table}")  # noqa: S608


@MANY
@given(
    every=st.lists(calls(), max_size=25),
    rolled_after=st.lists(st.integers(0, 25), max_size=4),
    query=QUERIES,
    span=st.tuples(HOURS_AGO, HOURS_AGO).map(sorted),
)
def test_a_report_is_what_counting_every_call_gives(
    database: str,
    clock: Clock,
    every: list[Call],
    rolled_after: list[int],
    query: dict[str, str],
    span: list[int],
) -> None:
    """Calls come in their order; between them, and at the end, the hours before are summed up."""
    emptied()
    since, until = span[0], span[1] + 1
    for place, found in enumerate(sorted(every, key=lambda found: found.at)):
        usage.note(found)
        clock.ahead = found.at - (clock.now() - clock.ahead)
        for _ in range(rolled_after.count(place)):
            summing.roll_up()
    clock.ahead = NOON - (clock.now() - clock.ahead)
    expected = counted(every, query, since, until)

    assert reported(query, since, until) == expected
    summing.roll_up()
    assert reported(query, since, until) == expected


@MANY
@given(every=st.lists(calls(), max_size=25), query=QUERIES, days=st.integers(0, 5))
def test_what_is_purged_stays_in_the_sums_of_whole_hours(
    database: str, clock: Clock, every: list[Call], query: dict[str, str], days: int
) -> None:
    emptied()
    clock.ahead = NOON - (clock.now() - clock.ahead)
    for found in every:
        usage.note(found)
    since, until = NOON // HOUR * HOUR - 100 * HOUR, NOON // HOUR * HOUR + HOUR
    expected = counted(every, query, since, until)
    summing.roll_up()

    summing.purge(days)

    assert reported(query, since, until) == expected


def test_what_is_old_is_removed_batch_by_batch(
    database: str, clock: Clock, mocker: MockerFixture
) -> None:
    clock.ahead = NOON - (clock.now() - clock.ahead)
    mocker.patch("shared.scheduling.batches._FIRST", 2)
    mocker.patch("shared.scheduling.batches._MOST", 2)
    mocker.patch("shared.scheduling.batches._FEWEST", 2)
    for hours, count_of_hour in ((100, 2), (99, 1), (50, 3), (2, 1)):
        for _ in range(count_of_hour):
            usage.note(call(NOON - hours * HOUR))
    summing.roll_up()
    seen = mocker.spy(rows, "remove_calls_before")

    assert summing.purge(1) == 6

    assert count("usage_calls") == 1
    assert len(seen.mock_calls) == 4
    assert summing.purge(1) == 0


def test_a_late_row_counts_when_it_comes_within_five_minutes(database: str, clock: Clock) -> None:
    hour = NOON // HOUR * HOUR
    usage.note(call(hour - 1))
    clock.ahead = hour + 299_000 - (clock.now() - clock.ahead)
    summing.roll_up()
    usage.note(call(hour - 2))
    clock.advance(seconds=2)

    assert summing.roll_up() == 1
    (only,) = usage.report(usage.Query(group_by="model")).data
    assert only.calls == 2


@pytest.mark.parametrize("rounds", [2, pytest.param(30, marks=pytest.mark.stress)])
def test_many_who_sum_up_at_once_count_everything_once(
    database: str, clock: Clock, rounds: int
) -> None:
    clock.ahead = NOON - (clock.now() - clock.ahead)
    for _ in range(rounds):
        emptied()
        for hours in range(40):
            usage.note(call(NOON - (2 + hours) * HOUR))

        late = [functools.partial(usage.note, call(NOON - n)) for n in range(8)]
        works: list[Any] = [summing.roll_up] * 8
        mixed = list(itertools.chain.from_iterable(zip(works, late, strict=True)))
        done = [outcome.result() for outcome in at_once(mixed)]

        assert sum(number for number in done if number) == 40
        assert count("usage_hours") == 40
        assert usage.report(usage.Query(group_by="model")).totals.calls == 48


OWNERS = ("user", "key", "project")


@pytest.fixture
def crowd(clock: Clock) -> list[Call]:
    """Calls of two users in the hours of four days, summed up but for the last."""
    clock.ahead = NOON - (clock.now() - clock.ahead)
    found = [
        call(
            NOON - hours * HOUR,
            user_id="ab"[hours % 2],
            key_id="ab"[hours % 2],
            project="xyz"[hours % 3],
            credits=100 if hours == 50 else hours % 7,
            status="failed" if hours % 5 == 0 else "ok",
        )
        for hours in range(96)
    ]
    for one in found:
        usage.note(one)
    summing.roll_up()
    return found


@pytest.mark.parametrize("by", OWNERS)
def test_too_many_to_be_added_up_are_those_that_stand_out_with_all_their_calls(
    crowd: list[Call], by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, since, until = {"group_by": by, "tz": "UTC"}, NOON - 100 * HOUR, NOON + 1
    expected = counted(crowd, query, since, until)
    assert reported(query, since, until) == expected
    monkeypatch.setattr(usage_rankings, "MANY", 5)
    monkeypatch.setattr(usage_rankings, "_LOOKED_AT", 1)

    found = usage.report(usage.Query(**query, since=_iso(since), to=_iso(until)))  # type: ignore[arg-type]

    (dearest,) = found.data
    assert (found.more, found.ranked_by) == (True, "peak")
    assert dearest.group == group(crowd[50], query)
    assert {name: getattr(dearest, name) for name in SHOWN} == expected[dearest.group]
    assert found.totals.credits == sum(one.credits for one in crowd)


@pytest.mark.parametrize("batch", [1, 2000])
def test_who_leaves_is_in_no_sum_and_the_sums_stay(
    crowd: list[Call], batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.scheduling.batches._FIRST", batch)
    with transactions.writing() as tx:
        leaving.end(tx, "b")

    erasure.run()

    moved = {"user_id": NOBODY, "key_id": "", "project": ""}
    left = [structs.replace(one, **moved) if one.user_id == "b" else one for one in crowd]
    for by in OWNERS:
        query = {"group_by": by, "tz": "UTC"}
        expected = counted(left, query, NOON - 100 * HOUR, NOON + 1)
        assert reported(query, NOON - 100 * HOUR, NOON + 1) == expected
    with transactions.reading() as tx:
        found = tx.all("SELECT word, calls, failed FROM usage_owners WHERE kind <> 'project'")
        active = tx.all("SELECT DISTINCT user_id FROM usage_users")
    assert {row["word"] for row in found} == {"a", NOBODY, ""}
    assert all(row["calls"] + row["failed"] for row in found)
    assert [row["user_id"] for row in active] == ["a"]
