"""POST /v1/completions: OpenAI's older completions, asked for as a chat."""

import json
from typing import Any

import pytest

from tests.administering import balance, payer
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.simulators.openai import Cut, OpenAISimulator

PATH = "/v1/completions"


def ask(client: Client, account: Account, **more: Any) -> Answer:
    body = {"model": "qwen-sim", "prompt": "从前", **more}
    return client.call("POST", PATH, body, token=account.token)


def data(answer: Answer) -> list[Any]:
    lines = [line[6:] for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    assert lines.pop() == "[DONE]"
    return [json.loads(line) for line in lines]


def passed_on(model: OpenAISimulator) -> dict[str, Any]:
    body = model.requests[-1].body
    assert body is not None
    return body


# refused


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"echo": True}, "echo"),
        ({"logprobs": 0}, "logprobs"),
        ({"best_of": 2}, "best_of"),
        ({"n": 2, "best_of": 3}, "best_of"),
        ({"suffix": "。"}, "suffix"),
        ({"n": 5}, "n"),
        ({"n": 0}, "n"),
        ({"prompt": ["a", "b"]}, "prompt"),
        ({"prompt": []}, "prompt"),
        ({"prompt": [1, 2, 3]}, "prompt"),
        ({"prompt": [[1, 2, 3]]}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"max_tokens": 0}, "max_tokens"),
    ],
)
def test_what_a_chat_cannot_do_is_refused_by_name(
    client: Client, model: OpenAISimulator, body: dict[str, Any], param: str
) -> None:
    answer = ask(client, client.register(), **body)

    assert (answer.status, answer.code) == (400, "invalid_request")
    assert answer.json["error"]["param"] == param
    assert model.requests == []


def test_an_unknown_model_is_not_found(client: Client, model: OpenAISimulator) -> None:
    answer = ask(client, client.register(), model="davinci-002")

    assert (answer.status, answer.code) == (404, "model_not_found")


def test_a_stream_that_breaks_ends_with_its_error_and_done(
    client: Client, model: OpenAISimulator
) -> None:
    model.script(Cut(after_chunks=3))

    *parts, last = data(ask(client, client.register(), stream=True))

    assert len(parts) == 3
    assert last["error"]["code"] == "upstream_error"


# answered


@pytest.mark.parametrize("prompt", ["从前", ["从前"]])
def test_a_prompt_goes_on(client: Client, model: OpenAISimulator, prompt: Any) -> None:
    model.say("有座山。")

    answer = ask(client, client.register(), prompt=prompt)

    given = answer.json
    assert answer.status == 200
    assert given["id"].startswith("cmpl-")
    assert (given["object"], given["model"]) == ("text_completion", "qwen-sim")
    assert given["choices"] == [
        {"text": "有座山。", "index": 0, "logprobs": None, "finish_reason": "stop"}
    ]
    assert given["usage"] == {"prompt_tokens": 2, "completion_tokens": 4, "total_tokens": 6}
    assert passed_on(model)["messages"] == [{"role": "user", "content": "从前"}]


def test_it_comes_in_chunks_with_usage_for_who_asks(client: Client, model: OpenAISimulator) -> None:
    model.say("有座山。")

    *parts, last = data(
        ask(client, client.register(), stream=True, stream_options={"include_usage": True})
    )

    assert "".join(part["choices"][0]["text"] for part in parts) == "有座山。"
    assert parts[-1]["choices"][0]["finish_reason"] == "stop"
    assert last["choices"] == []
    assert last["usage"]["total_tokens"] == 6
    assert {part["object"] for part in (*parts, last)} == {"text_completion"}


def test_several_choices_are_given(client: Client, model: OpenAISimulator) -> None:
    account = client.register()
    model.say("有座山。", "有座山。")

    whole = ask(client, account, n=3, best_of=3).json["choices"]
    streamed = data(ask(client, account, n=3, stream=True))

    assert [choice["index"] for choice in whole] == [0, 1, 2]
    assert {part["choices"][0]["index"] for part in streamed} == {0, 1, 2}


def test_what_steers_it_is_passed_on_and_the_rest_too(
    client: Client, model: OpenAISimulator
) -> None:
    steering = {"max_tokens": 50, "temperature": 0.3, "stop": ["。"], "seed": 1, "top_k": 5}

    answer = ask(client, client.register(), echo=False, logprobs=None, best_of=1, **steering)

    assert answer.status == 200, answer.body
    messages = [{"role": "user", "content": "从前"}]
    assert passed_on(model) == {
        "model": "qwen-sim",
        "messages": messages,
        "stream": False,
        **steering,
    }


def test_it_is_paid_for_like_a_chat(
    client: Client, model: OpenAISimulator, configure: Configure
) -> None:
    admin = payer(client, configure, 100)
    model.say("有座山。")

    answer = ask(client, admin, model="dear", max_tokens=20)

    assert answer.headers["x-credits-charged"] == "6"
    assert answer.headers["x-credits-remaining"] == "94"
    assert balance(client, admin) == 94
