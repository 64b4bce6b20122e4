"""DELETE /api/auth/me while calls of the account run: they are answered, and nothing is kept."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from shared.accounts import erasure
from shared.database import transactions
from shared.store.users import NOBODY
from tests.administering import QUESTION, give, offer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.functions.pictures import DRUG, says, send
from tests.functions.questions import ask, question
from tests.people import administrator, api_key
from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_answers import Chat
from tests.simulators.openai_wire import Connection, Reply
from tests.store.samples import at_once

ME = "/api/auth/me"
GIVEN = 1_000_000
LIMITED = ("register", "account", "chat", "admin", "login")
REFUSED = Reply(400, (b"{}",))
KEPT = ("conversations", "messages", "recognitions", "sessions", "api_keys", "idempotency")

Run = Callable[[Client, Account], Answer]


def leave(client: Client, account: Account) -> Answer:
    return client.call("DELETE", ME, {"password": PASSWORD}, token=account.token)


@dataclass
class Leaving:
    """A model in whose thinking the account of the caller goes."""

    client: Client
    account: Account
    reply: Reply | None = None
    statuses: list[int] = field(default_factory=list)

    async def play(self, connection: Connection, chat: Chat) -> None:
        self.statuses.append(leave(self.client, self.account).status)
        await connection.send(self.reply or chat.reply())


def chat(client: Client, account: Account) -> Answer:
    return ask(client, account=account, model="dear")


def chat_stream(client: Client, account: Account) -> Answer:
    return ask(client, account=account, model="dear", stream=True)


def once(client: Client, account: Account) -> Answer:
    return client.call(
        "POST",
        "/api/chat",
        question(model="dear"),
        token=account.token,
        headers={"Idempotency-Key": "k"},
    )


def completion(client: Client, account: Account) -> Answer:
    body = {"model": "dear", "messages": QUESTION}
    return client.call("POST", "/v1/chat/completions", body, token=account.token)


def completion_stream(client: Client, account: Account) -> Answer:
    body = {"model": "dear", "messages": QUESTION, "stream": True}
    return client.call("POST", "/v1/chat/completions", body, token=account.token)


def by_key(client: Client, account: Account) -> Answer:
    key = api_key(client, account, project="mine")["key"]
    body = {"model": "dear", "messages": QUESTION}
    return client.call("POST", "/v1/chat/completions", body, token=key)


def recognition(client: Client, account: Account) -> Answer:
    return send(client, account)


RUNS = [chat, chat_stream, once, completion, completion_stream, by_key, recognition]


@pytest.fixture
def account(client: Client, model: OpenAISimulator, configure: Configure) -> Account:
    """Somebody with credits for a model that costs one a token and can see."""
    configure(ENABLE_CREDIT_SYSTEM="true", OPENAI_MODEL="qwen3-vl-plus")
    admin = administrator(client)
    offer(client, admin, "dear", max_output=2000)
    made = client.register()
    give(client, admin, made, GIVEN)
    return made


def rows(table: str) -> list[dict[str, Any]]:
    with transactions.reading() as tx:
        return tx.all(f"SELECT * FROM {table}")  # noqa: S608


@pytest.mark.parametrize("run", RUNS)
def test_who_leaves_while_a_call_runs_is_answered_and_nothing_of_it_is_kept(
    client: Client,
    model: OpenAISimulator,
    account: Account,
    run: Run,
    capsys: pytest.CaptureFixture[str],
) -> None:
    model.script(leaving := Leaving(client, account))
    model.say(says(**DRUG))

    answer = run(client, account)

    assert leaving.statuses == [204]
    assert answer.status == 200
    assert b'"error"' not in answer.body
    assert "阿" in answer.body.decode()
    logged = capsys.readouterr().out
    assert '"stack"' not in logged
    assert '"level":"error"' not in logged
    require_nothing_of(account)
    require_a_call_of_nobody()


def test_a_conversation_that_goes_on_while_its_owner_leaves_is_not_kept(
    client: Client, model: OpenAISimulator, account: Account
) -> None:
    begun = chat(client, account).json["conversation_id"]
    model.script(Leaving(client, account))

    answer = ask(client, account=account, model="dear", conversation_id=begun)

    assert (answer.status, answer.json["conversation_id"]) == (200, None)
    require_nothing_of(account)


def test_a_call_that_fails_while_its_owner_leaves_gives_everything_back(
    client: Client, model: OpenAISimulator, account: Account
) -> None:
    model.script(Leaving(client, account, REFUSED))

    answer = completion(client, account)

    assert answer.status in (400, 422)
    require_nothing_of(account)
    assert sum(row["amount"] for row in rows("ledger")) == GIVEN
    (call,) = rows("usage_calls")
    assert (call["user_id"], call["status"], call["credits"]) == (NOBODY, "failed", 0)


def require_nothing_of(account: Account) -> None:
    for table in KEPT:
        assert all(row.get("user_id") != account.user["id"] for row in rows(table)), table
    assert rows("messages") == rows("recognitions") == rows("reservations") == []
    assert all(row["status"] == "stray" for row in rows("files"))
    assert all(row["user_id"] == NOBODY for row in rows("usage_calls") + rows("ledger"))
    assert account.user["id"] not in str(rows("users") + rows("idempotency"))


def require_a_call_of_nobody() -> None:
    """What it took is in the sums of usage, and in those of the ledger."""
    (call,) = rows("usage_calls")
    assert (call["key_id"], call["project"], call["status"]) == ("", "", "ok")
    assert call["input_tokens"] > 0
    moved = sum(row["amount"] for row in rows("ledger"))
    assert GIVEN - moved == call["credits"]


@pytest.mark.parametrize("rounds", [2, pytest.param(25, marks=pytest.mark.stress)])
def test_many_who_leave_at_once_amid_their_calls_are_all_erased(
    client: Client,
    model: OpenAISimulator,
    account: Account,
    configure: Configure,
    rounds: int,
) -> None:
    """Whoever of them comes first: each is answered by the contract, and nothing stays."""
    configure(LIMITS=",".join(f"{name}=1000000/1d" for name in LIMITED))
    people = [account, *(client.register() for _ in range(3))]
    admin = administrator(client)
    for _ in range(rounds):
        for person in people:
            give(client, admin, person, GIVEN)
        works = [
            functools.partial(work, client, person)
            for person in people
            for work in (chat, chat_stream, once, completion, key_made, name_changed, leave)
        ]
        answers = [outcome.result() for outcome in at_once(works)]

        assert {answer.status for answer in answers} <= {200, 201, 204, 401}
        assert [answer.status for answer in answers].count(204) == len(people)
        erasure.run()
        for person in people:
            require_nothing_of(person)
        assert sum(row["amount"] for row in rows("ledger")) + sum(
            row["credits"] for row in rows("usage_calls")
        ) == sum(row["amount"] for row in rows("ledger") if row["kind"] == "grant")
        people = [client.register() for _ in people]


def key_made(client: Client, account: Account) -> Answer:
    return client.call("POST", "/api/auth/keys", {"name": "a"}, token=account.token)


def name_changed(client: Client, account: Account) -> Answer:
    return client.call("PATCH", ME, {"name": "李医生"}, token=account.token)
