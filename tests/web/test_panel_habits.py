"""Lists of the panel: addresses, pages, keys; nothing is lost, and nothing is asked for twice."""

import re
from typing import Any

import pytest

from tests.web.panel import Api, Operate, Operator
from tests.web.visitor import Product

pytestmark = pytest.mark.web
MOST_NODES = 20  # of a row


@pytest.fixture(scope="module")
def people(product: Product) -> list[str]:
    """E-mails of some who have registered, in the order of the alphabet."""
    return sorted(product.register(product.address)[0] for _ in range(23))


def shown(operator: Operator) -> list[str]:
    operator.page.locator("table.data[aria-busy=false]").wait_for()
    found = operator.page.locator("table.data tbody tr td:nth-child(2)")
    return list(found.all_inner_texts())


def test_filters_order_and_page_stand_in_the_address(
    panel: Operate, product: Product, people: list[str]
) -> None:
    operator = panel()
    operator.page.goto(f"{product.address}/admin#/users?size=20&sort=email&role=user")
    operator.wait_for_rows(20)
    first = shown(operator)
    told = Api(product).call("GET", "/api/admin/users?limit=20&sort=email&role=user")["data"]
    assert first == sorted(first) == [each["email"] for each in told]

    operator.button("下一页", "Next page").click()
    operator.page.wait_for_url(re.compile("after="))
    operator.page.get_by_text("第 2 页").first.wait_for()
    second = shown(operator)
    assert not set(first) & set(second)
    operator.page.reload()
    assert shown(operator) == second
    operator.page.get_by_text("第 2 页").first.wait_for()

    operator.button("上一页", "Previous page").click()
    operator.page.wait_for_url(lambda url: "after=" not in url)
    assert shown(operator) == first
    operator.page.go_back()
    operator.page.wait_for_url(re.compile("after="))
    assert shown(operator) == second

    operator.page.get_by_label("角色").select_option("admin")
    operator.page.wait_for_url(lambda url: "role=admin" in url and "after=" not in url)
    assert "root@example.com" in shown(operator)


def test_defaults_are_not_in_the_address_and_one_back_leaves(
    panel: Operate, product: Product
) -> None:
    operator = panel()
    operator.go("/audit")
    operator.go("/users")
    operator.page.locator("table.data").wait_for()
    assert operator.page.url == f"{product.address}/admin#/users"

    operator.page.go_back()

    operator.page.get_by_role("heading", name="审计记录").wait_for()


def test_typing_asks_once_and_an_input_method_not_at_all(
    panel: Operate, product: Product, people: list[str]
) -> None:
    operator = panel()
    operator.go("/users")
    operator.page.locator("table.data").wait_for()
    asked: list[str] = []
    operator.page.on("request", lambda r: asked.append(r.url) if "/admin/users?" in r.url else None)
    operator.page.keyboard.press("/")
    assert operator.page.evaluate("document.activeElement.type") == "search"

    operator.page.keyboard.type(people[0], delay=20)
    operator.wait_for_rows(1)

    assert len(asked) == 1
    assert shown(operator) == [people[0]]
    operator.page.evaluate(
        """() => document.activeElement.dispatchEvent(new KeyboardEvent(
          'keydown', { key: 'Enter', keyCode: 229, bubbles: true }))"""
    )
    operator.page.wait_for_timeout(400)
    assert len(asked) == 1
    operator.page.get_by_label("搜索").fill("nobody at all")
    operator.page.get_by_text("没有符合筛选条件的记录。").wait_for()
    operator.button("清除筛选", "Clear the filters").click()
    operator.page.locator("table.data").wait_for()


def test_rows_are_walked_by_keys_and_have_few_nodes(panel: Operate, people: list[str]) -> None:
    operator = panel()
    operator.go("/users")
    operator.page.locator("table.data tbody a").first.focus()

    for _ in range(2):
        operator.page.keyboard.press("ArrowDown")
    operator.page.keyboard.press("ArrowUp")

    at = "[...document.querySelectorAll('tbody a')].indexOf(document.activeElement)"
    assert operator.page.evaluate(at) == 1
    nodes = operator.page.evaluate(
        "Math.max(...[...document.querySelectorAll('tbody tr')]"
        ".map((row) => row.querySelectorAll('*').length))"
    )
    assert nodes <= MOST_NODES
    operator.page.keyboard.press("Enter")
    operator.page.wait_for_url(re.compile("/users/"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_palette_leads_to_pages_and_people(
    panel: Operate, people: list[str], language: str
) -> None:
    operator = panel(language=language)
    operator.page.keyboard.press("Control+k")
    field = operator.page.locator("dialog input[role=combobox]")
    field.fill(operator.say("导出", "Export"))
    field.press("Enter")
    operator.page.get_by_role("heading", name=operator.say("导出", "Export")).wait_for()
    operator.page.locator("dialog").wait_for(state="detached")

    operator.page.keyboard.press("Control+k")
    field.fill(people[3])
    operator.page.get_by_role("option", name=people[3]).wait_for()
    field.press("Enter")
    operator.page.get_by_role("heading", name=people[3]).wait_for()


def test_a_list_that_fails_says_so_and_tries_again(panel: Operate) -> None:
    operator = panel()

    def fail(route: Any) -> None:
        error = {"code": "unavailable", "message": "数据库暂时不可用", "type": "x",
                 "param": None, "request_id": "req-1"}  # fmt: skip
        route.fulfill(status=503, json={"error": error})

    operator.page.route("**/api/admin/audit?*", fail, times=1)
    operator.go("/audit")
    operator.page.get_by_text("数据库暂时不可用").wait_for()

    operator.button("重试", "Retry").click()

    operator.page.get_by_text("数据库暂时不可用").wait_for(state="detached")
