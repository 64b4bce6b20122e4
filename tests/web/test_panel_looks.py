"""Every page of the panel in any look: axe finds nothing, nothing runs over the edge."""

from typing import Any

import pytest

from tests.web.panel import PLACES, Api, Operate
from tests.web.test_accessibility import axe, looks, overflow, violations
from tests.web.visitor import Product

__all__ = ["axe"]
pytestmark = pytest.mark.web
OPENED = [  # what each page opens over itself, by the name of its button
    ("/codes", "生成", "Make codes"),
    ("/models", "添加模型", "Add a model"),
    ("/models", "导入自带价目表", "Import the price list"),
    ("/models", "添加服务商", "Add a provider"),
    ("/drugs", "添加药品", "Add a drug"),
    ("/drugs", "导入 CSV", "Import CSV"),
]


@looks
def test_pages_of_the_panel(panel: Operate, product: Product, axe: str, how: Any) -> None:
    operator = panel(**how)
    user = Api(product).user("root@example.com")["id"]

    for path in [*PLACES, f"/users/{user}", "/nowhere"]:
        operator.page.goto(f"{product.address}/admin#{path}")
        operator.page.locator("h1").wait_for()
        operator.page.wait_for_timeout(500)
        assert operator.page.locator("[role=alert]").count() == 0, path
        assert violations(operator.page, axe) == [], path
        assert overflow(operator.page) == 0, path


@looks
def test_what_opens_over_the_pages(panel: Operate, axe: str, how: Any) -> None:
    operator = panel(**how)

    for path, zh, en in OPENED:
        operator.page.goto(f"{operator.product.address}/admin#{path}")
        operator.button(zh, en).click()
        operator.page.locator("dialog").wait_for()
        operator.page.wait_for_timeout(300)
        assert violations(operator.page, axe) == [], (path, en)
        assert overflow(operator.page) == 0, (path, en)
        operator.page.keyboard.press("Escape")
        operator.page.locator("dialog").wait_for(state="detached")
    operator.page.keyboard.press("Control+k")
    operator.page.locator("dialog input[role=combobox]").wait_for()
    assert violations(operator.page, axe) == []
