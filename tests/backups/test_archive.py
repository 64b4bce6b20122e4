"""Back-ups: one state of all tables, whole or not there, and removed in time."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from migrations import upgrade
from shared import times
from shared.access.audit import Actor
from shared.backups import archive
from shared.backups.dump_writer import DumpError
from shared.billing import credits
from shared.database import connections, errors, snapshots, transactions
from shared.errors import Unavailable
from shared.storage import objects, patience, splitting
from shared.store import dumps
from tests import tables
from tests.administering import QUESTION, give, offer
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.client import Account, WsgiClient
from tests.conftest import Clock, Configure
from tests.engines.mariadb import MariaDB
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator
from tests.simulators.oss import Call, OssSimulator, Status
from tools import restore

DAY = 86_400  # seconds


def add(age: float, name: str = "") -> str:
    """A back-up made that many days ago."""
    moment = times.iso(times.now() - int(age * DAY * 1000))
    stamp = moment[:19].replace("-", "").replace(":", "")
    key = name or f"backups/{stamp}Z-01JABCDEFGHJKMNPQRSTVWXYZ1.gz"
    objects.put(key, b"1", "application/gzip")
    return key


def there() -> list[str]:
    return sorted(stored.key for stored in objects.list_older("backups/", 1 << 60))


def test_old_ones_are_removed(storage: str) -> None:
    kept = [add(age) for age in (6.99, 1, 0)]
    for age in (7.01, 8, 900):
        add(age)

    assert archive.remove_old() == 3

    assert there() == kept
    assert archive.remove_old() == 0


def test_the_newest_is_kept_however_old_it_is(storage: str) -> None:
    newest = add(100)
    add(101)

    assert archive.remove_old() == 1

    assert there() == [newest]


def test_how_long_they_are_kept_is_a_setting(folder: None, configure: Configure) -> None:
    young, old = add(2), add(40)
    configure(BACKUP_DAYS="0")
    assert archive.remove_old() == 0
    configure(BACKUP_DAYS="41")
    assert archive.remove_old() == 0
    configure(BACKUP_DAYS="30")
    assert archive.remove_old() == 1

    assert there() == [young]
    assert old not in there()


def test_what_others_keep_in_the_same_place_stays(bucket: OssSimulator) -> None:
    add(0)
    theirs = [
        "backups/mysql.gz",
        "backups/20200101T000000Z.gz",
        "backups/a/20200101T000000Z-01JABCDEFGHJKMNPQRSTVWXYZ1.gz",
        "backups/20200101T000000Z-01JABCDEFGHJKMNPQRSTVWXYZ1.gz.txt",
    ]
    for key in theirs:
        bucket.add(key, b"theirs", age=1000 * DAY)

    assert archive.remove_old() == 0

    assert bucket.objects.keys() > set(theirs)


def test_what_was_made_is_the_newest(storage: str, sqlite: str, clock: Clock) -> None:
    made = []
    for _ in range(3):
        made.append(archive.make().place)
        clock.advance(days=4)

    assert archive.keys() == made
    assert archive.remove_old() == 2
    assert archive.keys() == made[2:]


def test_the_tables_are_all_and_in_an_order_that_can_be_loaded(migrated_file: Path) -> None:
    with tables.connected(f"sqlite:///{migrated_file}") as connection:
        known = sa.MetaData()
        known.reflect(connection)
        revision = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))

    assert revision == dumps.NEWEST
    assert sorted(dumps.TABLES) == sorted(known.tables.keys() - {tables.OF_ALEMBIC})
    for name, table in known.tables.items():
        for key in table.foreign_keys:
            assert dumps.TABLES.index(key.column.table.name) < dumps.TABLES.index(name)
        for column in table.columns:
            assert isinstance(column.type, sa.BigInteger | sa.String), "JSON would change it"


def test_both_kinds_list_the_same_columns(
    migrated_file: Path, migrated_mariadb: str, configure: Configure
) -> None:
    found = []
    for url in (f"sqlite:///{migrated_file}", migrated_mariadb):
        configure(DATABASE_URL=url)
        with snapshots.opened() as snapshot:
            found.append(dumps.tables(snapshot))

    assert found[0] == found[1]


def test_a_database_of_a_newer_version_is_not_backed_up(storage: str, sqlite: str) -> None:
    with transactions.writing() as tx:
        tx.run("UPDATE alembic_version SET version_num = '0099'")

    with pytest.raises(DumpError, match="0099"):
        archive.make()

    assert there() == []


def test_a_database_without_tables_is_not_backed_up(
    storage: str, configure: Configure, tmp_path: Path
) -> None:
    configure(DATABASE_URL=f"sqlite:///{tmp_path}/empty.db")

    with pytest.raises(Unavailable) as caught:
        archive.make()

    assert caught.value.reason == "not_migrated"
    assert there() == []


def noise(url: str, megabytes: int) -> None:
    """Words that gzip cannot make much shorter."""
    dice = random.Random(1)
    texts = [dice.randbytes(10_000).hex() for _ in range(50 * megabytes)]
    user = {"id": "u", "email": "e", "name": "n", "password_hash": "h", "role": "user"}
    tables.insert(url, "users", [{**user, "created_at": 1}])
    talk = {"id": "c", "user_id": "u", "persona": "p", "title": "t"}
    tables.insert(url, "conversations", [{**talk, "created_at": 1, "updated_at": 1}])
    said = {"conversation_id": "c", "role": "user", "model": None, "created_at": 1}
    tables.insert(
        url, "messages", [{**said, "id": f"m{i}", "content": text} for i, text in enumerate(texts)]
    )


def test_a_bucket_that_fails_midway_has_nothing(
    bucket: OssSimulator, sqlite: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "PART", 102_400)
    noise(sqlite, megabytes=1)

    def fail(call: Call) -> None:
        if call.query.get("partNumber") == "2":
            bucket.script(*[Status(500)] * patience.ATTEMPTS)

    bucket.during = fail
    with pytest.raises(Unavailable):
        archive.make()

    assert (bucket.objects, bucket.parts.begun) == ({}, {})


def test_a_database_that_fails_midway_leaves_nothing(
    storage: str, sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "PART", 102_400)
    noise(sqlite, megabytes=1)
    begun = dumps.rows

    def broken(snapshot: snapshots.Snapshot, table: dumps.Table) -> Iterator[Any]:
        yield from begun(snapshot, table)
        if table.name == "messages":
            raise errors.DatabaseDown("database_unavailable")

    monkeypatch.setattr(dumps, "rows", broken)
    with pytest.raises(errors.DatabaseDown):
        archive.make()

    assert there() == []
    assert list(tmp_path.rglob("*.part")) == []


def killed(url: str, until: Callable[[], object], **variables: str) -> None:
    """Make a back-up in a process that is killed as soon as `until` returns."""
    folder = str(Path(url.removeprefix("sqlite:///")).parent)
    environment = {**os.environ, **variables, "DATABASE_URL": url, "DATA_DIR": folder}
    with subprocess.Popen([sys.executable, "-m", "tools.backup"], env=environment) as process:
        until()
        process.kill()
    assert process.returncode == -signal.SIGKILL


def test_one_that_is_killed_leaves_no_object(bucket: OssSimulator, sqlite: str) -> None:
    noise(sqlite, megabytes=12)
    sent, dead = threading.Event(), threading.Event()

    def stop(call: Call) -> None:
        if "partNumber" in call.query:
            sent.set()
            dead.wait(30)

    bucket.during = stop
    killed(sqlite, lambda: sent.wait(30), **bucket.variables)
    dead.set()

    assert bucket.objects == {}
    assert len(bucket.parts.begun) == 1  # the bucket's rule aborts it after a day


def test_one_that_is_killed_leaves_no_file(folder: None, sqlite: str, tmp_path: Path) -> None:
    noise(sqlite, megabytes=12)

    def is_writing() -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if any(part.stat().st_size for part in tmp_path.glob("files/tmp/*.part")):
                return

    killed(sqlite, is_writing)

    assert there() == []
    assert len(list(tmp_path.glob("files/tmp/*.part"))) == 1  # swept after a day


class Work:
    """People chat, and their credits are moved, as fast as they can until the block ends."""

    def __init__(self, admin: Account, people: list[Account]) -> None:
        self._admin, self._people = admin, people
        self._over = threading.Event()
        self._pool = ThreadPoolExecutor(len(people) + 1)
        self.done: list[int] = []

    def __enter__(self) -> "Work":
        chats = [self._pool.submit(self._chat, person.token) for person in self._people]
        self._futures = [*chats, self._pool.submit(self._move)]
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.done = [future.result(30) for future in self._futures]
        self._pool.shutdown()
        connections.close()

    def _chat(self, token: str) -> int:
        body, done = {"model": "priced", "messages": QUESTION}, 0
        while not self._over.is_set():
            done += WsgiClient().call("POST", "/api/chat", body, token=token).status == 200
        return done

    def _move(self) -> int:
        dice, act, done = random.Random(1), Actor(self._admin.user["id"], "", ""), 0
        while not self._over.is_set():
            user = dice.choice(self._people).user["id"]
            credits.change(act, user, dice.randint(1, 50), "moved")
            done += 1
        return done


@pytest.mark.parametrize("rounds", [3, pytest.param(20, marks=pytest.mark.stress)])
def test_a_dump_under_writes_is_one_state(
    mariadb_url: str, configure: Configure, model: OpenAISimulator, tmp_path: Path, rounds: int
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", LIMITS="chat=1000000/1d", DB_CONNECT_TIMEOUT="30")
    client = WsgiClient()
    admin = administrator(client)
    offer(client, admin, "priced", prices=[{"input": 1, "output": 1}], max_output=20)
    people = [client.register() for _ in range(4)]
    for person in people:
        give(client, admin, person, 1_000_000)

    with Work(admin, people) as work:
        made = [archive.write(tmp_path / f"{n}.gz") for n in range(rounds)]

    assert min(work.done) > 0
    counts = []
    for n, dump in enumerate(made):
        configure(DATABASE_URL=f"sqlite:///{tmp_path}/{n}.db")
        assert restore.main(dump.place) == 0
        counts.append(require_consistent(f"sqlite:///{tmp_path}/{n}.db"))
    assert counts == sorted(counts)
    assert counts[0] < counts[-1], "nothing was written meanwhile"


def require_consistent(url: str) -> int:
    """The number of movements, where every balance is their sum and every key leads somewhere."""
    with tables.connected(url) as connection:
        assert connection.execute(sa.text("PRAGMA foreign_key_check")).all() == []
        wrong = connection.execute(
            sa.text(
                "SELECT u.id FROM users u LEFT JOIN ledger l ON l.user_id = u.id"
                " GROUP BY u.id, u.credits HAVING u.credits <> COALESCE(SUM(l.amount), 0)"
            )
        )
        assert wrong.all() == []
        odd = connection.execute(
            sa.text("SELECT conversation_id FROM messages GROUP BY 1 HAVING COUNT(*) % 2 = 1")
        )
        assert odd.all() == []
        return int(connection.scalar(sa.text("SELECT COUNT(*) FROM ledger")) or 0)


MEASURE = """
import sys, time
from pathlib import Path
from shared.backups import archive
from shared.backups import restoring
from shared.database import snapshots
from shared.store import dumps

