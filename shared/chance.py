"""Work that callers do in passing, once in a while, so that it is done without a scheduler."""

import random
from collections.abc import Callable

from shared import log
from shared.errors import ApiError


def do(one_in: int, work: Callable[[], object], failure: str) -> None:
    """Do the work in one of so many calls; a failure is logged and is nobody's who called."""
    if random.randrange(one_in):  # noqa: S311
        return
    try:
        work()
    except ApiError as e:
        log.write("warning", failure, cause=e.reason)
