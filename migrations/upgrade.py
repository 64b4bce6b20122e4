"""Run the revisions on one database."""

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
        with engine.begin() as connection:
            setup.attributes["connection"] = connection
            command.upgrade(setup, "head")
    finally:
        engine.dispose()
    return str(ScriptDirectory.from_config(setup).get_current_head())


def _sqlalchemy_url(url: str) -> str:
    return url.replace("mysql://", "mysql+pymysql://", 1)
