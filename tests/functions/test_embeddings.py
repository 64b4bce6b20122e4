"""POST /v1/embeddings: what is refused, asked in which batches, answered and paid."""

import base64
import struct
from collections.abc import Callable
from typing import Any

import pytest

from shared.inference import breakers
from shared.llm.transport import targets
from shared.protocols import embeddings
from tests.administering import balance, give, movements, offer, supply
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.people import administrator, api_key
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_embeddings import vector
from tests.simulators.openai_statuses import (
    CONTEXT_OVERFLOW,
    DATA_INSPECTION_FAILED,
    INTERNAL_ERROR,
    INVALID_API_KEY,
)

PATH = "/v1/embeddings"
MODEL = "text-embedding-v4"
PER_TOKEN = [{"input": 1_000_000, "output": 0}]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(targets, "_BACKOFF", 0.01)


@pytest.fixture
def embedder(model: OpenAISimulator, configure: Configure) -> OpenAISimulator:
    """A provider whose embedding model is configured."""
    configure(EMBEDDING_MODEL=MODEL)
    return model


def ask(client: Client, account: Account | None, **more: Any) -> Answer:
    body = {"model": MODEL, "input": "你好", **more}
    return client.call("POST", PATH, body, token=account.token if account else None)


def passed_on(model: OpenAISimulator) -> list[dict[str, Any]]:
    return [call.body for call in model.requests if call.body]


def unpacked(text: str) -> list[float]:
    raw = base64.b64decode(text)
    return list(struct.unpack(f"<{len(raw) // 4}f", raw))


def dear(client: Client, admin: Account) -> None:
    """The model, at a credit a token."""
    offer(client, admin, MODEL, capabilities=["embedding"], prices=PER_TOKEN)


# refused


def test_nobody_embeds_without_a_token_or_key(client: Client, embedder: OpenAISimulator) -> None:
    answer = ask(client, None)

    assert (answer.status, answer.code) == (401, "invalid_api_key")
    assert embedder.requests == []


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"model": None}, "model"),
        ({"input": None}, "input"),
        ({"input": ""}, "input"),
        ({"input": []}, "input"),
        ({"input": ["a", ""]}, "input"),
        ({"input": ["a", None]}, "input"),
        ({"input": ["a", 5]}, "input"),
        ({"input": [[]]}, "input"),
        ({"input": [["a"]]}, "input"),
        ({"input": [[1], "a"]}, "input"),
        ({"input": [[True]]}, "input"),
        ({"input": {"text": "a"}}, "input"),
        ({"input": ["a"] * (embeddings.MOST_INPUTS + 1)}, "input"),
        ({"encoding_format": "int8"}, "encoding_format"),
        ({"dimensions": 0}, "dimensions"),
        ({"dimensions": "64"}, "dimensions"),
    ],
)
def test_a_question_of_the_wrong_shape_is_refused_by_its_field(
    client: Client, embedder: OpenAISimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), **body)

    assert (answer.status, answer.code) == (400, "invalid_request")
    assert answer.json["error"]["param"] == param
    assert embedder.requests == []


def test_without_a_model_that_embeds_the_answer_says_what_to_set(
    client: Client, model: OpenAISimulator
) -> None:
    answer = ask(client, client.register())

    assert (answer.status, answer.code) == (503, "unavailable")
    assert "EMBEDDING_MODEL" in answer.json["error"]["message"]


def test_an_unknown_model_is_not_found(client: Client, embedder: OpenAISimulator) -> None:
    answer = ask(client, client.register(), model="text-embedding-3-small")

    assert (answer.status, answer.code) == (404, "model_not_found")


def test_a_model_that_chats_is_refused_with_those_that_embed(
    client: Client, embedder: OpenAISimulator
) -> None:
    answer = ask(client, client.register(), model="qwen-sim")

    assert (answer.status, answer.json["error"]["param"]) == (400, "model")
    assert MODEL in answer.json["error"]["message"]


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/api/chat"])
def test_a_model_that_embeds_does_not_chat(
    client: Client, embedder: OpenAISimulator, path: str
) -> None:
    body = {"model": MODEL, "messages": [{"role": "user", "content": "你好"}]}

    answer = client.call("POST", path, body, token=client.register().token)

    assert answer.status in (400, 422)
    assert answer.json["error"]["param"] == "model"
    assert embedder.requests == []


