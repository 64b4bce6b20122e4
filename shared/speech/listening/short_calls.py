"""Model Studio hears a piece of a recording at once: Qwen-ASR, for who has no place to fetch from.

Wire: Alibaba Cloud Model Studio, "Qwen-ASR API reference", DashScope's synchronous call (2026-10):
at most 5 minutes and 10 MB as base64, billed by whole seconds.
"""

import base64
import random
import time
from pathlib import Path
from typing import Any

import msgspec

from shared.dashscope import client
from shared.dashscope.client import Account
from shared.dashscope.errors import DashScopeError

PATH = "/services/aigc/multimodal-generation/generation"
LONGEST = 240.0  # seconds of a piece
_SECONDS = 120.0  # that an answer may take
_ATTEMPTS = 3
_BACKOFF = 1.0  # seconds
_PATIENCE = 10.0  # seconds: who is to come back later leaves


class Heard(msgspec.Struct, frozen=True):
    """What one piece says; `seconds` are billed."""

    text: str
    language: str
    seconds: float


def hear(account: Account, model: str, piece: Path, language: str, deadline: float) -> Heard:
    """An Opus file; DashScopeError. What was certainly not heard is asked for again, unless it is
    to be waited for too long, or until after `deadline` (of time.monotonic)."""
    data = base64.b64encode(piece.read_bytes()).decode()
    options: dict[str, Any] = {"enable_itn": True} | ({"language": language} if language else {})
    message = {"role": "user", "content": [{"audio": f"data:audio/ogg;base64,{data}"}]}
    asked = {
        "model": model,
        "input": {"messages": [message]},
        "parameters": {"asr_options": options},
    }
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _read(client.ask(account, PATH, asked, seconds=_SECONDS))
        except DashScopeError as e:
            pause = e.wait or random.uniform(0, _BACKOFF * 2**attempt)  # noqa: S311
            patience = min(_PATIENCE, deadline - time.monotonic())
            if attempt == _ATTEMPTS or not e.retryable or e.ambiguous or pause > patience:
                raise
            time.sleep(pause)
    raise AssertionError("unreachable: the last attempt returns or raises")


def _read(answer: client.Answer) -> Heard:
    """Field by field: what has come is paid for. Silence is an empty text, or none."""
    choices = answer.output.get("choices")
    message = choices[0].get("message") if isinstance(choices, list) and choices else None
    told = message if isinstance(message, dict) else {}
    content, notes = told.get("content"), told.get("annotations")
    texts = [part.get("text") or "" for part in content] if isinstance(content, list) else [content]
    language = notes[0].get("language") if isinstance(notes, list) and notes else ""
    counted = answer.usage.get("seconds", 0)
    return Heard(
        "".join(text for text in texts if isinstance(text, str)).strip(),
        language if isinstance(language, str) else "",
        float(counted) if isinstance(counted, int | float) else 0.0,
    )
