"""The simulation behind docs/scale.md agrees with what is known of queues."""

import pytest

from benchmarks.scale import CHAT, READ, simulate


@pytest.mark.parametrize(("kind", "users"), [(READ, 10_000), (CHAT, 1_000)])
def test_what_is_busy_at_most_lies_above_the_mean_and_not_far(kind: object, users: int) -> None:
    given = READ if kind is READ else CHAT
    mean = users * given.a_minute / 60 * given.seconds / given.places
    found = simulate(given, users, limit=10_000, seconds=60)

    assert mean < found.instances < mean * 3 + 5
    assert found.waited == 0


def test_calls_wait_when_there_are_too_few_instances() -> None:
    enough, few = (simulate(CHAT, 1_000, limit=limit, seconds=120) for limit in (100, 3))

    assert enough.waited == 0
    assert few.waited > 10
    assert few.instances == 3


def test_the_same_seed_gives_the_same_figures() -> None:
    assert simulate(READ, 1_000, 300, 30) == simulate(READ, 1_000, 300, 30)
