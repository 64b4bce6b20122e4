"""`python -m tests.victim ROUNDS CODE`: fork one child after another and kill each at its work.

A child registers with the invite CODE, refreshes and changes passwords: that is a life, and it
lives over and over. It gets SIGKILL at a random moment. What it did stays in the database.
"""

import random
import sys
import uuid

from shared.hosts import gateway
from tests.client import Answer, EventClient
from tests.kills import kill_one
from tests.secrets_in_logs import PASSWORD

FUNCTIONS = ("register", "account", "sessions")
_CHANGED = "another horse 7"


def main(rounds: int, code: str) -> None:
    for name in FUNCTIONS:
        gateway.load(name)  # or every child would import them first
    client = EventClient()

    def live() -> None:
        _live(client, code)

    longest = max(kill_one(live, 6, 0))
    for _ in range(rounds):
        kill_one(live, 1, random.uniform(0, longest))


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
