"""Rows to begin with, and threads to write them from."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from shared import ids
from shared.accounts import erasure, leaving
from shared.database import transactions
from shared.store import conversations, messages, sessions, users
from shared.store.conversations import Conversation
from shared.store.messages import Message
from shared.store.sessions import Session
from shared.store.users import User

T = TypeVar("T")
NOW = 1_764_000_000_000


def user(**changes: Any) -> User:
    """A user who is not kept yet."""
    id = changes.get("id") or ids.make()
    facts: dict[str, Any] = {
        "id": id, "email": f"{id.lower()}@example.com", "name": "药师", "password_hash": "$2b$",
        "role": "user", "credits": 0, "disabled": 0, "token_version": 1, "created_at": NOW,
    }  # fmt: skip
    return User(**{**facts, **changes})


def added_user(**changes: Any) -> User:
    made = user(**changes)
    with transactions.writing() as tx:
        users.add(tx, made)
    return made


def erase(user: User) -> None:
    """They leave, and all is done that follows from it."""
    with transactions.writing() as tx:
        leaving.end(tx, user.id)
    erasure.run()


def added_session(owner: User, **changes: Any) -> Session:
    id = ids.make()
    facts: dict[str, Any] = {
        "id": id, "user_id": owner.id, "family": id, "token_hash": id * 2, "created_at": NOW,
        "expires_at": NOW + 1000, "ended_at": None,
    }  # fmt: skip
    made = Session(**{**facts, **changes})
    with transactions.writing() as tx:
        sessions.add(tx, made)
    return made


def added_conversation(owner: User, title: str = "聊聊") -> Conversation:
    made = Conversation(ids.make(), owner.id, "chat", title, NOW, NOW)
    with transactions.writing() as tx:
        conversations.add_later(tx, made)
    return made


def added_message(owner: Conversation, content: str = "你好", model: str | None = None) -> Message:
    made = Message(ids.make(), owner.id, "assistant" if model else "user", content, model, NOW)
    with transactions.writing() as tx:
        messages.add_later(tx, made)
    return made


def count(table: str) -> int:
    with transactions.reading() as tx:
        row = tx.one(f"SELECT COUNT(*) AS n FROM {table}")  # noqa: S608
    assert row
    return int(row["n"])


def at_once(works: Sequence[Callable[[], T]]) -> list[Future[T]]:
    """Begin all of them in the same moment, each in a thread of its own; what became of them."""
    together = threading.Barrier(len(works), timeout=20)

    def begin(work: Callable[[], T]) -> T:
        together.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return [threads.submit(begin, work) for work in works]