def test_who_cannot_pay_is_refused_before_the_provider_is_asked(
    client: Client, embedder: OpenAISimulator, configure: Configure
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    dear(client, admin)
    give(client, admin, admin, 1)

    answer = ask(client, admin, input="字" * 100)

    assert (answer.status, answer.code) == (429, "insufficient_quota")
    assert (embedder.requests, balance(client, admin)) == ([], 1)


def test_tokens_are_counted_against_the_quota(
    client: Client, embedder: OpenAISimulator, configure: Configure
) -> None:
    configure(DAILY_TOKENS="100")
    account = client.register()
    embedder.embeddings.change = lambda said: {**said, "usage": {"total_tokens": 90}}
    assert ask(client, account).status == 200

    answer = ask(client, account, input="字" * 100)

    assert (answer.status, answer.code) == (429, "insufficient_quota")


def test_ids_of_tokens_are_refused_where_the_provider_takes_none(
    client: Client, model: OpenAISimulator
) -> None:
    admin = administrator(client)
    supply(client, admin, model, "studio", quirks="qwen")
    offer(client, admin, "v4", provider="studio", capabilities=["embedding"])

    answer = ask(client, admin, model="v4", input=[[1, 2, 3]])

    assert (answer.status, answer.json["error"]["param"]) == (400, "input")
    assert "check_embedding_ctx_length" in answer.json["error"]["message"]


# what the provider refuses, and how it fails


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (CONTEXT_OVERFLOW, 400, "context_length_exceeded"),
        (DATA_INSPECTION_FAILED, 400, "content_filter"),
        (INVALID_API_KEY, 502, "upstream_error"),
    ],
)
def test_what_the_provider_refuses_costs_nothing(
    client: Client,
    embedder: OpenAISimulator,
    configure: Configure,
    fault: Any,
    status: int,
    code: str,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    dear(client, admin)
    embedder.script(fault)

    answer = ask(client, admin)

    assert (answer.status, answer.code) == (status, code)
    assert answer.json["error"]["param"] == ("input" if status == 400 else None)
    assert balance(client, admin) == 9000


def test_what_callers_ask_wrongly_opens_no_breaker(
    client: Client, embedder: OpenAISimulator
) -> None:
    account = client.register()
    for _ in range(breakers.FAILURES + 1):
        embedder.script(CONTEXT_OVERFLOW)
        assert ask(client, account).status == 400

    assert ask(client, account).status == 200


def test_what_passes_is_asked_again(client: Client, embedder: OpenAISimulator) -> None:
    embedder.script(INTERNAL_ERROR)

    assert ask(client, client.register()).status == 200
    assert len(embedder.requests) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda said: {**said, "data": []},
        lambda said: {**said, "data": None},
        lambda said: {**said, "data": [{"index": 0}]},
        lambda said: {**said, "data": [{"index": 0, "embedding": None}]},
        lambda said: {**said, "data": [{"index": 0, "embedding": [0.5, None]}]},
        lambda said: {**said, "data": [{"index": 0, "embedding": "not base64"}]},
        lambda said: {**said, "data": [{"index": 0, "embedding": "QUJD"}]},
        lambda said: {"error": {"message": "out of memory", "code": 500}},
        lambda said: [],
    ],
)
@pytest.mark.parametrize("form", ["float", "base64"])
def test_an_answer_without_its_vectors_is_the_providers_fault_and_costs_nothing(
    client: Client,
    embedder: OpenAISimulator,
    configure: Configure,
    change: Callable[[Any], Any],
    form: str,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS="9000")
    admin = administrator(client)
    dear(client, admin)
    embedder.embeddings.change = change

    answer = ask(client, admin, encoding_format=form)

    assert (answer.status, answer.code) == (502, "upstream_error")
    assert balance(client, admin) == 9000


# answered


def test_a_text_becomes_a_vector_as_the_protocol_has_it(
    client: Client, embedder: OpenAISimulator
) -> None:
    answer = ask(client, client.register())

    assert answer.status == 200
    assert answer.json == {
        "object": "list",
        "data": [{"object": "embedding", "index": 0, "embedding": vector("你好")}],
        "model": MODEL,
        "usage": {"prompt_tokens": 2, "total_tokens": 2},
    }


