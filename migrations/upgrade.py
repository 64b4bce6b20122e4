"""Run the revisions on one database."""

import re
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_HERE = Path(__file__).parent


def to_newest(url: str) -> str:
    """Bring the database at `url` up to date, making an SQLite file; returns its revision."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    setup = Config()
    setup.set_main_option("script_location", str(_HERE))
    engine = sa.create_engine(_sqlalchemy_url(url))
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


def _sqlalchemy_url(url: str) -> str:
    return re.sub("^mysql://", "mysql+pymysql://", url)
