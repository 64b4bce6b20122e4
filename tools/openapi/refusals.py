"""The errors that an endpoint can answer: by what it declares, and those that its rule raises."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from shared import errors
from shared.access import authentication
from shared.accounts import profile
from shared.errors import ApiError
from shared.http import anthropic_errors
from shared.http.endpoint import Endpoint
from shared.http.response import JSON

Kind = type[ApiError]

_KNOWN: tuple[Kind, ...] = (errors.Unauthorized, errors.InvalidToken, errors.TokenExpired)
_USERS: tuple[Kind, ...] = (*_KNOWN, errors.AccountDisabled)
_FEWER: tuple[Kind, ...] = (*_USERS, errors.Forbidden)
_WHO: dict[Any, tuple[Kind, ...]] = {
    None: (),
    authentication.anyone: _USERS,
    authentication.user: _USERS,
    profile.owner: _USERS,
    authentication.person: _FEWER,
    authentication.newcomer: _FEWER,
    authentication.admin: _FEWER,
}

_REF = "#/components/headers/"
_NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0}
HEADERS: dict[str, Any] = {
    "X-Request-Id": {"required": True, "schema": {"type": "string", "minLength": 1}},
    "X-RateLimit-Limit": {"schema": _NUMBER},
    "X-RateLimit-Remaining": {"schema": _NUMBER},
    "X-RateLimit-Reset": {"schema": _NUMBER, "description": "in so many seconds"},
    "Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {"required": True, "schema": {"type": "string"}},
    "Idempotency-Replayed": {"schema": {"const": "true"}},
}
_ALSO = {401: "WWW-Authenticate", 429: "Retry-After"}
_LIMIT = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong in one line of a file."""

    line: int
    param: str | None
    message: str


class Told(msgspec.Struct, frozen=True):
    """`code` is stable; `message` is for people."""

    code: str
    message: str
    type: str
    param: str | None
    request_id: str
    faults: list[Fault] | msgspec.UnsetType = msgspec.UNSET


class Error(msgspec.Struct, frozen=True):
    """Every error's shape, save on `/v1/messages`."""

    error: Told


class AnthropicTold(msgspec.Struct, frozen=True):
    type: str
    message: str


class AnthropicError(msgspec.Struct, frozen=True):
    """An error's shape on `/v1/messages`."""

    type: str
    error: AnthropicTold
    request_id: str


class Refusal(NamedTuple):
    """What one error is on some path: its status, its word there, and the shape of its body."""

    status: int
    word: str
    shape: str = "Error"


def standing(endpoint: Endpoint) -> dict[str, Any]:
    """The headers of each of its answers."""
    return _headers("X-Request-Id", *(_LIMIT if endpoint.limit else ()))


def of(endpoint: Endpoint) -> dict[str, Any]:
    """By status: a reference to what `responses` made."""
    return {
        str(status): {"$ref": f"#/components/responses/{_name(refusals)}"}
        for status, refusals in _by_status(endpoint).items()
    }


def responses(functions: Iterable[tuple[Endpoint, ...]]) -> dict[str, Any]:
    """Each set of errors with one status that some endpoint answers with."""
    groups = [
        refusals
        for endpoint in chain.from_iterable(functions)
        for refusals in _by_status(endpoint).values()
    ]
    return {_name(refusals): _response(refusals) for refusals in sorted(groups, key=_name)}


def _kinds(endpoint: Endpoint) -> Iterator[Kind]:
    yield from _WHO.get(endpoint.who, ())
    yield from endpoint.fails
    yield from (errors.InternalError, errors.Unavailable)
    yield from _of_content(endpoint)
    if endpoint.pattern.groupindex:
        yield errors.NotFound
    if endpoint.once:
        yield errors.IdempotencyConflict
    if endpoint.limit:
        yield errors.RateLimited


def _of_content(endpoint: Endpoint) -> Iterator[Kind]:
    shapes = endpoint.call.__annotations__
    taken = {JSON} if "body" in shapes else set(endpoint.takes or ())
    if taken:
        yield from (errors.InvalidJson, errors.PayloadTooLarge, errors.UnsupportedMediaType)
    if taken or "query" in shapes or endpoint.once:
        yield errors.InvalidRequest


def _refusal(endpoint: Endpoint, kind: Kind) -> Refusal:
    if anthropic_errors.serves(endpoint.path):
        return Refusal(*anthropic_errors.typed(kind.status), "AnthropicError")
    return Refusal(kind.status, kind.code)


def _by_status(endpoint: Endpoint) -> dict[int, list[Refusal]]:
    found: dict[int, list[Refusal]] = {}
    for refusal in sorted({_refusal(endpoint, kind) for kind in _kinds(endpoint)}):
        found.setdefault(refusal.status, []).append(refusal)
    return found


def _name(refusals: list[Refusal]) -> str:
    family = [] if refusals[0].shape == "Error" else ["anthropic"]
    return ".".join([*family, str(refusals[0].status), *(each.word for each in refusals)])


def _response(refusals: list[Refusal]) -> dict[str, Any]:
    status, _, shape = refusals[0]
    also = [_ALSO[status]] if status in _ALSO else []
    return {
        "description": ", ".join(f"`{each.word}`" for each in refusals),
        "headers": _headers("X-Request-Id", *also),
        "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{shape}"}}},
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": _REF + name} for name in names}
