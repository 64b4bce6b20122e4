"""`make backup` and `make restore`: all rows come back, in either database, or none do."""

import gzip
import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from migrations import upgrade
from shared.backups import archive
from shared.database import connections
from shared.errors import ApiError
from shared.storage import objects
from shared.store import dumps
from tests import tables
from tests.buckets import bucket as bucket
from tests.buckets import folder as folder
from tests.buckets import s3 as s3
from tests.buckets import storage as storage
from tests.conftest import Configure
from tests.engines.mariadb import MariaDB
from tests.simulators.oss import OssSimulator, Status, WrongCrc
from tools import backup, restore

KINDS = ["sqlite", "mariadb"]


@pytest.fixture(autouse=True)
def no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for tool in (backup, restore):
        monkeypatch.setattr(tool, "load_dotenv", lambda: None)


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a database that is not there, or has no table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/made/restored.db"
    server: MariaDB = request.getfixturevalue("mariadb_server")
    return server.database("restored")


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of a database whose tables have no row."""
    url: str = request.getfixturevalue("mariadb_url" if request.param == "mariadb" else "sqlite")
    return url


@pytest.fixture
def rows(database: str) -> tables.Contents:
    """What is in the configured database: something in each table."""
    tables.fill(database, random.Random(7), most=30)
    return tables.contents(database)


@pytest.fixture
def dump(database: str, rows: tables.Contents, tmp_path: Path) -> Path:
    path = tmp_path / "one.gz"
    assert backup.main(str(path)) == 0
    return path


def restored(configure: Configure, url: str, source: str | Path) -> int:
    configure(DATABASE_URL=url)
    try:
        return restore.main(str(source))
    finally:
        connections.close()


def repacked(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Write the lines anew, changed by one who forges no checksum."""
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(change(lines))))


def forged(path: Path, change: Callable[[list[Any]], None]) -> None:
    """The same by one who does."""
    lines = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    change(lines)
    text = [json.dumps(line).replace('": ', '":').encode() + b"\n" for line in lines]
    lines[-1]["sha256"] = hashlib.sha256(b"".join(text[:-1])).hexdigest()
    path.write_bytes(gzip.compress(b"".join(text[:-1]) + json.dumps(lines[-1]).encode()))


def without_a_row(lines: list[bytes]) -> list[bytes]:
    row = next(line for line in lines if line.startswith(b"["))
    return [line for line in lines if line is not row]


def with_another_letter(lines: list[bytes]) -> list[bytes]:
    return [line.replace(b"e", b"f", 1) if line.startswith(b"[") else line for line in lines]


def test_what_is_no_file_and_no_back_up_is_said(
    sqlite: str, folder: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for source in ("", "nothing.gz", "backups/nothing.gz", "../../nowhere/x.gz", "/etc"):
        assert restore.main(source) == 1
        assert f"neither a file nor a back-up {source}" in capsys.readouterr().err


BAD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("no back-up"),
    "json": lambda path: path.write_bytes(gzip.compress(b'{"a": 1}\n')),
    "binary": lambda path: path.write_bytes(gzip.compress(bytes(range(256)))),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "almost": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "other bytes": lambda path: path.write_bytes(path.read_bytes()[:-9] + b"12345" + bytes(4)),
    "without its end": lambda path: repacked(path, lambda lines: lines[:-1]),
    "twice": lambda path: repacked(path, lambda lines: lines * 2),
    "without a row": lambda path: repacked(path, without_a_row),
    "with another letter": lambda path: repacked(path, with_another_letter),
    "without a table": lambda path: repacked(path, lambda lines: [lines[0], *lines[2:]]),
    "of others": lambda path: forged(path, lambda lines: lines[0].update(product="x")),
    "newer": lambda path: forged(path, lambda lines: lines[0].update(revision="9999")),
    "with a float": lambda path: forged(path, lambda lines: lines[2].__setitem__(8, 1.0)),
    "with a list": lambda path: forged(path, lambda lines: lines[2].__setitem__(8, [])),
    "with a shorter row": lambda path: forged(path, lambda lines: lines[2].pop()),
    "with other counts": lambda path: forged(path, lambda lines: lines[-1]["rows"].update(users=0)),
    "with a table twice": lambda path: forged(path, lambda lines: lines.insert(-1, lines[1])),
}


@pytest.mark.parametrize("how", BAD)
def test_a_back_up_that_is_not_good_touches_nothing(
    sqlite: str,
    configure: Configure,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    how: str,
) -> None:
    tables.fill(sqlite, random.Random(7), most=30)
    path = tmp_path / "one.gz"
    backup.main(str(path))
    BAD[how](path)

    assert restored(configure, f"sqlite:///{tmp_path}/made/restored.db", path) == 1

    assert not (tmp_path / "made").exists()
    error = capsys.readouterr().err
    assert error.startswith("Nothing was restored: ")
    assert "back-up" in error


def with_an_unknown_table(lines: list[Any]) -> None:
    lines[-1:-1] = [{"table": "sqlite_master", "columns": ["type"]}, ["x"]]
    lines[-1]["rows"]["sqlite_master"] = 1


def with_an_unknown_column(lines: list[Any]) -> None:
    lines[1]["columns"][0] = "id) VALUES (1) --"


def with_the_same_user_twice(lines: list[Any]) -> None:
    lines.insert(2, lines[2])
    lines[-1]["rows"]["users"] += 1


