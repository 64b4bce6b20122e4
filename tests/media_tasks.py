"""Tasks of media in tests: asked for through the function, done by the worker's handler."""

import tempfile
from pathlib import Path
from typing import Any

from functions.media_worker.index import handler
from shared.database import transactions
from shared.files import library
from shared.storage import objects
from shared.store import users
from shared.store.files import File
from shared.tasks import steps
from tests.client import Account, Answer, Client
from tests.waiting import until

ALL = "/api/media"


def stored(account: Account, content: bytes | Path, content_type: str, name: str) -> str:
    """A file of theirs, whatever its content is."""
    with transactions.asking() as tx:
        owner = users.get(tx, account.user["id"])
    return library.keep(owner, name, content_type, content).id


def ask(client: Client, account: Account, file_id: str, operation: str, **options: Any) -> Answer:
    body = {"file_id": file_id, "operation": operation, "options": options}
    return client.call("POST", ALL, body, token=account.token)


def work() -> None:
    """Whatever is due, and will be soon."""

    def is_idle() -> bool:
        while steps.advance(handler.works):
            pass
        with transactions.reading() as tx:
            left = tx.one("SELECT COUNT(*) AS n FROM tasks WHERE unfinished = 1")
        return not left or left["n"] == 0

    until(is_idle, 60)


def seen(client: Client, account: Account, asked: Answer) -> Any:
    """The task of an answer."""
    assert asked.status == 202, asked.body
    path = f"/api/tasks/{asked.json['task']['id']}"
    return client.call("GET", path, token=account.token).json


def done(
    client: Client, account: Account, file_id: str, operation: str, **options: Any
) -> list[dict[str, Any]]:
    """The files that came of it."""
    asked = ask(client, account, file_id, operation, **options)
    work()
    task = seen(client, account, asked)
    assert task["status"] == "succeeded", task
    files: list[dict[str, Any]] = task["result"]["files"]
    return files


def row(account: Account, file_id: str) -> File:
    with transactions.asking() as tx:
        owner = users.get(tx, account.user["id"])
    return library.row(owner, file_id)


def content(account: Account, file_id: str) -> bytes:
    return objects.get(row(account, file_id).object_key, 1 << 30)


def folders() -> set[str]:
    """The private folders of tasks that are there."""
    return {path.name for path in Path(tempfile.gettempdir()).glob("yunzhan-task-*")}
