"""A forgotten password, a second factor, other devices and codes, as people meet them."""

from typing import Any

import pyotp
import pytest

from tests import waiting
from tests.post import link_in
from tests.secrets_in_logs import PASSWORD
from tests.simulators.smtp import MailServer
from tests.web.conftest import Visit
from tests.web.panel import Api
from tests.web.test_flows import everywhere
from tests.web.visitor import Product, Visitor

pytestmark = pytest.mark.web
OTHER = "another horse 7"


def ask_for_link(visitor: Visitor, email: str) -> None:
    visitor.go("/forgot")
    visitor.page.get_by_label(visitor.say("邮箱", "E-mail")).fill(email)
    visitor.button("发送链接", "Send me a link").click()
    visitor.page.get_by_role("status").filter(has_text=email).wait_for()


def tokens_of(mail: MailServer, email: str) -> list[str]:
    """Those of the links that somebody was sent."""
    return [link_in(letter)[1] for to, letter in list(mail.letters) if to == email]


def sent_link(visitor: Visitor, mail: MailServer, email: str) -> str:
    """The token of the one link that somebody asked for and got."""
    ask_for_link(visitor, email)
    waiting.until(lambda: tokens_of(mail, email))
    (token,) = tokens_of(mail, email)
    return token


def set_password(visitor: Visitor, password: str) -> None:
    label = visitor.say("新密码", "New password")
    visitor.page.get_by_label(label, exact=True).fill(password)
    visitor.button("设置密码", "Set password").click()


def fill_in_code(visitor: Visitor, code: str) -> None:
    visitor.page.get_by_label(visitor.say("验证码", "Code"), exact=True).fill(code)


@everywhere
def test_a_forgotten_password_is_set_anew_by_a_link(
    visit: Visit, product: Product, mail: MailServer, how: Any
) -> None:
    visitor = visit(**how)
    email, _ = product.register(product.address)
    ask_for_link(visitor, "nobody@example.com")
    visitor.go("/login")
    token = sent_link(visitor, mail, email)

    visitor.go(f"/reset?token={token}")
    visitor.page.wait_for_url("**/#/reset")
    set_password(visitor, "12345678")
    visitor.page.locator("input[aria-invalid=true]").wait_for()
    set_password(visitor, OTHER)
    visitor.page.get_by_role("status").wait_for()
    visitor.page.locator("main").get_by_role("link", name=visitor.say("登录", "Log in")).click()
    visitor.email, visitor.password = email, PASSWORD
    visitor.fill_in_log_in()
    visitor.page.locator("input[aria-invalid=true]").wait_for()
    visitor.password = OTHER
    visitor.fill_in_log_in()

    visitor.page.wait_for_url("**/#/")
    assert tokens_of(mail, "nobody@example.com") == []


@everywhere
def test_a_link_that_was_used_leads_to_another(
    visit: Visit, product: Product, mail: MailServer, how: Any
) -> None:
    visitor = visit(**how)
    email, _ = product.register(product.address)
    token = sent_link(visitor, mail, email)
    visitor.go(f"/reset?token={token}")
    set_password(visitor, OTHER)
    visitor.page.get_by_role("status").wait_for()

    visitor.page.goto("about:blank")
    visitor.page.goto(f"{product.address}/#/reset?token={token}")
    set_password(visitor, OTHER)
    visitor.page.locator(".failure").wait_for()
    visitor.page.get_by_role("link", name=visitor.say("发送链接", "Send me a link")).click()

    visitor.page.wait_for_url("**/#/forgot")


