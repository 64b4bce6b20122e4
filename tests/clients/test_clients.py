"""Real clients are at home: each with its newest version, as its manual configures it."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.clients.conftest import EMBEDDING_MODEL, IMAGE_MODEL, MODEL, Product
from tests.clients.roster import ROSTER
from tests.clients.speaker import Speaker
from tests.simulators.dashscope_tts import PIECE
from tests.simulators.openai import Answer, OpenAISimulator, ToolCall
from tests.simulators.openai_statuses import CONTEXT_OVERFLOW

pytestmark = pytest.mark.clients
SAID = "杭州今天晴，二十五度。"
RESULT = "杭州：晴，25 度"
CALLED = Answer(tool_calls=(ToolCall("weather", '{"city":"杭州"}'),))
COMMAND = Answer(tool_calls=(ToolCall("exec_command", '{"cmd":"expr 6 \\\\* 7"}'),))
CITY = {"name": "杭州", "people": 12}
WRITTEN = '{"name":"杭州","people":12}'
TOLD = Answer(tool_calls=(ToolCall("City", WRITTEN),))


class Tried:
    """A client, and the provider that it reaches by way of the product."""

    def __init__(self, speaker: Speaker, product: Product) -> None:
        self._speaker, self._key = speaker, product.key
        self.provider: OpenAISimulator = product.provider

    def do(self, case: str, model: str = MODEL, key: str = "") -> dict[str, Any]:
        return self._speaker.do(case, model, key or self._key)

    def refused(self, status: int, *words: str, **asked: str) -> None:
        """The status where the client tells it, and a word of what is wrong."""
        error = self.do(self._speaker.client.first, **asked)["error"]
        assert error["status"] in (status, None), error
        assert any(word in error["said"] for word in words), error

    @property
    def asked(self) -> list[dict[str, Any]]:
        return [call.body or {} for call in self.provider.requests]


def whole(tried: Tried) -> None:
    tried.provider.say(SAID)

    assert tried.do("whole") == {"text": SAID}


def stream(tried: Tried) -> None:
    tried.provider.say(SAID)

    pieces = tried.do("stream")["pieces"]

    assert "".join(pieces) == SAID
    assert len(pieces) > 1
    assert tried.asked[-1]["stream"] is True


def tool(tried: Tried) -> None:
    tried.provider.say(CALLED, SAID)

    assert tried.do("tool") == {"text": SAID}
    assert [turn["role"] for turn in tried.asked[-1]["messages"]][-2:] == ["assistant", "tool"]
    assert RESULT in str(tried.asked[-1]["messages"][-1]["content"])


def shape(tried: Tried) -> None:
    tried.provider.say(WRITTEN)

    assert tried.do("shape") == {"shape": CITY}
    assert tried.asked[-1]["response_format"]["type"] == "json_schema"


def shape_by_tool(tried: Tried) -> None:
    tried.provider.say(TOLD)

    assert tried.do("shape_by_tool") == {"shape": CITY}


def shape_stream(tried: Tried) -> None:
    tried.provider.say(TOLD)

    assert tried.do("shape_stream") == {"shape": CITY}


def models(tried: Tried) -> None:
    assert MODEL in tried.do("models")["models"]


def embeddings(tried: Tried) -> None:
    assert tried.do("embeddings", EMBEDDING_MODEL) == {"sizes": [8, 8]}


def completions(tried: Tried) -> None:
    tried.provider.say(SAID)

    assert tried.do("completions") == {"text": SAID}


def transcription(tried: Tried) -> None:
    assert tried.do("transcription", "whisper-1")["text"].startswith("第")


def speech(tried: Tried) -> None:
    assert tried.do("speech", "tts-1") == {"bytes": 2 * len(PIECE)}


def images(tried: Tried) -> None:
    assert tried.do("images", IMAGE_MODEL) == {"begins": "PNG", "links": 1}


def count(tried: Tried) -> None:
    assert tried.do("count")["tokens"] > 0


def edit(tried: Tried) -> None:
    """A file is changed as the model says."""
    tried.provider.say(
        "hello.txt\n```\n<<<<<<< SEARCH\nhello\n=======\n你好\n>>>>>>> REPLACE\n```\n"
    )

    assert tried.do("edit") == {"text": "你好\n"}


def command(tried: Tried) -> None:
    """A command is run for the model, and what it printed is told."""
    tried.provider.say(COMMAND, SAID)

    assert tried.do("command") == {"text": SAID}
    assert "42" in str(tried.asked[-1]["messages"][-1]["content"])


def foreign_origin(tried: Tried) -> None:
    """A page whose origin is not allowed gets nothing from the browser."""
    assert "Connection error" in tried.do("foreign_origin")["error"]["said"]
    assert tried.asked == []


def wrong_key(tried: Tried) -> None:
    tried.refused(401, "401", "invalid_api_key", "API key", key="sk-wrong")


def unknown_model(tried: Tried) -> None:
    tried.refused(404, "404", "model_not_found", "no model named gpt-0", model="gpt-0")


def too_long(tried: Tried) -> None:
    tried.provider.script(CONTEXT_OVERFLOW)

    tried.refused(400, "context_length_exceeded", "context length", "context window")


CASES: dict[str, Callable[[Tried], None]] = {
    case.__name__: case
    for case in (
        whole, stream, tool, shape, shape_by_tool, shape_stream, models, embeddings, completions,
        transcription, speech, images, count, edit, command, foreign_origin, wrong_key,
        unknown_model, too_long,
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "case"),
    [
        pytest.param(client, case, id=f"{client.id}-{case}")
        for client in ROSTER
        for case in client.cases
    ],
    indirect=["speaker"],
)
def test_a_client_is_at_home(speaker: Speaker, case: str, product: Product) -> None:
    product.provider.forget()

    CASES[case](Tried(speaker, product))
