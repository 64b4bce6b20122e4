"""What is typed, pasted and sent: once, whole, and never lost."""

from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.web.conftest import Visit
from tests.web.test_traps import refuse
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
PASTE = """([text, html, picture]) => {
  const data = new DataTransfer();
  if (text) data.setData("text/plain", text);
  if (html) data.setData("text/html", html);
  if (picture) {
    const bytes = Uint8Array.from(atob(picture), (c) => c.charCodeAt(0));
    data.items.add(new File([bytes], "shot.png", { type: "image/png" }));
  }
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  return document.querySelector("textarea").dispatchEvent(new ClipboardEvent("paste", how));
}"""
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
HEIGHT = "document.querySelector('textarea').clientHeight"


def keys_of_chats(visitor: Visitor) -> list[str | None]:
    """The idempotency keys of questions, from now on."""
    keys: list[str | None] = []

    def note(request: Any) -> None:
        if request.url.endswith("/api/chat"):
            keys.append(request.headers.get("idempotency-key"))

    visitor.page.on("request", note)
    return keys


def test_a_session_that_ends_unseen_asks_over_the_page_and_the_question_is_sent_once(
    known: Visit, provider: OpenAISimulator
) -> None:
    visitor = known()
    visitor.ask("一问")
    visitor.wait_until_answered()
    asked = len(provider.requests)
    visitor.page.route("**/api/auth/refresh", refuse)
    visitor.page.route("**/api/chat", refuse, times=1)

    visitor.ask("二问")
    dialog = visitor.page.locator("dialog")
    dialog.wait_for()
    assert visitor.composer.input_value() == "二问"
    visitor.page.unroute("**/api/auth/refresh")
    dialog.get_by_label("密码").fill(visitor.password)
    dialog.get_by_role("button", name="登录", exact=True).click()
    dialog.wait_for(state="detached")
    visitor.composer.press("Enter")
    visitor.page.locator("article.own", has_text="二问").wait_for()
    visitor.wait_until_answered()

    assert len(provider.requests) == asked + 1


def test_what_is_tried_again_is_known_as_the_same(known: Visit) -> None:
    visitor = known()
    keys = keys_of_chats(visitor)
    visitor.page.route("**/api/chat", lambda route: route.abort(), times=1)

    visitor.ask("你还好吗？")
    visitor.button("重试", "Try again").click()
    visitor.wait_until_answered()

    assert len(keys) == 2
    assert keys[0] == keys[1]


@pytest.mark.parametrize("status", [502, 504, 524])
def test_a_page_of_a_proxy_in_place_of_an_answer_is_told_in_words(
    known: Visit, status: int
) -> None:
    visitor = known()
    body = "<html><h1>Bad gateway</h1><script>window.hit = 1</script></html>"
    visitor.page.route(
        "**/api/chat",
        lambda route: route.fulfill(status=status, content_type="text/html", body=body),
    )

    visitor.ask("你还好吗？")

    failure = visitor.page.locator(".failure")
    failure.wait_for()
    assert "<" not in failure.inner_text()
    assert "Bad gateway" not in failure.inner_text()
    assert failure.get_by_role("button", name="重试").is_enabled()
    assert visitor.composer.input_value() == "你还好吗？"


def test_a_question_is_taken_back_before_the_first_word(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.script(Pace(0.01, first=20))
    visitor = known()
    visitor.ask("不问了")
    visitor.page.locator(".waiting").wait_for()

    visitor.button("停止", "Stop").click()

    visitor.button("发送", "Send").wait_for()
    assert visitor.composer.input_value() == "不问了"
    assert visitor.page.locator("article").count() == 0


def test_text_that_office_programs_copy_with_a_picture_of_it_is_pasted_as_text(
    known: Visit,
) -> None:
    visitor = known()
    visitor.composer.click()

    left_to_the_browser = visitor.page.evaluate(PASTE, ["表格", "<b>表格</b>", DOT])
    assert left_to_the_browser
    assert visitor.page.locator(".composer img").count() == 0

    taken = not visitor.page.evaluate(PASTE, ["", "", DOT])
    assert taken
    visitor.page.locator(".composer img").wait_for()
    visitor.button("移除图片 1", "").click()
    assert visitor.page.locator(".composer img").count() == 0


def test_a_long_text_is_counted_and_not_cut(known: Visit) -> None:
    visitor = known()
    visitor.composer.click()

    visitor.page.keyboard.insert_text("长" * 30_000)

    visitor.page.get_by_text("90,000 / 65,536 字节").wait_for()
    assert visitor.button("发送", "Send").is_disabled()
    assert len(visitor.composer.input_value()) == 30_000
    visitor.composer.fill("短")
    assert visitor.button("发送", "Send").is_enabled()


def test_the_composer_grows_with_its_lines_and_shrinks_again(known: Visit) -> None:
    visitor = known(screen="phone")
    one = visitor.page.evaluate(HEIGHT)

    visitor.composer.fill("\n".join(f"第{n}行" for n in range(40)))
    many = visitor.page.evaluate(HEIGHT)
    box = visitor.button("发送", "Send").bounding_box()
    visitor.composer.fill("")

    assert one < many <= 740 * 0.4 + 1
    assert box
    assert box["y"] + box["height"] <= 740
    assert visitor.page.evaluate(HEIGHT) == one


def test_a_hundred_kilobytes_are_pasted_without_a_pause(known: Visit) -> None:
    visitor = known()
    visitor.composer.click()
    visitor.page.keyboard.insert_text("x" * 100_000)

    with visitor.costs() as costs:
        visitor.page.keyboard.press("End")
        visitor.page.keyboard.type("y")
        visitor.page.wait_for_function(
            "() => document.querySelector('textarea').value.endsWith('y')"
        )

    assert costs[0] <= 250, "milliseconds of a key after it"
