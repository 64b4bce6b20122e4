"""Threads for one kind of work."""

import threading

import pytest

from shared.hosts import threads
from shared.hosts.threads import Threads
from tests.waiting import until


class Work:
    """Jobs that go on until they are let go."""

    def __init__(self) -> None:
        self.begun = 0
        self._go = threading.Event()

    def __call__(self) -> None:
        self.begun += 1
        self._go.wait(5)

    def let_go(self) -> None:
        self._go.set()


def named(name: str) -> int:
    return sum(thread.name == name for thread in threading.enumerate())


def test_no_more_work_is_done_at_a_time_than_there_are_threads() -> None:
    work, some = Work(), Threads(2, "some")

    for _ in range(5):
        some.start(work)
    until(lambda: work.begun == 2)

    assert named("some") == 2
    work.let_go()
    until(lambda: work.begun == 5)
    until(lambda: some.unfinished == 0)


def test_what_must_begin_at_once_is_refused_when_no_thread_is_free() -> None:
    work, some = Work(), Threads(2, "busy")

    assert [some.start_now(work) for _ in range(3)] == [True, True, False]
    work.let_go()
    until(lambda: some.unfinished == 0)
    assert some.start_now(work)


def test_work_that_follows_work_needs_no_second_thread() -> None:
    work, some = Work(), Threads(9, "one")
    work.let_go()

    for number in range(20):
        some.start(work)
        until(lambda done=number + 1: work.begun == done and not some.unfinished)  # type: ignore[misc]

    assert named("one") == 1


def test_threads_without_work_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "_IDLE", 0.05)
    work, some = Work(), Threads(3, "idle")
    work.let_go()
    for _ in range(3):
        some.start(work)

    until(lambda: named("idle") == 0)
    some.start(work)
    until(lambda: work.begun == 4)


def test_a_thread_that_cannot_begin_takes_no_place_for_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work, some = Work(), Threads(1, "few")
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", _refuse)
        assert not some.start_now(work)
        with pytest.raises(RuntimeError):
            some.start(work)

    assert some.unfinished == 0
    assert some.start_now(work)
    work.let_go()
    until(lambda: some.unfinished == 0)


def _refuse(_: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")