def test_a_slash_at_the_end_is_taken(client: Client, embedder: OpenAISimulator) -> None:
    body = {"model": MODEL, "input": "你好"}

    assert client.call("POST", f"{PATH}/", body, token=client.register().token).status == 200


def test_base64_holds_the_same_numbers(client: Client, embedder: OpenAISimulator) -> None:
    answer = ask(client, client.register(), encoding_format="base64")

    assert unpacked(answer.json["data"][0]["embedding"]) == vector("你好")


@pytest.mark.parametrize("form", ["float", "base64"])
def test_a_provider_may_write_base64_itself(
    client: Client, embedder: OpenAISimulator, form: str
) -> None:
    packed = base64.b64encode(struct.pack("<2f", 0.5, -0.25)).decode()
    embedder.embeddings.change = lambda said: {**said, "data": [{"embedding": packed}]}

    (found,) = ask(client, client.register(), encoding_format=form).json["data"]

    assert found["embedding"] == ([0.5, -0.25] if form == "float" else packed)


def test_dimensions_and_other_fields_reach_the_provider(
    client: Client, embedder: OpenAISimulator
) -> None:
    answer = ask(client, client.register(), dimensions=3, text_type="query", user=None)

    assert len(answer.json["data"][0]["embedding"]) == 3
    assert passed_on(embedder) == [
        {
            "model": MODEL,
            "input": ["你好"],
            "encoding_format": "float",
            "dimensions": 3,
            "text_type": "query",
        }
    ]


def test_vectors_come_in_the_order_of_the_texts(client: Client, embedder: OpenAISimulator) -> None:
    embedder.embeddings.change = lambda said: {**said, "data": said["data"][::-1]}

    answer = ask(client, client.register(), input=["一", "二", "三"])

    found = [(one["index"], one["embedding"]) for one in answer.json["data"]]
    assert found == [(0, vector("一")), (1, vector("二")), (2, vector("三"))]


def test_ids_of_tokens_are_passed_on(client: Client, embedder: OpenAISimulator) -> None:
    answer = ask(client, client.register(), input=[3, 1, 4])

    assert answer.json["data"][0]["embedding"] == vector([3, 1, 4])
    assert answer.json["usage"]["total_tokens"] == 3


