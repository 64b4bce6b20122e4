"""Fixtures: a configuration, a database of either kind, a model, and a client of either host."""

import collections
import functools
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from migrations import upgrade
from shared import times
from shared.access import owed
from shared.config import environment
from shared.config.settings import FIELDS
from shared.database import connections, transactions
from shared.llm import catalogue
from shared.llm.transport import connections as lines
from shared.observability import request_counts
from shared.store import server
from shared.store.dumps import TABLES
from tests import million_calls as month
from tests.client import Client, EventClient, WsgiClient
from tests.engines import deploy_tools, mariadb
from tests.engines.availability import require
from tests.engines.mariadb import MariaDB
from tests.engines.moto import Moto
from tests.engines.valkey import Valkey
from tests.secrets_in_logs import SECRET as SECRET
from tests.secrets_in_logs import pytest_runtest_makereport as pytest_runtest_makereport
from tests.simulators.openai import OpenAISimulator

Configure = Callable[..., None]


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Set variables and read the configuration again: `configure(PORT="8001")`."""

    def set_variables(**variables: str) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        environment.settings.cache_clear()

    return set_variables


@pytest.fixture(autouse=True)
def local_mode(
    configure: Configure, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[None]:
    """A local deployment with cheap passwords; no test sees the machine's own variables."""
    unset = {name: "" for how in FIELDS.values() for name in how.names}
    chosen = {"DATA_DIR": str(tmp_path), "JWT_SECRET": SECRET, "PASSWORD_COST": "4"}
    chosen["AIGC_PRODUCER"] = "云栈测试"
    chosen["SECOND_API_HOST"] = "127.0.0.1"  # where tests have a second provider
    configure(**unset | {"APP_ENV": "local"} | chosen)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR")  # empty, its library takes it for a folder
    yield
    connections.close()
    lines.close()
    environment.settings.cache_clear()


@dataclass
class Clock:
    """The product's clock and the database's, which a test can set forward."""

    ahead: int = 0  # milliseconds

    def now(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead

    def advance(self, *, seconds: int = 0, days: int = 0) -> None:
        self.ahead += (seconds + days * 86_400) * 1000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made, of_database = Clock(), server.now
    monkeypatch.setattr(times, "now", made.now)
    monkeypatch.setattr(server, "now", lambda tx: of_database(tx) + made.ahead)
    return made


@pytest.fixture(autouse=True)
def own_debts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test tells its database what another one owes its own."""
    monkeypatch.setattr(owed, "_waiting", collections.deque(maxlen=owed._MOST))


@pytest.fixture(autouse=True)
def own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps in mind what another one read, or brings what it counted to its database."""
    monkeypatch.setattr(catalogue, "_cached", None)
    monkeypatch.setattr(request_counts, "_counts", {})
    monkeypatch.setattr(request_counts, "_failures", collections.deque(maxlen=100))
    monkeypatch.setattr(request_counts, "_due", dict.fromkeys(request_counts._due, 0))


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


@pytest.fixture(scope="session")
def million_calls(mariadb_server: MariaDB) -> str:
    return month.database(mariadb_server)


@pytest.fixture
def sqlite(configure: Configure, migrated_file: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database, configured."""
    path = tmp_path / "yunzhan.db"
    shutil.copy(migrated_file, path)
    url = f"sqlite:///{path}"
    configure(DATABASE_URL=url)
    return url


@functools.cache
def _with_rows(tables: tuple[str, ...]) -> str:
    """A query for the names of those that have any: one question is quicker than many deletions."""
    return " UNION ALL ".join(
        f"SELECT '{table}' AS name FROM DUAL WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
        for table in tables
    )


@pytest.fixture
def mariadb_url(configure: Configure, migrated_mariadb: str) -> str:
    """An emptied, migrated MariaDB database, configured."""
    configure(DATABASE_URL=migrated_mariadb)
    with transactions.writing() as tx:
        names = [row["name"] for row in tx.all(_with_rows(tuple(TABLES)))]
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


@pytest.fixture(scope="session")
def valkey_server() -> Iterator[Valkey]:
    with Valkey() as server:
        yield server


@pytest.fixture
def valkey(configure: Configure, sqlite: str, valkey_server: Valkey) -> str:
    """An emptied Valkey that counts, configured beside a fresh SQLite database."""
    with redis.Redis.from_url(valkey_server.url) as connection:
        connection.flushall()
    configure(REDIS_URL=valkey_server.url)
    return valkey_server.url


@pytest.fixture(params=["sqlite", "mariadb_url", "valkey"])
def counter(request: pytest.FixtureRequest) -> str:
    """What counts hits: the test runs on all three kinds."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(scope="session")
def moto_server() -> Iterator[Moto]:
    programs = require(deploy_tools.find_or_install("moto"), "moto did not install")
    with Moto.served(programs) as server:
        yield server


@pytest.fixture
def moto(configure: Configure, moto_server: Moto) -> Moto:
    """A bucket of S3's protocol as somebody else understands it."""
    moto_server.clear()
    configure(OSS_BUCKET_NAME="", **moto_server.variables)
    return moto_server


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
