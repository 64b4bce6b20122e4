"""`make demo`: a made-up month in an empty deployment whose sums are right, and its removal."""

from collections.abc import Callable
from typing import Any

import pytest

from shared import times
from shared.billing import figures, usage
from shared.database import transactions
from shared.store import made_up
from tests import tables
from tests.billing.test_usage import call
from tests.conftest import Configure
from tests.secrets_in_logs import SECRET
from tests.store.samples import added_user
from tools.demo import __main__ as command
from tools.demo import filling, removing, story
from tools.demo.filling import Refused
from tools.demo.month import DAY, HOUR, MARK, Month


def untold(line: str) -> None:
    assert line


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many users as ever, who do less."""
    monkeypatch.setattr(story, "CALLS", 300)
    monkeypatch.setattr(story, "RECOGNITIONS", 30)
    monkeypatch.setattr(story, "TASKS", 30)
    monkeypatch.setattr(command, "load_dotenv", lambda: None)


def found(sql: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(sql)


def rows_of(url: str) -> dict[str, int]:
    """How many there are in each table; limits and versions count what was done, not what is."""
    contents = tables.contents(url)
    ours = {name: len(rows) for name, rows in contents.items()}
    return {name: n for name, n in ours.items() if n and name not in ("versions", "limits")}


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize(
    "work", [lambda: filling.fill("p", untold), lambda: removing.remove(untold)]
)
def test_in_production_it_is_refused(configure: Configure, work: Callable[[], object]) -> None:
    configure(
        APP_ENV="production",
        ADMIN_PASSWORD="long-enough-for-production",
        JWT_SECRET=SECRET,
        PASSWORD_COST="12",
    )

    with pytest.raises(Refused):
        work()

    assert found("SELECT id FROM users") == []


def test_a_deployment_that_somebody_uses_is_left_alone(
    sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    added_user(id="somebody")
    added_user(id="another")
    before = rows_of(sqlite)

    assert command.main([]) == 1

    assert "users" in capsys.readouterr().err
    assert rows_of(sqlite) == before


def test_it_fills_only_once(sqlite: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["fill"]) == 0
    before = rows_of(sqlite)

    assert command.main(["fill"]) == 1

    said = capsys.readouterr()
    assert "administrator admin, password " in said.out
    assert "ledger" in said.err
    assert rows_of(sqlite) == before


def test_every_table_of_the_month_has_rows_whose_sums_are_right(database: str) -> None:
    rows = filling.fill("p", untold)

    wanted = (
        *("users", "api_keys", "conversations", "messages", "recognitions", "tasks", "invites"),
        *("invite_uses", "audit", "ledger", "usage_calls", "reservations", "failures", "models"),
    )
    assert all(rows[name] for name in wanted)
    wrong = found(
        "SELECT u.id FROM users u LEFT JOIN ledger l ON l.user_id = u.id"
        " GROUP BY u.id, u.credits HAVING u.credits <> COALESCE(SUM(l.amount), 0) OR u.credits < 0"
    )
    assert wrong == []
    open_ones = "SELECT COALESCE(SUM(amount), 0) AS n FROM reservations"
    spent = "SELECT SUM(amount) AS n FROM ledger WHERE kind IN ('reserve', 'settle', 'release')"
    charged = sum(
        int(found(f"SELECT COALESCE(SUM(credits), 0) AS n FROM {name}")[0]["n"])  # noqa: S608
        for name in ("usage_calls", "recognitions", "tasks")
    )
    assert -int(found(spent)[0]["n"]) - int(found(open_ones)[0]["n"]) == charged > 0


def test_balances_run_on_from_movement_to_movement(sqlite: str) -> None:
    filling.fill("p", untold)

    balances: dict[str, int] = {}
    for row in found("SELECT user_id, amount, balance FROM ledger ORDER BY id"):
        balances[row["user_id"]] = balances.get(row["user_id"], 0) + row["amount"]
        assert row["balance"] == balances[row["user_id"]] >= 0


def test_its_usage_is_summed_up_and_of_the_month_alone(database: str) -> None:
    filling.fill("p", untold)
    now = times.now()

    with transactions.reading() as tx:
        month = figures.of(tx, now - 31 * DAY, now)
        ever = figures.of(tx, 0, now + DAY)
    by_day = usage.report(usage.Query(group_by="day"))

    calls = found("SELECT COUNT(*) AS n FROM usage_calls")[0]["n"]
    assert month.requests == ever.requests == calls
    assert month.active_users > 50
    assert len(by_day.data) >= 28


def test_no_worker_begins_what_is_made_up(sqlite: str) -> None:
    filling.fill("p", untold)

    soonest = found("SELECT MIN(next_at) AS at, COUNT(*) AS n FROM tasks WHERE unfinished = 1")[0]

    assert soonest["n"] > 0
    assert soonest["at"] > times.now() + 300 * DAY


def test_the_same_seed_makes_the_same_month() -> None:
    first, second, other = (Month(1_790_000_000_000, seed) for seed in (1, 1, 2))
    for month in (first, second, other):
        story.tell(month, "a", "-")

    assert first.rows == second.rows
    assert first.rows != other.rows


def test_it_is_taken_away_and_what_others_did_stays(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = rows_of(database)
    filling.fill("p", untold)
    added_user(id="somebody")
    usage.note(call(times.now() - 3 * HOUR, user_id="somebody"))

    assert command.main(["remove"]) == 0

    assert "rows removed" in capsys.readouterr().out
    after = rows_of(database)
    assert before == {}
    assert (after["users"], after["usage_calls"]) == (2, 1)
    assert after.keys() - {*made_up.SUMS} == {"users", "usage_calls"}
    with transactions.reading() as tx:
        assert figures.of(tx, 0, times.now() + DAY).requests == 1


def test_a_mark_is_in_the_id_of_every_row_that_is_taken_away() -> None:
    month = Month(1_790_000_000_000)
    story.tell(month, "a", "-")

    ids = [getattr(row, "id", MARK) for rows in month.rows.values() for row in rows]

    assert all(MARK in id for id in ids)
    assert len(ids) == len({id for id in ids if id != MARK}) + ids.count(MARK)
    assert made_up.OCCUPIED