def with_a_session_of_nobody(lines: list[Any]) -> None:
    tables_of = [
        line["table"] if isinstance(line, dict) and "table" in line else "" for line in lines
    ]
    begin = tables_of.index("sessions")
    lines[begin + 1][1] = "nobody"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (with_an_unknown_table, "a table sqlite_master that its schema does not have"),
        (with_an_unknown_column, "a table users that its schema does not have"),
        (with_the_same_user_twice, "two rows of users have the same key"),
        (with_a_session_of_nobody, "FOREIGN KEY"),
    ],
)
def test_rows_that_do_not_fit_are_all_refused(
    empty: str,
    configure: Configure,
    tmp_path: Path,
    migrated_file: Path,
    change: Callable[[list[Any]], None],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'one.db')}"
    tables.fill(one, random.Random(7), most=30)
    configure(DATABASE_URL=one)
    archive.write(tmp_path / "one.gz")
    forged(tmp_path / "one.gz", change)

    assert restored(configure, empty, tmp_path / "one.gz") == 1

    assert not any(tables.contents(empty).values())
    error = capsys.readouterr().err
    assert "Nothing was restored" in error
    assert said in error


def test_a_database_with_a_row_is_left_as_it_is(
    dump: Path,
    rows: tables.Contents,
    database: str,
    configure: Configure,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert restored(configure, database, dump) == 1

    assert "not empty: there are rows in users, sessions" in capsys.readouterr().err
    assert tables.contents(database) == rows


def test_every_row_comes_back_in_either_kind(
    dump: Path,
    rows: tables.Contents,
    configure: Configure,
    target: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert set(rows) == set(dumps.TABLES)
    assert all(rows.values())

    assert restored(configure, target, dump) == 0

    assert tables.contents(target) == rows
    total = sum(map(len, rows.values()))
    assert f"{dump}: {total} rows in {len(rows)} tables" in capsys.readouterr().out


@pytest.mark.parametrize(
    "seed", [*range(5), *(pytest.param(n, marks=pytest.mark.stress) for n in range(5, 40))]
)
def test_any_rows_come_back_from_one_kind_in_the_other(
    mariadb_server: MariaDB, configure: Configure, tmp_path: Path, seed: int
) -> None:
    urls = [mariadb_server.database("one"), f"sqlite:///{tmp_path}/other.db"]
    one, other = urls if seed % 2 else reversed(urls)
    upgrade.to_newest(one)
    tables.fill(one, random.Random(seed), most=250)
    configure(DATABASE_URL=one)
    made = archive.write(tmp_path / "one.gz")

    assert restored(configure, other, made.place) == 0

    found = tables.contents(one)
    assert tables.contents(other) == found
    assert made.rows == sum(map(len, found.values()))


def test_a_back_up_from_storage_comes_back(
    storage: str,
    sqlite: str,
    configure: Configure,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    tables.fill(sqlite, random.Random(1), most=5)
    assert backup.main() == 0
    key, _, told = capsys.readouterr().out.partition(": ")
    count = sum(map(len, tables.contents(sqlite).values()))
    assert told == f"{count} rows, {objects.size(key)} bytes\n"

    other = f"sqlite:///{tmp_path}/other.db"
    assert restored(configure, other, key) == 0

    assert tables.contents(other) == tables.contents(sqlite)


def test_a_back_up_that_is_damaged_on_its_way_is_not_loaded(
    bucket: OssSimulator, sqlite: str, configure: Configure, tmp_path: Path
) -> None:
    tables.fill(sqlite, random.Random(1), most=5)
    key = archive.make().place
    bucket.script(WrongCrc())

    assert restored(configure, f"sqlite:///{tmp_path}/other.db", key) == 1

    assert not (tmp_path / "other.db").exists()


def test_a_bucket_that_refuses_is_said(
    bucket: OssSimulator, sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bucket.script(Status(403, "AccessDenied", "You have no right."))
    assert backup.main() == 1
    bucket.script(Status(403, "AccessDenied", "You have no right."))
    assert restore.main("backups/20261101t093000-01jabcdefghjkmnpqrstvwxyz1.gz") == 1

    assert capsys.readouterr().err.count("403 AccessDenied You have no right.") == 2


@pytest.mark.parametrize(
    ("at", "kind"),
    [("0001", "sqlite"), ("0002", "sqlite"), ("0005", "sqlite"), ("0002", "mariadb")],
)
def test_an_older_back_up_is_brought_up_to_date(
    request: pytest.FixtureRequest, configure: Configure, tmp_path: Path, at: str, kind: str
) -> None:
    target = request.getfixturevalue("mariadb_url" if kind == "mariadb" else "sqlite")
    one = f"sqlite:///{tmp_path}/old.db"
    upgrade.to(one, at)
    tables.fill(one, random.Random(3), most=20)
    configure(DATABASE_URL=one)
    made = archive.write(tmp_path / "old.gz")
    upgrade.to_newest(one)

    assert restored(configure, target, made.place) == 0

    assert tables.contents(target) == tables.contents(one)
    with tables.connected(target) as connection:
        newest = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    assert newest == dumps.NEWEST


def test_a_file_is_its_owners_and_takes_no_others_place(sqlite: str, tmp_path: Path) -> None:
    path = tmp_path / "one.gz"
    assert backup.main(str(path)) == 0
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()

    assert backup.main(str(path)) == 1

    assert path.read_bytes() == before


def test_a_file_that_breaks_off_is_not_there(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ApiError()

    monkeypatch.setattr(dumps, "rows", broken)

    assert backup.main(str(tmp_path / "one.gz")) == 1

    assert list(tmp_path.glob("one*")) == []


@pytest.mark.parametrize("url", ["sqlite:////nowhere/x.db", "mysql://u:p@127.0.0.1:1/x"])
def test_a_database_that_is_not_there_is_said(
    configure: Configure, tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(DATABASE_URL=url)

    assert backup.main(str(tmp_path / "one.gz")) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
