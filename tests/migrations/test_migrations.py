"""Both databases end with the same tables, however often and from wherever one migrates."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from migrations import upgrade
from tests.engines.mariadb import MariaDB

OF_ALEMBIC = "alembic_version"
KINDS = ["sqlite", "mariadb"]


def setup() -> Config:
    config = Config()
    config.set_main_option("script_location", "migrations")
    return config


REVISIONS = [
    revision.revision
    for revision in reversed(list(ScriptDirectory.from_config(setup()).walk_revisions()))
]


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The url of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/migrated.db"
    server: MariaDB = request.getfixturevalue("mariadb_server")
    return server.database("migrations")


@contextmanager
def connected(url: str) -> Iterator[sa.Connection]:
    engine = sa.create_engine(re.sub("^mysql:", "mysql+pymysql:", url))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def migrate(url: str, target: str) -> None:
    with connected(url) as connection:
        config = setup()
        config.attributes["connection"] = connection
        down = target == "base" or target < current(connection)
        (command.downgrade if down else command.upgrade)(config, target)


def current(connection: sa.Connection) -> str:
    if not sa.inspect(connection).has_table(OF_ALEMBIC):
        return ""
    return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or "")


def tables(url: str) -> dict[str, Any]:
    """What the tables of a database mean, by name."""
    with connected(url) as connection:
        inspector = sa.inspect(connection)
        names = set(inspector.get_table_names()) - {OF_ALEMBIC}
        return {name: table(inspector, name) for name in names}


def table(inspector: sa.Inspector, name: str) -> dict[str, Any]:
    foreign = inspector.get_foreign_keys(name)
    unique = {u["name"]: u["column_names"] for u in inspector.get_unique_constraints(name)}
    indexes = {
        index["name"]: (index["column_names"], bool(index["unique"]))
        for index in inspector.get_indexes(name)
        if index["name"] not in unique
        and index["name"] not in {key["name"] for key in foreign}  # MySQL makes these itself
    }
    return {
        "columns": [column(c) for c in inspector.get_columns(name)],
        "key": inspector.get_pk_constraint(name)["constrained_columns"],
        "unique": unique,
        "indexes": indexes,
        "foreign": {
            key["name"]: (
                key["constrained_columns"],
                key["referred_table"],
                key["referred_columns"],
                key["options"].get("ondelete"),
            )
            for key in foreign
        },
    }


def column(found: Any) -> tuple[str, str, bool, str | None]:
    preset = found["default"]
    return (
        found["name"],
        meaning(found["type"]),
        bool(found["nullable"]),
        None if preset is None else str(preset).strip("'"),
    )


def meaning(kind: sa.types.TypeEngine[Any]) -> str:
    if isinstance(kind, sa.String):
        return f"text of {kind.length}" if kind.length else "long text"
    return "64-bit number" if isinstance(kind, sa.BigInteger) else repr(kind)


def test_both_databases_end_equal(migrated_file: Path, migrated_mariadb: str) -> None:
    one, other = tables(f"sqlite:///{migrated_file}"), tables(migrated_mariadb)

    assert one.keys() == other.keys() >= {"users", "sessions", "conversations", "messages"}
    for name, expected in one.items():
        assert other[name] == expected, name


def test_every_table_has_a_key_and_only_types_that_mean_the_same(migrated_mariadb: str) -> None:
    for name, found in tables(migrated_mariadb).items():
        assert found["key"], name
        kinds = {kind.split(" of ")[0] for _, kind, _, _ in found["columns"]}
        assert kinds <= {"long text", "text", "64-bit number"}, name


def test_text_in_mariadb_is_compared_by_bytes_and_may_be_any(migrated_mariadb: str) -> None:
    with connected(migrated_mariadb) as connection:
        found = connection.execute(
            sa.text(
                "SELECT table_name, column_name, collation_name FROM information_schema.columns"
                " WHERE table_schema = DATABASE() AND collation_name IS NOT NULL"
                " AND table_name <> :alembic"
            ),
            {"alembic": OF_ALEMBIC},
        ).all()
        engines = connection.scalars(
            sa.text(
                "SELECT DISTINCT engine FROM information_schema.tables"
                " WHERE table_schema = DATABASE()"
            )
        ).all()

    assert found
    assert {collation for _, _, collation in found} == {"utf8mb4_bin"}
    assert engines == ["InnoDB"]


def test_sqlite_lets_readers_be_beside_a_writer(migrated_file: Path) -> None:
    with connected(f"sqlite:///{migrated_file}") as connection:
        assert connection.scalar(sa.text("PRAGMA journal_mode")) == "wal"


def test_a_second_time_changes_nothing(empty: str) -> None:
    first = upgrade.to_newest(empty)
    before = tables(empty)

    assert upgrade.to_newest(empty) == first == REVISIONS[-1]
    assert tables(empty) == before


def test_data_survives_the_second_time(empty: str) -> None:
    upgrade.to_newest(empty)
    with connected(empty) as connection:
        connection.execute(
            sa.text("INSERT INTO limits (name, who, window_start, hits) VALUES ('a', 'b', 1, 2)")
        )

    upgrade.to_newest(empty)

    with connected(empty) as connection:
        assert connection.scalar(sa.text("SELECT hits FROM limits")) == 2


def test_the_way_down_leaves_nothing_and_up_again_the_same(empty: str) -> None:
    upgrade.to_newest(empty)
    before = tables(empty)

    migrate(empty, "base")
    assert tables(empty) == {}

    upgrade.to_newest(empty)
    assert tables(empty) == before


def test_each_step_can_be_taken_back(empty: str) -> None:
    seen = {}
    for revision in REVISIONS:
        migrate(empty, revision)
        seen[revision] = tables(empty)

    for revision in reversed(REVISIONS[:-1]):
        migrate(empty, revision)
        assert tables(empty) == seen[revision], revision

    upgrade.to_newest(empty)
    assert tables(empty) == seen[REVISIONS[-1]]


def test_indexes_of_lists_are_gone_on_with_after_a_run_that_broke_off(empty: str) -> None:
    upgrade.to_newest(empty)
    whole = tables(empty)
    migrate(empty, "0022")
    with connected(empty) as connection:
        connection.execute(sa.text("CREATE INDEX audit_by_actor ON audit (actor_id, id)"))

    upgrade.to_newest(empty)

    assert tables(empty) == whole


def test_addresses_get_their_one_form_unless_another_account_has_it(empty: str) -> None:
    upgrade.to(empty, "0008")
    before = ["a@bücher.de", "a@xn--bcher-kva.de", "jose\u0301@x.cn", "ｂ@x.cn", "admin", "a@x.cn"]
    add = sa.text(
        "INSERT INTO users (id, email, name, password_hash, role, created_at)"
        " VALUES (:id, :email, 'x', '', 'user', 1)"
    )
    with connected(empty) as connection:
        for number, email in enumerate(before):
            connection.execute(add, {"id": str(number), "email": email})

    upgrade.to_newest(empty)

    with connected(empty) as connection:
        after = connection.execute(sa.text("SELECT email FROM users ORDER BY id")).scalars().all()
    assert after == [*before[:2], "josé@x.cn", "b@x.cn", "admin", "a@x.cn"]


def test_sums_of_users_keys_and_projects_are_made_of_the_hours_that_are_summed_up(
    empty: str,
) -> None:
    upgrade.to(empty, "0013")
    hour, numbers = 3_600_000, "2, 3, 4, 5, 6, 7, 8, 9"
    words = [(23, "a", "k", "ok"), (23, "a", "k", "failed"), (24, "a", "k", "ok")]
    words += [(25, "b", "", "ok"), (26, "b", "", "ok")]
    with connected(empty) as connection:
        for at, user, key, status in words:
            connection.execute(sa.text(
                f"INSERT INTO usage_hours VALUES ({at * hour}, '{user}', '{key}', 'p', 'm', 'q',"  # noqa: S608
                f" 'chat', '{status}', {numbers})"
            ))  # fmt: skip
        for name, until in (("usage_hours", 27), ("usage_sums", 26)):
            connection.execute(sa.text(f"INSERT INTO versions VALUES ('{name}', {until * hour})"))  # noqa: S608

    upgrade.to_newest(empty)

    with connected(empty) as connection:
        found = connection.execute(sa.text(
            f"SELECT kind, word, span / {hour}, start / {hour}, calls, failed, credits,"  # noqa: S608
            " input_tokens FROM usage_owners WHERE kind <> 'project'"
            " ORDER BY kind, word, span, start"
        )).all()  # fmt: skip
        marks = connection.execute(sa.text(
            "SELECT version FROM versions WHERE name IN ('usage_owners', 'usage_users')"
        )).scalars().all()  # fmt: skip
        active = connection.execute(sa.text(
            f"SELECT user_id, span / {hour}, start / {hour},"  # noqa: S608
            f" CASE previous WHEN -1 THEN -1 ELSE previous / {hour} END FROM usage_users"
            " ORDER BY user_id, span, start"
        )).all()  # fmt: skip
    of_a = [(1, 23, 2, 2, 14, 3), (1, 24, 2, 0, 7, 3), (24, 0, 2, 2, 14, 3), (24, 24, 2, 0, 7, 3)]
    of_b = [(1, 25, 2, 0, 7, 3), (24, 24, 2, 0, 7, 3)]
    words_of = [("key_id", "", of_b), ("key_id", "k", of_a), ("user_id", "a", of_a)]
    words_of.append(("user_id", "b", of_b))
    assert [tuple(row) for row in found] == [
        (kind, word, *row) for kind, word, rows in words_of for row in rows
    ]
    assert marks == [26 * hour] * 2
    assert [tuple(row) for row in active] == [
        ("a", 1, 23, -1), ("a", 1, 24, 23), ("a", 24, 0, -1), ("a", 24, 24, 23),
        ("b", 1, 25, -1), ("b", 24, 24, -1),
    ]  # fmt: skip


def test_an_sqlite_file_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "yunzhan.db"

    upgrade.to_newest(f"sqlite:///{path}")

    assert path.is_file()


def test_both_spellings_of_a_mysql_url_work(mariadb_server: MariaDB) -> None:
    url = mariadb_server.database("spelling")

    upgrade.to_newest(url)

    assert upgrade.to_newest(url.replace("mysql://", "mysql+pymysql://")) == REVISIONS[-1]


def run(**variables: str) -> "subprocess.CompletedProcess[str]":
    """`python -m migrations` with these variables and no others of ours."""
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "migrations"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_several_that_start_at_once_on_an_empty_database_all_find_it_up_to_date(
    empty: str,
) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-m", "migrations"],
            env={"PATH": os.environ["PATH"], "DATABASE_URL": empty},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]

    said = [process.communicate(timeout=60)[1] for process in starting]

    assert said == [b""] * 4
    assert [process.returncode for process in starting] == [0] * 4
    assert upgrade.at(empty) == REVISIONS[-1]


@pytest.fixture
def newer(empty: str) -> str:
    """A database that a version to come has changed."""
    upgrade.to_newest(empty)
    with connected(empty) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    return empty


def test_a_database_of_a_newer_version_is_worked_with_as_it_is(newer: str) -> None:
    done = run(DATABASE_URL=newer)

    assert (done.returncode, done.stderr) == (0, "")
    said = "The database is at revision 9999, of a newer version; this one works beside it."
    assert done.stdout.startswith(said)
    assert upgrade.at(newer) == "9999"


def test_a_server_that_does_not_migrate_refuses_older_tables_and_takes_newer(
    newer: str, tmp_path: Path
) -> None:
    older = f"sqlite:///{tmp_path}/older.db"
    upgrade.to(older, REVISIONS[-2])

    with pytest.raises(LookupError, match=f"revision none and .* needs {REVISIONS[-1]}"):
        upgrade.require_newest(f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(LookupError, match=f"revision {REVISIONS[-2]} and .* python -m migrations"):
        upgrade.require_newest(older)
    assert upgrade.require_newest(newer) == "9999"
    assert upgrade.at(older) == REVISIONS[-2]


def test_the_command_says_the_revision(empty: str) -> None:
    done = run(DATABASE_URL=empty)

    assert done.stderr == ""
    assert done.stdout.startswith(f"The database is at revision {REVISIONS[-1]}.\n")
    assert done.returncode == 0


def test_the_command_reports_a_wrong_configuration_without_a_stack() -> None:
    done = run(DATABASE_URL="postgres://u:hush@db/app", PORT="x")

    assert done.returncode == 1
    assert done.stdout == ""
    first, *problems = done.stderr.splitlines()
    assert first == "The configuration is wrong:"
    assert [problem.split()[1] for problem in problems] == ["PORT", "DATABASE_URL"]
    assert "hush" not in done.stderr


@pytest.mark.parametrize(
    "url", ["mysql://app:hush@127.0.0.1:1/app", "sqlite:////proc/nowhere/yunzhan.db"]
)
def test_the_command_reports_a_missing_database_without_a_stack_or_the_password(url: str) -> None:
    done = run(DATABASE_URL=url)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "hush" not in done.stderr
