"""What runs, failed, is kept and was refused, as an administrator sees it, and acts there."""

from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pyotp
import pytest
import requests

from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import INVALID_API_KEY
from tests.waiting import until
from tests.web.panel import MODEL, Api, Operate, Operator, languages
from tests.web.test_accessibility import axe, looks, overflow, violations
from tests.web.visitor import Product

__all__ = ["axe"]
pytestmark = pytest.mark.web
REFUSED = MODEL | {"id": "refused", "upstream_name": "qwen-refused"}
REFUSALS = {
    "moderation": "words", "on_failure": "let_through",
    "totals": {"refused": 5, "let_through": 1, "held_back": 0},
    "data": [
        {"day": day, "place": "input", "outcome": outcome, "label": label, "count": count,
         "last_at": f"{day}T01:00:00.000Z"}
        for day, outcome, label, count in [
            ("2026-11-27", "refused", "violence", 2), ("2026-11-28", "refused", "violence", 3),
            ("2026-11-28", "let_through", "", 1),
        ]
    ],
}  # fmt: skip
LEASE = {
    "name": "sweep", "owner": "i-01", "since": "2026-11-28T01:00:00.000Z",
    "until": "2026-11-28T01:11:00.000Z",
}  # fmt: skip


def part(operator: Operator, zh: str, en: str) -> Any:
    heading = operator.page.get_by_role("heading", name=operator.say(zh, en), exact=True)
    return operator.page.locator("section", has=heading)


@pytest.fixture(scope="module")
def failed(product: Product, provider: OpenAISimulator) -> str:
    """The id of a request that a provider refused: for a model that nobody else asks, since its
    breaker counts."""
    root, user = Api(product), Api(product, product.register(product.address)[0])
    root.call("POST", "/api/admin/models", REFUSED)
    provider.script(INVALID_API_KEY)
    body = {"messages": [{"role": "user", "content": "你好"}], "model": REFUSED["id"]}
    answer = user.send("POST", "/api/chat", body)
    root.call("DELETE", f"/api/admin/models/{REFUSED['id']}")
    assert answer.status_code >= 500, answer.text
    request_id: str = answer.json()["error"]["request_id"]
    until(lambda: request_id in ids(root.call("GET", "/api/admin/system")), seconds=60)
    return request_id


def ids(system: Any) -> list[str]:
    """Of the requests that failed; counts are kept a little after the answer."""
    return [failure["request_id"] for failure in system["failures"]["data"]]


@languages
def test_a_request_that_failed_is_named_and_leads_to_the_log(
    panel: Operate, failed: str, language: str
) -> None:
    operator = panel(language=language)
    operator.go("/system")

    link = part(operator, "失败的请求", "Requests that failed").get_by_role("link", name=failed)

    query = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert query == {"q": [f'message.request_id: "{failed}"']}
    assert "noopener" in str(link.get_attribute("rel"))


@languages
def test_each_job_says_when_it_is_due(panel: Operate, language: str) -> None:
    operator = panel(language=language)
    operator.go("/system")

    row = part(operator, "定时任务", "Jobs").locator("tr", has_text=operator.say("备份", "Back-up"))

    row.locator("time").last.wait_for()
    assert row.locator("td").last.locator("time").get_attribute("datetime")


def test_a_part_that_is_not_known_says_why_and_the_others_stay(
    panel: Operate, product: Product
) -> None:
    system = Api(product).call("GET", "/api/admin/system")
    system["storage"]["status"] = "storage_unavailable"
    system["jobs"] = {"status": "database_down", "data": []}
    operator = panel(language="en")
    operator.page.route("**/api/admin/system", lambda route: route.fulfill(json=system))
    operator.go("/system")

    part(operator, "", "Jobs").get_by_text("Not known now: the database does not answer").wait_for()
    part(operator, "", "Database and storage").get_by_text("does not answer").wait_for()
    assert part(operator, "", "Providers").locator("table").count() == 1


def test_a_back_up_is_made_once_and_fetched_for_a_reason_that_the_trail_keeps(
    panel: Operate,
) -> None:
    operator = panel()
    operator.go("/system")
    section = part(operator, "备份", "")
    section.get_by_role("button", name="立即备份").click()
    section.get_by_text("已备份。").wait_for()
    assert section.locator("tbody tr").count() == 1
    section.get_by_role("button", name="立即备份").click()
    section.get_by_role("alert").wait_for()

    section.get_by_role("button", name="下载备份").click()
    assert operator.page.locator("dialog a").count() == 0
    operator.page.get_by_label("理由").fill("换机器前核对")
    operator.dialog_button("生成链接").click()
    link = operator.page.locator("dialog").get_by_role("link", name="下载")
    address = urljoin(operator.product.address, str(link.get_attribute("href")))
    kept = requests.get(address, timeout=20)

    assert kept.content.startswith(b"\x1f\x8b")
    operator.page.keyboard.press("Escape")
    operator.go("/audit")
    row = operator.page.locator("tr", has_text="换机器前核对")
    assert "下载备份" in row.inner_text()


