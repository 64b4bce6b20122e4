"""Recordings and tasks of tests that listen: ordered as a client would, worked on to their end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.database import transactions
from shared.speech import work
from shared.speech.work import Listening
from shared.store import ledger, task_work
from shared.store.task_work import Row
from shared.tasks import steps
from shared.tasks.kinds import Work
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.engines import ffmpeg
from tests.simulators.dashscope import DashScopeSimulator
from tests.waiting import until

WORKS: dict[str, Work[Any]] = {"speech": Listening()}
SPEECH, TASKS = "/api/speech", "/api/tasks"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Providers are looked at, and failed steps tried again, within parts of a second."""
    monkeypatch.setattr(work, "_PAUSES", (0.01,))
    monkeypatch.setattr(steps, "_POLL", 0.02)


@pytest.fixture
def studio(configure: Configure) -> Iterator[DashScopeSimulator]:
    """Model Studio, configured."""
    with DashScopeSimulator() as simulator:
        configure(
            DASHSCOPE_API_KEY=simulator.key,
            DASHSCOPE_API_URL=simulator.url,
            ENABLE_CREDIT_SYSTEM="true",
            SIGNUP_CREDITS="1000",
        )
        yield simulator


def recording(folder: Path, seconds: float = 8, name: str = "talk.wav") -> bytes:
    """A tone, as a file of sound."""
    return ffmpeg.tone(folder / name, "-ar", "16000", "-ac", "1", seconds=seconds).read_bytes()


def sent(client: Client, account: Account, content: bytes, kind: str = "audio/wav") -> str:
    """The id of a file of theirs that has this content."""
    asked = {"filename": "晨会.wav", "content_type": kind, "size": len(content)}
    begun = client.call("POST", "/api/files", asked, token=account.token)
    assert begun.status == 201, begun.body
    upload = begun.json["upload"]
    from shared.storage.backend import Upload
    from tests.stored_files import sent as send

    status = send(Upload(**upload | {"expires_at": 0}), content)
    assert status < 300
    return str(begun.json["file"]["id"])


def ask(client: Client, account: Account, **asked: Any) -> Answer:
    return client.call("POST", SPEECH, asked, token=account.token)


def ordered(client: Client, account: Account, **asked: Any) -> str:
    """The id of a task that was accepted."""
    answer = ask(client, account, **asked)
    assert answer.status == 202, answer.body
    assert answer.headers["location"] == f"{TASKS}/{answer.json['task']['id']}"
    return str(answer.json["task"]["id"])


def worked(task_id: str, seconds: float = 20) -> Row:
    """The row when nothing is left to be done of it."""

    def is_over() -> bool:
        while steps.advance(WORKS, task_id):
            pass
        return not row(task_id).unfinished

    until(is_over, seconds)
    return row(task_id)


def row(task_id: str) -> Row:
    with transactions.reading() as tx:
        found = task_work.find(tx, task_id)
    assert found
    return found


def shown(client: Client, account: Account, task_id: str) -> Any:
    """The task as its owner sees it."""
    answer = client.call("GET", f"{TASKS}/{task_id}", token=account.token)
    assert answer.status == 200, answer.body
    return answer.json


def set_aside() -> tuple[int, int]:
    with transactions.reading() as tx:
        return ledger.count_set_aside(tx)
