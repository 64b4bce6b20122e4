"""A call's books are closed, and the database's word for it is lost on the way."""

import functools
from typing import Any

import pytest

from shared.database import transactions
from tests.administering import QUESTION, balance, give, movements, offer
from tests.client import Account, Answer, Client, WsgiClient
from tests.conftest import Configure
from tests.lost_words import lost
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator
from tests.store.samples import count

WAYS = [
    (path, stream) for path in ("/api/chat", "/v1/chat/completions") for stream in (False, True)
]
BEFORE = 10_000


@pytest.fixture
def client(mariadb_url: str, model: OpenAISimulator, configure: Configure) -> Client:
    configure(ENABLE_CREDIT_SYSTEM="true", DAILY_TOKENS="100000")
    return WsgiClient()


@pytest.fixture
def payer(client: Client) -> Account:
    admin = administrator(client)
    offer(client, admin, "priced")
    give(client, admin, admin, BEFORE)
    return admin


def ask(client: Client, payer: Account, path: str, stream: bool, **headers: str) -> Answer:
    body = {"model": "priced", "messages": QUESTION, "stream": stream}
    return client.call("POST", path, body, token=payer.token, headers=headers)


def only(sql: str) -> dict[str, Any]:
    with transactions.reading() as tx:
        (row,) = tx.all(sql)
    return row


@pytest.mark.parametrize(("path", "stream"), WAYS)
def test_a_call_whose_books_are_closed_is_answered_and_counted_once(
    client: Client, payer: Account, monkeypatch: pytest.MonkeyPatch, path: str, stream: bool
) -> None:
    with lost(monkeypatch, "INSERT INTO usage_calls", "COMMIT", done=True) as packets:
        answer = ask(client, payer, path, stream)

    call = only("SELECT status, credits, input_tokens + output_tokens AS tokens FROM usage_calls")
    assert packets
    assert answer.status == 200
    assert b'"error"' not in answer.body
    assert call["status"] == "ok"
    assert balance(client, payer) == BEFORE - call["credits"]
    assert [kind for kind, _ in movements(client, payer)] == ["grant", "reserve", "settle"]
    assert only("SELECT hits FROM limits WHERE name = 'day'")["hits"] == call["tokens"]
    assert (count("reservations"), count("messages")) == (0, 2 if path == "/api/chat" else 0)


@pytest.mark.parametrize(("path", "stream"), WAYS)
def test_a_call_whose_books_stay_open_costs_nothing(
    client: Client, payer: Account, monkeypatch: pytest.MonkeyPatch, path: str, stream: bool
) -> None:
    with lost(monkeypatch, "INSERT INTO usage_calls", "COMMIT", done=False) as packets:
        answer = ask(client, payer, path, stream)

    assert packets
    assert b'"unavailable"' in answer.body
    assert balance(client, payer) == BEFORE
    assert only("SELECT status FROM usage_calls")["status"] == "failed"
    assert only("SELECT hits FROM limits WHERE name = 'day'")["hits"] == 0
    assert count("reservations") == 0


def test_a_claim_of_which_nobody_heard_does_not_stand_in_the_way(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, wanted, once = client.register(), {"name": "k"}, {"Idempotency-Key": "one"}
    make = functools.partial(
        client.call, "POST", "/api/auth/keys", wanted, token=account.token, headers=once
    )
    with lost(monkeypatch, "COMMIT", done=True) as packets:
        first = make()

    assert packets
    assert (first.status, count("idempotency"), count("api_keys")) == (503, 0, 0)
    assert make().status == 201