def switch_on(visitor: Visitor) -> list[str]:
    """The recovery codes, after a wrong password and a wrong code."""
    visitor.go("/account")
    password = visitor.page.get_by_label(visitor.say("密码", "Password"), exact=True)
    for said in ("not the one", PASSWORD):
        password.fill(said)
        visitor.button("设置", "Set up").click()
        visitor.page.locator("input[aria-invalid=true], code.secret").wait_for()
    secret = visitor.page.locator("code.secret")
    secret.wait_for()
    drawn = "img.src.startsWith('data:') && img.naturalWidth > 0"
    seen = f"() => [...document.images].some((img) => {drawn})"
    visitor.page.wait_for_function(seen)  # the QR code, which the policy lets the page show
    right = pyotp.TOTP(secret.inner_text()).now()
    fill_in_code(visitor, f"{(int(right) + 1) % 1_000_000:06}")
    visitor.button("开启", "Switch on").click()
    visitor.page.locator("input[aria-invalid=true]").wait_for()
    fill_in_code(visitor, right)
    visitor.button("开启", "Switch on").click()
    codes = visitor.page.locator(".codes code")
    codes.first.wait_for()
    return list(codes.all_inner_texts())


@everywhere
def test_a_second_factor_is_set_up_asked_for_and_taken_away(known: Visit, how: Any) -> None:
    visitor = known(**how)
    first, *_ = codes = switch_on(visitor)
    visitor.button("退出登录", "Log out").first.click()
    visitor.page.wait_for_url("**/#/")

    visitor.go("/login")
    visitor.fill_in_log_in()
    fill_in_code(visitor, "000000")
    visitor.button("登录", "Log in").click()
    visitor.page.locator("input[aria-invalid=true]").wait_for()
    fill_in_code(visitor, first)
    visitor.button("登录", "Log in").click()
    visitor.page.wait_for_url("**/#/")
    visitor.go("/account")
    left = visitor.say(f"还剩 {len(codes) - 1} 个", f"{len(codes) - 1} recovery codes")
    visitor.page.get_by_text(left).wait_for()
    assert visitor.page.locator(".codes").count() == 0
    visitor.page.get_by_label(visitor.say("密码", "Password"), exact=True).fill(PASSWORD)
    visitor.button("关闭", "Switch off").click()

    visitor.button("设置", "Set up").wait_for()


@everywhere
def test_another_device_is_logged_out(known: Visit, visit: Visit, how: Any) -> None:
    visitor, other = known(**how), visit(language="zh", user_agent="Firefox of somebody")
    other.email, other.password = visitor.email, visitor.password
    other.go("/login")
    other.fill_in_log_in()
    other.page.wait_for_url("**/#/")

    visitor.go("/account")
    firefox = visitor.button("退出“Firefox”", "Log out “Firefox”")
    firefox.click()
    visitor.page.locator("dialog").get_by_role(
        "button", name=visitor.say("退出", "Log out"), exact=True
    ).click()
    firefox.wait_for(state="detached")

    other.page.reload()
    other.page.get_by_role("link", name="登录").first.wait_for(state="attached")


@everywhere
def test_a_code_is_redeemed_once(known: Visit, product: Product, how: Any) -> None:
    wanted = {"kind": "redemption", "count": 1, "credits": 250}
    (made,) = Api(product).call("POST", "/api/admin/invites", wanted)["data"]
    visitor = known(**how)
    visitor.go("/usage")
    field = visitor.page.get_by_label(visitor.say("兑换码", "Redemption code"))
    field.fill("NOT-A-CODE")
    visitor.button("兑换", "Redeem").click()
    visitor.page.locator("input[aria-invalid=true], .failure").first.wait_for()

    field.fill(made["code"])
    visitor.button("兑换", "Redeem").click()
    visitor.page.get_by_text(visitor.say("已增加 250 积分。", "250 credits were added.")).wait_for()
    assert visitor.page.locator(".big").inner_text().startswith("10,250")
    assert field.input_value() == ""
    field.fill(made["code"])
    visitor.button("兑换", "Redeem").click()
    visitor.page.locator("input[aria-invalid=true], .failure").first.wait_for()

    visitor.page.reload()
    visitor.page.locator(".big", has_text="10,250").wait_for()
