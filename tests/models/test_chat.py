"""Chat with a real model, through both hosts: shapes are promised, not words."""

import pytest

from local.engine import Engine
from tests.client import Client
from tests.conftest import Configure

pytestmark = pytest.mark.models
QUESTION = {"locale": "en", "messages": [{"role": "user", "content": "Say hello."}]}


@pytest.fixture(autouse=True)
def configured(engine: Engine, client: Client, configure: Configure) -> None:
    configure(OPENAI_API_URL=engine.url, OPENAI_MODEL=engine.model)


def test_an_answer_comes_whole_and_is_kept(client: Client, engine: Engine) -> None:
    account = client.register()

    answer = client.call("POST", "/api/chat", QUESTION, token=account.token)

    assert answer.status == 200
    assert answer.json["model"] == engine.model
    assert answer.json["message"]["content"].strip()
    kept = client.call("GET", "/api/conversations", token=account.token).json["data"]
    assert [one["id"] for one in kept] == [answer.json["conversation_id"]]


def test_a_stream_says_what_it_has_summed_up(client: Client, engine: Engine) -> None:
    answer = client.call("POST", "/api/chat", QUESTION | {"stream": True})

    names = [name for name, _ in answer.events]
    assert (names[0], names[-1]) == ("start", "done")
    assert set(names[1:-1]) == {"delta"}
    assert answer.events[-1][1]["usage"]["completion_tokens"] > 0


def test_an_openai_client_gets_chunks_and_done(client: Client, engine: Engine) -> None:
    account = client.register()
    question = {"model": engine.model, "stream": True, "max_tokens": 16, **QUESTION}

    answer = client.call("POST", "/v1/chat/completions", question, token=account.token)

    assert answer.body.endswith(b"data: [DONE]\n\n")
