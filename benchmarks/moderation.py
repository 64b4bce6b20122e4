"""What moderation costs: `python -m benchmarks.moderation`.

A model says 200 pieces of two characters, 20 ms apart; the service answers in 50 ms. How long is a
piece held back, when does the first byte come, and what CPU does a chat take?
"""

import asyncio
import io
import itertools
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migrations import upgrade
from shared.config import environment
from shared.moderation.words import lists, pinyin
from tests.client import WsgiClient
from tests.simulators.moderation import ModerationSimulator
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_answers import DONE, EVENTS, Chat
from tests.simulators.openai_wire import LAST_FRAME, Connection, frame, head

PIECES, PAUSE, DELAY = 200, 0.02, 0.05  # seconds
CHATS = 200

_numbers = itertools.count()


@dataclass
class Timed:
    """A stream whose pieces are their numbers; notes when each was sent."""

    sent: list[float] = field(default_factory=list)

    async def play(self, connection: Connection, chat: Chat) -> None:
        await connection.write(head(200, EVENTS, None))
        for number in range(PIECES):
            await asyncio.sleep(PAUSE)
            self.sent.append(time.monotonic())
            await connection.write(frame(chat.event({"content": f"{number:03} "})))
        await connection.write(frame(chat.event({}, "stop")) + frame(DONE) + LAST_FRAME)


def configure(**variables: str) -> None:
    os.environ.update(variables)
    environment.settings.cache_clear()


def stream(client: WsgiClient) -> Iterator[tuple[float, bytes]]:
    """When each chunk of an answer came; no question was ever cleared before."""
    asked = {"role": "user", "content": f"你好 {next(_numbers)}"}
    raw = json.dumps({"messages": [asked], "stream": True}).encode()
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/chat",
        "CONTENT_LENGTH": str(len(raw)),
        "wsgi.input": io.BytesIO(raw),
    }
    for chunk in client.app(environ, lambda *_: None):
        yield time.monotonic(), chunk


def held_back(client: WsgiClient, model: OpenAISimulator) -> str:
    """Of each piece from the model's sending to the reader's getting, in milliseconds."""
    timed, begun, first, delays = Timed(), time.monotonic(), 0.0, list[float]()
    model.script(timed)
    for at, chunk in stream(client):
        first = first or at - begun
        if chunk.startswith(b"event: delta"):
            numbers = json.loads(chunk.split(b"data: ")[1])["content"].split()
            delays += [(at - timed.sent[int(number)]) * 1000 for number in numbers]
    cuts = statistics.quantiles(delays, n=20)
    middle, late = statistics.median(delays), cuts[18]
    return (
        f"first byte {first * 1000:.0f} ms; held back: median {middle:.0f},"
        f" p95 {late:.0f}, most {max(delays):.0f} ms"
    )


def cpu(client: WsgiClient) -> float:
    """Milliseconds of a chat, the simulators' among them."""
    begun = time.process_time()
    for _ in range(CHATS):
        list(stream(client))
    return (time.process_time() - begun) / CHATS * 1000


def words() -> str:
    """5,000 words of three characters against a long text of all usual ones."""
    usual = [c for c in map(chr, range(0x4E00, 0x9FA6)) if pinyin.readings(c)]
    listed = {"x": ["".join(usual[n % 3000 + k * 7] for k in range(3)) for n in range(5000)]}
    begun = time.process_time()
    automaton, _ = lists.made(listed)
    built = time.process_time() - begun
    text = "".join(usual) * 10
    automaton.find(text)
    begun = time.process_time()
    automaton.find(text)
    took = (time.process_time() - begun) / len(text) * 1e6
    return f"5,000 words: made in {built * 1000:.0f} ms, {took:.3f} ms of CPU for 1,000 characters"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, OpenAISimulator() as model:
        url = f"sqlite:///{folder}/b.db"
        upgrade.to_newest(url)
        listed = Path(folder, "gambling.txt")
        listed.write_text("赌场\n")
        configure(DATABASE_URL=url, OPENAI_API_URL=model.url, OPENAI_API_KEY="sk-sim")
        configure(ANONYMOUS_CHATS_PER_DAY="100000", LIMITS="chat=100000/60", DATA_DIR=folder)
        client = WsgiClient()
        with ModerationSimulator() as service:
            service.delay = DELAY
            for name, variables in (
                ("off", {"MODERATION": "off"}),
                ("words", {"MODERATION": "words", "MODERATION_WORDS": str(listed)}),
                ("aliyun", service.variables),
            ):
                configure(**variables)
                list(stream(client))
                print(f"{name}: {held_back(client, model)}", flush=True)
                service.checks.clear()
            service.delay = 0.0
            for name in ("off", "words", "aliyun", "off"):
                configure(MODERATION=name)
                print(f"{name}: {cpu(client):.2f} ms of CPU a chat", flush=True)
    print(words())


if __name__ == "__main__":
    main()
