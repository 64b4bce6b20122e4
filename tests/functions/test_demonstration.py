"""What the local model says is marked as a demonstration, in every form of an answer."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from local import __main__ as local_main
from local import model as local_model
from shared.config import environment
from tests.client import Client
from tests.conftest import Configure
from tests.functions.questions import ask
from tests.simulators.openai import OpenAISimulator

HEADER = "x-demonstration"
CHATS = "/v1/chat/completions"
WORDS = {"zh": "演示", "en": "demonstration"}


@pytest.fixture
def demonstration(model: OpenAISimulator, configure: Configure) -> OpenAISimulator:
    """A model as `make run` starts its own."""
    configure(DEMONSTRATION="on")
    return model


def chunks(body: bytes) -> list[Any]:
    lines = [line[6:] for line in body.decode().splitlines() if line.startswith("data: {")]
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_whole_answer_says_so(
    client: Client, demonstration: OpenAISimulator, locale: str
) -> None:
    answer = ask(client, locale=locale)

    assert answer.headers[HEADER] == "local-model"
    assert answer.json["demonstration"] is True
    assert WORDS[locale] in answer.json["notes"][0]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_a_stream_says_so_when_it_begins_and_when_it_ends(
    client: Client, demonstration: OpenAISimulator, locale: str
) -> None:
    answer = ask(client, locale=locale, stream=True)

    (first, start), *_, (last, done) = answer.events
    assert (first, last, answer.headers[HEADER]) == ("start", "done", "local-model")
    assert start["demonstration"] is done["demonstration"] is True
    assert WORDS[locale] in start["notes"][0]
    assert done["notes"] == start["notes"]


def test_openais_protocol_says_so_in_each_object(
    client: Client, demonstration: OpenAISimulator
) -> None:
    token = client.register().token
    question = {"model": "qwen-sim", "messages": [{"role": "user", "content": "hi"}]}
    options = {"stream": True, "stream_options": {"include_usage": True}}

    whole = client.call("POST", CHATS, question, token=token)
    streamed = client.call("POST", CHATS, question | options, token=token)

    assert whole.json["demonstration"] is True
    assert whole.headers[HEADER] == streamed.headers[HEADER] == "local-model"
    assert {chunk["demonstration"] for chunk in chunks(streamed.body)} == {True}


def test_the_lists_of_models_say_so(client: Client, demonstration: OpenAISimulator) -> None:
    ours = client.call("GET", "/api/models").json["data"]
    theirs = client.call("GET", "/v1/models", token=client.register().token).json["data"]

    assert [one["demonstration"] for one in (*ours, *theirs)] == [True, True]


def test_any_other_model_is_none(client: Client, model: OpenAISimulator) -> None:
    token = client.register().token
    question = {"model": "qwen-sim", "messages": [{"role": "user", "content": "hi"}]}

    chat, theirs = ask(client), client.call("POST", CHATS, question, token=token)

    assert (chat.json["demonstration"], chat.json["notes"]) == (False, [])
    assert "demonstration" not in theirs.json
    assert HEADER not in {name.lower() for name in (*chat.headers, *theirs.headers)}


@pytest.mark.usefixtures("sqlite")
def test_make_run_says_so_of_the_model_that_it_starts(
    monkeypatch: pytest.MonkeyPatch, configure: Configure, tmp_path: Path
) -> None:
    configure(OPENAI_API_URL="", OPENAI_MODEL="", DEMONSTRATION="")
    started = SimpleNamespace(url="http://127.0.0.1:1/v1", model="small")
    monkeypatch.setattr(local_model, "choose", lambda *_: started)

    local_main._engine(environment.settings(), tmp_path)
    environment.settings.cache_clear()

    settings = environment.settings()
    assert (settings.openai_model, settings.demonstration) == ("small", True)
