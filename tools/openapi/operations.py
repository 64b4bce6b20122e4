"""One endpoint as an operation."""

import inspect
from collections.abc import Iterable
from typing import Any

from shared.access import authentication
from shared.accounts import profile
from shared.errors import Unauthorized
from shared.http.endpoint import Endpoint
from tools.openapi import examples, parameters, refusals
from tools.openapi.schemas import Schemas

_WHO: dict[Any, str] = {
    None: "Anyone",
    authentication.anyone: "Anyone; users by a token or an API key",
    **dict.fromkeys((authentication.user, profile.owner), "Users, by a token or an API key"),
    authentication.person: "Users, by a token",
    authentication.newcomer: "Users, by a token, also before their address is confirmed",
    authentication.admin: "Administrators, by a token",
}
_BARE = {"read", "find", "add", "change", "remove", "rename", "replace", "begin", "serve"}
_REPLAYED = {"Idempotency-Replayed": {"$ref": "#/components/headers/Idempotency-Replayed"}}


def make(endpoint: Endpoint, function: str, schemas: Schemas) -> dict[str, Any]:
    name, example = endpoint.call.__name__, examples.of(endpoint)
    made: dict[str, Any] = {
        "operationId": f"{function}_{name}",
        "summary": _summary(name, function),
        "description": _description(endpoint),
        "tags": [function],
        "parameters": [examples.parameter(example, p) for p in parameters.own(endpoint)]
        + parameters.shared(endpoint),
        "responses": _responses(endpoint, schemas),
        "security": _security(endpoint),
    }
    if content := schemas.taken(endpoint):
        shown = examples.content(example, content)
        made["requestBody"] = {"required": schemas.is_needed(endpoint), "content": shown}
    return made


def _summary(name: str, function: str) -> str:
    words = f"{name} {function}" if name in _BARE else name
    return words.replace("_", " ").capitalize()


def _description(endpoint: Endpoint) -> str:
    who = _WHO.get(endpoint.who, "Who has the secret for it")
    said = inspect.getdoc(endpoint.call)
    return f"{who}." + (f"\n\n{said}" if said else "")


def schemes(functions: Iterable[tuple[Endpoint, ...]]) -> dict[str, Any]:
    """How callers say who they are: users, and others by a secret of their own."""
    others = {e.who for endpoints in functions for e in endpoints} - _WHO.keys()
    return {
        "bearer": _scheme("An access token, or an API key (`sk-…`) where the endpoint takes one."),
        **{_name(who): _scheme(inspect.getdoc(who) or "") for who in sorted(others, key=_name)},
    }


def _scheme(said: str) -> dict[str, str]:
    return {"type": "http", "scheme": "bearer", "description": said}


def _name(who: Any) -> str:
    return str(who.__name__)


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    if endpoint.who not in _WHO:
        return [{_name(endpoint.who): []}]
    if endpoint.who is None and Unauthorized not in endpoint.fails:
        return []
    bearer: list[dict[str, list[str]]] = [{"bearer": []}]
    return [{}, *bearer] if endpoint.who in (None, authentication.anyone) else bearer


def _responses(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    good = {
        str(status): _answer(endpoint, content)
        for status, content in schemas.answered(endpoint).items()
    }
    return dict(sorted((refusals.of(endpoint) | good).items()))


def _answer(endpoint: Endpoint, content: dict[str, Any]) -> dict[str, Any]:
    headers = {**refusals.standing(endpoint), **(_REPLAYED if endpoint.once else {})}
    said = "Done" if content else "Done; there is nothing to tell"
    return {"description": said, "headers": headers} | ({"content": content} if content else {})
