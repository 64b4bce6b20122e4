"""What an endpoint takes and answers: types by content type, as its annotations or itself say."""

import typing
from collections.abc import Iterator, Mapping
from typing import Any

from shared.http.endpoint import Endpoint, Media
from shared.http.response import JSON, Response


def taken(endpoint: Endpoint) -> Media:
    """Its request; SystemExit when nothing says what is in it."""
    if endpoint.takes is not None:
        return endpoint.takes
    shapes = endpoint.call.__annotations__
    if "raw" in shapes:
        raise SystemExit(f"{endpoint.method} {endpoint.path}: a raw body needs `takes`")
    return {JSON: shapes["body"]} if "body" in shapes else {}


def answers(endpoint: Endpoint) -> Mapping[int, Media]:
    """Its good answers, by status; SystemExit when nothing says what is in them."""
    if endpoint.answers is not None:
        return endpoint.answers
    given = endpoint.call.__annotations__["return"]
    if given is Response or Response in typing.get_args(given):
        raise SystemExit(f"{endpoint.method} {endpoint.path}: a Response needs `answers`")
    return {204: {}} if given is None else {endpoint.status: {JSON: given}}


def of_answers(endpoint: Endpoint) -> Iterator[Any]:
    for media in answers(endpoint).values():
        yield from media.values()
