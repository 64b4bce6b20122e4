"""Tasks of everybody, as an administrator looks at them, ends them and begins them again."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulators.dashscope import DashScopeSimulator
from tests.web.panel import Api, Operate, languages
from tests.web.visitor import Product

pytestmark = pytest.mark.web
LONG = 60_000  # milliseconds that a worker may take
FAILED = {
    "id": "01KB3Z6V4N8Q2R5T7W9X0Y1Z2A", "user_id": "01KB3Z6V4N8Q2R5T7W9X0Y1Z2B", "kind": "image",
    "status": "failed", "progress": 0, "model": "wanx", "attempts": 1, "upstream_request": None,
    "error": {"code": "upstream_error", "message": "x"}, "aigc": None,
    "credits": {"reserved": 200, "charged": 0},
    "created_at": "2026-11-28T01:00:00.000Z", "started_at": None, "ended_at": None,
}  # fmt: skip


@pytest.fixture
def film(product: Product, studio: DashScopeSimulator) -> Iterator[dict[str, Any]]:
    """A task of somebody's that does not end by itself."""
    email, _ = product.register(product.address)
    somebody = Api(product, email)
    studio.held.set()
    begun = somebody.call("POST", "/api/videos", {"prompt": "一只猫伸懒腰"})
    yield begun["task"] | {"email": email, "of": somebody}
    studio.held.clear()


@languages
def test_a_task_is_looked_at_and_cancelled_and_costs_nothing(
    panel: Operate, film: dict[str, Any], language: str
) -> None:
    operator = panel(language=language)
    user = Api(operator.product).user(film["email"])["id"]
    operator.page.goto(f"{operator.product.address}/admin#/tasks?user={user}")
    row = operator.page.locator("table.data tbody tr")
    row.locator("button.link").click()
    operator.page.locator("dialog code", has_text=film["id"]).wait_for()
    operator.page.keyboard.press("Escape")

    cancel = operator.say("取消任务", "Cancel task")
    row.get_by_role("button", name=cancel).click()
    operator.dialog_button(cancel).click()
    operator.page.locator("dialog").wait_for(state="detached")
    row.locator(".tag", has_text=operator.say("已取消", "cancelled")).wait_for(timeout=LONG)

    kept = film["of"].call("GET", f"/api/tasks/{film['id']}")
    assert (kept["status"], kept["credits"]["charged"]) == ("cancelled", 0)


def test_a_task_is_begun_again_once(panel: Operate) -> None:
    operator = panel()
    keys: list[str | None] = []

    def again(route: Any) -> None:
        keys.append(route.request.headers.get("idempotency-key"))
        route.fulfill(status=201, json=FAILED | {"status": "queued", "result": None, "units": {}})

    operator.page.route(
        "**/api/admin/tasks?*",
        lambda route: route.fulfill(json={"data": [FAILED], "next_cursor": None}),
    )
    operator.page.route("**/api/admin/tasks/*/retry", again)
    operator.go("/tasks")
    operator.page.locator("tr", has_text="upstream_error").get_by_role(
        "button", name="重试"
    ).click()
    operator.page.get_by_text("重新预留 200 积分").wait_for()

    operator.dialog_button("重试").dblclick()
    operator.page.locator("dialog").wait_for(state="detached")

    assert len(keys) == 1
    assert keys[0]
