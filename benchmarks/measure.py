"""Measure several things in turn, so that what else the machine does falls on all of them."""

from collections.abc import Callable
from statistics import median


def in_turn(rounds: int, *measured: Callable[[], float]) -> list[float]:
    """The median of `rounds` figures of each, after one of each that does not count."""
    figures = [[measure() for measure in measured] for _ in range(rounds + 1)]
    return [median(column) for column in zip(*figures[1:], strict=True)]
