"""Fixtures of the functions' tests."""

from collections.abc import Iterator

import pytest

from shared.inference import breakers, calls
from shared.llm.transport import targets


@pytest.fixture(autouse=True)
def closed_breakers() -> Iterator[None]:
    """No test meets a breaker that another one opened."""
    _close()
    yield
    _close()


def _close() -> None:
    for name in breakers.states():
        breakers.succeeded(name)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models are tried again, given up and waited for within parts of a second."""
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)
    monkeypatch.setattr(calls, "_PATIENCE", 0.3)
