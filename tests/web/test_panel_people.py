"""Users and codes of the panel, as an administrator works with them in both languages."""

from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from shared.access.lockout import PER_ACCOUNT
from tests.secrets_in_logs import PASSWORD
from tests.web.panel import Api, Operate, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web


class Elsewhere(HTTPAdapter):
    """From another address than the browsers', which too many failures would shut out too."""

    def init_poolmanager(self, *given: Any, **more: Any) -> None:
        super().init_poolmanager(*given, source_address=("127.0.0.9", 0), **more)


def login(product: Product, email: str, password: str = PASSWORD) -> int:
    body = {"email": email, "password": password}
    with requests.Session() as session:
        session.mount("http://", Elsewhere())
        return session.post(f"{product.address}/api/auth/login", json=body, timeout=20).status_code


@languages
def test_some_are_disabled_together_and_come_back(
    panel: Operate, product: Product, language: str
) -> None:
    emails = [product.register(product.address)[0] for _ in range(2)]
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/users?role=user")
    for email in emails:
        operator.page.get_by_label(operator.say(f"选择 {email}", f"Select {email}")).check()

    operator.button("停用", "Disable").click()
    heading = operator.page.get_by_role(
        "heading", name=operator.say("停用 2 个用户", "Disable 2 users")
    )
    heading.wait_for()
    assert operator.page.evaluate("document.activeElement.textContent.trim()") == operator.say(
        "取消", "Cancel"
    )
    operator.dialog_button("停用", "Disable").dblclick()
    heading.wait_for(state="detached")

    for email in emails:
        row = operator.page.locator("tr", has_text=email)
        row.get_by_text(operator.say("已停用", "Disabled")).wait_for()
        assert login(product, email) == 403
    assert "role=user" in operator.page.url

    for email in emails:
        operator.page.get_by_label(operator.say(f"选择 {email}", f"Select {email}")).check()
    operator.button("启用", "Enable").click()
    operator.dialog_button("启用", "Enable").click()
    operator.page.locator("dialog").wait_for(state="detached")
    for email in emails:
        row = operator.page.locator("tr", has_text=email)
        row.get_by_text(operator.say("正常", "Active"), exact=True).wait_for()
        assert login(product, email) == 200


@languages
def test_credits_are_given_once_and_the_trail_says_why(
    panel: Operate, product: Product, language: str
) -> None:
    email = product.register(product.address)[0]
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/users/{Api(product).user(email)['id']}")
    amount = operator.page.get_by_label(operator.say("积分数", "Credits"), exact=True)
    amount.fill("0,5")
    operator.page.get_by_label(operator.say("理由", "Reason"), exact=True).fill("课程补贴")
    give = operator.page.locator("form").get_by_role("button", name=operator.say("增加", "Give"))
    give.click()
    operator.page.get_by_text(
        operator.say("请填大于 0 的整数。", "Enter a whole number above 0.")
    ).wait_for()

    amount.fill("１,５００")
    give.dblclick()

    operator.page.get_by_text("11,500").first.wait_for()
    assert Api(product).user(email)["credits"] == 11_500
    operator.page.get_by_text("课程补贴").last.wait_for()
    assert amount.input_value() == ""


@languages
def test_a_user_is_let_in_again_named_anew_given_a_password_and_made_an_administrator(
    panel: Operate, product: Product, language: str
) -> None:
    email = product.register(product.address)[0]
    for _ in range(PER_ACCOUNT):
        assert login(product, email, "not the password 1") == 401
    assert login(product, email) == 429
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/users/{Api(product).user(email)['id']}")
    operator.button("解除锁定", "Unlock").click()
    operator.dialog_button("解除锁定", "Unlock").click()
    operator.page.locator("dialog").wait_for(state="detached")
    assert login(product, email) == 200

    save = operator.page.get_by_role("button", name=operator.say("保存", "Save"), exact=True)
    operator.page.get_by_label(operator.say("称呼", "Name"), exact=True).fill("新名字")
    save.first.click()
    operator.page.get_by_text(operator.say("已保存。", "Saved.")).first.wait_for()
    password = operator.page.get_by_label(operator.say("新密码", "New password"), exact=True)
    password.fill("short")
    save.last.click()
    operator.page.locator("input[aria-invalid=true]").wait_for()
    password.fill("another horse 7")
    save.last.click()
    nobody = operator.say("没有登录中的设备。", "Nowhere logged in.")
    operator.page.get_by_text(nobody).wait_for()
    assert login(product, email, "another horse 7") == 200

    operator.button("设为管理员", "Make administrator").click()
    sure = operator.dialog_button("设为管理员", "Make administrator")
    assert sure.is_disabled()
    operator.page.locator("dialog input").fill(f" {email} ")
    sure.click()
    operator.page.locator("dialog").wait_for(state="detached")

    user = Api(product).user(email)
    assert (user["name"], user["role"]) == ("新名字", "admin")
    operator.page.locator("ins", has_text="新名字").wait_for()


@languages
def test_codes_are_shown_once_saved_and_used(
    panel: Operate, product: Product, language: str, tmp_path: Path
) -> None:
    operator = panel(language=language)
    operator.go("/codes")
    operator.button("生成", "Make codes").click()
    kind = operator.page.locator("dialog select")
    kind.select_option("redemption")
    operator.page.get_by_label(operator.say("数量", "How many")).fill("3")
    operator.page.get_by_label(operator.say("每次积分", "Credits for each use")).fill("250")
    operator.page.get_by_label(operator.say("备注", "Note"), exact=True).fill(f"=班级 {language}")

    operator.dialog_button("生成", "Make codes").dblclick()
    codes = operator.page.locator("dialog li code")
    codes.nth(2).wait_for()
    assert codes.count() == 3

    operator.page.keyboard.press("Escape")
    assert codes.count() == 3, "nobody can read them again: only the button closes"
    with operator.page.expect_download() as download:
        operator.dialog_button("保存为 CSV", "Save as CSV").click()
    saved = tmp_path / "codes.csv"
    download.value.save_as(saved)
    content = saved.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 4
    assert f"'=班级 {language}".encode() in content
    assert codes.first.inner_text().encode() in content
    operator.dialog_button("二维码", "QR code").first.click()
    operator.page.locator("dialog svg[role=img]").wait_for()
    code = codes.first.inner_text()
    operator.dialog_button("我已保存", "I have kept them").click()
    assert code not in operator.page.locator("body").inner_text()

    email = product.register(product.address)[0]
    Api(product, email).call("POST", "/api/auth/redeem", {"code": code})
    operator.page.reload()
    row = operator.page.locator("tr", has_text=f"=班级 {language}").filter(has_text="1 / 1")
    row.get_by_role("button").first.click()
    operator.page.locator("dialog").get_by_role("link", name=email).wait_for()
