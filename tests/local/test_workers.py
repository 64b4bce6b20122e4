"""Who works beside the server of `make run`."""

import threading
from typing import Any

import pytest

from local import workers
from shared.tasks.carriers import waking
from shared.tasks.kinds import Done, Run
from tests.conftest import Configure
from tests.tasks.counting import COUNT, PAINT, Counting, Painting
from tests.tasks.ordering import caller, ordered, row
from tests.waiting import until


def test_one_that_is_drawn_while_one_waits_does_not_keep_others_from_being_looked_at(
    database: str, configure: Configure, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    drawn = threading.Event()

    class Drawing(Painting):
        def start(self, run: Run[Any]) -> Any:
            if run.request.stuck:
                drawn.wait(30)
                return Done({})
            return super().start(run)

    begun: list[Any] = []
    works = {"worker": {PAINT.name: Drawing()}, "media_worker": {COUNT.name: Counting()}}
    monkeypatch.setattr(workers, "_works_of", works.get)
    monkeypatch.setattr(workers, "Finalize", lambda _, close, **__: begun.append(close))
    configure(TASK_CARRIER="thread")
    workers.start()
    try:
        slow = [ordered(caller(), tmp_path, PAINT, stuck=["start"]) for _ in range(3)]
        until(lambda: all(row(task.id).status == "running" for task in slow))
        quick = ordered(caller(), tmp_path, PAINT)
        until(lambda: row(quick.id).status == "succeeded")
        assert [row(task.id).status for task in slow] == ["running"] * 3
    finally:
        drawn.set()
        waking.use(None)
        for close in begun:
            close()
