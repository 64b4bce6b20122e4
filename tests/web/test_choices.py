"""What is chosen for a question, the model and the persona, is what is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.secrets_in_logs import PASSWORD
from tests.web.conftest import Visit
from tests.web.panel import ROOT_USER
from tests.web.visitor import Product

pytestmark = pytest.mark.web
OTHER = {
    "provider": "default",
    "upstream_name": "qwen3-vl-plus",
    "prices": [{"input": 100, "output": 100}],
}


class Shelf:
    """The models of the product, as an administrator changes them."""

    def __init__(self, address: str) -> None:
        self._models = f"{address}/api/admin/models"
        body = {"email": ROOT_USER, "password": PASSWORD}
        told = requests.post(f"{address}/api/auth/login", json=body, timeout=20)
        self._as = {"Authorization": f"Bearer {told.json()['access_token']}"}
        self._added: list[str] = []

    def offer(self, name: str, **more: Any) -> None:
        body = {**OTHER, "id": name, **more}
        answer = requests.post(self._models, json=body, headers=self._as, timeout=20)
        assert answer.status_code == 201, answer.text
        self._added.append(name)

    def clear(self) -> None:
        for name in self._added:
            requests.delete(f"{self._models}/{name}", headers=self._as, timeout=20)


@pytest.fixture
def shelf(product: Product) -> Iterator[Shelf]:
    of = Shelf(product.address)
    yield of
    of.clear()


def test_the_model_and_the_persona_that_were_chosen_are_asked(known: Visit, shelf: Shelf) -> None:
    shelf.offer("blind")
    visitor = known()
    visitor.page.get_by_label("模型").select_option("blind")
    visitor.page.get_by_role("radio", name="译者").check(force=True)

    visitor.converse("早上好")

    visitor.page.reload()
    visitor.answers.wait_for()
    assert "blind" in visitor.page.locator("article.answer .figures").inner_text()
    assert visitor.page.locator("header .title .muted").inner_text() == "译者"
    assert visitor.page.get_by_label("模型").input_value() == "blind", "the choice is remembered"


def test_without_the_default_model_the_one_that_is_shown_answers(
    known: Visit, shelf: Shelf
) -> None:
    shelf.offer("left", capabilities=["vision"])
    shelf.offer("qwen3-vl-plus", enabled=False)
    visitor = known()
    assert visitor.page.get_by_label("模型").input_value() == "left"

    visitor.ask("你好")
    visitor.wait_until_answered()

    assert "left" in visitor.page.locator("article.answer .figures").inner_text()
