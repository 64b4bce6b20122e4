"""Attempts at a storage that may be away for a moment, and what its errors mean for callers."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from shared.errors import NotFound, Unavailable, UpstreamError
from shared.storage.errors import Lasting, Missing, Over, Passing

Result = TypeVar("Result")

ATTEMPTS = 4
PATIENCE = 20.0  # seconds in which a new attempt may begin
PAUSE = 0.1  # seconds; before the second attempt up to twice, the third four times as many …


def until_ended(work: Callable[[], Result]) -> Result:
    """As `patiently`; NotFound for an upload that was completed or aborted before."""
    try:
        return patiently(work)
    except UpstreamError as e:
        if isinstance(e.__cause__, Over):
            raise NotFound() from e
        raise


def patiently(work: Callable[[], Result]) -> Result:
    """The result of `work`, tried again after faults that pass."""
    deadline, attempt = time.monotonic() + PATIENCE, 1
    while True:
        try:
            return work()
        except Missing as e:
            raise NotFound() from e
        except Lasting as e:
            raise UpstreamError("storage_failed") from e
        except Passing as e:
            pause = random.uniform(0, PAUSE * 2**attempt)  # noqa: S311
            if attempt == ATTEMPTS or time.monotonic() + pause >= deadline:
                raise Unavailable("storage_unavailable", headers={"Retry-After": "1"}) from e
            time.sleep(pause)
        attempt += 1
