"""Who may see and change how the product is run."""

import pytest

from tests.client import Client
from tests.people import administrator, api_key

ENDPOINTS = [
    ("GET", "/api/admin/settings", None),
    ("PUT", "/api/admin/settings/daily_tokens", {"value": 1}),
    ("GET", "/api/admin/tasks", None),
    ("GET", "/api/admin/system", None),
    ("GET", "/api/admin/connection", None),
]


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
def test_nobody_but_an_administrator_with_a_token_may(
    client: Client, method: str, path: str, body: object
) -> None:
    admin, user = administrator(client), client.register()
    key = api_key(client, admin)["key"]

    def refused(token: str | None) -> tuple[int, str]:
        answer = client.call(method, path, body, token=token)
        return answer.status, answer.code

    assert refused(None) == (401, "unauthorized")
    assert refused("nonsense") == (401, "invalid_token")
    assert refused(user.token) == (403, "forbidden")
    assert refused(key) == (403, "forbidden")
    assert client.call(method, path, body, token=admin.token).status == 200
