"""What people come for, from the first visit to the last, at a desk and on a phone."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.secrets_in_logs import PASSWORD
from tests.simulators.openai import OpenAISimulator, Pace, Status
from tests.simulators.openai_answers import Answer
from tests.web.conftest import Visit
from tests.web.visitor import Visitor

pytestmark = pytest.mark.web
LOADED = (
    "(of) => document.querySelector(of)?.complete && document.querySelector(of).naturalWidth > 0"
)
BOX = Path(__file__).resolve().parents[1] / "data" / "box.jpg"
LINES = "阿莫西林胶囊\n0.5g×24粒\n国药准字H20003263"
# What a model sees on the box of a medicine that is in the catalogue.
FACTS = {
    "name": "阿莫西林胶囊",
    "approval_number": "国药准字H20003263",
    "specification": "0.5g×24粒",
    "warnings": "请仔细阅读说明书并在医师指导下使用",
    "text": LINES,
}
everywhere = pytest.mark.parametrize(
    "how",
    [
        {"language": "zh", "screen": "desk"},
        {"language": "en", "screen": "phone", "scheme": "dark"},
    ],
    ids=["zh-desk", "en-phone"],
)


@everywhere
def test_a_stranger_tries_the_chat_at_once(visit: Visit, how: Any) -> None:
    visitor = visit(**how)

    visitor.ask("你好")
    visitor.wait_until_answered()

    assert visitor.answers.inner_text() == "你好！有什么可以帮你？"
    hint = visitor.say("未登录的对话不会保存。", "Without an account nothing is kept.")
    assert visitor.page.get_by_text(hint).is_visible()
    left = visitor.say("今天不登录还可聊 499 次。", "499 chats are left today.")
    assert visitor.page.get_by_text(left).is_visible()


def test_a_stranger_sees_all_that_there_is_and_is_asked_to_log_in(visit: Visit) -> None:
    visitor = visit()

    for name, path in (("文件", "files"), ("任务", "tasks"), ("用量", "usage")):
        visitor.page.get_by_role("link", name=name, exact=True).click()
        visitor.page.wait_for_url(f"**/#/login?to=/{path}")
        visitor.page.go_back()
        visitor.page.wait_for_url("**/#/")


@everywhere
def test_a_stranger_registers_and_their_chat_is_kept(visit: Visit, how: Any) -> None:
    visitor = visit(**how)
    visitor.go("/register")
    visitor.page.get_by_label(visitor.say("邮箱", "E-mail")).fill("new@example")
    visitor.page.get_by_label(visitor.say("密码", "Password")).fill("password")
    visitor.button("注册", "Register").click()
    fault = visitor.page.locator("[role=alert]")
    fault.wait_for()
    assert visitor.page.locator("input[aria-invalid=true]").count() == 1

    email = f"new-{how['language']}@example.com"
    visitor.page.get_by_label(visitor.say("邮箱", "E-mail")).fill(email)
    visitor.page.get_by_label(visitor.say("密码", "Password")).fill(PASSWORD)
    visitor.button("注册", "Register").click()
    visitor.page.wait_for_url("**/#/")
    visitor.ask("今天几号？")
    visitor.wait_until_answered()
    visitor.page.reload()

    visitor.answers.wait_for()
    assert visitor.page.locator("article.own .words").inner_text() == "今天几号？"
    assert "/#/c/" in visitor.page.url


@everywhere
def test_what_a_stranger_has_said_goes_along_into_their_account(
    visit: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("雨停了。", "是的，带伞。")
    visitor = visit(**how)
    visitor.ask("下雨吗？")
    visitor.wait_until_answered()
    visitor.page.locator(".hint a").click()
    visitor.email, visitor.password = visitor.product.register(visitor.product.address)
    visitor.page.locator("h1", has_text=visitor.say("注册", "Register")).wait_for()
    visitor.page.get_by_role("link", name=visitor.say("登录", "Log in"), exact=True).click()
    visitor.page.locator("h1", has_text=visitor.say("登录", "Log in")).wait_for()
    visitor.fill_in_log_in()

    said = visitor.page.locator("article.own .words")
    said.wait_for()
    assert said.inner_text() == "下雨吗？"
    hint = visitor.say("你的下一条消息会把这段对话（最近 2 条", "saves this chat (its last 2")
    visitor.page.get_by_text(hint).wait_for()
    visitor.ask("明天呢？")
    visitor.page.wait_for_url("**/#/c/*")
    visitor.wait_until_answered()
    visitor.page.reload()

    visitor.answers.nth(1).wait_for()
    assert said.all_inner_texts() == ["下雨吗？", "明天呢？"]
    assert visitor.answers.all_inner_texts() == ["雨停了。", "是的，带伞。"]


def test_a_new_chat_lets_go_of_what_is_kept_nowhere(visit: Visit) -> None:
    visitor = visit()
    visitor.ask("下雨吗？")
    visitor.wait_until_answered()
    visitor.go("/drugs")
    visitor.page.go_back()
    visitor.page.locator("article.own .words").wait_for()

    visitor.page.get_by_role("link", name="新对话").first.click()

    visitor.page.get_by_text("想聊点什么？").wait_for()
    assert visitor.page.locator("article").count() == 0


@everywhere
def test_a_wrong_password_is_told_at_the_field_and_then_locks_out(visit: Visit, how: Any) -> None:
    visitor = visit(**how)
    visitor.email, _ = visitor.product.register(visitor.product.address)
    visitor.password = "not the password"
    visitor.go("/login")

    for _ in range(5):
        visitor.fill_in_log_in()
        visitor.page.locator("input[type=password][aria-invalid=true]").wait_for()
    visitor.fill_in_log_in()

    locked = visitor.page.locator(".locked")
    locked.wait_for()
    assert "14:5" in locked.inner_text() or "15:00" in locked.inner_text()
    assert visitor.button("登录", "Log in").is_disabled()


def test_who_wanted_a_page_gets_there_after_the_log_in(visit: Visit) -> None:
    visitor = visit()
    visitor.email, visitor.password = visitor.product.register(visitor.product.address)
    visitor.page.goto(f"{visitor.product.address}/#/usage?days=7")
    visitor.page.wait_for_url("**/#/login**")
    visitor.page.get_by_text("登录后会回到你要去的页面。").wait_for()

    visitor.fill_in_log_in()

    visitor.page.wait_for_url("**/#/usage?days=7")


def test_an_answer_is_shown_with_code_tables_and_formulas(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.say(
        "## 结果\n\n**注意：**正文里有 `代码`。\n\n"
        "```python\ndef add(a, b):\n    return a + b\n```\n\n"
        "| 药品 | 价格 |\n|---|---:|\n| 甲 | 1 |\n\n"
        "面积是 \\(\\pi r^2\\)。\n\n$$\\int_0^1 x\\,dx$$\n\n"
        "- 一\n- 二\n"
    )
    visitor = known()

    visitor.ask("都来一点")
    visitor.wait_until_answered()

    page = visitor.answers
    page.locator(".hl-keyword").first.wait_for()
    page.locator("math").first.wait_for()
    assert page.locator("strong").inner_text() == "注意："
    assert page.locator("math").count() == 2
    assert page.locator("td").all_inner_texts() == ["甲", "1"]
    assert page.locator("li").count() == 2


@everywhere
def test_thoughts_are_folded_and_the_answer_stands_alone(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say(Answer("答案是 42。", reasoning="先算一算。"))
    visitor = known(**how)

    visitor.ask("答案是什么？")
    visitor.wait_until_answered()

    assert visitor.answers.inner_text() == "答案是 42。"
    thoughts = visitor.page.locator("details.thoughts")
    assert not thoughts.locator("p").is_visible()
    thoughts.locator("summary").click()
    assert thoughts.locator("p").inner_text() == "先算一算。"


@everywhere
def test_an_answer_is_stopped_and_what_was_said_stays(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("一二三四五六七八九十" * 20)
    provider.script(Pace(0.1))
    visitor = known(**how)

    visitor.ask("慢慢数")
    visitor.answers.wait_for()
    visitor.button("停止", "Stop").click()

    visitor.button("发送", "Send").wait_for()
    said = visitor.answers.inner_text()
    assert said.startswith("一")
    assert (
        visitor.page.get_by_role("note").filter(has_text=visitor.say("已停止", "Stopped")).count()
    )
    visitor.page.wait_for_timeout(3_000)  # as long as the server has to settle what it heard
    visitor.page.reload()
    visitor.answers.wait_for()
    assert visitor.answers.inner_text()[: len(said)] == said
    visitor.button("继续", "Go on").click()
    visitor.page.locator("article.answer").nth(1).wait_for()


@everywhere
def test_an_answer_is_made_again_and_a_question_is_asked_anew(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say("一答", "二答", "二答又", "新答")
    visitor = known(**how)
    edit = visitor.say("编辑", "Edit")
    for text in ("一问", "二问"):
        visitor.ask(text)
        visitor.wait_until_answered()

    visitor.page.get_by_role("button", name=visitor.say("重新生成", "Answer again")).last.click()
    visitor.page.get_by_text("二答又").wait_for()
    visitor.wait_until_answered()
    visitor.page.locator("article.own").first.hover()
    visitor.page.get_by_role("button", name=edit).first.click()
    visitor.page.get_by_role("textbox", name=edit).fill("新问")
    visitor.page.get_by_role("textbox", name=edit).press("Enter")
    visitor.page.get_by_text("新答").wait_for()
    visitor.wait_until_answered()
    visitor.page.reload()

    visitor.answers.first.wait_for()
    assert visitor.page.locator("article.own .words").all_inner_texts() == ["新问"]
    assert visitor.answers.all_inner_texts() == ["新答"]


@everywhere
def test_a_conversation_is_found_renamed_exported_and_removed(
    known: Visit, how: Any, tmp_path: Path
) -> None:
    visitor = known(**how)
    visitor.ask("会议纪要")
    visitor.wait_until_answered()
    menu = visitor.button("对话操作", "Chat actions")

    menu.click()
    visitor.page.get_by_role("menuitem", name=visitor.say("重命名", "Rename")).click()
    visitor.page.get_by_label(visitor.say("标题", "Title")).fill("周会")
    visitor.page.get_by_label(visitor.say("标题", "Title")).press("Enter")
    visitor.page.locator("dialog").wait_for(state="detached")
    menu.click()
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("menuitem", name="JSON").click()
    waiting.value.save_as(tmp_path / "chat.json")
    exported = json.loads((tmp_path / "chat.json").read_text())
    menu.click()
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("menuitem", name="Markdown").click()
    waiting.value.save_as(tmp_path / "chat.md")
    _, front, _ = (tmp_path / "chat.md").read_text().split("---\n", 2)
    if how["screen"] == "phone":
        visitor.button("打开菜单", "Open menu").click()
    visitor.page.get_by_role("searchbox").fill("周会")
    found = visitor.page.locator(".conversations li a")
    found.filter(has_text="周会").wait_for()
    found.filter(has_text="周会").click()
    menu.click()
    visitor.page.get_by_role("menuitem", name=visitor.say("删除", "Delete")).click()
    assert "周会" in visitor.page.locator("dialog").inner_text()
    visitor.button("删除", "Delete").last.click()

    visitor.page.wait_for_url("**/#/")
    assert exported["title"] == "周会"
    assert [message["role"] for message in exported["messages"]] == ["user", "assistant"]
    assert exported["aigc"]["Label"] == "1"
    assert yaml.safe_load(front) == {"AIGC": exported["aigc"]}


def test_a_conversation_whose_label_cannot_be_had_is_exported_when_tried_again(
    known: Visit,
) -> None:
    visitor = known()
    visitor.ask("会议纪要")
    visitor.wait_until_answered()
    lost = 2  # a read is asked once more by the page itself
    visitor.page.route("**/api/conversations/*", lambda route: route.abort(), times=lost)

    visitor.button("对话操作", "Chat actions").click()
    visitor.page.get_by_role("menuitem", name="Markdown").click()
    visitor.page.locator(".failure").wait_for()
    with visitor.page.expect_download() as waiting:
        visitor.button("重试", "Try again").click()

    assert waiting.value.suggested_filename.endswith(".md")
    visitor.page.locator(".failure").wait_for(state="detached")


@everywhere
def test_a_question_that_was_not_taken_comes_back_and_is_asked_again(
    known: Visit, how: Any
) -> None:
    visitor = known(**how)
    error = {
        "code": "upstream_error",
        "message": "模型出错了。",
        "type": "api_error",
        "param": None,
    }
    refusal = json.dumps({"error": {**error, "request_id": "r-1"}})
    visitor.page.route(
        "**/api/chat", lambda route: route.fulfill(status=502, body=refusal), times=1
    )

    visitor.ask("你还好吗？")
    visitor.page.locator(".failure").wait_for()

    assert "r-1" in visitor.page.locator(".failure").inner_text()
    assert visitor.composer.input_value() == "你还好吗？"
    assert visitor.page.locator("article").count() == 0
    visitor.button("重试", "Try again").click()
    visitor.wait_until_answered()
    assert visitor.composer.input_value() == ""


def test_an_answer_that_fails_before_its_first_word_leaves_nothing_behind(
    known: Visit, provider: OpenAISimulator
) -> None:
    provider.script(*[Status(400, "bad", "no")] * 1)
    visitor = known()

    visitor.ask("你还好吗？")
    visitor.page.locator(".failure").wait_for()

    assert visitor.page.url.endswith("#/")
    visitor.composer.press("Enter")
    visitor.wait_until_answered()
    assert visitor.page.locator("article.own").count() == 1


@everywhere
def test_a_box_of_a_medicine_is_recognised(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    provider.say(json.dumps(FACTS, ensure_ascii=False))
    visitor = known(**how)
    visitor.go("/recognize")
    camera = visitor.page.locator("label:has(input[capture=environment])")
    assert camera.is_visible() == (how["screen"] == "phone")

    visitor.page.locator("input[type=file]").first.set_input_files(BOX)
    visitor.page.locator(".result .generated").wait_for()

    name = visitor.page.locator(".result h2")
    assert name.inner_text() == "阿莫西林胶囊"
    assert name.evaluate("(h2) => document.activeElement === h2")
    expect_in_sight(visitor, name)
    result = visitor.page.locator(".result")
    assert result.locator("pre").inner_text() == LINES
    visitor.page.wait_for_function(LOADED, arg=".result img")
    assert FACTS["warnings"] in result.locator("section").first.inner_text()
    match = result.locator(".matched").inner_text()
    assert "对青霉素类药物过敏者禁用" in match
    assert visitor.say("很有把握", "Quite sure") in match
    assert result.locator(".warning").is_visible()
    visitor.page.locator(".past").first.wait_for()
    visitor.go("/files")
    visitor.page.get_by_role("button", name="box.jpg", exact=True).wait_for()


@everywhere
def test_what_was_recognised_is_opened_again_and_removed(
    known: Visit, provider: OpenAISimulator, how: Any
) -> None:
    bowl = {"name": "青花碗", "confidence": 0.3, "text": "大清"}
    tree = {"name": "银杏", "description": "秋天的银杏。", "confidence": 0.95}
    provider.say(json.dumps(bowl, ensure_ascii=False), json.dumps(tree, ensure_ascii=False))
    visitor = known(**how)
    visitor.go("/recognize")
    page, result = visitor.page, visitor.page.locator(".result")

    for kind, name, sure in (
        (visitor.say("古玩", "Antique"), "青花碗", visitor.say("仅供参考", "A guess")),
        (visitor.say("其他", "Anything else"), "银杏", visitor.say("很有把握", "Quite sure")),
    ):
        page.get_by_text(kind, exact=True).click()
        page.locator("input[type=file]").first.set_input_files(BOX)
        result.locator("h2", has_text=name).wait_for()
        assert sure in result.inner_text()
    page.reload()
    page.locator(".past", has_text="青花碗").click()
    result.locator("h2", has_text="青花碗").wait_for()
    page.wait_for_function(LOADED, arg=".result img")
    assert result.locator("pre").inner_text() == "大清"
    result.get_by_role("button", name=visitor.say("删除", "Delete")).click()
    page.locator("dialog").get_by_role("button", name=visitor.say("删除", "Delete")).click()

    result.wait_for(state="detached")
    page.reload()
    page.locator(".past", has_text="银杏").wait_for()
    assert page.locator(".past").count() == 1


def expect_in_sight(visitor: Visitor, of: Any) -> None:
    box, size = of.bounding_box(), visitor.page.viewport_size
    assert box
    assert size
    assert 0 <= box["y"] <= size["height"] - box["height"], box


@everywhere
def test_a_file_is_sent_seen_and_removed(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.go("/files")

    visitor.page.locator("input[type=file]").set_input_files(BOX)
    file = visitor.page.get_by_role("button", name="box.jpg", exact=True)
    with visitor.context.expect_page() as opening:
        file.click()
    opening.value.wait_for_url("**/api/files/local/**")
    opening.value.wait_for_function(LOADED, arg="img")
    opening.value.close()
    visitor.page.locator(".file button").last.click()
    visitor.button("删除", "Delete").click()

    visitor.page.get_by_text(visitor.say("还没有文件。", "No files yet.")).wait_for()


@everywhere
def test_a_picture_is_made_smaller_in_the_background(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.go("/tasks")

    visitor.page.locator("main select").select_option("thumbnail")
    visitor.page.locator("input[type=file]").set_input_files(BOX)
    task = visitor.page.locator("article")
    task.get_by_text(visitor.say("已完成", "done")).wait_for(timeout=30_000)
    task.locator("summary").click()

    shown = task.locator("img")
    shown.wait_for()
    assert "/api/files/local/" in (shown.get_attribute("src") or "")


@everywhere
def test_usage_shows_what_was_used_and_what_is_left(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.ask("你好")
    visitor.wait_until_answered()

    visitor.go("/usage")

    visitor.page.locator("canvas").wait_for()
    visitor.page.get_by_role("rowheader", name="qwen3-vl-plus").wait_for()
    assert visitor.page.locator(".big").inner_text().startswith(("9,9", "10,000"))


@everywhere
def test_an_account_is_changed_and_left(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.go("/account")

    visitor.page.get_by_label(visitor.say("称呼", "Name"), exact=True).fill("Mei")
    visitor.button("保存", "Save").click()
    visitor.page.get_by_text(visitor.say("已保存。", "Saved.")).wait_for()
    visitor.page.get_by_label(visitor.say("密钥名称", "Name of the key")).fill("laptop")
    visitor.button("新建密钥", "Make a key").click()
    assert visitor.page.locator(".made code").inner_text().startswith("sk-")
    visitor.page.get_by_label(visitor.say("当前密码", "Current password")).fill(PASSWORD)
    visitor.page.get_by_label(visitor.say("新密码", "New password")).fill("another long phrase 7")
    visitor.button("修改密码", "Change password").click()
    visitor.page.get_by_text(visitor.say("密码已修改", "Changed.")).wait_for()
    visitor.button("注销账号", "Delete account").click()
    visitor.page.locator("dialog input").fill("another long phrase 7")
    visitor.page.locator("dialog").get_by_role(
        "button", name=visitor.say("注销账号", "Delete account")
    ).click()

    visitor.page.wait_for_url("**/#/")
    visitor.page.reload()
    visitor.page.get_by_role("link", name=visitor.say("登录", "Log in")).first.wait_for(
        state="attached"
    )


@everywhere
def test_the_language_and_the_look_are_chosen_and_stay(known: Visit, how: Any) -> None:
    visitor = known(**how)
    visitor.go("/account")
    language, heading, appearance, look = (
        ("en", "Account", "Appearance", "dark")
        if how["language"] == "zh"
        else ("zh", "账号", "外观", "light")
    )

    visitor.page.get_by_label(visitor.say("语言", "Language")).select_option(language)
    visitor.page.get_by_role("heading", name=heading, exact=True).wait_for()
    visitor.page.get_by_label(appearance).select_option(look)
    visitor.page.reload()

    visitor.page.get_by_role("heading", name=heading, exact=True).wait_for()
    root = visitor.page.locator("html")
    assert (root.get_attribute("lang") or "")[:2] == language
    assert root.get_attribute("data-theme") == look


@everywhere
def test_drugs_are_found_by_anybody(visit: Visit, how: Any) -> None:
    visitor: Visitor = visit(**how)
    visitor.go("/drugs")

    visitor.page.get_by_role("searchbox").fill("阿莫西林")
    visitor.page.wait_for_url("**q=*")
    visitor.page.locator("summary").first.click()

    assert visitor.page.locator("dd").first.is_visible()
