"""Who is calling in a test: administrators, and programs with a key."""

from typing import Any

from shared.database import transactions
from tests.client import Account, Client
from tests.secrets_in_logs import PASSWORD


def administrator(client: Client, email: str | None = None, password: str = PASSWORD) -> Account:
    """Somebody registered whom the database calls an administrator."""
    account = client.register(email, password)
    with transactions.writing() as tx:
        tx.run("UPDATE users SET role = 'admin' WHERE id = :id", id=account.user["id"])
    return account


def api_key(client: Client, owner: Account, **wanted: Any) -> dict[str, Any]:
    """A key just made, with its secret as `key`."""
    answer = client.call(
        "POST", "/api/auth/keys", {"name": "a program", **wanted}, token=owner.token
    )
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.json
    return made


def invite(client: Client, admin: Account, **wanted: Any) -> dict[str, Any]:
    """An invite just made, with its code."""
    answer = client.call("POST", "/api/admin/invites", wanted, token=admin.token)
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.json["data"][0]
    return made


def log_in(client: Client, email: str, password: str) -> int:
    """The status of a log-in."""
    credentials = {"email": email, "password": password}
    return client.call("POST", "/api/auth/login", credentials).status
