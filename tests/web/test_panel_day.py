"""A day of who runs the product: each task from the question to its answer, in both languages."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator
from tests.simulators.openai_statuses import INVALID_API_KEY
from tests.waiting import until
from tests.web.panel import MODEL, Api, Operate, Operator, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web


def asked(product: Product, email: str, model: str, status: int = 200) -> dict[str, Any]:
    """What a model answers a user over the protocol of OpenAI."""
    body = {"model": model, "messages": [{"role": "user", "content": "你好"}]}
    answer = Api(product, email).send("POST", "/v1/chat/completions", body)
    assert (answer.status_code == status) or (answer.status_code >= status >= 500), answer.text
    found: dict[str, Any] = answer.json()
    return found


def offered(product: Product, name: str, **more: Any) -> str:
    Api(product).call("POST", "/api/admin/models", MODEL | {"id": name} | more)
    return name


def cells(operator: Operator, row: int = 0) -> list[str]:
    operator.page.locator("table.data[aria-busy=false]").first.wait_for()
    found = operator.page.locator("table.data tbody tr").nth(row).locator("td")
    return [text.strip() for text in found.all_inner_texts()]


@languages
def test_a_user_says_that_credits_vanished(panel: Operate, product: Product, language: str) -> None:
    email, _ = product.register(product.address)
    name = offered(product, f"dear-{language}", prices=[{"input": 2_000, "output": 2_000}])
    asked(product, email, name)
    path = f"/api/admin/users/{Api(product).user(email)['id']}/credits"
    Api(product).call("POST", path, {"amount": -700, "reason": "发重了"})
    operator = panel(language=language)
    operator.go("/users")
    operator.page.keyboard.press("/")
    operator.page.keyboard.type(email)
    operator.page.get_by_role("link", name=email, exact=True).click()
    operator.page.get_by_text("发重了").first.wait_for()

    whole = operator.page.get_by_role("link", name=operator.say("全部积分明细", "The whole ledger"))
    whole.click()
    operator.page.wait_for_url(lambda url: "/ledger?user=" in url)

    field = operator.page.get_by_label(operator.say("用户", "User"), exact=True)
    until(lambda: field.input_value() == email)
    kind = operator.page.get_by_label(operator.say("事项", "What"), exact=True)
    kind.select_option("grant")
    operator.page.locator("td", has_text="-700").wait_for()
    operator.wait_for_rows(1)
    call = operator.page.locator("table.data tbody td:last-child a")
    assert call.count() == 0
    kind.select_option("settle")
    operator.page.locator("td", has_text="-700").wait_for(state="detached")
    operator.wait_for_rows(1)
    call.click()
    operator.page.wait_for_url(lambda url: "/calls?call=" in url)
    operator.wait_for_rows(1)
    assert [email, name] == cells(operator)[1:3]


@languages
def test_a_provider_fails_and_another_takes_its_place(
    panel: Operate, product: Product, provider: OpenAISimulator, language: str
) -> None:
    email, _ = product.register(product.address)
    failing = offered(product, f"failing-{language}", upstream_name=f"failing-{language}")
    other = offered(product, f"spare-{language}")
    provider.script(INVALID_API_KEY)
    asked(product, email, failing, status=500)
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/models?q={failing}")

    operator.page.locator("a.failing").click()
    operator.page.wait_for_url(lambda url: "status=failed" in url and failing in url)
    operator.wait_for_rows(1)
    assert email in cells(operator)

    operator.page.go_back()
    operator.page.get_by_role("button", name=failing, exact=True).click()
    operator.page.locator("dialog select").last.select_option(other)
    operator.dialog_button("保存", "Save").click()
    operator.page.locator("dialog").wait_for(state="detached")
    provider.script(INVALID_API_KEY)
    assert asked(product, email, failing)["model"] == other


@languages
def test_a_class_comes_by_codes_and_is_disabled_together(
    panel: Operate, product: Product, language: str
) -> None:
    note = f"三年二班 {language}"
    order = {"count": 3, "note": note, "credits": 5}
    codes = [
        each["code"] for each in Api(product).call("POST", "/api/admin/invites", order)["data"]
    ]
    emails = [f"{language}-pupil{n}@example.com" for n in range(3)]
    for email, code in zip(emails, codes, strict=True):
        body = {"email": email, "password": PASSWORD, "invite_code": code}
        requests.post(f"{product.address}/api/auth/register", json=body, timeout=20)
    product.register(product.address)
    operator = panel(language=language)
    operator.go("/codes")
    operator.page.get_by_role("link", name=note, exact=True).first.click()
    operator.wait_for_rows(3)

    operator.page.get_by_label(operator.say("选择本页全部", "Select all on this page")).check()
    operator.button("停用", "Disable").click()
    operator.dialog_button("停用", "Disable").click()
    operator.page.locator("dialog").wait_for(state="detached")

    assert sorted(row.split("\t")[1] for row in operator.rows()) == emails
    for email in emails:
        assert Api(product).user(email)["disabled"] is True


@languages
def test_who_used_most_and_with_which_model_is_taken_away_as_it_is_seen(
    panel: Operate, product: Product, language: str, tmp_path: Path
) -> None:
    least, most = (product.register(product.address)[0] for _ in range(2))
    one, two = (offered(product, f"{name}-{language}") for name in ("one", "two"))
    for email, name, times in ((most, one, 3), (most, two, 1), (least, two, 2)):
        for _ in range(times):
            asked(product, email, name)
    operator = panel(language=language)
    operator.page.goto(f"{product.address}/admin#/usage?by=user&range=7d&project=")
    shown = [row for row in operator.rows() if most in row or least in row]
    assert most in shown[0]
    assert least in shown[1]

    operator.page.get_by_role("button", name=most).click()
    operator.page.wait_for_url(lambda url: "by=model" in url and "user=" in url)
    operator.wait_for_rows(2)
    with operator.page.expect_download() as download:
        operator.button("CSV", "CSV").click()
    saved = tmp_path / "usage.csv"
    download.value.save_as(saved)

    _, *lines = csv.reader(io.StringIO(saved.read_text("utf-8-sig")))
    assert [line[:2] for line in lines] == [
        [one, "3"], [two, "1"], [operator.say("合计", "Total"), "4"]
    ]  # fmt: skip


@languages
def test_whose_answer_it_was_is_known_by_its_id(
    panel: Operate, product: Product, language: str
) -> None:
    email, _ = product.register(product.address)
    call = asked(product, email, offered(product, f"rude-{language}"))["id"]
    operator = panel(language=language)
    operator.page.keyboard.press("Control+k")
    words = operator.page.locator("dialog input[role=combobox]")
    words.fill(f" {call} ")
    operator.page.get_by_role("option", name=call.rpartition("-")[2]).wait_for()

    words.press("Enter")
    operator.wait_for_rows(1)
    operator.page.get_by_role("link", name=email, exact=True).click()

    operator.page.get_by_role("heading", name=email).wait_for()


@languages
def test_every_number_of_the_overview_leads_to_the_list_behind_it(
    panel: Operate, product: Product, language: str
) -> None:
    operator = panel(language=language)
    operator.go("/calls")
    operator.go("/overview")
    failed = operator.page.locator("a.figure", has_text=operator.say("失败率", "Error rate"))
    failed.click()
    operator.page.wait_for_url(lambda url: "/calls?" in url and "status=failed" in url)
    assert "from=" in operator.page.url
    state = operator.page.get_by_label(operator.say("状态", "State"), exact=True)
    assert state.input_value() == "failed"

    operator.page.go_back()
    risk = operator.say("预留未结算", "Set aside, not settled")
    operator.page.locator("a", has_text=risk).click()
    operator.page.wait_for_url(lambda url: "/ledger?kind=open" in url)

    operator.page.go_back()
    cards = ["请求", "P95 用时", "token", "消耗积分", "活跃用户"]
    if language == "en":
        cards = ["Requests", "P95 time", "Tokens", "Credits spent", "Active users"]
    for label in cards:
        name = operator.page.get_by_text(label, exact=True)
        link = operator.page.locator("a.figure").filter(has=name)
        assert "#/usage?" in str(link.get_attribute("href")), label


def test_a_user_is_chosen_by_a_part_of_the_address(panel: Operate, product: Product) -> None:
    emails = [product.register(product.address)[0] for _ in range(2)]
    operator = panel()
    operator.go("/ledger")
    field = operator.page.get_by_label("用户", exact=True)

    field.fill("nobody-at-all")
    field.press("Enter")
    operator.page.get_by_text("没有这个用户。").wait_for()
    field.fill("@example.com")
    field.press("Enter")
    operator.page.get_by_text("不止一个用户符合").wait_for()
    assert "user=" not in operator.page.url

    field.fill(emails[1].removesuffix("@example.com").upper() + "@")
    field.press("Enter")
    operator.page.wait_for_url(lambda url: "user=" in url)
    assert Api(product).user(emails[1])["id"] in operator.page.url
    assert field.input_value() == emails[1]
    field.fill("")
    operator.page.wait_for_url(lambda url: "user=" not in url)


def test_a_search_that_has_not_looked_at_all_goes_on(panel: Operate) -> None:
    operator = panel()
    pages = iter([
        {"data": [], "next_cursor": "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A"},
        {"data": [], "next_cursor": None},
    ])  # fmt: skip
    cursors: list[bool] = []

    def answer(route: Any) -> None:
        cursors.append("cursor=01KB3Z6V4N8Q2R5T7W9X0Y1Z2A" in route.request.url)
        route.fulfill(json=next(pages, {"data": [], "next_cursor": None}))

    operator.page.route("**/api/admin/calls?*", answer)
    operator.page.goto(f"{operator.product.address}/admin#/calls?model=rare")
    operator.page.get_by_text("后面还有没查的").wait_for()

    operator.button("继续查找", "").click()

    operator.page.get_by_text("没有符合筛选条件的记录。").wait_for()
    assert cursors[:2] == [False, True]
