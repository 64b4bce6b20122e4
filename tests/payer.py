"""`python -m tests.payer ROUNDS TOKEN`: fork one child after another and kill each at its work.

A child asks the model `priced` over and over: whole, streamed, and over the OpenAI protocol. It
gets SIGKILL at a random moment of such a round. What it did stays in the database.
"""

import os
import random
import signal
import sys
import time

from shared import db
from shared.hosts import gateway
from tests.client import Client, EventClient, WsgiClient

FUNCTIONS = ("chat", "completions")
MODEL = "priced"
MESSAGES = [{"role": "user", "content": "你好"}]


def main(rounds: int, token: str) -> None:
    for name in FUNCTIONS:
        gateway.load(name)  # or every child would import them first
    took = _kill_one(token, 3, 0)
    for _ in range(rounds):
        _kill_one(token, 1, random.uniform(0, took))


def _kill_one(token: str, times: int, seconds: float) -> float:
    """Kill a child `seconds` after it has begun a round for the last of `times`."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _pay_until_killed(token, tell)
    os.close(tell)
    began = [_heard(told) for _ in range(times)]
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)
    return began[-1] - began[-2] if times > 1 else 0


def _heard(told: int) -> float:
    if not os.read(told, 1):
        raise SystemExit("a child ended by itself: see its answer above")
    return time.monotonic()


def _pay_until_killed(token: str, tell: int) -> None:
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    try:
        hosts: list[Client] = [EventClient(), WsgiClient()]
        with db.reading() as tx:
            tx.one("SELECT 1 AS n")
        while True:
            os.write(tell, b".")
            for host in hosts:
                _pay(host, token)
    except BaseException as e:
        sys.stderr.write(f"{e!r}\n")
    finally:
        os._exit(1)


def _pay(host: Client, token: str) -> None:
    for path in ("/api/chat", "/v1/chat/completions"):
        for stream in (False, True):
            body = {"model": MODEL, "messages": MESSAGES, "stream": stream}
            answer = host.call("POST", path, body, token=token)
            if answer.status != 200 or b'"error"' in answer.body:
                raise AssertionError(answer.body)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
