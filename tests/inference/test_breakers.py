"""Breakers: five failures in a row, a rest, one probe."""

from collections.abc import Iterator

import pytest

from shared.inference import breakers
from tests.store.samples import at_once

NAME = "provider/model"


class Watch:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    made = Watch()
    monkeypatch.setattr(breakers, "time", made)
    breakers.succeeded(NAME)
    yield made
    breakers.succeeded(NAME)


def fail(times: int = breakers.FAILURES) -> None:
    for _ in range(times):
        breakers.lets_through(NAME)
        breakers.failed(NAME)


def test_who_never_failed_is_let_through() -> None:
    assert breakers.is_ready("unheard/of")
    assert breakers.lets_through("unheard/of")
    breakers.succeeded("unheard/of")


def test_four_failures_are_not_enough() -> None:
    fail(breakers.FAILURES - 1)

    assert breakers.lets_through(NAME)
    assert breakers.states()[NAME] == "closed"


def test_a_success_between_failures_begins_the_count_again() -> None:
    fail(breakers.FAILURES - 1)
    breakers.succeeded(NAME)
    fail(breakers.FAILURES - 1)

    assert breakers.lets_through(NAME)


def test_five_failures_in_a_row_let_nobody_through_for_a_while(watch: Watch) -> None:
    fail()

    assert breakers.states()[NAME] == "open"
    assert not breakers.is_ready(NAME)
    watch.now += breakers.REST - 0.1
    assert not breakers.lets_through(NAME)


def test_after_the_rest_one_probe_is_let_through(watch: Watch) -> None:
    fail()
    watch.now += breakers.REST

    assert breakers.is_ready(NAME), "asking changes nothing"
    passed = [outcome.result() for outcome in at_once([lambda: breakers.lets_through(NAME)] * 20)]

    assert passed.count(True) == 1
    assert breakers.states()[NAME] == "half-open"
    assert not breakers.is_ready(NAME)
    assert not breakers.lets_through(NAME)


def test_a_probe_that_succeeds_closes(watch: Watch) -> None:
    fail()
    watch.now += breakers.REST
    breakers.lets_through(NAME)

    breakers.succeeded(NAME)

    assert breakers.states()[NAME] == "closed"
    assert breakers.lets_through(NAME)


def test_a_probe_that_fails_means_another_rest(watch: Watch) -> None:
    fail()
    watch.now += breakers.REST
    fail(1)

    assert breakers.states()[NAME] == "open"
    watch.now += breakers.REST - 0.1
    assert not breakers.lets_through(NAME)
    watch.now += 0.1
    assert breakers.lets_through(NAME)


def test_a_probe_that_says_nothing_lets_the_next_one_try(watch: Watch) -> None:
    fail()
    watch.now += breakers.REST
    breakers.lets_through(NAME)

    breakers.spared(NAME)

    assert breakers.lets_through(NAME)
    assert not breakers.lets_through(NAME)
