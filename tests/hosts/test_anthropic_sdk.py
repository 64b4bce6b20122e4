"""The stock `anthropic` SDK against the gateway, as a process of its own."""

from collections.abc import Iterator
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic, beta_tool

from tests.hosts.granian import ROOT, free_port, launched, wait_until_ready
from tests.hosts.test_openai_sdk import Served, asked, registered
from tests.secrets_in_logs import SECRET
from tests.simulators.dashscope import DashScopeSimulator
from tests.simulators.openai import Answer, Cut, OpenAISimulator, Pace, ToolCall
from tests.simulators.openai_statuses import DATA_INSPECTION_FAILED, INTERNAL_ERROR
from tests.waiting import until

MODEL = "qwen-plus"
HELLO: Any = [{"role": "user", "content": "你好"}]
pytestmark = pytest.mark.xdist_group("anthropic-sdk")  # one server is started for all
WEATHER: Any = {
    "name": "weather",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
}


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("sdk"), free_port()
    with (
        OpenAISimulator(key="sk-sim") as model,
        launched(
            "local", "--direct", folder=ROOT, log=folder / "log", port=port,
            APP_ENV="local", DATA_DIR=str(folder), DATABASE_URL="", DB_HOST="", REDIS_URL="",
            PORT=str(port), JWT_SECRET=SECRET, PASSWORD_COST="4", LOCAL_MODEL="off",
            OPENAI_API_URL=model.url, OPENAI_API_KEY="sk-sim", OPENAI_MODEL=MODEL,
            LIMITS="chat=100000/60",
        ) as server,
    ):  # fmt: skip
        wait_until_ready(server)
        yield registered(server, model, DashScopeSimulator())


@pytest.fixture
def model(gateway: Served) -> Iterator[OpenAISimulator]:
    yield gateway.model
    gateway.model.normally = None
    gateway.model.requests.clear()


@pytest.fixture
def sdk(gateway: Served) -> Iterator[Anthropic]:
    with Anthropic(base_url=gateway.address, api_key=gateway.key, max_retries=0) as client:
        yield client


def ask(sdk: Anthropic, **more: Any) -> Any:
    return sdk.messages.create(**{"model": MODEL, "max_tokens": 1000, "messages": HELLO, **more})


# refused


def test_a_wrong_key_is_an_authentication_error(gateway: Served) -> None:
    with (
        Anthropic(base_url=gateway.address, api_key="sk-wrong", max_retries=0) as client,
        pytest.raises(anthropic.AuthenticationError),
    ):
        ask(client)


def test_an_unknown_model_is_not_found(sdk: Anthropic) -> None:
    with pytest.raises(anthropic.NotFoundError) as caught:
        ask(sdk, model="gpt-4o")

    assert caught.value.request_id


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (DATA_INSPECTION_FAILED, anthropic.BadRequestError),
        (INTERNAL_ERROR, anthropic.InternalServerError),
    ],
)
def test_what_the_provider_refuses_is_the_errors_of_the_sdk(
    sdk: Anthropic, model: OpenAISimulator, fault: Any, expected: type[Exception]
) -> None:
    model.normally = fault

    with pytest.raises(expected):
        ask(sdk)


def test_a_stream_that_breaks_raises(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.script(Cut(after_chunks=3))

    with (
        pytest.raises(anthropic.APIStatusError),
        sdk.messages.stream(model=MODEL, max_tokens=100, messages=HELLO) as stream,
    ):
        stream.get_final_message()


# answered


def test_an_answer_comes_whole(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.say("你好，梅。")

    answer = ask(sdk, system="Be brief.")

    assert answer.content[0].text == "你好，梅。"
    assert (answer.model, answer.stop_reason) == (MODEL, "end_turn")
    assert answer.usage.output_tokens == 5
    assert answer._request_id


def test_a_token_does_what_a_key_does(gateway: Served, model: OpenAISimulator) -> None:
    with Anthropic(base_url=gateway.address, api_key=None, auth_token=gateway.token) as client:
        assert ask(client).content


def test_the_helper_for_streams_works(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.say(Answer("一二三四五六", reasoning="想一想"))
    thinking: Any = {"type": "enabled", "budget_tokens": 1024}

    with sdk.messages.stream(
        model=MODEL, max_tokens=2000, messages=HELLO, thinking=thinking
    ) as stream:
        text = "".join(stream.text_stream)
        message: Any = stream.get_final_message()

    assert text == "一二三四五六"
    assert [block.type for block in message.content] == ["thinking", "text"]
    assert message.content[0].thinking == "想一想"
    assert message.usage.output_tokens == 9


def test_pieces_come_as_they_are_said(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.normally = Pace(0.1)
    model.say("一个很长的回答" * 100)

    with sdk.messages.stream(model=MODEL, max_tokens=2000, messages=HELLO) as stream:
        assert next(iter(stream.text_stream))

    until(lambda: model.requests[-1].closed_by_client, 2)


def test_a_tool_is_called_and_its_result_told(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.say(Answer(tool_calls=(ToolCall("weather", '{"city":"杭州"}'),)), "杭州今天晴。")

    with sdk.messages.stream(
        model=MODEL, max_tokens=100, messages=HELLO, tools=[WEATHER]
    ) as stream:
        first: Any = stream.get_final_message()
    (call,) = first.content
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "晴"}
    turns = [
        *HELLO,
        {"role": "assistant", "content": first.content},
        {"role": "user", "content": [result]},
    ]
    second = ask(sdk, messages=turns, tools=[WEATHER])

    assert (first.stop_reason, call.name, call.input) == ("tool_use", "weather", {"city": "杭州"})
    assert second.content[0].text == "杭州今天晴。"
    assert asked(model)["messages"][-1] == {
        "role": "tool",
        "tool_call_id": call.id,
        "content": "晴",
    }


def test_the_tool_runner_goes_round(sdk: Anthropic, model: OpenAISimulator) -> None:
    model.say(Answer(tool_calls=(ToolCall("weather", '{"city":"杭州"}'),)), "杭州今天晴。")

    @beta_tool
    def weather(city: str) -> str:
        """The weather of a city."""
        return f"{city}：晴"

    runner = sdk.beta.messages.tool_runner(
        model=MODEL, max_tokens=100, messages=HELLO, tools=[weather]
    )
    last: Any = runner.until_done()

    assert last.content[0].text == "杭州今天晴。"
    assert asked(model)["messages"][-1]["content"] == "杭州：晴"


def test_names_that_clients_have_built_in_are_answered(
    sdk: Anthropic, model: OpenAISimulator
) -> None:
    assert ask(sdk, model="claude-haiku-4-5-20251001").model == MODEL


def test_tokens_are_counted(sdk: Anthropic) -> None:
    counted = sdk.messages.count_tokens(model=MODEL, messages=HELLO, tools=[WEATHER])

    assert counted.input_tokens > 10
