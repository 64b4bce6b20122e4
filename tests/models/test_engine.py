"""The real engine with a small real model: shapes are promised, not words."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from local.engine import Engine

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as direct:
        direct.trust_env = False  # a proxy of this machine has no business on loopback
        yield direct


def ask(session: requests.Session, engine: Engine, **options: Any) -> requests.Response:
    question = {"role": "user", "content": "Say hello."}
    asked = {"model": engine.model, "messages": [question], "max_tokens": 16, **options}
    return session.post(f"{engine.url}/chat/completions", json=asked, timeout=60)


def test_it_answers_under_the_models_own_name(session: requests.Session, engine: Engine) -> None:
    answer = ask(session, engine).json()
    assert answer["model"] == "smollm2-135m-instruct"
    assert answer["choices"][0]["message"]["content"].strip()
    assert 0 < answer["usage"]["completion_tokens"] <= 16


def test_it_lists_exactly_that_model(session: requests.Session, engine: Engine) -> None:
    listed = session.get(f"{engine.url}/models", timeout=10).json()["data"]
    assert [model["id"] for model in listed] == [engine.model]


def test_a_stream_ends_with_usage_and_done(session: requests.Session, engine: Engine) -> None:
    answer = ask(session, engine, stream=True, stream_options={"include_usage": True})
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    events = [line.removeprefix("data: ") for line in answer.text.splitlines() if line]
    assert events[-1] == "[DONE]"
    chunks = [json.loads(event) for event in events[:-1]]
    assert {chunk["model"] for chunk in chunks} == {engine.model}
    assert chunks[-1]["usage"]["completion_tokens"] > 0


def test_no_web_page_may_read_its_answers(session: requests.Session, engine: Engine) -> None:
    origin = {"Origin": "https://evil.example"}
    answer = session.get(f"{engine.url}/models", headers=origin, timeout=10)
    assert not answer.headers.get("Access-Control-Allow-Origin")


def test_it_shows_neither_pages_nor_other_prompts(
    session: requests.Session, engine: Engine
) -> None:
    root = engine.url.removesuffix("/v1")
    assert not session.get(f"{root}/slots", timeout=10).ok
    assert session.get(f"{root}/", timeout=10).status_code == 404
