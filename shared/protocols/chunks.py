"""Chunks of a streamed completion, as OpenAI's older protocols write them."""

import msgspec

from shared.errors import ApiError
from shared.http.request import Request
from shared.http.response import refuse
from shared.llm.answers.replies import Json

DONE = b"data: [DONE]\n\n"


def data(chunk: Json) -> bytes:
    return b"data: " + msgspec.json.encode(chunk) + b"\n\n"


def last_words(request: Request, error: ApiError) -> bytes:
    """The error that breaks a stream, and its end."""
    return b"data: " + bytes(refuse(error, request).body) + b"\n\n" + DONE  # type: ignore[arg-type]
