"""Somebody else's items, and a beat while they are silent."""

import itertools
import threading
from collections.abc import Iterator

import pytest

from shared.http.heartbeat import EVERY, Heartbeat
from tests.waiting import until


class Source:
    """Items, and silences until somebody hangs up."""

    def __init__(self, *items: int, silence: float = 0.0, error: Exception | None = None) -> None:
        self.hung_up = threading.Event()
        self.ended = threading.Event()
        self._items = items
        self._silence = silence
        self._error = error

    def __iter__(self) -> Iterator[int]:
        try:
            for item in self._items:
                if self.hung_up.wait(self._silence):
                    return
                yield item
            if self._error:
                raise self._error
        finally:
            self.ended.set()


def pulse(source: Source, every: float = 5.0) -> Heartbeat[int]:
    return Heartbeat(iter(source), source.hung_up.set, every)


def beating() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("pulse")]


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    yield
    until(lambda: not beating())


def test_a_sign_of_life_comes_within_ten_seconds() -> None:
    assert EVERY < 10


def test_items_pass_in_order() -> None:
    source = Source(*range(1000))

    with pulse(source) as items:
        assert list(items) == list(range(1000))

    assert not source.hung_up.is_set()


def test_silence_is_filled_and_nothing_is_lost() -> None:
    with pulse(Source(1, 2, 3, silence=0.12), every=0.05) as items:
        seen = list(items)

    assert [item for item in seen if item is not None] == [1, 2, 3]
    assert seen.count(None) >= 3
    assert seen[0] is None


def test_no_beat_disturbs_a_quick_source() -> None:
    with pulse(Source(1, 2, 3, silence=0.01), every=2) as items:
        assert list(items) == [1, 2, 3]


def test_false_items_are_items() -> None:
    with pulse(Source(0, 0)) as items:
        assert list(items) == [0, 0]


@pytest.mark.parametrize("given", [(), (1, 2)])
def test_an_error_of_the_source_comes_after_its_items(given: tuple[int, ...]) -> None:
    seen: list[int | None] = []

    with pulse(Source(*given, error=KeyError("broken"))) as items, pytest.raises(KeyError):
        seen.extend(items)

    assert seen == list(given)


def test_who_leaves_in_a_silence_hangs_up() -> None:
    source = Source(1, 2, silence=60)

    with pulse(source, every=0.05) as items:
        assert next(iter(items)) is None

    assert source.hung_up.is_set()
    assert source.ended.wait(2)


def test_who_leaves_between_items_hangs_up() -> None:
    source = Source(*itertools.repeat(1, 3), silence=0.05)

    with pulse(source) as items:
        assert next(iter(items)) == 1

    assert source.hung_up.is_set()
    assert source.ended.wait(2)


def test_who_leaves_with_an_error_hangs_up_too() -> None:
    source = Source(1, silence=60)

    with pytest.raises(KeyboardInterrupt), pulse(source):
        raise KeyboardInterrupt

    assert source.hung_up.is_set()


def test_who_leaves_after_the_end_need_not_hang_up() -> None:
    source = Source(1)

    with pulse(source) as items:
        list(items)
        until(source.ended.is_set)

    assert not source.hung_up.is_set()


def test_a_source_is_read_only_a_little_ahead() -> None:
    given = itertools.count(1)
    taken: list[int] = []

    def endless() -> Iterator[int]:
        for number in given:
            taken.append(number)
            yield number

    with Heartbeat(endless(), lambda: None, 5.0) as items:
        reader = iter(items)
        assert [next(reader) for _ in range(100)] == list(range(1, 101))
        until(lambda: len(taken) > 150)

    until(lambda: not beating())
    assert len(taken) <= 100 + 64 + 1
