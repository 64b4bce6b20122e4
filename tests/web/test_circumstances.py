"""Browsers as they are out there: without much, with wrong clocks, in other places, and too old."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.test_traps import count_calls
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
PLAIN_HTTP = """
for (const [of, name] of [[Navigator, "clipboard"], [Navigator, "locks"]]) {
  Object.defineProperty(of.prototype, name, { get: () => undefined });
}
Object.defineProperty(Crypto.prototype, "randomUUID", { value: undefined });
"""
NO_STORAGE = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
Object.defineProperty(window, "indexedDB", { get: () => undefined });
"""
GARBAGE = """
for (const key of ["yz-theme", "yz-language", "yz-model", "yz-anonymous", "yz-reloaded"]) {
  localStorage.setItem(key, "{[not what it was");
}
sessionStorage.setItem("yz-unheard:new", "{[");
"""
SHIFTED = """
const shift = %d, Real = Date;
window.Date = class extends Real {
  constructor(...given) { super(...(given.length ? given : [Real.now() + shift])); }
  static now() { return Real.now() + shift; }
};
"""


def log_in_at(visitor: Visitor) -> None:
    visitor.email, visitor.password = visitor.product.register(visitor.product.address)
    visitor.page.reload()
    visitor.go("/login")
    visitor.fill_in_log_in()
    visitor.page.wait_for_url("**/#/")


def test_over_plain_http_everything_is_done_by_older_means(
    visit: Visit, provider: OpenAISimulator
) -> None:
    provider.say("```\n一段代码\n```")
    visitor = visit()
    visitor.context.add_init_script(PLAIN_HTTP)
    log_in_at(visitor)

    visitor.ask("代码")
    visitor.wait_until_answered()
    visitor.page.evaluate(
        "document.addEventListener('copy', () => { window.copied = String(getSelection()); })"
    )
    visitor.button("复制代码", "Copy code").click()

    visitor.page.get_by_role("button", name="已复制").wait_for()
    assert visitor.page.evaluate("navigator.clipboard === undefined")


@pytest.mark.parametrize("script", [NO_STORAGE, GARBAGE], ids=["full", "garbage"])
def test_storage_that_is_full_or_holds_garbage_stops_nobody(visit: Visit, script: str) -> None:
    visitor = visit()
    visitor.context.add_init_script(script)
    log_in_at(visitor)

    visitor.ask("你好")
    visitor.wait_until_answered()
    visitor.page.get_by_role("link", name="新对话").first.click()
    visitor.page.locator("article").first.wait_for(state="detached")

    visitor.page.locator(".conversations a").get_by_text("你好").click()
    visitor.answers.wait_for()


@pytest.mark.parametrize("hours", [-24, -0.2, 0.2, 24])
def test_a_wrong_clock_signs_nobody_out_and_refreshes_nothing(visit: Visit, hours: float) -> None:
    visitor = visit()
    visitor.context.add_init_script(SHIFTED % int(hours * 3_600_000))
    log_in_at(visitor)
    refreshes = count_calls(visitor.page, "/api/auth/refresh")

    for text in ("一问", "二问"):
        visitor.ask(text)
        visitor.wait_until_answered()

    assert refreshes == []


def test_a_dark_page_is_dark_before_anything_else_has_loaded(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate("localStorage.setItem('yz-theme', 'dark')")
    visitor.page.route("**/assets/*.js", lambda route: route.abort())

    visitor.page.reload(wait_until="domcontentloaded")

    assert visitor.page.locator("html").get_attribute("data-theme") == "dark"


def test_a_page_of_a_release_that_is_gone_is_loaded_anew_once_with_the_draft(
    known: Visit,
) -> None:
    visitor = known()
    visitor.composer.fill("还没写完")
    visitor.page.evaluate("window.isSame = true")
    loads: list[str] = []

    def is_gone(route: Any) -> None:
        if loads:
            route.continue_()
        else:
            route.fulfill(status=404)

    visitor.page.on("request", lambda r: loads.append(r.url) if r.is_navigation_request() else None)
    visitor.page.route("**/assets/UsagePage*", is_gone)

    visitor.page.get_by_role("link", name="用量").click()

    visitor.page.get_by_role("heading", name="用量", exact=True).wait_for()
    assert len(loads) == 1
    assert visitor.page.evaluate("window.isSame") is None
    visitor.page.get_by_role("link", name="新对话").first.click()
    visitor.page.wait_for_function("() => document.querySelector('textarea')?.value === '还没写完'")


@pytest.mark.parametrize("lost", ["assets/index-*.js", "assets/zh-*.js", "assets/ChatPage-*.js"])
def test_a_page_begins_although_a_file_of_it_is_lost_while_the_network_changes(
    visit: Visit, lost: str
) -> None:
    page = visit().context.new_page()
    page.route(f"**/{lost}", lambda route: route.abort("connectionreset"), times=1)

    page.goto(visit().product.address)

    page.get_by_role("textbox", name="消息", exact=True).wait_for()


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "UTC"])
def test_today_is_the_readers_day(visit: Visit, zone: str) -> None:
    visitor = visit(timezone_id=zone).log_in()

    with visitor.page.expect_request("**/api/auth/usage*group_by=day*") as asked:
        visitor.go("/usage")

    query = parse_qs(urlsplit(asked.value.url).query)
    now = datetime.now(UTC).astimezone(ZoneInfo(zone))
    days = {f"{now:%Y-%m-%d}", f"{now - timedelta(seconds=60):%Y-%m-%d}"}
    assert query["tz"] == [zone]
    assert query["to"][0] in days


def test_the_time_of_a_message_is_the_same_after_it_was_loaded_anew(known: Visit) -> None:
    visitor = known()
    visitor.converse("几点了？")
    times = visitor.page.locator("article.own .figures")
    before = times.inner_text()

    visitor.page.reload()
    visitor.answers.wait_for()

    after = times.inner_text()
    assert abs(minutes(after) - minutes(before)) <= 1
    assert "+8" in (times.get_attribute("title") or "")


def minutes(text: str) -> int:
    hours, _, rest = text.rpartition(" ")[2].partition(":")
    return int(hours) * 60 + int(rest[:2])
