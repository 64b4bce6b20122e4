"""Who leaves is erased from every table, whatever they did, and the sums stay."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.accounts import erasure, leaving
from shared.billing import summing
from shared.database import transactions
from shared.scheduling import batches
from shared.scheduling.batches import Budget
from shared.store import users
from tests.accounts import traces
from tests.accounts.traces import OF_OTHERS, OF_USERS, Maker, Rows
from tests.conftest import Clock

STAYS = {  # as docs/security.md says
    *("audit.actor_id", "audit.target", "audit.ip"),
    *("ledger.reason", "files.object_key", "files.upload_id", "limits.who", "limits.name"),
}
USAGE = ("model", "provider", "endpoint", "status")
SUMS = (
    *("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens"),
    *("credits", "first_ms", "total_ms"),
)
FEW, MANY = 12, 150  # histories


def test_every_column_that_may_name_a_user_is_known(database: str) -> None:
    """A new one is named like those, or is listed as another's: so nobody forgets to erase it."""
    found = {name for name in traces.id_columns(database) if name.split(".")[1] not in OF_USERS}

    assert found == OF_OTHERS
    keys = {
        f"{table.name}.{key.parent.name}"
        for table in traces.schema(database).tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "users"
    }
    assert keys
    assert {name.split(".")[1] for name in keys} <= OF_USERS


@pytest.mark.parametrize("histories", [FEW, pytest.param(MANY, marks=pytest.mark.stress)])
def test_whoever_leaves_is_erased_and_the_sums_stay(
    database: str, clock: Clock, monkeypatch: pytest.MonkeyPatch, histories: int
) -> None:
    """In any order, together or one after the other, in batches of any size, from any history."""

    @settings(
        max_examples=histories,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        history=st.lists(
            st.tuples(st.sampled_from(traces.tables_of_users(database)), st.integers(0, 2)),
            max_size=60,
        ),
        leavers=st.lists(st.integers(0, 2), min_size=1, unique=True),
        together=st.booleans(),
        batch=st.sampled_from([1, 2, 7, 2000]),
        dice=st.randoms(use_true_random=False),
    )
    def leave(
        history: list[tuple[str, int]],
        leavers: list[int],
        together: bool,
        batch: int,
        dice: random.Random,
    ) -> None:
        monkeypatch.setattr(batches, "_FIRST", batch)
        monkeypatch.setattr(erasure, "_CONVERSATIONS", batch)
        monkeypatch.setattr(erasure, "_MESSAGES", batch)
        traces.empty(database)
        maker = Maker(database, dice)
        people = [maker.add_user() for _ in range(3)]
        for table, who in history:
            maker.add(table, people[who])
        traces.insert(database, maker.rows)
        before = traces.all_rows(database)

        for who in leavers:
            with transactions.writing() as tx:
                leaving.end(tx, people[who])
            if not together:
                erase_bit_by_bit()
        erase_bit_by_bit()

        after = traces.all_rows(database)
        gone = {people[who] for who in leavers}
        require_gone(after, gone)
        require_kept(maker, after, set(people) - gone)
        require_same_sums(before, after)
        summing.roll_up()

    leave()


def erase_bit_by_bit() -> None:
    """Each run is as short as any: it ends after one batch."""
    while erasure.run(Budget(0))["erased_rows"]:
        pass
    erasure.run()
    with transactions.reading() as tx:
        assert users.leavers(tx, 1) == []


def require_gone(after: Rows, gone: set[str]) -> None:
    for user_id in gone:
        assert traces.shows(after, user_id) <= STAYS
        assert all(user_id != row["id"] for row in after["users"])


def require_kept(maker: Maker, after: Rows, staying: set[str]) -> None:
    """Not a bit of those who stay is another than it was."""
    for user_id in staying:
        for table, rows in maker.made[user_id].items():
            assert all(row in after[table] for row in rows), table


def require_same_sums(before: Rows, after: Rows) -> None:
    for table in ("usage_calls", "usage_hours"):
        assert usage_sums(before[table]) == usage_sums(after[table])
    assert ledger_sums(before["ledger"]) == ledger_sums(after["ledger"])
    for table in ("ledger", "usage_calls", "invite_uses", "audit"):
        assert len(before[table]) == len(after[table])


def usage_sums(rows: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    sums: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        by = (row.get("hour"), *(row[name] for name in USAGE))
        sums[*by, "calls"] += row.get("calls", 1)
        for name in SUMS:
            sums[*by, name] += row[name]
    return sums


def ledger_sums(rows: list[dict[str, Any]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["kind"]] += row["amount"]
        sums["shortfall"] += row["shortfall"]
    return sums
