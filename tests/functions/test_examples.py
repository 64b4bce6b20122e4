"""What "Try it out" of /docs begins with, sent as it is: it works."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from shared.http.response import JSON
from tests.client import Account, Answer, Client, EventClient
from tests.conftest import Configure
from tests.functions import painting
from tests.people import administrator
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.openai import OpenAISimulator
from tools.openapi import document, examples
from tools.openapi.examples import Example

MADE = document.make(Path("template.yml"))
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in MADE["paths"].items()
    for method, operation in methods.items()
}
ABSENT = re.compile(r"01KB3Z6V4N8Q2R5T7W9X0Y1Z2A|^quick$|^second$")
REFUSED = {  # each asks for what was sent or shown to somebody alone, or for what is not so yet
    "POST /api/auth/confirm": 422,
    "POST /api/auth/confirm/send": 409,
    "POST /api/auth/redeem": 403,
    "POST /api/auth/reset/confirm": 422,
    "POST /api/auth/second-factor/confirm": 401,
    "POST /api/auth/second-factor/recovery-codes": 409,
}
UNAVAILABLE = {"POST /api/recognize", "POST /api/auth/reset"}  # no engine, no server of mails
NEW = "POST /api/auth/register"
SCRAPED = "the secret of who scrapes"
SIGNED = "/api/files/local/"  # its address is what POST /api/files answers


@pytest.fixture
def client(
    sqlite: str, model: OpenAISimulator, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Client]:
    configure(OPENAI_MODEL="qwen-plus", EMBEDDING_MODEL="text-embedding-v4", METRICS_TOKEN=SCRAPED)
    with DashScopeSimulator() as studio, painting.painting(monkeypatch):
        configure(DASHSCOPE_API_URL=studio.url, DASHSCOPE_API_KEY=studio.key)
        yield EventClient()


def registered(client: Client) -> Account:
    """Who the examples are about, as an administrator."""
    administrator(client)  # the last one may not leave
    given = examples.known()[NEW].body
    return administrator(client, given["email"], given["password"])


def bodies(operation: dict[str, Any]) -> dict[str, Any]:
    return operation.get("requestBody", {}).get("content", {})  # type: ignore[no-any-return]


def send(client: Client, name: str, example: Example, kind: str, token: str | None) -> Answer:
    method, _, path = name.partition(" ")
    address = re.sub(r"\{(\w+)\}", lambda found: example.path[found[1]], path)
    query = {key: str(value) for key, value in example.query.items()}
    if kind == JSON:
        return client.call(method, address, example.body, token=token, query=query)
    raw = example.text.encode() if example.text else None
    headers = {"Content-Type": kind} if kind else {}
    return client.call(method, address, token=token, query=query, raw=raw, headers=headers)


def test_every_part_of_a_path_and_every_body_has_an_example() -> None:
    for name, operation in OPERATIONS.items():
        for parameter in operation["parameters"]:
            assert not parameter.get("required") or "example" in parameter, name
        for kind, media in bodies(operation).items():
            assert "example" in media or kind == "multipart/form-data", name


def test_every_example_is_of_an_operation() -> None:
    assert examples.known().keys() <= OPERATIONS.keys()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name, kind)
        for name, operation in OPERATIONS.items()
        for kind in bodies(operation) or [""]
        if kind != "multipart/form-data" and SIGNED not in name
    ],
)
def test_example_is_answered_unless_it_names_what_there_is_not(
    client: Client, name: str, kind: str
) -> None:
    example = examples.known().get(name, Example())
    account = None if name == NEW else registered(client)
    if account and "refresh_token" in (example.body or {}):
        example = structs.replace(example, body={"refresh_token": account.refresh_token})
    token = SCRAPED if " /metrics" in name else account.token if account else None

    answer = send(client, name, example, kind, token)

    if answer.status == 503:
        assert name in UNAVAILABLE, "only what reads pictures and sends mails may not be there"
    elif name in REFUSED:
        assert answer.status == REFUSED[name], answer.body
    else:
        assert answer.status == 404 if is_missing(example) else answer.status < 400, answer.body


def is_missing(example: Example) -> bool:
    body = example.body if isinstance(example.body, dict) else {}
    named = [*example.path.values(), body.get("file_id", ""), body.get("key", "")]
    return bool(ABSENT.search("".join([*named, *body.get("ids", [])])))
