"""Run the revisions on one database."""

from pathlib import Path

import msgspec
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from shared import config

_HERE = Path(__file__).parent
_PATIENCE = 3600  # seconds that one change of a large table may take


def to_newest(url: str) -> str:
    """Bring the database at `url` up to date, making an SQLite file; returns its revision."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    setup = Config()
    setup.set_main_option("script_location", str(_HERE))
    engine = _engine(url)
    try:
        if engine.dialect.name == "sqlite":
            _choose_wal(engine)
        with engine.begin() as connection:
            setup.attributes["connection"] = connection
            command.upgrade(setup, "head")
    finally:
        engine.dispose()
    return str(ScriptDirectory.from_config(setup).get_current_head())


def _choose_wal(engine: sa.Engine) -> None:
    """Readers beside a writer. The file remembers; while in use it could not be changed."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _engine(url: str) -> sa.Engine:
    """Connections as the functions make them (TLS, encodings), but patient with long changes."""
    if url.startswith("sqlite:///"):
        return sa.create_engine(url)
    from shared.drivers import mysql  # PyMySQL is imported only where it is configured

    patient = msgspec.structs.replace(
        config.settings(), database_url=url, db_read_timeout=_PATIENCE
    )
    return sa.create_engine("mysql+pymysql://", creator=lambda: mysql.dial(patient))
