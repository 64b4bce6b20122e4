"""Documents in the order of a question: Model Studio's "Text rerank" (2026-10), asked at once."""

import random
import time

from shared.dashscope import client
from shared.dashscope.client import Account, Answer, Json
from shared.dashscope.errors import DashScopeError

PATH = "/services/rerank/text-rerank/text-rerank"
_ATTEMPTS = 3
_BACKOFF = 0.5  # seconds


def rank(account: Account, model: str, question: Json, *, deadline: float) -> Answer:
    """`question` has a `query` and `documents`, and may have `top_n` and `instruct`; the output
    lists `results` by relevance. The error of the last attempt is raised as our caller hears it."""
    asked = {
        "model": model,
        "input": {"query": question["query"], "documents": question["documents"]},
        "parameters": {name: question[name] for name in ("top_n", "instruct") if name in question},
    }
    for attempt in range(_ATTEMPTS):
        try:
            return client.ask(account, PATH, asked, seconds=deadline - time.monotonic())
        except DashScopeError as e:
            pause = random.uniform(0, _BACKOFF * 2**attempt)  # noqa: S311
            last = attempt == _ATTEMPTS - 1 or time.monotonic() + pause >= deadline
            if last or not e.retryable or e.ambiguous:
                raise e.error from e
            time.sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")
