"""The stock `openai` SDK against the gateway, as a process of its own."""

import asyncio
import base64
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import openai
import pytest
import requests
from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

from tests.hosts.granian import ROOT, Server, free_port, launched, wait_until_ready
from tests.label_readers import is_the_same_but_for_the_mark
from tests.secrets_in_logs import PASSWORD, SECRET
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.dashscope_results import picture
from tests.simulators.openai import (
    Answer,
    Cut,
    ErrorInStream,
    OpenAISimulator,
    Pace,
    ToolCall,
)
from tests.simulators.openai_embeddings import vector
from tests.simulators.openai_statuses import DATA_INSPECTION_FAILED, INTERNAL_ERROR
from tests.waiting import until

MODEL, EMBEDDER = "qwen-plus", "text-embedding-v4"
HELLO: Any = [{"role": "user", "content": "你好"}]
CREDITS = 10_000
pytestmark = pytest.mark.xdist_group("openai-sdk")  # one server is started for all
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}


@dataclass
class Served:
    """A gateway with one user, and the simulated provider behind it."""

    server: Server
    model: OpenAISimulator
    studio: DashScopeSimulator
    token: str
    key: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """What `make run` starts, with a provider that is simulated."""
    folder, port = tmp_path_factory.mktemp("sdk"), free_port()
    with (
        OpenAISimulator(key="sk-sim") as model,
        DashScopeSimulator(looks=0) as studio,
        launched(
            "local", "--direct", folder=ROOT, log=folder / "log", port=port,
            APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
            PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
            OPENAI_API_URL=model.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL=MODEL,
            DASHSCOPE_API_URL=studio.url, DASHSCOPE_API_KEY=studio.key,
            EMBEDDING_MODEL=EMBEDDER, LIMITS="chat=100000/60",
            ENABLE_CREDIT_SYSTEM="true", SIGNUP_CREDITS=str(CREDITS),
        ) as server,
    ):  # fmt: skip
        wait_until_ready(server)
        yield registered(server, model, studio)


def registered(server: Server, model: OpenAISimulator, studio: DashScopeSimulator) -> Served:
    address = f"http://127.0.0.1:{server.port}/api/auth"
    body = {"email": "mei@example.com", "password": PASSWORD}
    token = requests.post(f"{address}/register", json=body, timeout=10).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    made = requests.post(f"{address}/keys", json={"name": "sdk"}, headers=headers, timeout=10)
    return Served(server, model, studio, token, made.json()["key"])


@pytest.fixture
def served(gateway: Served) -> Iterator[Served]:
    yield gateway
    gateway.model.normally = None
    gateway.model.requests.clear()


@pytest.fixture
def model(served: Served) -> OpenAISimulator:
    return served.model


@pytest.fixture
def sdk(served: Served) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served.address}/v1", api_key=served.key, max_retries=0) as client:
        yield client


def asked(model: OpenAISimulator) -> dict[str, Any]:
    body = model.requests[-1].body
    assert body is not None
    return body


# refused


def test_a_wrong_key_is_an_authentication_error(served: Served) -> None:
    with (
        OpenAI(base_url=f"{served.address}/v1", api_key="sk-wrong", max_retries=0) as client,
        pytest.raises(openai.AuthenticationError) as caught,
    ):
        client.models.list()

    assert caught.value.code == "invalid_api_key"
    assert caught.value.request_id


