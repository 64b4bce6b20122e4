"""The worker function of what needs a whole machine."""

from types import SimpleNamespace

import pytest

from functions.media_worker.index import handler
from shared.hosts.worker import WakeFailed


def test_an_event_that_names_no_task_fails() -> None:
    with pytest.raises(WakeFailed):
        handler(b"{}", SimpleNamespace(request_id="1"))


def test_it_has_only_kinds_of_its_own_queue() -> None:
    assert {work.kind.queue for work in handler.works.values()} <= {"media_worker"}
