"""Who reaches what: every route of every function, asked by every kind of caller."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shared import times
from shared.access import authentication, tokens
from shared.accounts import profile
from shared.config import environment
from shared.database import transactions
from shared.hosts import gateway, routes
from shared.http.endpoint import Endpoint
from shared.http.request import Request
from shared.observability import metrics
from shared.store import users
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions import test_uploads
from tests.functions.pictures import stored
from tests.functions.questions import ask
from tests.functions.test_recognitions import keep
from tests.functions.test_tasks import added
from tests.people import administrator, api_key
from tests.simulators.openai import OpenAISimulator

ANYONE, VISITORS, USERS, PEOPLE = "anyone", "visitors", "users", "users by token"
OWNERS = "users, with what their files take"
NEWCOMERS = "users by token, confirmed or not"
ADMINISTRATORS, SCRAPER, HOLDERS = "administrators", "the scraper", "holders of a pass"

# To whom each route is open. A new route is added here by hand: were it taken from the route
# itself, one that forgets to ask who is calling would be right.
OPEN_TO = {
    ANYONE: """
        POST /api/auth/register
        POST /api/auth/login
        POST /api/auth/refresh
        POST /api/auth/logout
        POST /api/auth/reset
        POST /api/auth/reset/confirm
        POST /api/auth/confirm
        GET /api/models
        GET /api/drugs
        GET /api/drugs/{drug_id}
        GET /api/health
        GET /api/health/ready
        GET /api/info
        GET /api/openapi.json
        GET /
        GET /favicon.ico
        GET /assets/{name}
        GET /static/{name}
        GET /admin
        GET /admin/
        GET /config.json
        GET /docs
        GET /docs/
        GET /docs/{name}
    """,
    HOLDERS: """
        GET /api/files/local/{key*}
        PUT /api/files/local/{key*}
    """,
    SCRAPER: """
        GET /metrics
        POST /metrics/alerts
    """,
    VISITORS: """
        POST /api/chat
    """,
    OWNERS: """
        GET /api/auth/me
    """,
    USERS: """
        GET /api/auth/credits
        GET /api/auth/usage
        GET /api/conversations
        GET /api/conversations/{conversation_id}
        PATCH /api/conversations/{conversation_id}
        DELETE /api/conversations/{conversation_id}
        GET /api/files
        POST /api/files
        GET /api/files/{file_id}
        DELETE /api/files/{file_id}
        GET /api/labels/{produce_id}
        GET /api/tasks
        GET /api/tasks/{task_id}
        GET /api/tasks/{task_id}/events
        DELETE /api/tasks/{task_id}
        POST /api/media
        POST /api/uploads
        GET /api/uploads/{file_id}
        DELETE /api/uploads/{file_id}
        POST /api/uploads/{file_id}/parts
        POST /api/uploads/{file_id}/complete
        POST /api/recognize
        POST /api/speech
        GET /api/recognitions
        GET /api/recognitions/{recognition_id}
        DELETE /api/recognitions/{recognition_id}
        POST /v1/chat/completions
        POST /v1/completions
        POST /v1/embeddings
        POST /v1/audio/speech
        POST /v1/audio/transcriptions
        POST /v1/audio/translations
        POST /v1/rerank
        POST /api/images
        POST /api/videos
        POST /v1/images/generations
        POST /v1/images/edits
        POST /v1/responses
        GET /v1/responses/{response_id}
        DELETE /v1/responses/{response_id}
        POST /v1/messages
        POST /v1/messages/count_tokens
        GET /v1/models
        GET /v1/models/{name*}
    """,
    NEWCOMERS: """
        DELETE /api/auth/me
        POST /api/auth/confirm/send
    """,
    PEOPLE: """
        GET /api/auth/sessions
        DELETE /api/auth/sessions
        DELETE /api/auth/sessions/{session_id}
        GET /api/auth/second-factor
        POST /api/auth/second-factor
        DELETE /api/auth/second-factor
        POST /api/auth/second-factor/confirm
        POST /api/auth/second-factor/recovery-codes
        POST /api/auth/redeem
        PATCH /api/auth/me
        GET /api/auth/keys
        POST /api/auth/keys
        DELETE /api/auth/keys/{key_id}
    """,
    ADMINISTRATORS: """
        GET /api/admin/users
        GET /api/admin/users/{user_id}
        PATCH /api/admin/users/{user_id}
        POST /api/admin/users/{user_id}/password
        POST /api/admin/users/{user_id}/unlock
        DELETE /api/admin/users/{user_id}/second-factor
        POST /api/admin/users/{user_id}/confirm
        POST /api/admin/users/{user_id}/credits
        PATCH /api/admin/users
        GET /api/admin/users/{user_id}/belongings
        GET /api/admin/users/{user_id}/keys
        DELETE /api/admin/users/{user_id}/keys/{key_id}
        GET /api/admin/users/{user_id}/sessions
        DELETE /api/admin/users/{user_id}/sessions
        GET /api/admin/recognitions
        POST /api/admin/recognitions/{recognition_id}/look
        GET /api/admin/files
        POST /api/admin/files/{file_id}/look
        POST /api/admin/files/{file_id}/remove
        GET /api/admin/tasks/failures
        POST /api/admin/tasks/{task_id}/retry
        POST /api/admin/drugs/import/preview
        GET /api/admin/price-list
        GET /api/admin/invites
        POST /api/admin/invites
        PATCH /api/admin/invites/{invite_id}
        GET /api/admin/invites/{invite_id}/uses
        GET /api/admin/audit
        GET /api/admin/ledger
        GET /api/admin/ledger/check
        GET /api/admin/calls
        GET /api/admin/usage
        GET /api/admin/connection
        GET /api/admin/export
        GET /api/admin/export/connection
        GET /api/admin/settings
        PUT /api/admin/settings/{key}
        GET /api/admin/tasks
        GET /api/admin/tasks/{task_id}
        DELETE /api/admin/tasks/{task_id}
        GET /api/admin/system
        GET /api/admin/moderation
        GET /api/admin/overview
        GET /api/admin/backups
        POST /api/admin/backups
        POST /api/admin/backups/fetch
        GET /api/admin/models
        POST /api/admin/models
        PUT /api/admin/models/{name*}
        DELETE /api/admin/models/{name*}
        POST /api/admin/models/{name*}/test
        GET /api/admin/providers
        PUT /api/admin/providers
        DELETE /api/admin/providers/{name}
        POST /api/admin/drugs
        POST /api/admin/drugs/import
        PUT /api/admin/drugs/{drug_id}
        DELETE /api/admin/drugs/{drug_id}
    """,
}
TABLE = {
    route.strip(): whom for whom, listed in OPEN_TO.items() for route in listed.strip().splitlines()
}
DECLARED = {
    ANYONE: None,
    HOLDERS: None,  # the rule itself looks at the signature
    SCRAPER: metrics.scraper,
    VISITORS: authentication.anyone,
    OWNERS: profile.owner,
    USERS: authentication.user,
    NEWCOMERS: authentication.newcomer,
    PEOPLE: authentication.person,
    ADMINISTRATORS: authentication.admin,
}

INVALID = {
    "with an expired token": (401, "token_expired"),
    "with a token of nobody": (401, "invalid_token"),
    "disabled": (403, "account_disabled"),
    "with the key of a disabled user": (403, "account_disabled"),
}
NAMELESS = {**INVALID, "nobody": (401, "unauthorized")}
PROGRAMS = {
    "with the key of a user": (403, "forbidden"),
    "with the key of an administrator": (403, "forbidden"),
}
ALL = [*NAMELESS, *PROGRAMS, "user", "administrator"]
REFUSED: dict[str, dict[str, tuple[int, str]]] = {
    ANYONE: {},
    HOLDERS: dict.fromkeys(ALL, (403, "forbidden")),
    SCRAPER: dict.fromkeys(ALL, (401, "unauthorized")),
    VISITORS: INVALID,
    USERS: NAMELESS,
    OWNERS: NAMELESS,
    NEWCOMERS: {**NAMELESS, **PROGRAMS},
    PEOPLE: {**NAMELESS, **PROGRAMS},
    ADMINISTRATORS: {**NAMELESS, **PROGRAMS, "user": (403, "forbidden")},
}
AS_OPENAI_SAYS = {"invalid_token": "invalid_api_key", "unauthorized": "invalid_api_key"}  # on /v1
AS_ANTHROPIC_SAYS = {  # on /v1/messages
    401: "authentication_error",
    403: "permission_error",
    405: "invalid_request_error",
}
UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def endpoints() -> dict[str, Endpoint]:
    """Of every function that has a route."""
    names = {route.function.name for route in routes.read(Path("template.yml")).routes}
    found = [each for name in sorted(names) for each in gateway.load(name).endpoints]
    return {f"{each.method} {each.path}": each for each in found}


ENDPOINTS = endpoints()


def path_of(route: str) -> str:
    """A path of the route, of something that is not there."""
    return re.sub(r"\{\w+\*?\}", UNKNOWN, route.partition(" ")[2])


def called(client: Client, route: str, token: str | None, method: str = "") -> Answer:
    """An answer to a call without anything in it: whoever is let in can do no harm by it."""
    method = method or route.partition(" ")[0]
    body: dict[str, Any] | None = None if method in ("GET", "HEAD") else {}
    return client.call(method, path_of(route), body, token=token)


def expected(route: str, whom: str, who: str) -> tuple[int, str] | str:
    found = REFUSED[whom].get(who)
    if not found:
        return "let in"
    status, code = found
    if " /v1/" in route:
        code = AS_OPENAI_SAYS.get(code, code)
    return status, AS_ANTHROPIC_SAYS[status] if " /v1/messages" in route else code


def outcome(answer: Answer) -> tuple[int, str] | str:
    return (answer.status, answer.code) if answer.status in (401, 403) else "let in"


def disable(account: Account) -> None:
    with transactions.writing() as tx:
        tx.run("UPDATE users SET disabled = 1 WHERE id = :id", id=account.user["id"])


def expired(account: Account) -> str:
    """A token that was good until now."""
    with transactions.reading() as tx:
        owner = users.get(tx, account.user["id"])
    return tokens.issue(owner, times.now() - environment.settings().jwt_expires_in * 1000)


def secret_of(client: Client, who: str) -> str | None:
    """What one of ALL sends."""
    if who == "nobody":
        return None
    account = administrator(client) if "administrator" in who else client.register()
    secret = account.token
    if "key" in who:
        secret = str(api_key(client, account)["key"])
    if who == "with an expired token":
        secret = expired(account)
    if who == "with a token of nobody":
        secret = f"{secret}x"
    if "disabled" in who:
        disable(account)
    return secret


def test_every_route_is_in_the_table() -> None:
    assert ENDPOINTS.keys() == TABLE.keys()


@pytest.mark.parametrize("route", TABLE)
def test_a_route_asks_who_is_calling_as_the_table_says(route: str) -> None:
    assert ENDPOINTS[route].who is DECLARED[TABLE[route]]


@pytest.mark.parametrize("who", ALL)
def test_a_caller_reaches_what_is_open_to_them_and_nothing_else(
    client: Client, configure: Configure, who: str
) -> None:
    configure(METRICS_TOKEN="of a scraper, and of nobody else")
    secret = secret_of(client, who)

    seen = {route: outcome(called(client, route, secret)) for route in TABLE}

    assert seen == {route: expected(route, whom, who) for route, whom in TABLE.items()}


def test_a_scraper_reaches_the_metrics_alone(client: Client, configure: Configure) -> None:
    secret = "of a scraper, and of nobody else"
    configure(METRICS_TOKEN=secret)

    seen = {route: outcome(called(client, route, secret)) for route in TABLE}

    closed = {route for route, whom in TABLE.items() if whom not in (ANYONE, HOLDERS, SCRAPER)}
    assert seen["GET /metrics"] == "let in"
    unknown = {expected(route, USERS, "with a token of nobody") for route in TABLE}
    assert {route for route, found in seen.items() if found in unknown} == closed


@pytest.mark.parametrize("who", ["nobody", "user", "with the key of an administrator"])
def test_head_is_answered_as_get_without_the_body(client: Client, who: str) -> None:
    secret = secret_of(client, who)

    for route in TABLE:
        if route.startswith("GET "):
            head = called(client, route, secret, "HEAD")
            assert (head.status, head.body) == (called(client, route, secret).status, b""), route


@pytest.mark.parametrize("who", ["nobody", "administrator"])
def test_methods_that_a_path_does_not_have_are_refused_to_all(client: Client, who: str) -> None:
    secret = secret_of(client, who)

    for route in TABLE:
        path = path_of(route)
        served = {each.method for each in ENDPOINTS.values() if each.match(path) is not None}
        for method in METHODS - served:
            answer = called(client, route, secret, method)
            code = AS_ANTHROPIC_SAYS[405] if "/v1/messages" in path else "method_not_allowed"
            assert (answer.status, answer.code) == (405, code), (method, path)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "get", ""])
def test_methods_that_nobody_knows_are_refused_by_each_function(method: str) -> None:
    """Where one lets them through: FC's gateway does not."""
    names = {route.function.name for route in routes.read(Path("template.yml")).routes}
    for name in names:
        function = gateway.load(name)
        for each in function.endpoints:
            path = path_of(f"{each.method} {each.path}")
            assert function.respond(Request(method, path)).status == 405, (method, path)


