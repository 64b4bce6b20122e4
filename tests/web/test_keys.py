"""The chat by keyboard: what keys do, and what an input method keeps for itself."""

from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator
from tests.web.conftest import Visit
from tests.web.test_traps import count_calls
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
FOCUSED = "document.activeElement.getAttribute('role') ?? document.activeElement.tagName"


def test_a_line_is_broken_and_the_last_question_is_edited(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一答", "二答")
    visitor = known()
    page = visitor.page
    visitor.composer.fill("第一行")
    visitor.composer.press("Shift+Enter")
    page.keyboard.type("第二行")
    page.keyboard.press("Enter")
    visitor.wait_until_answered()
    said = page.locator("article.own .words")
    assert said.inner_text() == "第一行\n第二行"

    visitor.composer.fill("草稿")
    visitor.composer.press("ArrowUp")
    assert page.get_by_role("textbox", name="编辑").count() == 0, "what is typed has a first line"
    visitor.composer.fill("")
    visitor.composer.press("ArrowUp")
    edited = page.get_by_role("textbox", name="编辑")
    edited.wait_for()
    assert edited.input_value() == "第一行\n第二行"
    edited.press("Escape")
    page.wait_for_function("() => document.activeElement.matches('.composer textarea')")
    visitor.composer.press("ArrowUp")
    edited.fill("新问")
    edited.press("Enter")
    page.get_by_text("二答").wait_for()

    assert said.all_inner_texts() == ["新问"]


def test_keys_lead_to_the_log_and_back_to_a_new_chat_and_the_search(known: Visit) -> None:
    visitor = known()
    page = visitor.page
    visitor.converse("甲")

    for key in ("F6", "Control+ArrowDown"):
        visitor.composer.focus()
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == "log"
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == "TEXTAREA"

    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.type") == "search"
    page.locator("[role=log]").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Control+Shift+o")
    page.wait_for_url("**/#/")
    page.wait_for_function("() => document.activeElement.matches('.composer textarea')")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_keys_are_told_by_a_key_and_by_a_button(known: Visit, language: str) -> None:
    visitor = known(language=language)
    page = visitor.page
    dialog = page.locator("dialog")

    visitor.composer.fill("?")
    assert dialog.count() == 0, "a question mark is typed"
    page.locator("[role=log]").focus()
    page.keyboard.press("?")
    dialog.wait_for()
    assert "F6" in dialog.inner_text()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.get_by_role("button", name=visitor.say("键盘快捷键", "Keyboard shortcuts")).click()
    dialog.wait_for()


def compose(visitor: Visitor) -> None:
    """Begin a word, and take its candidate with Enter, as an input method does."""
    keys = visitor.context.new_cdp_session(visitor.page)
    keys.send("Input.imeSetComposition", {"text": "hui", "selectionStart": 3, "selectionEnd": 3})
    key: dict[str, Any] = {"windowsVirtualKeyCode": 229, "key": "Enter", "code": "Enter"}
    keys.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    keys.send("Input.insertText", {"text": "会"})
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
    keys.detach()


def test_an_input_method_edits_renames_and_searches_nothing_by_its_enter(known: Visit) -> None:
    visitor = known()
    page = visitor.page
    visitor.converse("甲")
    asked, changed = count_calls(page, "/api/chat"), count_calls(page, "/api/conversations/")
    searched = count_calls(page, "q=")

    visitor.composer.press("ArrowUp")
    edited = page.get_by_role("textbox", name="编辑")
    edited.press("End")
    compose(visitor)
    page.wait_for_timeout(80)  # an Enter within 50 ms is the input method's
    assert (edited.input_value(), asked) == ("甲会", [])
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('article.own').innerText.includes('甲会')")
    visitor.wait_until_answered()
    assert asked == ["POST"]

    visitor.button("对话操作", "Chat actions").click()
    page.get_by_role("menuitem", name="重命名").click()
    title = page.get_by_label("标题")
    title.press("End")
    compose(visitor)
    assert "PATCH" not in changed
    title.press("Enter")
    page.locator("dialog").wait_for(state="detached")
    assert changed.count("PATCH") == 1

    page.get_by_role("searchbox").click()
    before = len(searched)
    keys = visitor.context.new_cdp_session(page)
    keys.send("Input.imeSetComposition", {"text": "hui", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(500)  # longer than the pause after which is searched
    assert len(searched) == before
    with page.expect_request(lambda request: "q=%E4%BC%9A" in request.url):
        keys.send("Input.insertText", {"text": "会"})
