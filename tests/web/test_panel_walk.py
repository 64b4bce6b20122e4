"""What the days of an operator seldom need, done once through the pages, in both languages."""

from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.panel import ROOT_USER, Api, Operate, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web
MISSING = {
    "code": "second_factor_missing", "message": "x", "type": "x", "param": None,
    "request_id": "r",
}  # fmt: skip


@languages
def test_two_times_are_compared_and_balances_are_added_up(
    panel: Operate, product: Product, language: str
) -> None:
    email, _ = product.register(product.address)
    body = {"messages": [{"role": "user", "content": "你好"}]}
    Api(product, email).call("POST", "/api/chat", body)
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/usage?range=7d&show=calls")
    against = operator.page.get_by_label(operator.say("对比", "Compare with"), exact=True)
    against.select_option("before")
    operator.page.locator("svg[role=img] polyline").wait_for(state="attached")
    heads = operator.page.locator("table.data th", has_text=operator.say("对比：", ", before"))
    assert heads.count() == 4
    assert "against=before" in operator.page.url

    operator.page.goto(f"{product.address}/admin#/ledger")
    operator.button("核对所有余额", "Check all balances").click()

    operator.page.get_by_text(
        operator.say("每个人的余额都等于其流水之和。", "Every balance is the sum of its movements.")
    ).wait_for()


@languages
def test_a_persona_is_tried_and_an_announcement_seen_before_they_are_saved(
    panel: Operate, product: Product, provider: OpenAISimulator, language: str
) -> None:
    root = Api(product)
    path = f"/api/admin/users/{root.user(ROOT_USER)['id']}/credits"
    root.call("POST", path, {"amount": 1000, "reason": "to try personas"})
    operator = panel(language=language)
    operator.go("/settings")

    def part(zh: str, en: str) -> Any:
        name = operator.say(zh, en)
        return operator.page.locator(
            "section", has=operator.page.get_by_role("heading", name=name, exact=True)
        ).last

    news = part("公告", "Announcement")
    news.get_by_label(operator.say("中文", "Chinese")).fill("今晚维护")
    news.get_by_label(operator.say("英文", "English")).fill("Maintenance tonight")
    told = operator.say("今晚维护", "Maintenance tonight")
    news.locator("p", has_text=told).first.wait_for()

    people = part("角色", "Personas")
    people.get_by_label(operator.say("角色名", "Name of the persona")).fill(f"poet_{language}")
    people.get_by_role("button", name=operator.say("添加角色", "Add a persona")).click()
    people.get_by_label(operator.say("中文", "Chinese")).last.fill("只用诗回答。")
    people.get_by_label(operator.say("英文", "English")).last.fill("Answer in verse only.")
    people.get_by_role("button", name=operator.say("试用", "Try")).last.click()
    provider.say("床前明月光")
    operator.page.locator("dialog textarea").fill("月亮？")
    operator.dialog_button("提问", "Ask").click()

    operator.page.locator("dialog").get_by_text("床前明月光").wait_for()
    kept = {each["key"]: each["value"] for each in root.call("GET", "/api/admin/settings")["data"]}
    assert f"poet_{language}" not in str(kept["personas"])
    assert told not in str(kept["announcement"])


@languages
def test_a_provider_gets_models_of_the_price_list_in_an_order_of_fallbacks(
    panel: Operate, product: Product, language: str
) -> None:
    root, name = Api(product), f"second-{language}"
    operator = panel(language=language)
    operator.go("/models")
    operator.button("添加服务商", "Add a provider").click()
    dialog = operator.page.locator("dialog")
    dialog.get_by_label(operator.say("服务商", "Provider"), exact=True).fill(name)
    dialog.get_by_label(operator.say("地址", "Address"), exact=True).fill("https://api.example/v1")
    variable = dialog.get_by_label(
        operator.say("密钥的环境变量", "Variable of the key"), exact=True
    )
    variable.fill("SECOND_API_KEY")
    operator.dialog_button("保存", "Save").click()
    dialog.get_by_text("SECOND_API_HOST").wait_for()  # who says where that key may be sent
    variable.fill("")
    operator.dialog_button("保存", "Save").click()
    dialog.wait_for(state="detached")
    row = operator.page.locator("tr", has_text=name)
    row.get_by_text(operator.say("未设置", "not set")).wait_for()

    operator.button("导入自带价目表", "Import the price list").click()
    dialog.locator("select").first.select_option(name)
    rows = dialog.locator("tbody tr")
    taken = [rows.nth(n).locator("td").nth(1).inner_text() for n in range(3)]
    for n in range(3):
        rows.nth(n).get_by_role("checkbox").check()
    operator.dialog_button("导入 3 个", "Import 3").click()
    dialog.get_by_text(operator.say("已导入 3 个。", "3 imported.")).wait_for()
    operator.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")

    first, *others = taken
    operator.page.get_by_role("button", name=first, exact=True).click()
    for each in others:
        dialog.locator("select").last.select_option(each)
    items = dialog.locator("ol li")
    items.nth(1).drag_to(items.nth(0))
    items.nth(0).get_by_text(f"1. {others[1]}").wait_for()
    operator.dialog_button("保存", "Save").click()
    dialog.wait_for(state="detached")

    models = {each["id"]: each for each in root.call("GET", "/api/admin/models")["data"]}
    assert models[first]["fallbacks"] == others[::-1]
    assert models[first]["prices"][0]
    for each in taken:
        root.call("DELETE", f"/api/admin/models/{each}")
    root.call("DELETE", f"/api/admin/providers/{name}")


@languages
def test_who_must_have_a_second_factor_is_led_to_where_it_is_set_up(
    panel: Operate, language: str
) -> None:
    operator = panel(language=language)
    operator.page.route(
        "**/api/admin/users?*", lambda route: route.fulfill(status=403, json={"error": MISSING})
    )
    operator.go("/users")

    operator.page.get_by_role(
        "link", name=operator.say("去开启两步验证", "Set up the second factor")
    ).click()

    heading = operator.say("两步验证", "Second factor")
    operator.page.get_by_role("heading", name=heading, exact=True).wait_for()
    operator.page.wait_for_url("**/#/account")
