"""Answers of the API with generated content: a header says so, beside a field of theirs."""

from typing import Any

from shared.http.response import Response, render
from shared.labels import aigc


def labelled(value: Any, produce_id: str) -> Response:
    """The value with the label of what was generated under this id; of "" without one."""
    response = render(value)
    if produce_id:
        response.headers |= aigc.headers(produce_id)
    return response
