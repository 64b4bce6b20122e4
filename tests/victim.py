"""`python -m tests.victim ROUNDS CODE`: fork one child after another and kill each at its work.

A child registers with the invite CODE, refreshes and changes passwords: that is a life, and it
lives over and over. It gets SIGKILL at a random moment. What it did stays in the database.
"""

import itertools
import os
import random
import signal
import sys
import time
import uuid

from shared import db
from shared.hosts import gateway
from tests.client import Answer, EventClient
from tests.secrets_in_logs import PASSWORD

FUNCTIONS = ("register", "account")
_CHANGED = "another horse 7"


def main(rounds: int, code: str) -> None:
    for name in FUNCTIONS:
        gateway.load(name)  # or every child would import them first
    longest = max(_kill_one(code, 6, 0))
    for _ in range(rounds):
        _kill_one(code, 1, random.uniform(0, longest))


def _kill_one(code: str, lives: int, seconds: float) -> list[float]:
    """Kill a child `seconds` after it has begun its last of `lives`; how long the others took."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        _live_until_killed(code, tell)
    os.close(tell)
    began = [_heard(told) for _ in range(lives)]
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)
    return [later - earlier for earlier, later in itertools.pairwise(began)]


def _heard(told: int) -> float:
    if not os.read(told, 1):
        raise SystemExit("a child ended by itself: see its answer above")
    return time.monotonic()


def _live_until_killed(code: str, tell: int) -> None:
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115
    client = EventClient()
    try:
        with db.reading() as tx:
            tx.one("SELECT 1 AS n")
        while True:
            os.write(tell, b".")
            _live(client, code)
    except BaseException as e:
        sys.stderr.write(f"{e!r}\n")
    finally:
        os._exit(1)


def _live(client: EventClient, code: str) -> None:
    application = {
        "email": f"{uuid.uuid4().hex}@example.com",
        "password": PASSWORD,
        "invite_code": code,
    }
    once = {"Idempotency-Key": uuid.uuid4().hex}
    given = _right(client.call("POST", "/api/auth/register", application, headers=once))
    for _ in range(2):
        body = {"refresh_token": given["refresh_token"]}
        given = _right(client.call("POST", "/api/auth/refresh", body))
    change = {"password": _CHANGED, "current_password": PASSWORD}
    _right(client.call("PATCH", "/api/auth/me", change, token=given["access_token"]))


def _right(answer: Answer) -> dict[str, str]:
    if answer.status not in (200, 201):
        raise AssertionError(answer.body)
    given: dict[str, str] = answer.json
    return given


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
