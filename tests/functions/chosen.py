"""Settings that a test changes as an administrator would, and a table that is away."""

from typing import Any

from tests.client import Account, Answer, Client

SETTINGS = "/api/admin/settings"


def put(client: Client, admin: Account, key: str, value: Any) -> Answer:
    return client.call("PUT", f"{SETTINGS}/{key}", {"value": value}, token=admin.token)


def choose(client: Client, admin: Account, key: str, value: Any) -> dict[str, Any]:
    """The setting as it is shown now."""
    answer = put(client, admin, key, value)
    assert answer.status == 200, answer.body
    shown: dict[str, Any] = answer.json
    return shown
