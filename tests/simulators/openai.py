"""A loopback server that speaks the OpenAI protocol as Qwen does, with faults on demand."""

import argparse
import asyncio
import json
import socket
import sys
import time
from collections import deque
from functools import partial
from threading import Event, Thread
from types import TracebackType
from typing import Any

from tests.simulators.openai_answers import GREETING, PIECE, Answer, Chat, ToolCall, compact
from tests.simulators.openai_checks import refusal
from tests.simulators.openai_delivery import (
    Chunking,
    Cut,
    Drip,
    Pace,
    SlowFirstByte,
    Stall,
    StallAfter,
)
from tests.simulators.openai_embeddings import Embeddings
from tests.simulators.openai_faults import (
    DataPrefixed400,
    ErrorInStream,
    Fault,
    HugeBody,
    NoUsage,
    Truncated,
    WrongJson,
)
from tests.simulators.openai_statuses import INVALID_API_KEY, NOT_FOUND, UNREADABLE, Status
from tests.simulators.openai_wire import Call, Connection, Play, Reply, Request

__all__ = [
    "Answer",
    "Call",
    "Chunking",
    "Cut",
    "DataPrefixed400",
    "Drip",
    "Embeddings",
    "ErrorInStream",
    "Fault",
    "HugeBody",
    "NoUsage",
    "OpenAISimulator",
    "Pace",
    "SlowFirstByte",
    "Stall",
    "StallAfter",
    "Status",
    "ToolCall",
    "Truncated",
    "WrongJson",
]

PATIENCE = 10.0  # seconds for the thread to end
MODELS = ("qwen-plus", "qwen-flash", "qwen3-max", "qwen3-vl-plus", "doubao-seed-2-0-pro-260215")


class OpenAISimulator:
    """Scripted faults come first, one per valid chat; then the queue of answers, then the default.

    Keys and requests are checked before anything else, so a refused request consumes nothing.
    After stop() the port is closed; start() opens the same one again.
    """

    def __init__(
        self, key: str = "sk-sim", port: int = 0, default: Answer | None = None, record: bool = True
    ) -> None:
        self.requests: list[Call] = []
        self.normally: Fault | None = None
        self.embeddings = Embeddings()
        self._key = key
        self._port = port
        self._default = default or Answer(GREETING)
        self._record = record
        self._answers: deque[Answer] = deque()
        self._script: deque[Fault] = deque()
        self._number = 0
        self._thread: Thread | None = None

    def __enter__(self) -> "OpenAISimulator":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/v1"

    def say(self, *answers: str | Answer) -> None:
        self._answers += (Answer(said) if isinstance(said, str) else said for said in answers)

    def script(self, *faults: Fault) -> None:
        self._script += faults

    def forget(self) -> None:
        """What was asked, and what is still to be said."""
        self.requests.clear()
        self._answers.clear()
        self._script.clear()

    def start(self) -> None:
        listener = socket.create_server(("127.0.0.1", self._port), backlog=1024)
        self._port = listener.getsockname()[1]
        self._loop, self._stopping = asyncio.new_event_loop(), asyncio.Event()
        self._thread = Thread(
            target=self._run, args=(listener,), name="openai-simulator", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        if self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise RuntimeError("the simulator did not stop")
        self._thread = None

    def _run(self, listener: socket.socket) -> None:
        self._loop.run_until_complete(self._serve(listener))
        self._loop.close()

    async def _serve(self, listener: socket.socket) -> None:
        connections: set[Connection] = set()
        connect = partial(Connection, self._answer, connections)
        server = await self._loop.create_server(connect, sock=listener)
        await self._stopping.wait()
        self._loop.remove_reader(listener)
        while connections or len(asyncio.all_tasks()) > 1:  # a task may be accepting the last one
            for connection in tuple(connections):
                connection.abort()
            await asyncio.sleep(0)
        server.close()

    def _answer(self, request: Request) -> tuple[Call, Reply | Play]:
        body = _json_object(request.content)
        call = Call(request.path, request.headers, body, time.monotonic())
        if self._record:
            self.requests.append(call)
        self._number += 1
        return call, self._routed(request, body)

    def _routed(self, request: Request, body: dict[str, Any] | None) -> Reply | Play:
        id = f"chatcmpl-{self._number:032x}"
        if request.headers.get("authorization") != f"Bearer {self._key}":
            return INVALID_API_KEY.reply(id)
        match request.method, request.path:
            case "POST", "/v1/chat/completions":
                return self._chat(body, id)
            case "POST", "/v1/embeddings":
                return self._embed(body, id)
            case "GET", "/v1/models":
                return _models()
            case _:
                return NOT_FOUND.reply(id)

    def _chat(self, body: dict[str, Any] | None, id: str) -> Reply | Play:
        if body is None:
            return UNREADABLE.reply(id)
        refused = refusal(body)
        if refused is not None:
            return refused.reply(id)
        chat = Chat(body, id, self._next_answer)
        fault = self._script.popleft() if self._script else self.normally
        return chat.reply() if fault is None else partial(fault.play, chat=chat)

    def _embed(self, body: dict[str, Any] | None, id: str) -> Reply:
        if body is None:
            return UNREADABLE.reply(id)
        fault = self._script.popleft() if self._script else self.normally
        return fault.reply(id) if isinstance(fault, Status) else self.embeddings.reply(body, id)

    def _next_answer(self) -> Answer:
        return self._answers.popleft() if self._answers else self._default


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(content)
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def _models() -> Reply:
    facts = {"object": "model", "created": 1_715_931_028, "owned_by": "system"}
    models = [{"id": id, **facts} for id in MODELS]
    return Reply(200, (compact({"object": "list", "data": models}),))


def _main() -> None:
    options = _options()
    text = (GREETING * (1 + options.chunks * PIECE // len(GREETING)))[: options.chunks * PIECE]
    answer = Answer(options.answer or text)
    simulator = OpenAISimulator(options.key, options.port, answer, record=False)
    if options.delay_ms or options.pace_ms:
        simulator.normally = Pace(options.pace_ms / 1000, first=options.delay_ms / 1000)
    with simulator:
        sys.stdout.write(f"{simulator.url}\n")
        sys.stdout.flush()
        try:
            Event().wait()
        except KeyboardInterrupt:
            return


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.simulators.openai", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--key", default="sk-sim")
    parser.add_argument("--delay-ms", type=float, default=0, help="before the first byte")
    parser.add_argument("--pace-ms", type=float, default=0, help="between the chunks of a stream")
    parser.add_argument("--chunks", type=int, default=6, help="pieces of text in a stream")
    parser.add_argument("--answer", help="the whole text, in place of a greeting")
    return parser.parse_args()


if __name__ == "__main__":
    _main()
