"""The worker function: an invocation names a task, and its next steps are done."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from functions.worker.index import handler
from shared.hosts.worker import WakeFailed, Worker
from tests.tasks.counting import Counting
from tests.tasks.ordering import caller, ordered, row

CONTEXT = SimpleNamespace(request_id="1", function=SimpleNamespace(timeout=300))
UNREADABLE = [b"", b"{", b"[]", b"{}", b'{"task": 1}', b"\xff", b"[" * 100_000]


@pytest.mark.parametrize("event", UNREADABLE)
def test_an_event_that_names_no_task_fails(event: bytes) -> None:
    with pytest.raises(WakeFailed):
        handler(event, CONTEXT)


def test_what_is_not_there_or_not_due_is_left(sqlite: str) -> None:
    assert handler(b'{"task": "01ARZ3NDEKTSV4RRFFQ69G5FAV"}', CONTEXT) == "nothing to do"


def test_the_task_that_is_named_is_worked_on_and_no_other(sqlite: str, tmp_path: Path) -> None:
    who = caller()
    one, other = ordered(who, tmp_path), ordered(who, tmp_path)
    worker = Worker(Counting())

    assert worker(json.dumps({"task": other.id}).encode(), CONTEXT) == "worked"

    assert (row(one.id).status, row(other.id).status) == ("queued", "succeeded")
    assert worker(json.dumps({"task": other.id}).encode(), CONTEXT) == "nothing to do"
