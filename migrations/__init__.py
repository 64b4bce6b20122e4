"""The schema, as Alembic revisions that run on SQLite and on MySQL."""
