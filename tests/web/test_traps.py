"""What users of other chat pages suffer, and do not suffer here."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from tests.simulators.openai import OpenAISimulator, Pace
from tests.waiting import until
from tests.web.conftest import Visit
from tests.web.test_flows import everywhere
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
ENTER = """(key) => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...key }))"""
BOX = Path(__file__).resolve().parents[1] / "data" / "box.jpg"
TYPED = "() => document.querySelector('textarea')?.value === '还没写完'"
LONG = "\n\n".join(f"第{n}段，说的是一些不短也不长的话，好让这一页很快就满了。" for n in range(60))


def count_calls(page: Any, path: str) -> list[str]:
    """The methods of calls of a path, from now on."""
    calls: list[str] = []
    page.on("request", lambda r: calls.append(r.method) if path in r.url else None)
    return calls


def test_enter_of_an_input_method_sends_nothing_and_the_next_one_does(known: Visit) -> None:
    visitor = known()
    page, calls = visitor.page, count_calls(visitor.page, "/api/chat")
    visitor.composer.click()
    page.keyboard.type("nihao")

    for key in ({"isComposing": True}, {"keyCode": 229}):
        page.evaluate(ENTER, key)
    page.evaluate("document.activeElement.dispatchEvent(new CompositionEvent('compositionend'))")
    page.evaluate(ENTER, {"keyCode": 13})
    assert calls == []
    page.wait_for_timeout(80)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    visitor.wait_until_answered()

    assert calls == ["POST"]


def test_who_scrolls_up_is_left_alone_and_can_come_back(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say(LONG)
    provider.script(Pace(0.02))
    visitor = known()
    visitor.ask("讲很多")
    log = visitor.page.locator("[role=log]")
    visitor.page.wait_for_function(
        "() => document.querySelector('[role=log]').scrollHeight > 1500", timeout=20_000
    )
    gap = "document.querySelector('[role=log]')"
    distance = f"{gap}.scrollHeight - {gap}.scrollTop - {gap}.clientHeight"
    assert visitor.page.evaluate(distance) < 80

    log.hover()
    visitor.page.mouse.wheel(0, -400)
    visitor.page.wait_for_timeout(200)
    before = log.evaluate("(log) => log.scrollTop")
    visitor.page.wait_for_timeout(600)

    assert abs(log.evaluate("(log) => log.scrollTop") - before) <= 1
    visitor.button("到最新消息", "To the newest message").click()
    visitor.page.wait_for_timeout(300)
    assert visitor.page.evaluate(distance) < 80
    visitor.button("停止", "Stop").click()


def test_a_draft_stays_with_its_conversation(known: Visit) -> None:
    visitor = known()
    visitor.converse("一")
    there = visitor.page.url
    visitor.composer.fill("还没写完")

    visitor.page.get_by_role("link", name="新对话").first.click()
    assert visitor.composer.input_value() == ""
    visitor.page.goto(there)
    visitor.page.wait_for_function(TYPED)
    visitor.page.reload()

    visitor.page.wait_for_function(TYPED)


def test_an_answer_goes_on_while_another_conversation_is_looked_at(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("短", "一二三四五六七八九十" * 10)
    visitor = known()
    visitor.ask("甲")
    visitor.wait_until_answered()
    visitor.page.get_by_role("link", name="新对话").first.click()
    provider.script(Pace(0.05))
    visitor.ask("乙")
    visitor.answers.wait_for()

    visitor.page.locator(".conversations a", has_text="甲").click()
    visitor.page.get_by_text("短", exact=True).wait_for()
    visitor.page.wait_for_timeout(500)
    assert visitor.answers.all_inner_texts() == ["短"]
    visitor.page.go_back()
    visitor.wait_until_answered()

    assert visitor.answers.inner_text() == "一二三四五六七八九十" * 10


@everywhere
def test_offline_in_the_middle_keeps_what_was_said_and_heals(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("一二三四五六七八九十" * 20)
    provider.script(Pace(0.1))
    visitor = known(**how)
    offline = visitor.say("网络已断开", "You are offline.")
    visitor.ask("慢慢数")
    visitor.answers.wait_for()

    visitor.page.evaluate("window.dispatchEvent(new Event('offline'))")
    visitor.page.get_by_text(offline).wait_for()
    visitor.context.set_offline(True)
    visitor.page.evaluate("window.stop()")
    visitor.page.get_by_role("note").filter(has_text=visitor.say("没有说完", "not finished")).or_(
        visitor.page.get_by_role("note").filter(has_text=visitor.say("停止", "Stopped"))
    ).wait_for()
    said = visitor.answers.inner_text()
    assert said.startswith("一")
    conversation = visitor.page.url.rpartition("/")[2]
    until(lambda: messages_of(visitor, conversation) == 2)
    with visitor.page.expect_response(f"**/api/conversations/{conversation}") as told:
        visitor.context.set_offline(False)
        visitor.page.evaluate("window.dispatchEvent(new Event('online'))")

    visitor.page.get_by_text(offline).wait_for(state="detached")
    kept = told.value.json()["messages"][-1]
    assert kept["role"] == "assistant", "the page asks for what was kept before it is asked to"
    assert kept["content"][: len(said)] == said
    assert visitor.answers.inner_text().startswith(said)


def messages_of(visitor: Visitor, conversation: str) -> int:
    """How many the server has kept of it."""
    asked = "SELECT count(*) FROM messages WHERE conversation_id = ?"
    with sqlite3.connect(visitor.product.database, timeout=30) as file:
        return int(file.execute(asked, (conversation,)).fetchone()[0])


def test_an_expired_session_asks_over_the_page_and_the_question_is_not_lost(known: Visit) -> None:
    visitor = known()
    visitor.go("/account")
    visitor.page.evaluate("indexedDB.deleteDatabase('other')")
    visitor.page.route("**/api/auth/refresh", refuse)
    visitor.page.route("**/api/auth/me", refuse, times=1)
    visitor.page.get_by_label("称呼", exact=True).fill("新名字")

    visitor.button("保存", "Save").click()

    dialog = visitor.page.locator("dialog")
    dialog.wait_for()
    visitor.page.unroute("**/api/auth/refresh")
    dialog.get_by_label("密码").fill(visitor.password)
    dialog.get_by_role("button", name="登录", exact=True).click()
    dialog.wait_for(state="detached")
    assert visitor.page.get_by_label("称呼", exact=True).input_value() == "新名字"
    visitor.button("保存", "Save").click()
    visitor.page.get_by_text("已保存。").wait_for()


def refuse(route: Any) -> None:
    body = (
        '{"error": {"code": "invalid_token", "message": "x", "type": "authentication_error",'
        ' "param": null, "request_id": "1"}}'
    )
    route.fulfill(status=401, content_type="application/json", body=body)


def test_ten_reloads_in_a_row_sign_nobody_out(known: Visit) -> None:
    visitor = known()
    for n in range(9):
        visitor.page.goto(f"{visitor.product.address}/?{n}#/", wait_until="commit")
    visitor.page.goto(f"{visitor.product.address}/?9#/")

    visitor.page.get_by_role("link", name="小梅").wait_for()


def test_five_tabs_share_one_session(known: Visit) -> None:
    visitor = known()
    tabs = [visitor.tab("/usage") for _ in range(4)]
    refreshes = [count_calls(tab, "/api/auth/refresh") for tab in tabs]

    for tab in tabs:
        tab.reload(wait_until="commit")
    for tab in tabs:
        tab.get_by_role("heading", name="用量", exact=True).wait_for()

    assert sum(map(len, refreshes)) <= 1, "they ask each other first"
    _log_out(visitor)
    for tab in tabs:
        tab.wait_for_url("**/#/")
        tab.get_by_role("link", name="登录").first.wait_for()


def _log_out(visitor: Visitor) -> None:
    visitor.go("/account")
    visitor.button("退出登录", "Log out").click()
    visitor.page.wait_for_url("**/#/")


def test_who_leaves_leaves_nothing_on_the_screen(known: Visit) -> None:
    visitor = known()
    visitor.ask("秘密")
    visitor.wait_until_answered()
    visitor.composer.fill("半句秘密")

    _log_out(visitor)

    assert "秘密" not in visitor.page.locator("body").inner_text()
    assert visitor.composer.input_value() == ""
    visitor.page.go_back()
    visitor.page.wait_for_timeout(500)
    assert "秘密" not in visitor.page.locator("body").inner_text()


def test_hostile_answers_run_nothing_and_ask_nobody(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say(
        "<img src=https://evil.example/a onerror=window.hit=1> <svg onload=window.hit=1>\n\n"
        "![x](https://evil.example/b) [y](javascript:window.hit=1)"
    )
    visitor = known()
    asked: list[str] = []
    visitor.page.on("request", lambda r: asked.append(r.url))

    visitor.ask("<b>粗</b>\n# 不是标题")
    visitor.wait_until_answered()
    visitor.page.wait_for_timeout(300)

    assert visitor.page.evaluate("window.hit") is None
    assert not [url for url in asked if "evil" in url]
    assert visitor.page.locator("article.own .words").inner_text() == "<b>粗</b>\n# 不是标题"
    links = visitor.page.locator("article.answer a")
    assert {link.get_attribute("rel") for link in links.all()} == {"noopener noreferrer nofollow"}
    assert links.last.inner_text() == "x"


def test_a_wide_table_scrolls_in_itself_on_a_phone(known: Visit, provider: OpenAISimulator) -> None:
    heads = "|".join(f"第{n}列" for n in range(12))
    provider.say(f"|{heads}|\n|{'---|' * 12}\n|{'一些内容|' * 12}\n")
    visitor = known(screen="phone")
    visitor.ask("表格")
    visitor.wait_until_answered()
    table = visitor.page.locator(".table .wide")
    table.wait_for()

    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    assert width == 360
    assert table.evaluate("(box) => box.scrollWidth > box.clientWidth")


def test_the_composer_stays_in_sight_of_a_small_window(known: Visit) -> None:
    visitor = known(screen="phone")
    visitor.page.set_viewport_size({"width": 360, "height": 420})

    box = visitor.button("发送", "Send").bounding_box()

    assert box
    assert box["y"] + box["height"] <= 420


def test_a_long_answer_streams_without_long_tasks(known: Visit, provider: OpenAISimulator) -> None:
    provider.say(LONG * 3)
    visitor = known()
    visitor.page.evaluate("window.longTasks.length = 0")
    began = time.monotonic()

    visitor.ask("很长")
    visitor.wait_until_answered()

    longest = max(visitor.page.evaluate("window.longTasks"), default=0)
    assert longest <= 150, f"in {time.monotonic() - began:.1f} s"


def test_another_account_finds_nothing_of_the_one_before_in_any_tab(known: Visit) -> None:
    visitor = known()
    visitor.converse("秘密")
    visitor.composer.fill("半句秘密")
    first, visitor.page = visitor.page, visitor.tab("/login")
    visitor.email, visitor.password = visitor.product.register(visitor.product.address)

    visitor.fill_in_log_in()

    for tab in (first, visitor.page):
        tab.wait_for_url("**/#/")
        tab.locator(".welcome, h1").first.wait_for(state="attached")
        tab.get_by_text("还没有对话").first.wait_for()
        assert "秘密" not in tab.locator("body").inner_text()
        assert tab.locator("textarea").input_value() == ""


def test_what_is_typed_while_the_first_answer_is_awaited_stays(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一二三四五")
    provider.script(Pace(0.05, first=1.5))
    visitor = known()
    visitor.ask("甲")
    visitor.composer.fill("下一个问题")
    assert "/#/c/" not in visitor.page.url

    visitor.page.wait_for_url("**/#/c/*")
    visitor.wait_until_answered()

    assert visitor.composer.input_value() == "下一个问题"
    visitor.page.get_by_role("link", name="新对话").first.click()
    visitor.page.wait_for_url("**/#/")
    assert visitor.composer.input_value() == ""


def test_a_stranger_begins_a_new_chat_also_in_the_middle_of_an_answer(
    visit: Visit, provider: OpenAISimulator
) -> None:
    provider.say("短", "一二三四五六七八九十" * 20)
    visitor = visit()
    again = visitor.page.get_by_role("link", name="新对话").first
    visitor.ask("甲")
    visitor.wait_until_answered()
    again.click()
    visitor.page.locator("article").first.wait_for(state="detached")

    provider.script(Pace(0.1))
    visitor.ask("乙")
    visitor.answers.wait_for()
    again.click()
    visitor.page.locator("article").first.wait_for(state="detached")
    visitor.button("发送", "Send").wait_for()


def test_an_escape_of_a_dialog_or_an_input_method_stops_no_answer(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say("一二三四五六七八九十" * 20)
    provider.script(Pace(0.1))
    visitor = known()
    visitor.ask("慢慢数")
    visitor.answers.wait_for()
    visitor.composer.click()

    for key in ({"isComposing": True}, {"keyCode": 229}):
        visitor.page.evaluate(ENTER.replace('"Enter"', '"Escape"'), key)
    assert visitor.button("停止", "Stop").is_visible()

    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("note").filter(has_text="停止").wait_for()


def test_a_session_that_is_over_is_not_waved_away_by_escape(known: Visit) -> None:
    visitor = known()
    visitor.go("/account")
    visitor.page.route("**/api/auth/refresh", refuse)
    visitor.page.route("**/api/auth/me", refuse, times=1)
    visitor.page.get_by_label("称呼", exact=True).fill("新名字")
    visitor.button("保存", "Save").click()
    dialog = visitor.page.locator("dialog")
    dialog.wait_for()

    for _ in range(3):
        visitor.page.keyboard.press("Escape")

    visitor.page.wait_for_function("() => document.querySelector('dialog')?.open")


def test_a_second_tab_reads_what_was_said_in_the_first(known: Visit) -> None:
    visitor = known()
    visitor.converse("甲")
    first = visitor.page
    visitor.page = visitor.tab(first.url.partition("#")[2])
    visitor.page.locator("article.answer").wait_for()

    visitor.ask("乙")
    visitor.page.locator("article.own", has_text="乙").wait_for()
    visitor.wait_until_answered()

    first.locator("article.own", has_text="乙").wait_for()
    with first.expect_response("**/api/chat"):
        first.get_by_role("button", name="重新生成").last.click()
    first.locator("[role=log][aria-busy=false]").wait_for()
    first.reload()
    first.locator("article.answer").nth(1).wait_for()
    assert first.locator("article.own .words").all_inner_texts() == ["甲", "乙"]


def test_pictures_stay_with_their_conversation_and_come_back_when_refused(known: Visit) -> None:
    visitor = known()
    visitor.converse("甲")
    there, shown = visitor.page.url, visitor.page.locator(".composer .pictures img")
    visitor.page.locator(".composer input[multiple]").set_input_files(BOX)
    shown.wait_for()

    visitor.page.get_by_role("link", name="新对话").first.click()
    shown.wait_for(state="detached")
    visitor.page.goto(there)
    shown.wait_for()
    visitor.page.route("**/api/chat", lambda route: route.fulfill(status=503))
    visitor.ask("这是什么？")

    visitor.page.get_by_role("alert").first.wait_for()
    shown.wait_for()
    assert visitor.composer.input_value() == "这是什么？"
