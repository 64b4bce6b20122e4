"""Run the revisions on one database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from migrations import lock
from shared import private
from shared.config import environment

_HERE = Path(__file__).parent


def to_newest(url: str) -> str:
    """Bring the database at `url` up to date, making an SQLite file; returns its revision.

    One that a newer version has changed is left as it is: revisions only add, so that this
    version works beside it and can be rolled back to.
    """
    found = [newest()]

    def move(setup: Config, connection: sa.Connection) -> None:
        at = _revision(connection)
        if at and not knows(at):
            found[:] = [at]
        else:
            command.upgrade(setup, found[0])

    _run(url, move)
    return found[0]


def require_newest(url: str) -> str:
    """The revision of a database that others migrate; LookupError while they have not."""
    found = at(url)
    if found != newest() and (not found or knows(found)):
        raise LookupError(
            f"The database is at revision {found or 'none'} and this version needs {newest()}: "
            "run python -m migrations first (MIGRATE=off leaves it to you)."
        )
    return found


def told(revision: str) -> str:
    """A line about the revision that the database is at."""
    if knows(revision):
        return f"The database is at revision {revision}.\n"
    return (
        f"The database is at revision {revision}, of a newer version; this one works beside it.\n"
    )


def newest() -> str:
    """The revision that this version of the code brings."""
    return str(_scripts().get_current_head())


def to(url: str, revision: str) -> None:
    """The same to a revision that may be an older one: for a database without rows."""

    def move(setup: Config, connection: sa.Connection) -> None:
        at = _revision(connection)
        (command.downgrade if at > revision else command.upgrade)(setup, revision)

    _run(url, move)


def knows(revision: str) -> bool:
    return any(script.revision == revision for script in _scripts().walk_revisions())


def is_there(url: str) -> bool:
    """Whether there is a database to look into; a server has one, or refuses to connect."""
    path = url.removeprefix("sqlite:///")
    return path == url or Path(path).is_file()


def at(url: str) -> str:
    """The revision of the database at `url` now; "" of one without tables."""
    if not is_there(url):
        return ""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return _revision(connection)
    finally:
        engine.dispose()


def _revision(connection: sa.Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def _run(url: str, change: Callable[[Config, sa.Connection], object]) -> None:
    """Have one process at a time make the change, when several start at once."""
    setup, engine = _setup(), _engine(url)
    try:
        with _alone(engine) as connection:
            setup.attributes["connection"] = connection
            change(setup, connection)
    finally:
        engine.dispose()


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[sa.Connection]:
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection, lock.on_server(connection), connection.begin():
            yield connection
        return
    path = Path(str(engine.url.database))
    private.make_folder(path.parent)
    with lock.on_folder(path.parent):
        _make_private(path)
        _choose_wal(engine)
        with engine.begin() as connection:
            yield connection


def _make_private(path: Path) -> None:
    """The file for its owner alone, also one of before, with what SQLite keeps beside it."""
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
        environment.settings(), database_url=url, db_read_timeout=lock.PATIENCE + 60
    )
    return sa.create_engine("mysql+pymysql://", creator=lambda: mysql.dial(patient))
