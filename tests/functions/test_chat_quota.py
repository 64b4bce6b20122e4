"""How often POST /api/chat answers those who do not log in."""

import pytest

from tests.client import Client
from tests.conftest import Configure
from tests.functions.questions import ask
from tests.simulators.openai import OpenAISimulator, Status

FAULT = Status(400, "invalid_parameter_error", "no")


@pytest.fixture(autouse=True)
def _two_a_day(configure: Configure) -> None:
    configure(ANONYMOUS_CHATS_PER_DAY="2")


def test_no_quota_forbids_and_does_not_ask_the_model(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(ANONYMOUS_CHATS_PER_DAY="0")

    answer = ask(client)

    assert (answer.status, answer.code) == (403, "forbidden")
    assert model.requests == []


@pytest.mark.parametrize("stream", [False, True])
def test_after_the_quota_the_model_is_not_asked(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    assert ask(client, stream=stream).status == 200
    assert ask(client, stream=stream).status == 200

    answer = ask(client, stream=stream)

    assert (answer.status, answer.code) == (429, "quota_exceeded")
    assert 0 < int(answer.headers["retry-after"]) <= 86_400
    assert "2" in answer.json["error"]["message"]
    assert len(model.requests) == 2


def test_quota_is_of_one_address(client: Client, model: OpenAISimulator) -> None:
    for ip in ("198.51.100.1", "198.51.100.2"):
        client.ip = ip
        assert [ask(client).status for _ in range(3)] == [200, 200, 429]


def test_made_up_addresses_do_not_count(client: Client, model: OpenAISimulator) -> None:
    body = {"messages": [{"role": "user", "content": "x"}]}
    statuses = [
        client.call(
            "POST", "/api/chat", body, headers={"X-Forwarded-For": f"198.51.100.{n}"}
        ).status
        for n in range(3)
    ]

    assert statuses == [200, 200, 429]


@pytest.mark.parametrize("ip", ["", "云", "x" * 5000, "2001:db8::1%eth0", "fe80::zz"])
def test_strange_addresses_have_a_quota_too(
    client: Client, model: OpenAISimulator, ip: str
) -> None:
    client.ip = ip

    assert [ask(client).status for _ in range(3)] == [200, 200, 429]


def test_users_have_no_such_quota(client: Client, model: OpenAISimulator) -> None:
    account = client.register()

    assert [ask(client, account=account).status for _ in range(3)] == [200, 200, 200]


@pytest.mark.parametrize("stream", [False, True])
def test_question_that_the_model_fails_does_not_count(
    client: Client, model: OpenAISimulator, stream: bool
) -> None:
    model.script(FAULT, FAULT, FAULT)
    for _ in range(3):
        ask(client, stream=stream)

    assert [ask(client, stream=stream).status for _ in range(3)] == [200, 200, 429]


def test_question_that_is_refused_does_not_count(client: Client, model: OpenAISimulator) -> None:
    for _ in range(3):
        assert ask(client, "").status == 422

    assert [ask(client).status for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("setting", ["DAILY_TOKENS", "MONTHLY_TOKENS"])
@pytest.mark.parametrize("stream", [False, True])
def test_tokens_of_a_user_run_out(
    client: Client, model: OpenAISimulator, configure: Configure, setting: str, stream: bool
) -> None:
    configure(**{setting: "10"})

    answer = ask(client, account=client.register(), stream=stream)

    assert (answer.status, answer.code) == (429, "quota_exceeded")
    assert int(answer.headers["retry-after"]) > 0
    assert "10" in answer.json["error"]["message"]
    assert model.requests == []
