"""The peer's database: users, messages and hits. `python tables.py` makes them."""

import os
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, sessionmaker

DATABASE_URL = os.environ["DATABASE_URL"]
ON_MYSQL = DATABASE_URL.startswith("mysql")

engine = create_engine(DATABASE_URL, pool_size=20, pool_pre_ping=ON_MYSQL)
Session = sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine, "connect")
def set_pragmas(connection: Any, _: Any) -> None:
    if ON_MYSQL:
        return
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime]


class Message(Base):
    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class Hit(Base):
    __tablename__ = "hits"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True)
    hits: Mapped[int]


if __name__ == "__main__":
    Base.metadata.create_all(engine)
