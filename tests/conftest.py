"""Fixtures: a configuration, a database of either kind, a model, and a client of either host."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migrations import upgrade
from shared import config, db
from tests.client import Client, EventClient, WsgiClient
from tests.engines import mariadb
from tests.engines.availability import require
from tests.engines.mariadb import MariaDB
from tests.simulators.openai import OpenAISimulator

SECRET = "unit-tests-sign-with-these-40-odd-bytes!"

Configure = Callable[..., None]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Set variables and read the configuration again: `configure(PORT="8001")`."""

    def set_variables(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        config.settings.cache_clear()

    return set_variables


@pytest.fixture(autouse=True)
def local_mode(configure: Configure, tmp_path: Path) -> Iterator[None]:
    """A local deployment with cheap passwords; no test sees the machine's own variables."""
    configure(
        APP_ENV="local", DATA_DIR=str(tmp_path), JWT_SECRET=SECRET, PASSWORD_COST="4",
        OPENAI_API_URL="", OPENAI_API_KEY="", OPENAI_MODEL="", DASHSCOPE_API_KEY="",
        DATABASE_URL="", DB_HOST="", REDIS_URL="", ALLOWED_ORIGINS="",
    )  # fmt: skip
    yield
    db.close()
    config.settings.cache_clear()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    upgrade.to_newest(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def mariadb_server() -> Iterator[MariaDB]:
    require(mariadb.find_or_install(), "MariaDB is not installed")
    with MariaDB() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_mariadb(mariadb_server: MariaDB) -> str:
    url = mariadb_server.database("migrated")
    upgrade.to_newest(url)
    return url


@pytest.fixture
def sqlite(configure: Configure, migrated_file: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database, configured."""
    path = tmp_path / "yunzhan.db"
    shutil.copy(migrated_file, path)
    url = f"sqlite:///{path}"
    configure(DATABASE_URL=url)
    return url


@pytest.fixture
def mariadb_url(configure: Configure, migrated_mariadb: str) -> str:
    """An emptied, migrated MariaDB database, configured."""
    configure(DATABASE_URL=migrated_mariadb)
    with db.transaction() as tx:
        names = [
            row["name"]
            for row in tx.all(
                "SELECT table_name AS name FROM information_schema.tables"
                " WHERE table_schema = DATABASE() AND table_name <> 'alembic_version'"
            )
        ]
        tx.run("SET FOREIGN_KEY_CHECKS = 0")
        for name in names:
            tx.run(f"DELETE FROM {name}")  # noqa: S608
        tx.run("SET FOREIGN_KEY_CHECKS = 1")
    return migrated_mariadb


@pytest.fixture(params=["sqlite", "mariadb"])
def database(request: pytest.FixtureRequest) -> str:
    """A fresh database; the test runs on both kinds."""
    url: str = request.getfixturevalue("sqlite" if request.param == "sqlite" else "mariadb_url")
    return url


@pytest.fixture
def model(configure: Configure) -> Iterator[OpenAISimulator]:
    """A simulated provider, configured."""
    with OpenAISimulator(key="sk-sim") as simulator:
        configure(OPENAI_API_URL=simulator.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL="qwen-sim")
        yield simulator


@pytest.fixture(params=["event-sqlite", "wsgi-mariadb"])
def client(request: pytest.FixtureRequest) -> Client:
    """A client of all functions: as FC events on SQLite, and over WSGI on MariaDB."""
    if request.param == "event-sqlite":
        request.getfixturevalue("sqlite")
        return EventClient()
    request.getfixturevalue("mariadb_url")
    return WsgiClient()
