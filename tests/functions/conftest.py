"""Fixtures of the functions' tests."""

from collections.abc import Iterator

import pytest

from shared import breakers


@pytest.fixture(autouse=True)
def closed_breakers() -> Iterator[None]:
    """No test meets a breaker that another one opened."""
    _close()
    yield
    _close()


def _close() -> None:
    for name in breakers.states():
        breakers.succeeded(name)
