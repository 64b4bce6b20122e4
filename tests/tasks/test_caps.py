"""How much is asked of a provider at a time."""

from pathlib import Path

import pytest

from shared.tasks import caps
from tests.tasks.counting import PAINT
from tests.tasks.ordering import caller, ordered, step


@pytest.fixture(autouse=True)
def tables(database: str) -> None: ...


def test_there_is_room_until_so_many_of_a_model_are_at_the_provider(tmp_path: Path) -> None:
    who = caller()
    for model in ("qwen-image", "qwen-image", "wan"):
        step(ordered(who, tmp_path, PAINT, polls=9, model=model).id)
    ordered(who, tmp_path, PAINT, model="qwen-image")  # which nobody has begun

    assert caps.running("qwen-image", 3) == 0
    assert 2 <= caps.running("qwen-image", 2) <= 10
    assert caps.running("wan", 2) == 0


def test_calls_beyond_a_rate_wait_for_the_next_window() -> None:
    waits = [caps.rate("queries", 3, 3600) for _ in range(5)]

    assert waits[:3] == [0, 0, 0]
    assert all(wait > 0 for wait in waits[3:])
    assert caps.rate("others", 3, 3600) == 0
