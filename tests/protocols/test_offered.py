"""What is said to be offered below /v1 is."""

import re

import pytest

from shared.hosts import gateway
from shared.protocols import offered
from tests.client import ROUTES, Client

SERVED = {route.function.name for route in ROUTES.routes}
ENDPOINTS = [endpoint for name in sorted(SERVED) for endpoint in gateway.load(name).endpoints]


def test_the_list_names_all_that_is_served_and_nothing_else() -> None:
    paths = {re.sub(r"\*", "", each.path) for each in ENDPOINTS if each.path.startswith("/v1/")}

    assert paths == set(offered.PATHS)
    assert list(offered.PATHS) == sorted(offered.PATHS)


@pytest.mark.parametrize(
    "path", ["/v1/images/variations", "/v1/assistants", "/v1/chat", "/v1/chat/completions/x"]
)
def test_what_is_not_offered_says_so_and_names_what_is(client: Client, path: str) -> None:
    answer = client.call("POST", path, {}, headers={"Accept-Language": "en"})

    assert (answer.status, answer.code) == (404, "not_found")
    assert all(name in answer.json["error"]["message"] for name in offered.PATHS)
