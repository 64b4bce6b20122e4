"""`python -m tests.payer ROUNDS TOKEN`: fork one child after another and kill each at its work.

A child asks the model `priced` over and over: whole, streamed, and over the OpenAI protocol. It
gets SIGKILL at a random moment of such a round. What it did stays in the database.
"""

import random
import sys

from shared.hosts import gateway
from tests.client import Client, EventClient, WsgiClient
from tests.kills import kill_one

FUNCTIONS = ("chat", "completions")
MODEL = "priced"
MESSAGES = [{"role": "user", "content": "你好"}]


def main(rounds: int, token: str) -> None:
    for name in FUNCTIONS:
        gateway.load(name)  # or every child would import them first
    hosts: list[Client] = [EventClient(), WsgiClient()]

    def pay() -> None:
        for host in hosts:
            _pay(host, token)

    took = kill_one(pay, 2, 0)[0]  # of a first round: each child is killed in its first
    for _ in range(rounds):
        kill_one(pay, 1, random.uniform(0, took))


def _pay(host: Client, token: str) -> None:
    for path in ("/api/chat", "/v1/chat/completions"):
        for stream in (False, True):
            body = {"model": MODEL, "messages": MESSAGES, "stream": stream}
            answer = host.call("POST", path, body, token=token)
            if answer.status != 200 or b'"error"' in answer.body:
                raise AssertionError(answer.body)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