def test_more_texts_than_model_studio_takes_at_once_are_asked_in_batches(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(SECOND_API_KEY="sk-sim")
    admin = administrator(client)
    supply(client, admin, model, "studio", quirks="qwen")
    offer(client, admin, "v4", provider="studio", capabilities=["embedding"])
    texts = [f"第{number}段" for number in range(37)]

    answer = ask(client, admin, model="v4", input=texts)

    assert [one["embedding"] for one in answer.json["data"]] == [vector(text) for text in texts]
    assert sorted(len(body["input"]) for body in passed_on(model)) == [7, 10, 10, 10]
    assert answer.json["usage"]["total_tokens"] == sum(map(len, texts))


@pytest.mark.parametrize(
    "sentence",
    [
        "batch size is invalid, it should not be larger than 3.: input.contents",
        "input batch size 8 > maximum allowed batch size 3",
        "input数组最大不得超过3条",
    ],
)
def test_what_a_provider_finds_too_many_is_asked_by_halves(
    client: Client, embedder: OpenAISimulator, sentence: str
) -> None:
    embedder.embeddings.most, embedder.embeddings.sentence = 3, sentence
    texts = [f"第{number}段" for number in range(8)]

    answer = ask(client, client.register(), input=texts)

    assert [one["embedding"] for one in answer.json["data"]] == [vector(text) for text in texts]
    assert [len(body["input"]) for body in passed_on(embedder)] == [8, 4, 2, 2, 4, 2, 2]


def test_a_fallback_is_asked_only_for_the_same_model(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(SECOND_API_KEY="sk-sim")
    admin = administrator(client)
    with OpenAISimulator(key="sk-sim") as second:
        supply(client, admin, second, "second")
        other = {"capabilities": ["embedding"], "provider": "second"}
        offer(client, admin, "another", upstream_name="bge", **other)
        offer(client, admin, "same", upstream_name="v4", **other)
        wanted = {"upstream_name": "v4", "capabilities": ["embedding"]}
        offer(client, admin, "v4", fallbacks=["another", "same"], **wanted)
        model.normally = INTERNAL_ERROR

        answer = ask(client, admin, model="v4")

    assert (answer.status, answer.json["model"]) == (200, "same")
    assert [body["model"] for body in passed_on(second)] == ["v4"]


@pytest.mark.parametrize(
    ("usage", "charged"),
    [
        ({"prompt_tokens": 7, "total_tokens": 7}, 7),
        ({"total_tokens": 7}, 7),
        ({"input_tokens": "7"}, 7),
        (None, 2),
        ({"prompt_tokens": 0, "total_tokens": 0}, 2),
    ],
)
def test_tokens_are_paid_as_counted_or_by_estimate(
    client: Client,
    embedder: OpenAISimulator,
    configure: Configure,
    usage: Any,
    charged: int,
) -> None:
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    dear(client, admin)
    give(client, admin, admin, 100)
    embedder.embeddings.change = lambda said: {**said, "usage": usage}

    answer = ask(client, admin)

    assert answer.headers["x-credits-charged"] == str(charged)
    assert answer.headers["x-credits-remaining"] == str(100 - charged)
    kinds = [kind for kind, _ in movements(client, admin)]
    assert kinds == ["grant", "reserve", "settle"]


def test_a_repeated_question_is_answered_and_paid_once(
    client: Client, embedder: OpenAISimulator
) -> None:
    account = client.register()
    headers = {"Idempotency-Key": "once"}
    body = {"model": MODEL, "input": ["一", "二"]}

    answers = [
        client.call("POST", PATH, body, token=account.token, headers=headers) for _ in range(2)
    ]

    assert answers[0].body == answers[1].body
    assert answers[1].headers["idempotency-replayed"] == "true"
    assert len(embedder.requests) == 1


def test_a_call_is_noted_under_its_endpoint_and_project(
    client: Client, embedder: OpenAISimulator
) -> None:
    owner = client.register()
    key = api_key(client, owner, project="search")["key"]
    client.call("POST", PATH, {"model": MODEL, "input": "你好"}, token=key)

    query = {"group_by": "endpoint", "project": "search"}
    answer = client.call("GET", "/api/auth/usage", token=owner.token, query=query)

    (line,) = answer.json["data"]
    assert (line["group"], line["input_tokens"], line["output_tokens"]) == ("embeddings", 2, 0)


# offered


def test_models_that_embed_are_listed_as_such(client: Client, embedder: OpenAISimulator) -> None:
    cards = {card["id"]: card for card in client.call("GET", "/api/models").json["data"]}
    named = client.call("GET", f"/v1/models/{MODEL}", token=client.register().token)

    assert cards[MODEL]["capabilities"] == ["embedding"]
    assert cards[MODEL]["prices"] == {"input": 500, "output": 0}
    assert named.json["id"] == MODEL


def test_the_model_may_be_at_another_address(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    with OpenAISimulator(key="sk-other") as other:
        configure(
            EMBEDDING_API_URL=other.url, EMBEDDING_API_KEY="sk-other", EMBEDDING_MODEL="bge-m3"
        )
        answer = ask(client, client.register(), model="bge-m3")

        assert answer.status == 200
        assert (len(other.requests), model.requests) == (1, [])


def test_a_full_address_of_chats_is_understood(
    client: Client, embedder: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_API_URL=f"{embedder.url}/chat/completions")

    assert ask(client, client.register()).status == 200


def test_an_administrator_can_try_a_model_that_embeds(
    client: Client, embedder: OpenAISimulator
) -> None:
    admin = administrator(client)

    answer = client.call("POST", f"/api/admin/models/{MODEL}/test", token=admin.token)

    assert (answer.status, answer.json["ok"]) == (200, True)


def test_nobody_chats_with_a_model_that_embeds_by_default(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    configure(OPENAI_MODEL=MODEL)
    admin = administrator(client)
    offer(client, admin, "talker")
    body = {"messages": [{"role": "user", "content": "你好"}]}

    answer = client.call("POST", "/api/chat", body, token=admin.token)

    assert (answer.status, answer.json["model"]) == (200, "talker")
