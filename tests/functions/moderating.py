"""What tests of moderation share: a service, a list, answers in exactly these pieces, and what was
told of it all."""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shared.moderation import cleared, resting
from tests.client import Account, Answer, Client
from tests.conftest import Configure
from tests.simulators.moderation import ModerationSimulator
from tests.simulators.openai_answers import DONE, EVENTS, Chat
from tests.simulators.openai_wire import LAST_FRAME, Connection, frame, head

BAD = "赌场"
LABEL = "contraband_gambling"
WAYS = ("/api/chat", "/v1/chat/completions", "/v1/completions", "/v1/messages", "/v1/responses")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps in mind what another one had checked, or how its service failed."""
    cleared.forget()
    monkeypatch.setattr(resting, "_until", 0.0)
    monkeypatch.setattr(resting, "_failures", 0)


@pytest.fixture
def service(configure: Configure) -> Iterator[ModerationSimulator]:
    """The simulated service, configured."""
    with ModerationSimulator() as simulator:
        configure(**simulator.variables)
        yield simulator


@pytest.fixture
def listed(configure: Configure, tmp_path: Path) -> Path:
    """A file of words, configured."""
    path = tmp_path / "gambling.txt"
    path.write_text(f"# not for children\n{BAD}\n")
    configure(MODERATION="words", MODERATION_WORDS=str(path))
    return path


@dataclass(frozen=True)
class Deltas:
    """A stream of exactly these deltas, an event each; some wait until something is the case."""

    deltas: tuple[dict[str, Any], ...]
    waits: Mapping[int, Callable[[], object]] = field(default_factory=dict)

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.write(head(200, EVENTS, None))
        for number, delta in enumerate(self.deltas):
            while number in self.waits and not self.waits[number]():
                await asyncio.sleep(0.005)
            await connection.write(frame(chat.event(delta)))
        await connection.write(frame(chat.event({}, "stop")) + frame(DONE) + LAST_FRAME)


def saying(*texts: str, **waits: Any) -> Deltas:
    return Deltas(tuple({"content": text} for text in texts), **waits)


def body(path: str, text: str = "你好", *, stream: bool = False, **more: Any) -> dict[str, Any]:
    """A question as each protocol asks it."""
    said: dict[str, Any] = {"messages": [{"role": "user", "content": text}]}
    if path == "/v1/responses":
        said = {"input": text}
    elif path == "/v1/completions":
        said = {"prompt": text}
    elif path == "/v1/messages":
        said["max_tokens"] = 1000
    named = {} if path == "/api/chat" else {"model": "qwen-sim"}
    return said | named | {"stream": stream} | more


def say(
    client: Client, account: Account | None, path: str, text: str = "你好", **more: Any
) -> Answer:
    headers = more.pop("headers", None)
    token = account.token if account else None
    return client.call("POST", path, body(path, text, **more), token=token, headers=headers)


def chunks(answer: Answer) -> list[dict[str, Any]]:
    """The data of all events but the last words."""
    lines = answer.body.decode().splitlines()
    told = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    return [json.loads(data) for data in told if data != "[DONE]"]


def heard(path: str, answer: Answer) -> str:
    """The text of a stream as its client reads it."""
    found = []
    for told in chunks(answer):
        if path == "/api/chat":
            found.append(told.get("content", ""))
        elif path == "/v1/messages":
            found.append(told.get("delta", {}).get("text", ""))
        elif path == "/v1/responses":
            is_delta = told["type"] == "response.output_text.delta"
            found.append(told["delta"] if is_delta else "")
        else:
            for choice in told.get("choices", ()):
                found.append(choice.get("text") or choice.get("delta", {}).get("content") or "")
    return "".join(found)


def ending(path: str, answer: Answer) -> str:
    """How a stream says that it ended."""
    last = [told for told in chunks(answer) if "credits" not in told or "response" in told][-1]
    if path == "/api/chat":
        error = last.get("error", {})
        return str(error.get("code") or last.get("finish_reason") or "")
    if path == "/v1/messages":
        stops = [t["delta"]["stop_reason"] for t in chunks(answer) if t["type"] == "message_delta"]
        return str(stops[-1]) if stops else str(last["error"]["type"])
    if path == "/v1/responses":
        response = last.get("response", {})
        why = response.get("incomplete_details") or {}
        return str(why.get("reason") or response.get("status"))
    if "error" in last:
        return str(last["error"]["code"])
    ends = [c["finish_reason"] for told in chunks(answer) for c in told.get("choices", ())]
    return str([end for end in ends if end][-1])


MODERATED = {
    "/api/chat": "moderated",
    "/v1/chat/completions": "content_filter",
    "/v1/completions": "content_filter",
    "/v1/messages": "refusal",
    "/v1/responses": "content_filter",
}
