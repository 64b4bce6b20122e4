"""Run the revisions on one database."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from shared import private
from shared.config import environment

_HERE = Path(__file__).parent
_PATIENCE = 3600  # seconds that one change of a large table may take


def to_newest(url: str) -> str:
    """Bring the database at `url` up to date, making an SQLite file; returns its revision."""
    newest = str(_scripts().get_current_head())
    _run(url, lambda setup, _: command.upgrade(setup, newest))
    return newest


def to(url: str, revision: str) -> None:
    """The same to a revision that may be an older one: for a database without rows."""

    def move(setup: Config, connection: sa.Connection) -> None:
        at = MigrationContext.configure(connection).get_current_revision() or ""
        (command.downgrade if at > revision else command.upgrade)(setup, revision)

    _run(url, move)


def knows(revision: str) -> bool:
    return any(script.revision == revision for script in _scripts().walk_revisions())


def is_there(url: str) -> bool:
    """Whether there is a database to look into; a server has one, or refuses to connect."""
    path = url.removeprefix("sqlite:///")
    return path == url or Path(path).is_file()


def _run(url: str, change: Callable[[Config, sa.Connection], object]) -> None:
    if url.startswith("sqlite:///"):
        _make_private(Path(url.removeprefix("sqlite:///")))
    setup, engine = _setup(), _engine(url)
    try:
        if engine.dialect.name == "sqlite":
            _choose_wal(engine)
        with engine.begin() as connection:
            setup.attributes["connection"] = connection
            change(setup, connection)
    finally:
        engine.dispose()


def _make_private(path: Path) -> None:
    """The file for its owner alone, also one of before, with what SQLite keeps beside it."""
    private.make_folder(path.parent)
    private.make_file(path)
    for end in ("", "-wal", "-shm"):
        private.close_to_others(path.with_name(path.name + end))


def _setup() -> Config:
    setup = Config()
    setup.set_main_option("script_location", str(_HERE))
    return setup


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_setup())


def _choose_wal(engine: sa.Engine) -> None:
    """Readers beside a writer. The file remembers; while in use it could not be changed."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _engine(url: str) -> sa.Engine:
    """Connections as the functions make them (TLS, encodings), but patient with long changes."""
    if url.startswith("sqlite:///"):
        return sa.create_engine(url)
    from shared.database.drivers import mysql  # PyMySQL is imported only where it is configured

    patient = msgspec.structs.replace(
        environment.settings(), database_url=url, db_read_timeout=_PATIENCE
    )
    return sa.create_engine("mysql+pymysql://", creator=lambda: mysql.dial(patient))