def test_an_unknown_model_is_not_found(sdk: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        sdk.chat.completions.create(model="gpt-4o", messages=HELLO)
    with pytest.raises(openai.NotFoundError):
        sdk.models.retrieve("gpt-4o")

    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")
    assert caught.value.type == "invalid_request_error"


def test_more_than_four_choices_are_refused(sdk: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.chat.completions.create(model=MODEL, messages=HELLO, n=5)

    assert caught.value.param == "n"


def test_who_cannot_pay_is_told_so(sdk: OpenAI) -> None:
    dear: Any = [{"role": "user", "content": "x" * 9_000_000}]

    with pytest.raises(openai.APIStatusError) as caught:
        sdk.chat.completions.create(model=MODEL, messages=dear)

    assert (caught.value.status_code, caught.value.code) == (429, "insufficient_quota")
    assert caught.value.type == "insufficient_quota"


def test_moderation_is_the_callers_error(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.script(DATA_INSPECTION_FAILED)

    with pytest.raises(openai.BadRequestError) as caught:
        sdk.chat.completions.create(model=MODEL, messages=HELLO)

    assert caught.value.code == "content_filter"


def test_a_provider_that_fails_is_a_server_error(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.script(INTERNAL_ERROR, INTERNAL_ERROR, INTERNAL_ERROR)

    with pytest.raises(openai.InternalServerError) as caught:
        sdk.chat.completions.create(model=MODEL, messages=HELLO)

    assert (caught.value.status_code, caught.value.code) == (502, "upstream_error")


@pytest.mark.parametrize("fault", [Cut(after_chunks=3), ErrorInStream("internal_error", 3)])
def test_a_stream_that_breaks_is_an_error_after_what_came(
    sdk: OpenAI, model: OpenAISimulator, fault: Any
) -> None:
    model.script(fault)
    seen: list[Any] = []

    with (
        sdk.chat.completions.create(model=MODEL, messages=HELLO, stream=True) as stream,
        pytest.raises(openai.APIError) as caught,
    ):
        seen.extend(stream)

    assert len(seen) == 3
    assert caught.value.code == "upstream_error"


# answered


def test_models_are_listed_and_found(sdk: OpenAI) -> None:
    listed = [entry.id for entry in sdk.models.list()]

    assert listed[0] == MODEL
    assert EMBEDDER in listed
    assert sdk.models.retrieve(MODEL).owned_by == "default"


def test_an_answer_comes_whole_with_its_cost(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say("你好，梅。")

    raw = sdk.chat.completions.with_raw_response.create(model=MODEL, messages=HELLO)
    answer = raw.parse()

    assert answer.choices[0].message.content == "你好，梅。"
    assert answer.choices[0].finish_reason == "stop"
    assert (answer.model, answer.object) == (MODEL, "chat.completion")
    assert answer.usage
    assert answer.usage.total_tokens == 7
    assert raw.headers["x-credits-charged"] == "1"
    assert int(raw.headers["x-credits-remaining"]) < CREDITS
    assert raw.headers["x-request-id"]


def test_a_token_does_what_a_key_does(served: Served) -> None:
    with OpenAI(base_url=f"{served.address}/v1", api_key=served.token) as client:
        assert client.chat.completions.create(model=MODEL, messages=HELLO).choices


def test_an_answer_comes_chunk_by_chunk_with_its_usage(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.normally = Pace(0.1)
    model.say("一二三四五六")
    begun, arrived = time.monotonic(), []
    pieces = []

    with sdk.chat.completions.create(
        model=MODEL, messages=HELLO, stream=True, stream_options={"include_usage": True}
    ) as stream:
        for chunk in stream:
            arrived.append(time.monotonic() - begun)
            pieces.append(chunk)

    text = "".join(c.choices[0].delta.content or "" for c in pieces if c.choices)
    assert text == "一二三四五六"
    assert arrived[-1] - arrived[0] > 0.3, "as they come, not all at the end"
    assert pieces[-1].choices == []
    assert pieces[-1].usage
    assert pieces[-1].usage.total_tokens == 8
    assert all(chunk.usage is None for chunk in pieces[:-1])
    assert {chunk.model for chunk in pieces} == {MODEL}


def test_the_helper_for_streams_works(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say("一二三四五六")

    with sdk.chat.completions.stream(model=MODEL, messages=HELLO) as stream:
        deltas = [event.delta for event in stream if event.type == "content.delta"]
        whole = stream.get_final_completion()

    assert "".join(deltas) == whole.choices[0].message.content == "一二三四五六"


def test_a_tool_is_called_and_its_result_told(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say(Answer(tool_calls=(ToolCall("weather", '{"city":"杭州"}'),)), "杭州今天晴。")
    turns = list(HELLO)

    first = sdk.chat.completions.create(model=MODEL, messages=turns, tools=[WEATHER])
    message = first.choices[0].message
    assert message.tool_calls
    call: Any = message.tool_calls[0]
    turns += [message, {"role": "tool", "tool_call_id": call.id, "content": "晴"}]
    second = sdk.chat.completions.create(model=MODEL, messages=turns, tools=[WEATHER])

    assert first.choices[0].finish_reason == "tool_calls"
    assert (call.function.name, call.function.arguments) == ("weather", '{"city":"杭州"}')
    assert second.choices[0].message.content == "杭州今天晴。"
    assert asked(model)["messages"][-1]["tool_call_id"] == call.id


def test_a_called_tool_is_streamed(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say(Answer(tool_calls=(ToolCall("weather", "{}"),)))

    with sdk.chat.completions.create(
        model=MODEL, messages=HELLO, tools=[WEATHER], stream=True
    ) as stream:
        deltas = [chunk.choices[0].delta for chunk in stream]

    called: Any = [call for delta in deltas for call in delta.tool_calls or []]
    assert [call.function.name for call in called] == ["weather"]


class City(BaseModel):
    name: str
    people: int


def test_an_answer_of_a_given_shape_is_parsed(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say('{"name":"杭州","people":12}')

    answer = sdk.chat.completions.parse(model=MODEL, messages=HELLO, response_format=City)

    assert answer.choices[0].message.parsed == City(name="杭州", people=12)
    assert asked(model)["response_format"]["json_schema"]["name"] == "City"


def test_pictures_seed_and_probabilities_are_passed_on(sdk: OpenAI, model: OpenAISimulator) -> None:
    picture: Any = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
    parts: Any = [{"role": "user", "content": [{"type": "text", "text": "?"}, picture]}]

    with pytest.raises(openai.BadRequestError) as caught:
        sdk.chat.completions.create(model=MODEL, messages=parts, seed=7)
    sdk.chat.completions.create(
        model=MODEL, messages=HELLO, seed=7, logprobs=True, top_logprobs=2, user="mei"
    )

    assert "must be a string" in caught.value.message, "the provider's own words"
    assert asked(model)["seed"] == 7
    assert (asked(model)["logprobs"], asked(model)["top_logprobs"]) == (True, 2)


def test_thoughts_come_as_the_provider_gives_them(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say(Answer("答案", reasoning="想一想"))

    with sdk.chat.completions.create(
        model=MODEL, messages=HELLO, stream=True, extra_body={"enable_thinking": True}
    ) as stream:
        deltas = [chunk.choices[0].delta for chunk in stream]

    thought = "".join(getattr(delta, "reasoning_content", None) or "" for delta in deltas)
    assert thought == "想一想"
    assert asked(model)["enable_thinking"] is True


def test_who_closes_the_stream_hangs_up_on_the_provider(
    sdk: OpenAI, model: OpenAISimulator
) -> None:
    model.normally = Pace(0.1)
    model.say("一个很长的回答" * 100)

    with sdk.chat.completions.create(model=MODEL, messages=HELLO, stream=True) as stream:
        next(iter(stream))

    until(lambda: model.requests[0].closed_by_client, 2 + 0.1)


def test_the_script_of_the_readme_works(served: Served, model: OpenAISimulator) -> None:
    model.say("天空是蓝色的。")
    code = (ROOT / "README.md").read_text().partition("```python\n")[2].partition("```")[0]
    code = code.replace("http://127.0.0.1:8000", served.address)

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TOKEN": served.token},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "天空是蓝色的。"


# the asynchronous client


def test_many_ask_at_once_whole_and_streamed(served: Served, model: OpenAISimulator) -> None:
    model.normally = Pace(0.02, first=0.1)

    async def whole(client: AsyncOpenAI) -> str:
        answer = await client.chat.completions.create(model=MODEL, messages=HELLO)
        return answer.choices[0].message.content or ""

    async def streamed(client: AsyncOpenAI) -> str:
        stream = await client.chat.completions.create(model=MODEL, messages=HELLO, stream=True)
        async with stream:
            return "".join([c.choices[0].delta.content or "" async for c in stream])

    async def everybody() -> list[str]:
        address = f"{served.address}/v1"
        async with AsyncOpenAI(base_url=address, api_key=served.key, max_retries=0) as client:
            names = [entry.id async for entry in client.models.list()]
            assert {MODEL, EMBEDDER} <= set(names)
            works = [whole(client) for _ in range(10)] + [streamed(client) for _ in range(10)]
            return await asyncio.gather(*works)

    said = asyncio.run(everybody())

    assert len(said) == 20
    assert set(said) == {"你好！有什么可以帮你？"}


def test_an_asynchronous_reader_who_leaves_hangs_up(served: Served, model: OpenAISimulator) -> None:
    model.normally = Pace(0.1)
    model.say("一个很长的回答" * 100)

    async def glance() -> None:
        address = f"{served.address}/v1"
        async with AsyncOpenAI(base_url=address, api_key=served.key, max_retries=0) as client:
            stream = await client.chat.completions.create(model=MODEL, messages=HELLO, stream=True)
            async with stream:
                async for _ in stream:
                    return

    asyncio.run(glance())

    until(lambda: model.requests[-1].closed_by_client, 2 + 0.1)


# responses


def test_a_response_comes_whole_and_is_found_again(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say("你好，梅。")

    answer = sdk.responses.create(model=MODEL, input="你好", instructions="Be brief.")
    again = sdk.responses.retrieve(answer.id)
    sdk.responses.delete(answer.id)
    with pytest.raises(openai.NotFoundError):
        sdk.responses.retrieve(answer.id)

    assert answer.output_text == again.output_text == "你好，梅。"
    assert answer.usage
    assert answer.usage.total_tokens == 16


def test_a_response_is_streamed_with_its_text_thoughts_and_calls(
    sdk: OpenAI, model: OpenAISimulator
) -> None:
    weather: Any = {"type": "function", **WEATHER["function"], "strict": False}
    model.say(Answer("看看", "想一想", (ToolCall("weather", '{"city":"杭州"}'),)))

    with sdk.responses.stream(model=MODEL, input=HELLO, tools=[weather]) as stream:
        seen = [event.type for event in stream]
        whole = stream.get_final_response()

    assert seen[0] == "response.created"
    assert seen[-1] == "response.completed"
    assert [item.type for item in whole.output] == ["reasoning", "message", "function_call"]
    assert whole.output_text == "看看"


def test_a_response_of_a_given_shape_is_parsed(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say('{"name":"杭州","people":12}')

    answer = sdk.responses.parse(model=MODEL, input="?", text_format=City)

    assert answer.output_parsed == City(name="杭州", people=12)
    assert asked(model)["response_format"]["json_schema"]["name"] == "City"


def test_a_conversation_goes_on_from_a_response(sdk: OpenAI, model: OpenAISimulator) -> None:
    weather: Any = {"type": "function", **WEATHER["function"], "strict": False}
    model.say(Answer(tool_calls=(ToolCall("weather", "{}"),)), "晴。")
    first = sdk.responses.create(model=MODEL, input="天气？", tools=[weather])
    call: Any = first.output[0]
    result: Any = {"type": "function_call_output", "call_id": call.call_id, "output": "晴"}

    second = sdk.responses.create(
        model=MODEL, input=[result], tools=[weather], previous_response_id=first.id
    )

    assert second.output_text == "晴。"
    assert [turn["role"] for turn in asked(model)["messages"]] == ["user", "assistant", "tool"]


def test_a_streamed_response_that_breaks_ends_as_failed(
    sdk: OpenAI, model: OpenAISimulator
) -> None:
    model.script(Cut(after_chunks=3))

    with sdk.responses.create(model=MODEL, input="你好", stream=True) as stream:
        *_, last = stream

    assert last.type == "response.failed"
    assert last.response.error
    assert last.response.error.code == "server_error"


def test_a_text_is_completed(sdk: OpenAI, model: OpenAISimulator) -> None:
    model.say("有座山。", "有座山。")

    whole = sdk.completions.create(model=MODEL, prompt="从前")
    with sdk.completions.create(model=MODEL, prompt="从前", stream=True) as stream:
        pieces = [chunk.choices[0].text for chunk in stream]

    assert whole.choices[0].text == "".join(pieces) == "有座山。"


# vectors


def test_texts_become_vectors(sdk: OpenAI, model: OpenAISimulator) -> None:
    """Base64 is what the SDK asks for when nobody says otherwise."""
    found = sdk.embeddings.create(model=EMBEDDER, input=["一", "二"], dimensions=4)
    plain = sdk.embeddings.create(model=EMBEDDER, input="一", encoding_format="float", dimensions=4)

    assert [one.embedding for one in found.data] == [vector("一", 4), vector("二", 4)]
    assert plain.data[0].embedding == vector("一", 4)
    assert found.usage.total_tokens == 2


def test_many_texts_are_asked_in_batches(sdk: OpenAI, model: OpenAISimulator) -> None:
    texts = [f"第{number}段" for number in range(100)]

    found = sdk.embeddings.create(model=EMBEDDER, input=texts)

    assert [one.embedding for one in found.data] == [vector(text) for text in texts]


# pictures


def test_pictures_are_drawn_and_changed(sdk: OpenAI, served: Served) -> None:
    drawn = sdk.images.generate(model="qwen-image-2.0", prompt="a cat", n=2, size="1024x1024")
    changed = sdk.images.edit(
        model="qwen-image-2.0",
        image=[("a.png", picture(64, 64)), ("b.png", picture(80, 64))],
        prompt="in snow",
        response_format="url",
    )

    (found,) = changed.data or []
    given = [base64.b64decode(one.b64_json or "") for one in drawn.data or ()]
    given.append(requests.get(found.url or "", timeout=10).content)
    assert len(given) == 2 + 1
    assert all(is_the_same_but_for_the_mark(one, picture(1024, 1024)) for one in given)
    assert len(served.studio.creations) == 2


def test_a_picture_that_its_provider_refuses_is_a_bad_request(sdk: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.images.generate(model="qwen-image-2.0", prompt="[moderated-in]")

    assert caught.value.code == "content_filter"


def test_an_sdk_that_repeats_its_question_pays_for_one_picture(served: Served) -> None:
    before = len(served.studio.creations)
    with OpenAI(
        base_url=f"{served.address}/v1", api_key=served.key, max_retries=8, timeout=0.7
    ) as impatient:
        drawn = impatient.images.generate(model="qwen-image-plus", prompt="patience")

    assert drawn.data
    assert len(served.studio.creations) - before == 1
