"""What a test sets up as an administrator would: providers, models, credits."""

from typing import Any

from tests.client import Account, Client
from tests.conftest import Configure
from tests.people import administrator
from tests.simulators.openai import OpenAISimulator

PER_TOKEN = 1_000_000  # credits per million tokens: one for each
QUESTION = [{"role": "user", "content": "你好"}]


def supply(
    client: Client, admin: Account, simulator: OpenAISimulator, name: str, **more: Any
) -> None:
    """A provider whose key is in SECOND_API_KEY, unless said otherwise."""
    wanted = {"name": name, "base_url": simulator.url, "key_variable": "SECOND_API_KEY", **more}
    answer = client.call("PUT", "/api/admin/providers", wanted, token=admin.token)
    assert answer.status == 200, answer.body


def offer(client: Client, admin: Account, name: str, **more: Any) -> dict[str, Any]:
    """A model of the environment's provider that costs a credit a token, unless said otherwise."""
    wanted = {
        "id": name,
        "provider": "default",
        "upstream_name": name,
        "prices": [{"input": PER_TOKEN, "output": PER_TOKEN}],
        **more,
    }
    answer = client.call("POST", "/api/admin/models", wanted, token=admin.token)
    assert answer.status == 201, answer.body
    shown: dict[str, Any] = answer.json
    return shown


def give(client: Client, admin: Account, account: Account, amount: int) -> None:
    path = f"/api/admin/users/{account.user['id']}/credits"
    answer = client.call("POST", path, {"amount": amount, "reason": "test"}, token=admin.token)
    assert answer.status == 200, answer.body


def payer(client: Client, configure: Configure, amount: int) -> Account:
    """An administrator with so many credits, who pays one a token for the model `dear`."""
    configure(ENABLE_CREDIT_SYSTEM="true")
    admin = administrator(client)
    offer(client, admin, "dear")
    give(client, admin, admin, amount)
    return admin


def balance(client: Client, account: Account) -> int:
    answer = client.call("GET", "/api/auth/credits", token=account.token)
    assert answer.status == 200, answer.body
    left: int = answer.json["balance"]
    return left


def movements(client: Client, account: Account) -> list[tuple[str, int]]:
    """Kinds and amounts of the ledger, oldest first."""
    answer = client.call("GET", "/api/auth/credits", token=account.token, query={"limit": "100"})
    return [(entry["kind"], entry["amount"]) for entry in reversed(answer.json["data"])]
