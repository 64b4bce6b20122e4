"""Who sees the panel: administrators. Everybody else sees a door, or that there is nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.secrets_in_logs import PASSWORD
from tests.web.panel import PLACES, ROOT_USER, Api, Operate, Operator, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web


def calls_of(operator: Operator) -> list[str]:
    """Paths of the API for administrators that the page asks from here on."""
    asked: list[str] = []
    operator.page.on("request", lambda r: asked.append(r.url) if "/api/admin/" in r.url else None)
    return asked


@languages
def test_who_is_nobody_logs_in_and_is_where_they_wanted(operate: Operate, language: str) -> None:
    operator = operate(language=language)
    asked = calls_of(operator)
    operator.page.goto(f"{operator.product.address}/admin#/codes?kind=redemption")
    operator.page.get_by_role("heading", name=operator.say("登录", "Log in")).wait_for()
    assert asked == []

    operator.enter(ROOT_USER, PASSWORD)

    operator.page.get_by_role(
        "heading", name=operator.say("邀请码与兑换码", "Invites and codes")
    ).wait_for()
    assert operator.page.url.endswith("/admin#/codes?kind=redemption")


@languages
def test_a_user_finds_nothing_there(operate: Operate, product: Product, language: str) -> None:
    operator = operate(language=language)
    asked = calls_of(operator)

    operator.enter(*product.register(product.address))

    operator.page.get_by_role(
        "heading", name=operator.say("没有这个页面", "There is no such page")
    ).wait_for()
    assert asked == []
    assert operator.page.locator("nav").count() == 0
    operator.page.goto(f"{product.address}/admin#/users")
    operator.page.keyboard.press("Control+k")
    operator.page.wait_for_timeout(300)
    assert asked == []
    assert operator.page.locator("dialog").count() == 0


def test_an_administrator_who_is_disabled_does_not_get_in(
    operate: Operate, product: Product
) -> None:
    email, password = product.register(product.address)
    root = Api(product)
    user = root.user(email)
    root.call("PATCH", f"/api/admin/users/{user['id']}", {"role": "admin", "disabled": True})
    operator = operate()
    asked = calls_of(operator)
    operator.email, operator.password = email, password

    operator.fill_in_log_in()

    operator.page.get_by_role("alert").first.wait_for()
    assert "/login" in operator.page.url
    assert asked == []


@pytest.mark.parametrize("path", [*PLACES, "/users/01ARZ3NDEKTSV4RRFFQ69G5FAV"])
def test_no_page_opens_to_a_user(user_there: Operator, path: str) -> None:
    asked = calls_of(user_there)

    user_there.page.goto(f"{user_there.product.address}/admin#{path}")
    user_there.page.reload()

    user_there.page.get_by_role("heading", name="没有这个页面").wait_for()
    assert asked == []


@pytest.fixture(scope="module")
def user_there(browser: Any, product: Product) -> Iterator[Operator]:
    """At the panel, and no administrator."""
    operator = Operator(browser, product).enter(*product.register(product.address))
    yield operator
    operator.close()
    assert operator.faults == []


@languages
def test_who_is_disabled_while_pages_are_open_sees_nothing_more(
    operate: Operate, product: Product, language: str
) -> None:
    email, password = product.register(product.address)
    root = Api(product)
    path = f"/api/admin/users/{root.user(email)['id']}"
    root.call("PATCH", path, {"role": "admin"})
    operator = operate(language=language).enter(email, password)
    operator.page.locator("a.figure").first.wait_for()
    root.call("PATCH", path, {"disabled": True})
    seen: list[int] = []
    operator.page.on("response", lambda r: seen.append(r.status) if "/admin/" in r.url else None)

    for page in ("/users", "/ledger", "/system"):
        operator.page.goto(f"{product.address}/admin#{page}")
        operator.page.get_by_role("alert").or_(operator.page.locator("dialog")).first.wait_for()
    assert operator.page.locator("table.data").count() == 0
    assert set(seen) <= {401, 403}


@pytest.mark.parametrize("path", PLACES)
def test_every_page_asks_anew_when_the_session_has_ended(at_the_end: Operator, path: str) -> None:
    at_the_end.page.goto(f"{at_the_end.product.address}/admin#{path}")
    at_the_end.page.reload()

    password = at_the_end.page.get_by_label("密码", exact=True)
    password.wait_for()
    assert at_the_end.page.locator("table.data").count() == 0


@pytest.fixture(scope="module")
def at_the_end(browser: Any, product: Product) -> Iterator[Operator]:
    """An administrator whose token has expired and is not renewed."""
    operator = Operator(browser, product).enter(ROOT_USER, PASSWORD)
    operator.page.route("**/api/auth/refresh", _refuse)
    operator.page.route("**/api/admin/**", _refuse)
    yield operator
    operator.close()
    assert operator.faults == []


def test_who_loses_the_role_sees_a_page_and_no_loop(operate: Operate, product: Product) -> None:
    email, password = product.register(product.address)
    root = Api(product)
    path = f"/api/admin/users/{root.user(email)['id']}"
    root.call("PATCH", path, {"role": "admin"})
    operator = operate().enter(email, password)
    operator.page.get_by_role("heading", level=1).first.wait_for()

    root.call("PATCH", path, {"role": "user"})
    operator.page.goto(f"{product.address}/admin#/users")
    operator.page.locator("dialog").wait_for()
    operator.page.get_by_label("密码").fill(password)
    operator.dialog_button("登录").click()

    operator.page.get_by_role("heading", name="没有这个页面").wait_for()
    asked = calls_of(operator)
    operator.page.wait_for_timeout(1000)
    assert asked == []


@languages
def test_a_form_stays_while_one_logs_in_again(panel: Operate, language: str) -> None:
    operator = panel(language=language)
    operator.go("/drugs")
    operator.button("添加药品", "Add a drug").click()
    name = operator.page.get_by_label(operator.say("名称", "Name"), exact=True)
    name.fill("示例胶囊")
    operator.page.get_by_label(operator.say("批准文号", "Approval number")).fill(
        "国药准字H99990001" if language == "zh" else "国药准字H99990002"
    )
    operator.page.route("**/api/auth/refresh", _refuse)
    operator.page.route("**/api/admin/drugs", _refuse, times=1)

    operator.dialog_button("保存", "Save").click()

    again = operator.page.get_by_label(operator.say("密码", "Password"), exact=True)
    again.wait_for()
    operator.page.unroute("**/api/auth/refresh")
    again.fill(operator.password)
    operator.dialog_button("登录", "Log in").click()
    again.wait_for(state="detached")
    assert name.input_value() == "示例胶囊"
    operator.dialog_button("保存", "Save").click()
    operator.page.locator("dialog").first.wait_for(state="detached")
    operator.page.get_by_role("button", name="示例胶囊", exact=True).first.wait_for()


def _refuse(route: Any) -> None:
    error = {"code": "invalid_token", "message": "x", "type": "x", "param": None, "request_id": "r"}
    route.fulfill(status=401, json={"error": error})