def peak():
    return int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])

def restored(path):
    with restoring.fetched(path) as file:
        restoring.check(file)
        return sum(restoring.load(file).values())

with snapshots.opened() as snapshot:
    dumps.tables(snapshot)
before, began = peak(), time.monotonic()
what, path = sys.argv[1:]
rows = archive.write(Path(path)).rows if what == "backup" else restored(path)
print(rows, peak() - before, round(time.monotonic() - began, 2))
"""


def measured(url: str, *words: str) -> tuple[int, int, float]:
    """Rows, kilobytes of memory that they took, and seconds."""
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.getcwd()}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *words],
        env=environment, capture_output=True, text=True, timeout=500, check=True,
    )  # fmt: skip
    rows, kilobytes, seconds = done.stdout.split()
    return int(rows), int(kilobytes), float(seconds)


def many(url: str, count: int) -> None:
    """So many rows of usage, of some 200 bytes each."""
    texts = ("project", "model", "provider", "endpoint", "status", "end_reason")
    numbers = (
        *("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens", "credits"),
        *("first_ms", "total_ms", "at"),
    )
    row = (
        {"user_id": "u" * 26, "key_id": ""}
        | dict.fromkeys(texts, "项目")
        | dict.fromkeys(numbers, 7)
    )
    for begin in range(0, count, 10_000):
        last = min(begin + 10_000, count)
        tables.insert(url, "usage_calls", [{**row, "id": f"{i:026}"} for i in range(begin, last)])


@pytest.mark.parametrize(
    ("count", "megabytes"), [(20_000, 12), pytest.param(300_000, 12, marks=pytest.mark.stress)]
)
def test_many_rows_take_little_memory(
    database: str,
    mariadb_server: MariaDB,
    tmp_path: Path,
    count: int,
    megabytes: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    many(database, count)
    path, other = str(tmp_path / "one.gz"), f"sqlite:///{tmp_path}/other.db"
    if database.startswith("sqlite:"):
        other = mariadb_server.database("restored")
    upgrade.to_newest(other)

    dumped = measured(database, "backup", path)
    loaded = measured(other, "restore", path)

    if count > 100_000:
        with capsys.disabled():
            for url, done in ((database, dumped), (other, loaded)):
                figures = f"{done[0]} rows in {done[2]} s, {done[1]} kB"
                sys.stdout.write(f"\n{'from' if url is database else 'into'} {url[:6]}: {figures}")
    assert dumped[0] == loaded[0] == count
    assert max(dumped[1], loaded[1]) < megabytes * 1000
