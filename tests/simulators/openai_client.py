"""How the tests of the OpenAI simulator talk to it."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.simulators.openai import OpenAISimulator

HELLO = [{"role": "user", "content": "你好"}]


def chat(sim: OpenAISimulator, key: str = "sk-sim", **fields: Any) -> requests.Response:
    body = {"model": "qwen-plus", "messages": HELLO, **fields}
    headers = {"Authorization": f"Bearer {key}"}
    return requests.post(f"{sim.url}/chat/completions", json=body, headers=headers, timeout=10)


def address(sim: OpenAISimulator) -> tuple[str, int]:
    return "127.0.0.1", int(sim.url.removesuffix("/v1").rpartition(":")[2])


def raw(stream: bool, *headers: str) -> bytes:
    """The bytes of a request for a chat."""
    body = json.dumps({"model": "qwen-plus", "messages": HELLO, "stream": stream}).encode()
    first = "POST /v1/chat/completions HTTP/1.1"
    more = ["Host: sim", "Authorization: Bearer sk-sim", f"Content-Length: {len(body)}"]
    return "\r\n".join([first, *more, *headers, "", ""]).encode() + body


@contextmanager
def asked(sim: OpenAISimulator, stream: bool) -> Iterator[socket.socket]:
    """A raw connection on which a chat was just requested."""
    with socket.create_connection(address(sim), timeout=10) as client:
        client.sendall(raw(stream))
        yield client


def up_to_silence(client: socket.socket) -> bytes:
    """What comes until the connection, still open, has been silent for a while."""
    data = b""
    try:
        while more := client.recv(65536):
            data += more
            client.settimeout(0.3)
    except TimeoutError:
        return data
    raise AssertionError("the connection was closed")


def up_to_end(client: socket.socket) -> tuple[bytes, str]:
    """What comes until the connection ends, and whether it is closed or reset."""
    data = b""
    try:
        while more := client.recv(65536):
            data += more
    except ConnectionResetError:
        return data, "reset"
    return data, "closed"


def events(response: requests.Response) -> list[dict[str, Any]]:
    """The JSON of a complete stream, which may have CRLF and comments."""
    lines = response.content.decode().replace("\r\n", "\n").splitlines()
    data = [line[6:] for line in lines if line.startswith("data: ")]
    assert data.pop() == "[DONE]"
    return [json.loads(line) for line in data]


def joined(chunks: list[dict[str, Any]], field: str = "content") -> str:
    choices = [choice for chunk in chunks for choice in chunk["choices"]]
    return "".join(choice["delta"].get(field) or "" for choice in choices)
