"""POST /api/recognize while many send the largest pictures: how much memory, and who waits."""

import base64
import json
import random
import resource
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest
from PIL import Image

from shared.images import memory
from tests.client import Account, WsgiClient
from tests.conftest import Configure
from tests.drawings import encoded
from tests.forms import form
from tests.functions.pictures import nothing_is_left, says, send
from tests.functions.pictures import payer as payer
from tests.functions.pictures import sight as sight
from tests.hosts.granian import Server, web_function
from tests.simulators.openai import OpenAISimulator
from tests.waiting import takes_at_most

MEGABYTE = 1024 * 1024
GIVEN, MOST = 1024 * MEGABYTE, 600 * MEGABYTE  # bytes: as template.yml has it, and with room
KEPT = 64 * MEGABYTE  # that need not go back at once
PER_PIXEL = 8  # bytes: four as decoded, two of a narrower one, and what is worked on
FULL = pytest.param(20, 5000, id="full", marks=pytest.mark.stress)


@pytest.fixture
def client(sqlite: str) -> WsgiClient:
    return WsgiClient()


@pytest.fixture
def decoding() -> Iterator[None]:
    """Somebody whose picture takes as long as the test."""
    begun, ended = threading.Event(), threading.Event()

    def decode() -> None:
        with memory.alone():
            begun.set()
            ended.wait(30)

    with ThreadPoolExecutor(1) as threads:
        threads.submit(decode)
        assert begun.wait(5)
        yield
        ended.set()


def large(side: int) -> bytes:
    """A transparent PNG of so many pixels a side, which takes four tenths of a byte for each."""
    image = Image.merge("RGBA", [Image.linear_gradient("L").resize((side, side))] * 4)
    rows = side // 11
    noise = random.Random(1).randbytes(side * rows * 4)
    image.paste(Image.frombytes("RGBA", (side, rows), noise), (0, 0))
    return encoded(image, "PNG", compress_level=1)


def as_form(content: bytes) -> tuple[bytes, dict[str, str]]:
    return form(content, kind="general")


def as_json(content: bytes) -> tuple[bytes, dict[str, str]]:
    image = f"data:image/png;base64,{base64.b64encode(content).decode()}"
    body = json.dumps({"kind": "general", "image": image})
    return body.encode(), {"Content-Type": "application/json"}


def recognised(server: Server, account: Account, body: bytes, headers: dict[str, str]) -> int:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=300)
    try:
        own = {**headers, "Authorization": f"Bearer {account.token}"}
        connection.request("POST", "/api/recognize", body, own)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def worker_of(server: Server) -> int:
    """The process that answers; the other one only watches it."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    (worker,) = map(int, children.read_text().split())
    return worker


def most_held(server: Server) -> int:
    """Bytes that both processes held at most."""
    both = (server.process.pid, worker_of(server))
    told = [Path(f"/proc/{pid}/status").read_text() for pid in both]
    peaks = [line.split()[1] for text in told for line in text.splitlines() if "VmHWM" in line]
    return sum(map(int, peaks)) * 1024


def test_who_waits_too_long_to_be_decoded_is_told_when_to_come_again(
    client: WsgiClient, payer: Account, configure: Configure, decoding: None
) -> None:
    configure(FUNCTION_TIMEOUT="3")

    with takes_at_most(2):
        answer = send(client, payer)

    assert (answer.status, answer.code) == (503, "unavailable")
    assert answer.headers["retry-after"] == "10"
    assert "图片过多" in answer.json["error"]["message"]
    assert nothing_is_left(client, payer)


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("sent", [as_form, as_json])
@pytest.mark.parametrize(("callers", "side"), [pytest.param(6, 2400, id="small"), FULL])
def test_many_large_pictures_at_once_take_the_memory_of_one(
    sight: OpenAISimulator,
    configure: Configure,
    tmp_path: Path,
    sent: Callable[[bytes], tuple[bytes, dict[str, str]]],
    callers: int,
    side: int,
) -> None:
    configure(LIMITS="recognize=1000000/60", FUNCTION_TIMEOUT="600", LLM_TIMEOUT="300")
    sight.say(*[says(description="一只碗")] * (callers + 1))
    account = WsgiClient().register()
    body, headers = sent(large(side))
    with web_function("recognize", tmp_path) as server, ThreadPoolExecutor(callers) as threads:
        resource.prlimit(worker_of(server), resource.RLIMIT_DATA, (GIVEN, GIVEN))
        assert recognised(server, account, *sent(large(100))) == 200
        idle = most_held(server)
        asked = [threads.submit(recognised, server, account, body, headers) for _ in range(callers)]

        assert [one.result() for one in asked] == [200] * callers
        added = most_held(server) - idle

    assert added <= 1.2 * callers * len(body) + PER_PIXEL * side * side + KEPT
    assert added + idle <= MOST
