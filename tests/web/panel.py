"""Somebody with a browser at the panel of administrators, and the API beside their page."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.secrets_in_logs import PASSWORD
from tests.web.visitor import Product, Visitor

ROOT_USER = "root@example.com"
PLACES = [
    "/overview", "/usage", "/calls", "/ledger", "/users", "/codes", "/models", "/recognitions",
    "/files", "/tasks", "/drugs", "/settings", "/system", "/audit", "/export",
]  # fmt: skip
MODEL = {  # one that the simulator answers as
    "provider": "default",
    "upstream_name": "qwen-sim",
    "prices": [{"input": 800, "output": 2000}],
}
languages = pytest.mark.parametrize("language", ["zh", "en"])


class Operator(Visitor):
    home = "/admin"

    def enter(self, email: str, password: str) -> "Operator":
        """Log in where the panel asks for it."""
        self.email, self.password = email, password
        self.fill_in_log_in()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self

    def dialog_button(self, zh: str, en: str = "") -> Any:
        name = self.say(zh, en or zh)
        return self.page.locator("dialog").get_by_role("button", name=name, exact=True)

    def rows(self) -> list[str]:
        """The texts of the first cells with a link or a button of a list."""
        self.page.locator("table.data[aria-busy=false] tbody tr").first.wait_for()
        return list(self.page.locator("table.data tbody tr").all_inner_texts())

    def wait_for_rows(self, count: int) -> None:
        self.page.wait_for_function(
            "(count) => document.querySelectorAll('table.data[aria-busy=false] tbody tr').length"
            " === count",
            arg=count,
        )


Operate = Callable[..., Operator]


class Api:
    """The API as somebody asks it, beside the page."""

    def __init__(self, product: Product, email: str = ROOT_USER) -> None:
        self._address = product.address
        credentials = {"email": email, "password": PASSWORD}
        self._token = self._sent("POST", "/api/auth/login", credentials, "")["access_token"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        return self._sent(method, path, body, self._token)

    def send(self, method: str, path: str, body: Any) -> requests.Response:
        """Whatever is answered."""
        return self._answered(method, path, body, self._token)

    def _sent(self, method: str, path: str, body: Any, token: str) -> Any:
        answer = self._answered(method, path, body, token)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _answered(self, method: str, path: str, body: Any, token: str) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.request(
            method, f"{self._address}{path}", json=body, headers=headers, timeout=20
        )

    def user(self, email: str) -> dict[str, Any]:
        found: dict[str, Any] = self.call("GET", f"/api/admin/users?q={email}")["data"][0]
        return found
