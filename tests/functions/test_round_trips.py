"""How often each endpoint asks the database, which may be a network away."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.administering import give, offer
from tests.client import Account, WsgiClient
from tests.conftest import Configure
from tests.people import administrator, api_key
from tests.round_trips import counted
from tests.simulators.openai import OpenAISimulator

QUESTION = [{"role": "user", "content": "你好"}]
Call = Callable[[WsgiClient, Account, str], Any]
KEYS: dict[str, str] = {}  # by the tokens of who made them


@pytest.fixture
def client(mariadb_url: str, model: OpenAISimulator, configure: Configure) -> WsgiClient:
    configure(ENABLE_CREDIT_SYSTEM="true", OPENAI_MODEL="qwen-sim")
    return WsgiClient()


@pytest.fixture
def account(client: WsgiClient) -> Account:
    admin = administrator(client)
    offer(client, admin, "qwen-sim")
    account = client.register()
    give(client, admin, account, 1_000_000)
    return account


def get(path: str) -> Call:
    return lambda client, account, _: client.call("GET", path, token=account.token)


def by_key(path: str) -> Call:
    """A use of the key was noted lately, as at most once in a minute it is."""

    def ask(client: WsgiClient, account: Account, _: str) -> Any:
        if account.token not in KEYS:
            KEYS[account.token] = api_key(client, account)["key"]
        return client.call("GET", path, token=KEYS[account.token])

    return ask


def chat(**more: Any) -> Call:
    body = {"messages": QUESTION, **more}
    return lambda client, account, _: client.call("POST", "/api/chat", body, token=account.token)


def go_on(client: WsgiClient, account: Account, conversation_id: str) -> Any:
    return chat(conversation_id=conversation_id)(client, account, "")


def log_in(client: WsgiClient, account: Account, _: str) -> Any:
    body = {"email": account.email, "password": account.password}
    return client.call("POST", "/api/auth/login", body)


def register(client: WsgiClient, _: Account, __: str) -> Any:
    body = {"email": "somebody@example.com", "password": "a long enough phrase"}
    return client.call("POST", "/api/auth/register", body)


def complete(client: WsgiClient, account: Account, _: str) -> Any:
    body = {"model": "qwen-sim", "messages": QUESTION}
    return client.call("POST", "/v1/chat/completions", body, token=account.token)


MOST: dict[str, tuple[Call, int]] = {  # what it takes: who adds one changes docs/architecture.md
    "me": (get("/api/auth/me"), 2),
    "me, by a key": (by_key("/api/auth/me"), 2),
    "conversations": (get("/api/conversations"), 3),
    "models": (get("/api/models"), 1),
    "log-in": (log_in, 7),
    "registration": (register, 4),
    "chat": (chat(), 6),
    "chat, streamed": (chat(stream=True), 6),
    "chat, continued": (go_on, 8),
    "/v1": (complete, 6),
}
BEFORE: dict[str, tuple[Call, int]] = {  # the model is asked
    "chat": (chat(), 4),
    "chat, streamed": (chat(stream=True), 4),
    "chat, continued": (go_on, 5),
    "/v1": (complete, 4),
}


@pytest.mark.parametrize("name", MOST)
def test_an_endpoint_asks_no_more_often_than_this(
    client: WsgiClient, account: Account, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    call, most = MOST[name]
    begun = chat()(client, account, "").json["conversation_id"]
    call(client, account, begun) if name != "registration" else None  # what is read once is read

    with counted(monkeypatch) as trips:
        answer = call(client, account, begun)

    assert answer.status in (200, 201), answer.body
    assert len(trips) <= most, json.dumps(trips.packets, indent=1, ensure_ascii=False)


def test_what_quotas_leave_is_one_question_more(
    client: WsgiClient, account: Account, configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(DAILY_TOKENS="100000", MONTHLY_TOKENS="1000000")
    get("/api/auth/me")(client, account, "")

    with counted(monkeypatch) as trips:
        answer = get("/api/auth/me")(client, account, "")

    assert answer.json["limits"]["tokens"]["month"]["limit"] == 1_000_000
    assert len(trips) <= 3


@pytest.mark.parametrize("name", BEFORE)
def test_the_model_is_asked_after_no_more_than_this(
    client: WsgiClient,
    account: Account,
    model: OpenAISimulator,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    call, most = BEFORE[name]
    begun = chat()(client, account, "").json["conversation_id"]
    call(client, account, begun)
    model.forget()

    with counted(monkeypatch, late=lambda: model.requests) as trips:
        answer = call(client, account, begun)

    assert answer.status == 200, answer.body
    assert 0 < trips.early <= most, json.dumps(trips.packets, indent=1, ensure_ascii=False)