def conversation(client: Client, owner: Account) -> str:
    made: str = ask(client, account=owner).json["conversation_id"]
    return made


def key(client: Client, owner: Account) -> str:
    return str(api_key(client, owner)["id"])


def session(client: Client, owner: Account) -> str:
    """Another one than that by which the owner calls."""
    other = {"email": owner.email, "password": owner.password}
    client.call("POST", "/api/auth/login", other)
    found = client.call("GET", "/api/auth/sessions", token=owner.token).json["data"]
    other_id: str = next(each["id"] for each in found if not each["current"])
    return other_id


def file(_client: Client, owner: Account) -> str:
    return stored(owner)


def upload(client: Client, owner: Account) -> str:
    file_id = test_uploads.begun(client, owner)
    test_uploads.send(client, owner, file_id, [1])
    return file_id


def recognition(_client: Client, owner: Account) -> str:
    return keep(owner)


def response(client: Client, owner: Account) -> str:
    body = {"model": "qwen-sim", "input": "你好"}
    made: str = client.call("POST", "/v1/responses", body, token=owner.token).json["id"]
    return made


def task(_client: Client, owner: Account) -> str:
    return added(owner)


def ended_task(_client: Client, owner: Account) -> str:
    return added(owner, status="succeeded")


OWNED: dict[str, Callable[[Client, Account], str]] = {
    "GET /api/conversations/{conversation_id}": conversation,
    "PATCH /api/conversations/{conversation_id}": conversation,
    "DELETE /api/conversations/{conversation_id}": conversation,
    "DELETE /api/auth/keys/{key_id}": key,
    "DELETE /api/auth/sessions/{session_id}": session,
    "GET /api/files/{file_id}": file,
    "DELETE /api/files/{file_id}": file,
    "GET /api/uploads/{file_id}": upload,
    "DELETE /api/uploads/{file_id}": upload,
    "POST /api/uploads/{file_id}/parts": upload,
    "POST /api/uploads/{file_id}/complete": upload,
    "GET /api/recognitions/{recognition_id}": recognition,
    "DELETE /api/recognitions/{recognition_id}": recognition,
    "GET /api/labels/{produce_id}": conversation,
    "GET /api/tasks/{task_id}": task,
    "GET /api/tasks/{task_id}/events": ended_task,
    "DELETE /api/tasks/{task_id}": task,
    "GET /v1/responses/{response_id}": response,
    "DELETE /v1/responses/{response_id}": response,
}
ADMINISTRATORS_TOO = {"GET /api/labels/{produce_id}"}
NOT_OWNED = {"GET /v1/models/{name*}"}  # the same for all users
NEEDED: dict[str, Any] = {
    "PATCH /api/conversations/{conversation_id}": {"title": "春天"},
    "POST /api/uploads/{file_id}/parts": {"numbers": [1]},
}


def test_every_route_to_something_of_a_user_is_tried_by_others() -> None:
    single = {r for r, whom in TABLE.items() if whom in (VISITORS, USERS, PEOPLE) and "{" in r}

    assert OWNED.keys() == single - NOT_OWNED


@pytest.mark.parametrize("route", OWNED)
def test_what_is_somebody_elses_is_not_found(
    client: Client, model: OpenAISimulator, route: str
) -> None:
    method, _, path = route.partition(" ")
    owner, other, admin = client.register(), client.register(), administrator(client)
    path = re.sub(r"\{\w+\}", OWNED[route](client, owner), path)
    strangers = [other.token, admin.token]
    if route in ADMINISTRATORS_TOO:
        assert client.call(method, path, token=strangers.pop()).status == 200
    if TABLE[route] == USERS:
        holders = (other,) if route in ADMINISTRATORS_TOO else (other, admin)
        strangers += [str(api_key(client, each)["key"]) for each in holders]

    for stranger in strangers:
        answer = client.call(method, path, NEEDED.get(route), token=stranger)
        assert (answer.status, answer.code) == (404, "not_found")
    assert client.call(method, path, NEEDED.get(route), token=owner.token).status in (200, 204)
