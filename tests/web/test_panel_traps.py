"""What users of other panels report, and what keeps it from happening in ours (see README.md)."""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest

from tests.waiting import until
from tests.web.panel import Api, Operate
from tests.web.visitor import Product

pytestmark = pytest.mark.web
NOTHING = {
    "calls": 0, "failed": 0, "input_tokens": 0, "output_tokens": 0, "cached_tokens": 0,
    "reasoning_tokens": 0, "credits": 0, "first_ms": None, "total_ms": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def pupils(product: Product) -> str:
    """The note of a code by which forty have come."""
    root, note = Api(product), "四十人"
    order = {"max_uses": 40, "note": note}
    code = root.call("POST", "/api/admin/invites", order)["data"][0]["code"]
    for n in range(40):
        body = {"email": f"pupil{n:02}@example.net", "password": "a long phrase 1",
                "invite_code": code}  # fmt: skip
        root.call("POST", "/api/auth/register", body)
    return note


def test_who_comes_back_from_one_finds_the_list_and_the_place(
    panel: Operate, product: Product, pupils: str
) -> None:
    operator = panel()
    operator.page.goto(f"{product.address}/admin#/users?code_note={pupils}&sort=email")
    operator.wait_for_rows(40)
    place = "() => Math.round(document.querySelector('main').scrollTop)"
    last = operator.page.locator("table.data tbody a").last
    last.scroll_into_view_if_needed()
    before = operator.page.evaluate(place)
    assert before > 0

    last.click()
    operator.page.get_by_role("heading", name="pupil39@example.net").wait_for()
    operator.page.go_back()

    operator.wait_for_rows(40)
    until(lambda: abs(operator.page.evaluate(place) - before) <= 2)
    assert "sort=email" in operator.page.url


def test_after_a_deed_on_a_later_page_one_is_still_there(
    panel: Operate, product: Product, pupils: str
) -> None:
    operator = panel()
    operator.page.goto(f"{product.address}/admin#/users?code_note={pupils}&sort=email&size=20")
    operator.wait_for_rows(20)
    operator.button("下一页", "").click()
    operator.page.get_by_text("第 2 页").first.wait_for()
    row = operator.page.locator("tr", has_text="pupil25@example.net")
    row.get_by_role("checkbox").check()

    operator.button("停用", "").click()
    operator.page.locator("dialog").get_by_text("pupil25@example.net").wait_for()
    operator.dialog_button("停用").click()

    row.get_by_text("已停用").wait_for()
    operator.page.get_by_text("第 2 页").first.wait_for()
    assert re.search("after=.*sort=email|sort=email.*after=", operator.page.url)
    operator.page.get_by_label("状态", exact=True).select_option("true")
    operator.wait_for_rows(1)
    assert "after=" not in operator.page.url


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles", "UTC"])
def test_today_is_the_operators_day_and_the_zone_is_named(panel: Operate, zone: str) -> None:
    operator = panel(timezone_id=zone)

    with operator.page.expect_request("**/api/admin/overview?*") as asked:
        operator.page.reload()

    query = parse_qs(urlsplit(asked.value.url).query)
    now = datetime.now(UTC).astimezone(ZoneInfo(zone))
    days = {f"{now:%Y-%m-%d}", f"{now - timedelta(seconds=60):%Y-%m-%d}"}
    assert query["tz"] == [zone]
    assert {query["from"][0], query["to"][0]} <= days
    operator.page.get_by_text(f"（{zone}）").first.wait_for()


def test_a_chart_of_one_day_shows_it_and_follows_its_room(panel: Operate, product: Product) -> None:
    operator = panel()
    data = [NOTHING | {"group": "2026-11-02", "name": "2026-11-02", "calls": 7}]
    totals = NOTHING | {"calls": 7}

    def answer(route: Any) -> None:
        route.fulfill(json={"tz": "Asia/Shanghai", "group_by": "day", "more": False,
                            "data": data, "totals": totals})  # fmt: skip

    operator.page.route("**/api/admin/usage?*", answer)
    bars = operator.page.locator("svg[role=img] rect.bar")
    for from_day, to_day in (("02", "02"), ("01", "03")):
        days = f"from=2026-11-{from_day}&to=2026-11-{to_day}"
        operator.page.goto(f"{product.address}/admin#/usage?{days}")
        bars.first.wait_for()
        until(lambda: bars.count() == 1)
        box = bars.first.bounding_box()
        assert box
        assert 8 <= box["width"] <= 40
        assert box["height"] > 20

    operator.page.set_viewport_size({"width": 600, "height": 800})
    chart = operator.page.locator("svg[role=img]")
    until(lambda: (chart.bounding_box() or {"width": 9e9})["width"] < 600)
    light = bars.first.evaluate("(bar) => getComputedStyle(bar).fill")
    operator.page.emulate_media(color_scheme="dark")
    until(lambda: bars.first.evaluate("(bar) => getComputedStyle(bar).fill") != light)


def test_nothing_used_is_said_and_is_no_blank(panel: Operate) -> None:
    operator = panel(language="en")
    operator.page.goto(f"{operator.product.address}/admin#/usage?model=there-is-none")

    operator.page.get_by_text("Nothing was used in this time.").wait_for()
    assert operator.page.locator("svg[role=img]").count() == 0


def test_of_two_answers_that_overlap_the_newest_question_wins(panel: Operate) -> None:
    from playwright.sync_api import Error  # only `make test-web` has it

    operator = panel()
    operator.go("/audit")
    held: list[Any] = []
    entry = {
        "id": "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A", "at": "2026-11-28T01:00:00.000Z", "actor_id": "",
        "actor_email": None, "ip": "", "request_id": "r", "target": "", "target_email": None,
        "before": None, "after": None,
    }  # fmt: skip

    def answer(route: Any) -> None:
        if "action=users.unlock" in route.request.url:
            held.append(route)
        else:
            page = {"data": [entry | {"action": "users.password"}], "next_cursor": None}
            route.fulfill(json=page)

    operator.page.route("**/api/admin/audit?*", answer)
    what = operator.page.get_by_label("事项", exact=True)
    what.select_option("users.unlock")
    operator.page.wait_for_url("**action=users.unlock**")
    until(lambda: operator.page.evaluate("() => true") and held)
    what.select_option("users.password")
    operator.page.locator("td", has_text="重设密码").wait_for()

    with contextlib.suppress(Error):  # it was given up, as it should be
        held[0].fulfill(json={"data": [], "next_cursor": None})
    operator.page.wait_for_timeout(300)
    operator.page.locator("td", has_text="重设密码").wait_for()
