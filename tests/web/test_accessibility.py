"""Every page for everybody: axe finds nothing, nothing runs over the edge, in any look."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.engines import web
from tests.engines.availability import require
from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.test_flows import BOX, FACTS
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
LONG = 60_000  # milliseconds that a worker may take
PUBLIC = ["/login", "/register", "/forgot", "/reset?token=x", "/confirm?token=x", "/drugs"]
OWN = ["/create?make=video", "/files", "/create", "/usage", "/account", "/nowhere"]
ANSWER = (
    "## 标题\n\n正文**加粗**，`代码`。\n\n```python\nprint(1)\n```\n\n"
    "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
)
looks = pytest.mark.parametrize(
    "how",
    [
        {"language": "zh", "screen": "desk", "scheme": "light"},
        {"language": "en", "screen": "desk", "scheme": "dark"},
        {"language": "zh", "screen": "phone", "scheme": "dark"},
        {"language": "en", "screen": "phone", "scheme": "light"},
    ],
    ids=["zh-desk-light", "en-desk-dark", "zh-phone-dark", "en-phone-light"],
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module")
def axe() -> str:
    folder = require(web.packages(), "npm did not install axe")
    return (folder / "axe-core" / "axe.min.js").read_text()


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("(rules) => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def overflow(page: Any) -> int:
    wide: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


@looks
def test_pages_without_an_account(visit: Visit, axe: str, how: Any) -> None:
    visitor = visit(**how)
    assert violations(visitor.page, axe) == []

    for path in PUBLIC:
        visitor.go(path)
        visitor.page.wait_for_timeout(300)
        assert violations(visitor.page, axe) == [], path
        assert overflow(visitor.page) == 0, path


@looks
def test_pages_of_an_account(known: Visit, axe: str, provider: OpenAISimulator, how: Any) -> None:
    provider.say(ANSWER, json.dumps(FACTS, ensure_ascii=False))
    visitor = known(**how)
    visitor.ask("都来一点")
    visitor.wait_until_answered()
    visitor.answers.locator("td").first.wait_for()
    visitor.page.wait_for_timeout(300)
    assert violations(visitor.page, axe) == []
    assert overflow(visitor.page) == 0

    recognise(visitor)
    assert violations(visitor.page, axe) == []
    assert overflow(visitor.page) == 0
    have_made(visitor)
    assert violations(visitor.page, axe) == []
    assert overflow(visitor.page) == 0

    for path in OWN:
        visitor.go(path)
        visitor.page.wait_for_timeout(300)
        assert violations(visitor.page, axe) == [], path
        assert overflow(visitor.page) == 0, path


def recognise(visitor: Visitor) -> None:
    """A result with all that there can be; its picture is in the list of files then."""
    visitor.go("/recognize")
    visitor.page.locator("input[type=file]").first.set_input_files(BOX)
    visitor.page.locator(".result pre").wait_for()
    visitor.page.locator(".result .matched").wait_for()
    visitor.page.locator(".past").wait_for()


def have_made(visitor: Visitor) -> None:
    """A task that is done, with what it made."""
    visitor.go("/tasks")
    visitor.page.locator("main select").first.select_option("thumbnail")
    visitor.page.locator("main input[type=file]").set_input_files(BOX)
    visitor.page.locator("article summary").click(timeout=LONG)
    visitor.page.locator("article img").wait_for()


def refuse(code: str, status: int = 401, **headers: str) -> Callable[[Any], None]:
    """In place of the server, which would shut out its other visitors too."""
    error = {"code": code, "message": code, "param": None, "request_id": "1", "type": "x"}
    return lambda route: route.fulfill(status=status, headers=headers, json={"error": error})


def unconfirmed(route: Any) -> None:
    """Somebody who logs in before their address is confirmed."""
    answer = route.fetch()
    told = answer.json()
    told["user"]["confirmed"] = False
    route.fulfill(response=answer, json=told)


@looks
def test_what_stands_in_ones_way(visit: Visit, axe: str, how: Any) -> None:
    visitor = visit(**how, reduced_motion="reduce")  # nothing is half-way between two colours
    page = visitor.page

    def look(at: str) -> None:
        page.locator(at).first.wait_for()
        assert violations(page, axe) == [], at
        assert overflow(page) == 0, at

    page.route("**/api/auth/login", refuse("too_many_attempts", 429, **{"Retry-After": "600"}))
    visitor.go("/login")
    visitor.email, visitor.password = "mei@example.com", "a long phrase"
    visitor.fill_in_log_in()
    look(".locked")

    page.unroute("**/api/auth/login")
    page.route("**/api/auth/login", unconfirmed)
    visitor.go("/forgot")
    visitor.log_in()
    look(".unconfirmed")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.locator(".unconfirmed").wait_for(state="detached")

    visitor.go("/account")
    password = page.get_by_label(visitor.say("密码", "Password"), exact=True)
    password.fill(visitor.password)
    visitor.button("设置", "Set up").click()
    look("code.secret")

    page.route("**/api/auth/refresh", refuse("invalid_token"))
    page.route("**/api/auth/me", refuse("invalid_token"), times=1)
    page.get_by_label(visitor.say("称呼", "Name"), exact=True).fill("新名字")
    visitor.button("保存", "Save").click()
    look("dialog[open]")


@looks
def test_dialogs_and_menus(known: Visit, axe: str, how: Any) -> None:
    visitor = known(**how)
    visitor.ask("你好")
    visitor.wait_until_answered()

    visitor.button("对话操作", "Chat actions").click()
    assert violations(visitor.page, axe) == []
    visitor.page.get_by_role("menuitem", name=visitor.say("删除", "Delete")).click()
    assert violations(visitor.page, axe) == []
    focused = visitor.page.evaluate("document.activeElement.textContent.trim()")
    assert focused == visitor.say("取消", "Cancel")
    visitor.page.keyboard.press("Escape")
    visitor.page.locator("dialog").wait_for(state="detached")
