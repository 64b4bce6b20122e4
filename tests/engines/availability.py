"""What a test does without something it needs: it is skipped, and on CI it fails."""

import os
from typing import NoReturn, TypeVar

import pytest

Thing = TypeVar("Thing")


def require(thing: Thing | None, reason: str) -> Thing:
    """Hand *thing* back, unless it is None."""
    if thing is None:
        do_without(reason)
    return thing


def do_without(reason: str) -> NoReturn:
    """What the test needs cannot be had."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