def test_back_ups_are_made_and_fetched_in_english_too(panel: Operate, product: Product) -> None:
    Api(product).send("POST", "/api/admin/backups", None)  # refused where one was just made
    operator = panel(language="en")
    operator.go("/system")
    section = part(operator, "", "Back-ups")
    section.locator("tbody tr").first.wait_for()
    section.get_by_role("button", name="Back up now").click()
    section.get_by_role("alert").wait_for()

    section.get_by_role("button", name="Download the back-up").first.click()
    operator.page.get_by_label("Reason", exact=True).fill("before a move")
    operator.dialog_button("", "Make the link").click()
    operator.page.locator("dialog").get_by_role("link", name="Download").wait_for()
    operator.page.keyboard.press("Escape")
    operator.go("/audit")
    row = operator.page.locator("tr", has_text="before a move")
    assert "Back-up fetched" in row.inner_text()


@languages
def test_refusals_are_counted_by_label_and_the_days_stand_in_the_address(
    panel: Operate, language: str
) -> None:
    operator, asked = panel(language=language), list[str]()

    def answer(route: Any) -> None:
        asked.append(urlsplit(route.request.url).query)
        route.fulfill(json=REFUSALS)

    operator.page.route("**/api/admin/moderation*", answer)
    operator.page.goto(f"{operator.product.address}/admin#/system?from=2026-11-01&to=2026-11-28")
    rows = part(operator, "内容安全", "Content safety").locator("tbody tr")
    rows.nth(1).wait_for()

    texts = [row.split("\t")[:4] for row in rows.all_inner_texts()]
    where = operator.say("用户的输入", "what users say")
    assert texts == [
        ["violence", where, operator.say("拒绝", "refused"), "5"],
        ["–", where, operator.say("未检查，放行", "not checked, let through"), "1"],
    ]
    assert asked[-1] == "from=2026-11-01&to=2026-11-28"


@looks
def test_the_page_of_the_system(
    panel: Operate, product: Product, failed: str, axe: str, how: Any
) -> None:
    system = Api(product).call("GET", "/api/admin/system")
    system["leases"]["data"] = [LEASE]
    operator = panel(**how)
    operator.page.route("**/api/admin/system", lambda route: route.fulfill(json=system))
    operator.page.route("**/api/admin/moderation*", lambda route: route.fulfill(json=REFUSALS))
    operator.go("/system")
    part(operator, "内容安全", "Content safety").locator("tbody tr").first.wait_for()
    part(operator, "租约", "Leases").locator("tbody tr").first.wait_for()

    operator.page.get_by_role("link", name=failed).wait_for()
    assert violations(operator.page, axe) == []
    assert overflow(operator.page) == 0


def test_who_lost_the_second_factor_is_let_in_by_the_password_again(
    panel: Operate, product: Product
) -> None:
    email, password = product.register(product.address)
    account = Api(product, email)
    secret = account.call("POST", "/api/auth/second-factor", {"password": password})["secret"]
    code = pyotp.TOTP(secret).now()
    account.call("POST", "/api/auth/second-factor/confirm", {"code": code})
    operator = panel()
    operator.page.goto(f"{product.address}/admin#/users/{Api(product).user(email)['id']}")
    operator.button("关闭两步验证", "").click()
    verb = operator.dialog_button("关闭两步验证")
    assert verb.is_disabled()

    operator.page.locator("dialog input").fill(email)
    verb.click()
    operator.page.locator("dialog").wait_for(state="detached")

    assert operator.button("关闭两步验证", "").count() == 0
    assert Api(product, email).call("GET", "/api/auth/second-factor")["enabled"] is False


def test_an_address_is_confirmed_by_an_administrator(panel: Operate, product: Product) -> None:
    email, _ = product.register(product.address)
    user = Api(product).user(email)
    operator, posted = panel(language="en"), list[str]()

    def answer(route: Any) -> None:
        route.fulfill(json=user | {"confirmed": bool(posted)})

    def confirm(route: Any) -> None:
        posted.append(route.request.method)
        route.continue_()

    operator.page.route(f"**/api/admin/users/{user['id']}", answer)
    operator.page.route(f"**/api/admin/users/{user['id']}/confirm", confirm)
    operator.page.goto(f"{product.address}/admin#/users/{user['id']}")
    operator.page.get_by_text("Not confirmed").wait_for()
    operator.button("", "Confirm the address").click()
    operator.dialog_button("", "Confirm the address").click()

    operator.page.get_by_text("Confirmed", exact=True).wait_for()
    assert posted == ["POST"]
